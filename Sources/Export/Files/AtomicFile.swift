import Glibc

/// A file that appears whole or not at all.
///
/// Bytes go to a file of a temporary name in the same folder; `commit()` gives it its name. Dropped without a commit it
/// leaves nothing behind, and what was there before stays.
///
///     var file = try AtomicFile(path: "view.csv", sources: ["audit.csv"], force: false)
///     try file.write(bytes)
///     try file.commit()
package struct AtomicFile: ~Copyable, ByteSink {
    private let path: String
    private let folder: String
    private let temporary: String
    private let force: Bool
    private let isPrivate: Bool
    private let descriptor: Int32
    private let slot: Int?
    private var isDone = false

    /// - Parameters:
    ///   - sources: Paths of the inputs: none of them is ever written over, not by another name or link either.
    ///   - force: Whether a file of this name may be replaced. A symbolic link is replaced itself, not what it points to.
    ///   - isPrivate: Whether only its owner may read it, whatever the umask says.
    /// - Throws: `FileProblem`.
    package init(path: String, sources: [String], force: Bool, isPrivate: Bool = false) throws {
        try Destination.check(path, sources: sources, force: force)
        let folder = Destination.folder(of: path)
        let (temporary, descriptor) = try Self.openTemporary(beside: path, in: folder)
        self.path = path
        self.force = force
        self.isPrivate = isPrivate
        self.folder = folder
        self.temporary = temporary
        self.descriptor = descriptor
        slot = UnfinishedFiles.add(temporary)
    }

    deinit {
        guard !isDone else { return }
        close(descriptor)
        unlink(temporary)
        UnfinishedFiles.remove(slot)
    }

    package mutating func write(_ bytes: [UInt8]) throws {
        guard writeAll(bytes, to: descriptor) else { throw failure(errno) }
    }

    /// Makes the bytes safe on the disk and gives the file its name.
    ///
    /// - Throws: `FileProblem`; nothing is left behind then.
    package consuming func commit() throws {
        guard fchmod(descriptor, isPrivate ? 0o600 : Destination.mode(of: path)) == 0, fsync(descriptor) == 0 else { throw failure(errno) }
        guard Self.rename(temporary, to: path, replacing: force) else { throw failure(errno) }
        isDone = true
        UnfinishedFiles.remove(slot)
        close(descriptor)
        Self.syncFolder(folder)
    }

    private borrowing func failure(_ code: Int32) -> FileProblem { FileProblem(writing: path, errno: code) }

    /// Tries names until one is new; 0600 until everything is written.
    private static func openTemporary(beside path: String, in folder: String) throws -> (String, Int32) {
        for _ in 0..<100 {
            let name = "\(folder)/.wrkaud-\(String(UInt64.random(in: .min ... .max), radix: 36)).tmp"
            let descriptor = open(name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
            if descriptor >= 0 { return (name, descriptor) }
            guard errno == EEXIST || errno == EINTR else { break }
        }
        throw FileProblem(writing: path, errno: errno)
    }

    /// Without `replacing`, a file that came in the meantime stays.
    private static func rename(_ from: String, to path: String, replacing: Bool) -> Bool {
        if replacing { return Glibc.rename(from, path) == 0 }
        if link(from, path) == 0 {
            unlink(from)
            return true
        }
        // file systems without hard links: EPERM, EOPNOTSUPP
        guard errno != EEXIST else { return false }
        guard access(path, F_OK) != 0 else {
            errno = EEXIST
            return false
        }
        return Glibc.rename(from, path) == 0
    }

    /// The name is safe only when the folder is; a folder that cannot be synced is no reason to fail.
    private static func syncFolder(_ folder: String) {
        let descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { return }
        fsync(descriptor)
        close(descriptor)
    }
}

/// Writes all of `bytes`; false with `errno` set when that fails.
package func writeAll(_ bytes: [UInt8], to descriptor: Int32) -> Bool {
    bytes.withUnsafeBytes { buffer in
        guard let start = buffer.baseAddress else { return true }
        var done = 0
        while done < buffer.count {
            let n = Glibc.write(descriptor, start + done, buffer.count - done)
            if n < 0 {
                if errno == EINTR { continue }
                return false
            }
            done += n
        }
        return true
    }
}
