#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// Cores that may run at once.
package let coreCount = max(1, Int(sysconf(Int32(_SC_NPROCESSORS_ONLN))))

/// A pointer that several threads write through, each to places no other touches.
///
/// Unchecked because the compiler cannot see that the places are disjoint: whoever makes one says why they are.
struct DisjointWrites<Element>: @unchecked Sendable {
    let start: UnsafeMutablePointer<Element>
}

/// Makes an array of `count` elements, all cores filling it part by part.
///
/// - Parameters:
///   - unit: Elements per part; `body` gets the part's number and its place, zeroed, to write.
/// - Throws: `Cancelled` when the work was stopped; parts not yet begun are then skipped.
func filled<Element: BitwiseCopyable & FixedWidthInteger & Sendable>(
    count: Int, unit: Int, _ work: Work, _ body: @Sendable (Int, UnsafeMutableBufferPointer<Element>) -> Void
) throws(Cancelled) -> [Element] {
    let array = [Element](unsafeUninitializedCapacity: count) { buffer, initialized in
        initialized = count
        guard count > 0, let start = buffer.baseAddress else { return }
        let shared = DisjointWrites(start: start)  // part i owns [i * unit, (i + 1) * unit)
        concurrently((count + unit - 1) / unit) { part in
            let first = part * unit
            let place = UnsafeMutableBufferPointer(start: shared.start + first, count: min(unit, count - first))
            place.initialize(repeating: 0)
            if !work.isCancelled { body(part, place) }
        }
    }
    try work.check()
    return array
}

/// `[body(0), …, body(count - 1)]`, computed on all cores; `nil` from `body` is not allowed to mean anything.
///
/// - Throws: `Cancelled` when the work was stopped.
package func mapped<Result: Sendable>(
    _ count: Int, _ work: Work, _ body: @Sendable (Int) -> Result
) throws(Cancelled) -> [Result] {
    var results = [Result?](repeating: nil, count: count)
    results.withUnsafeMutableBufferPointer { buffer in
        guard let start = buffer.baseAddress else { return }
        let shared = DisjointWrites(start: start)  // call i owns element i
        concurrently(count) { i in
            if !work.isCancelled { shared.start[i] = body(i) }
        }
    }
    try work.check()
    return results.compactMap { $0 }
}
