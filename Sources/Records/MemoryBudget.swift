import Glibc
import Synchronization

/// What all inputs together may keep in memory of what was packed, piped or made text of: half of the machine's.
enum MemoryBudget {
    /// Bytes.
    static let limit = max(1 << 30, sysconf(Int32(_SC_PHYS_PAGES)) / 2 * sysconf(Int32(_SC_PAGESIZE)))

    private static let used = Atomic<Int>(0)

    /// Takes `count` bytes of it; false when there is not so much left.
    static func take(_ count: Int) -> Bool {
        var before = used.load(ordering: .relaxed)
        while before + count <= limit {
            let (isTaken, found) = used.weakCompareExchange(expected: before, desired: before + count, ordering: .relaxed)
            if isTaken { return true }
            before = found
        }
        return false
    }

    static func giveBack(_ count: Int) { used.wrappingSubtract(count, ordering: .relaxed) }
}
