import Export
import Glibc

/// Keeps what is not saved yet beside the case file, anew after every change, so that nothing is lost when the terminal is
/// cut off, the program killed or the connection gone. Used by one thread.
package final class UnsavedKeeper {
    /// Where it is kept now; `nil` when there is nothing to keep.
    package private(set) var path: String?
    /// Of which case file.
    private var of: String?
    private var lock: FileLock?

    package init() {}

    /// Writes the case down. It is whole at any moment: a new file takes the place of the one before.
    ///
    /// Cost: a file of the size of the case; what it survives is the end of the program, not that of the machine.
    ///
    /// - Parameters:
    ///   - base: The case as it stands in its file.
    ///   - case: Path of that file, whether it is there or not.
    /// - Throws: `FileProblem`: what was kept before is still there.
    package func keep(_ file: CaseFile, base: CaseFile, case: String) throws {
        let `case` = CaseStore(path: `case`).resolved
        try Folders.make(for: `case`)
        let target = try of == `case` ? path ?? Self.newName(`case`) : Self.newName(`case`)
        let lock: FileLock
        do { lock = try Self.write(CaseText.text(file.withBase(base)), to: target) } catch {
            if target != path { unlink(target) }
            throw error
        }
        if let path, path != target { unlink(path) }
        (self.path, self.of, self.lock) = (target, `case`, lock)
    }

    /// Everything is saved, or somebody said that it need not be.
    package func drop() {
        if let path { unlink(path) }
        (path, of, lock) = (nil, nil, nil)
    }

    /// A name that is not there yet: the number of a process that has ended may come again, and what it left stays.
    private static func newName(_ `case`: String) throws -> String {
        let start = `case` + UnsavedCase.ending + String(getpid())
        for name in CollectionOfOne(start) + (2...100).map({ "\(start)-\($0)" }) {
            let descriptor = open(name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
            if descriptor >= 0 {
                close(descriptor)
                return name
            }
            guard errno == EEXIST else { break }
        }
        throw FileProblem(writing: start, errno: errno)
    }

    /// - Returns: The lock on the new file, taken before it has its name.
    private static func write(_ text: String, to path: String) throws -> FileLock {
        let temporary = "\(Destination.folder(of: path))/.wrkaud-\(String(UInt64.random(in: .min ... .max), radix: 36)).tmp"
        let descriptor = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard descriptor >= 0 else { throw FileProblem(writing: path, errno: errno) }
        let lock = FileLock(descriptor)
        // Where there are no locks, what is left over is not told from what is in use: it is offered, and nothing is lost.
        _ = flock(descriptor, LOCK_EX | LOCK_NB)
        guard writeAll(Array(text.utf8), to: descriptor), rename(temporary, path) == 0 else {
            let code = errno
            unlink(temporary)
            throw FileProblem(writing: path, errno: code)
        }
        return lock
    }
}
