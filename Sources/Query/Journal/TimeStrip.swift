package import Catalog
package import Columns
import JournalIndex

/// The entries of a selection over the whole of its time in steps of one length: a row of bars.
package struct TimeStrip: Equatable, Sendable {
    package var first: Timestamp
    package var last: Timestamp
    /// Entries of each step.
    package var counts: [Int]
    /// Steps in which a receiver begins, and whether receivers are missing before it.
    package var receivers: [Int: Bool]
    /// Microseconds of a step.
    var step: Int64

    /// The step an instant lies in; `nil` outside of all.
    package func step(of time: Timestamp) -> Int? {
        let distance = time.microseconds - first.microseconds
        guard distance >= 0, time <= last else { return nil }
        return min(counts.count - 1, Int(distance / step))
    }
}

/// Edges of steps of one length.
struct EvenSteps {
    let step: Int64
    let edges: [Int64]

    /// - Parameters:
    ///   - first: The first and the last value that lie in a step.
    ///   - count: Steps; fewer where values lie closer than that.
    init(from first: Int64, to last: Int64, count: Int) {
        let span = Int128(last) - Int128(first) + 1
        let count = Int(min(span, Int128(max(1, count))))
        step = Int64(clamping: (span + Int128(count) - 1) / Int128(count))
        edges = (0...count).map { [step] in Int64(clamping: Int128(first) + Int128($0) * Int128(step)) }
    }
}

extension AuditJournal {
    /// - Parameter steps: How many; fewer where the whole time has fewer microseconds.
    /// - Returns: `nil` where no entry has a time, or the columns are not on this machine.
    /// - Complexity: O(entries), on all cores; receivers are looked for once in a journal.
    package func timeStrip(_ selection: Selection, steps: Int, _ work: Work) throws -> TimeStrip? {
        guard let provider, let id = schema.id("ENTRY_TIMESTAMP"),
            case .integer(let times) = try provider.column(id, work),
            let (low, high) = try times.minMax(in: selection.rows, work)
        else { return nil }
        let even = EvenSteps(from: Int64(clamping: low), to: Int64(clamping: high), count: steps)
        var strip = TimeStrip(
            first: Timestamp(microseconds: Int64(clamping: low)), last: Timestamp(microseconds: Int64(clamping: high)),
            counts: try times.stepCounts(edges: even.edges, in: selection.rows, by: nil, work), receivers: [:],
            step: even.step)
        for mark in try timelineMarks(work) {
            if let step = strip.step(of: mark.time) { strip.receivers[step] = strip.receivers[step] == true || mark.isGap }
        }
        return strip
    }
}
