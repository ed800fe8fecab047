import Glibc
import Synchronization

/// A regular file, opened for reading and read with `pread`: no place of its own, so several threads may read.
package final class FileSource: ByteSource {
    package let name: String
    package let size: Int?
    package let lastChange: Int?
    private let descriptor: Int32
    private let length: Int
    private let shrank = Atomic<Bool>(false)

    /// - Throws: `SourceError` for what is not there, may not be read, or is no regular file.
    package convenience init(path: String) throws { try self.init(SystemPath(typed: path)) }

    /// - Throws: `SourceError`, as `init(path:)` does.
    convenience init(_ path: SystemPath) throws {
        let descriptor = path.open(O_RDONLY | O_CLOEXEC | O_NOCTTY)
        guard descriptor >= 0 else {
            throw SourceError(path: path.name, reason: SystemError.reason(), remedy: SystemError.remedy())
        }
        try self.init(descriptor: descriptor, name: path.name)
    }

    /// Takes over an open descriptor of a regular file and closes it in the end.
    init(descriptor: Int32, name: String) throws {
        var status = stat()
        guard fstat(descriptor, &status) == 0 else {
            let reason = SystemError.reason()
            close(descriptor)
            throw SourceError(path: name, reason: reason)
        }
        self.descriptor = descriptor
        self.name = name
        length = max(0, Int(status.st_size))
        size = length
        lastChange = Int(status.st_mtim.tv_sec)
        posix_fadvise(descriptor, 0, 0, POSIX_FADV_SEQUENTIAL)
    }

    deinit { close(descriptor) }

    package var failure: String? {
        shrank.load(ordering: .relaxed) ? "the file became shorter while it was read" : nil
    }

    package func read(at offset: Int, into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
        guard offset >= 0, offset < length, let start = buffer.baseAddress else { return 0 }
        while true {
            let got = pread(descriptor, start, min(buffer.count, length - offset), off_t(offset))
            if got > 0 { return got }
            if got == 0 {
                shrank.store(true, ordering: .relaxed)
                return 0
            }
            guard errno == EINTR else {
                throw SourceError(
                    path: name, reason: "cannot be read any more: \(SystemError.reason())",
                    remedy: "Copy the file to a local disk and try again.")
            }
        }
    }
}

/// The last error of the C library, in words.
enum SystemError {
    static func reason(_ code: Int32 = errno) -> String {
        switch code {
        case ENOENT: "there is no such file"
        case EACCES, EPERM: "no authority to read it"
        case EISDIR: "it is a folder"
        case EMFILE, ENFILE: "too many files are open"
        default: String(cString: strerror(code))
        }
    }

    static func remedy(_ code: Int32 = errno) -> String {
        switch code {
        case ENOENT: "Check the name; an IFS path must be copied to this machine first."
        case EACCES, EPERM: "Ask its owner for read authority, or run chmod +r on it."
        case EMFILE, ENFILE: "Raise the limit (ulimit -n) or name fewer files."
        default: ""
        }
    }
}
