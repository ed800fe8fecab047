#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// Whether `count` bytes are the same at both places.
///
/// - Precondition: `count` bytes are readable at both, which are not `nil` unless `count` is 0.
@inline(__always) func sameBytes(_ a: UnsafePointer<UInt8>?, _ b: UnsafePointer<UInt8>?, _ count: Int) -> Bool {
    guard count > 0, let a, let b else { return count == 0 }
    return memcmp(a, b, count) == 0
}

/// How two byte strings stand to each other: by the first byte that differs, then by length.
func compareBytes(_ a: UnsafeBufferPointer<UInt8>, _ b: UnsafeBufferPointer<UInt8>) -> Int {
    let common = min(a.count, b.count)
    if common > 0, let p = a.baseAddress, let q = b.baseAddress {
        let order = memcmp(p, q, common)
        if order != 0 { return Int(order) }
    }
    return a.count - b.count
}
