#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// Uninitialised memory for a few million elements, in pages of 2 MB where the system has them: touching it for the
/// first time then costs a five-hundredth of the page faults, which would be a third of a sort.
struct LargeBuffer<Element: BitwiseCopyable>: ~Copyable {
    let start: UnsafeMutablePointer<Element>
    private let raw: UnsafeMutableRawPointer

    init(capacity: Int) {
        let bytes = max(1, capacity * MemoryLayout<Element>.stride)
        let isLarge = bytes >= 8 << 20
        raw = .allocate(byteCount: bytes, alignment: isLarge ? 2 << 20 : 64)
        #if os(Linux)
        if isLarge { _ = madvise(raw, bytes, Int32(MADV_HUGEPAGE)) }  // a wish: refusal costs time, nothing else
        #endif
        start = raw.bindMemory(to: Element.self, capacity: capacity)
    }

    deinit { raw.deallocate() }
}
