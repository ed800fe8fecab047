import Glibc
import Synchronization

/// The temporary files of exports that are under way, so that a signal can take them away.
///
/// A signal handler may neither allocate nor lock: the names stand ready as C strings in a fixed table.
package enum UnfinishedFiles {
    private static let places = 16
    private nonisolated(unsafe) static let table: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?> = {
        let table = UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>.allocate(capacity: places)
        table.initialize(repeating: nil, count: places)
        return table
    }()
    private static let lock = Mutex(())

    /// Notes a file; `nil` when the table is full (it is then removed by its owner only).
    static func add(_ path: String) -> Int? {
        lock.withLock { _ in
            guard let free = (0..<places).first(where: { table[$0] == nil }) else { return nil }
            table[free] = strdup(path)
            return free
        }
    }

    /// Forgets a file. Its name stays allocated: a handler may be reading it.
    static func remove(_ place: Int?) {
        guard let place else { return }
        lock.withLock { _ in table[place] = nil }
    }

    /// Removes every unfinished file. Safe in a signal handler; call it once before installing the handler, which
    /// makes the table.
    package static func removeAll() {
        for place in 0..<places {
            if let path = table[place] { unlink(path) }
        }
    }
}
