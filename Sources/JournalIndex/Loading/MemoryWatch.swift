import Glibc

/// Compares what loading takes with what there is, so that the kernel never has to end the program.
///
/// What the journal will take is told from what its first part took: the index grows evenly with the bytes read, once the
/// first values of each column are known.
struct MemoryWatch: Sendable {
    /// Bytes of anonymous memory that may be in use.
    let bound: Int
    private let totalBytes: Int?
    private var mark: (read: Int, used: Int)?

    /// What was found when the memory will not do.
    struct Shortage: Sendable, Equatable {
        /// Bytes that the whole journal would take; `nil` where its size is not known.
        var estimate: Int?
        var bound: Int
        var used: Int
        /// Entries that a journal can hold, where these ran short and not the memory.
        var entries: Int?
    }

    /// - Parameter bound: Bytes; `nil` for what the machine can spare now.
    /// - Parameter totalBytes: Size of all sources; `nil` when it is not known.
    init(bound: Int?, totalBytes: Int?) {
        self.bound = bound ?? SystemMemory.anonymous() + SystemMemory.available() / 8 * 7
        self.totalBytes = totalBytes
    }

    /// Bytes read before the growth is measured, and how many more before it is believed.
    private static let warmUp = 32 << 20
    private static let leastGrowth = 64 << 20

    /// - Parameter read: Bytes of the sources so far.
    mutating func shortage(read: Int) -> Shortage? { shortage(read: read, used: SystemMemory.anonymous()) }

    /// The same for a known use of memory.
    mutating func shortage(read: Int, used: Int) -> Shortage? {
        let estimate = estimate(read: read, used: used)
        if used > bound || (estimate ?? 0) > bound { return Shortage(estimate: estimate, bound: bound, used: used) }
        return nil
    }

    private mutating func estimate(read: Int, used: Int) -> Int? {
        guard let totalBytes, read >= Self.warmUp else { return nil }
        guard let mark else {
            mark = (read, used)
            return nil
        }
        guard read - mark.read >= Self.leastGrowth else { return nil }
        let perByte = Double(max(0, used - mark.used)) / Double(read - mark.read)
        return used + Int(perByte * Double(max(0, totalBytes - read)))
    }
}

/// What the system says of memory, in bytes. Linux; elsewhere there is no bound to know.
enum SystemMemory {
    /// What this process holds that stands in no file.
    static func anonymous() -> Int {
        guard let text = text("/proc/self/statm") else { return 0 }
        let pages = text.split(separator: " ").compactMap { Int($0) }
        guard pages.count > 2 else { return 0 }
        return (pages[1] - pages[2]) * Int(sysconf(Int32(_SC_PAGESIZE)))
    }

    /// What can be taken without pushing anything out: of the machine, and of the group of processes this one is in.
    static func available() -> Int {
        var least = Int.max
        if let text = text("/proc/meminfo"), let line = text.split(separator: "\n").first(where: { $0.hasPrefix("MemAvailable:") }),
            let kilobytes = line.split(separator: " ").dropFirst().first.flatMap({ Int($0) }) {
            least = kilobytes << 10
        }
        for (limit, used) in [
            ("/sys/fs/cgroup/memory.max", "/sys/fs/cgroup/memory.current"),
            ("/sys/fs/cgroup/memory/memory.limit_in_bytes", "/sys/fs/cgroup/memory/memory.usage_in_bytes"),
        ] {
            if let limit = number(limit), let used = number(used) { least = min(least, max(0, limit - used)) }
        }
        // Nothing is known: half of an address space is no bound.
        return least == .max ? .max / 2 : least
    }

    private static func number(_ path: String) -> Int? {
        text(path).flatMap { Int($0.split(whereSeparator: { !$0.isNumber }).first ?? "") }
    }

    /// The first kilobytes of a file of the system.
    private static func text(_ path: String) -> String? {
        let file = open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { return nil }
        defer { close(file) }
        var bytes = [UInt8](repeating: 0, count: 8_192)
        let count = read(file, &bytes, bytes.count)
        return count > 0 ? String(decoding: bytes[..<count], as: UTF8.self) : nil
    }
}
