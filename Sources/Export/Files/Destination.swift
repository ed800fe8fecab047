import Glibc

/// What must be true of a path before a file is made there.
package enum Destination {
    /// - Throws: `FileProblem` when something is in the way: a source, a folder, a device, a file without `force`.
    static func check(_ path: String, sources: [String], force: Bool) throws {
        guard !path.isEmpty else {
            throw FileProblem(path: "(no name)", reason: "a file needs a name", remedy: "Give one.")
        }
        var there = stat()
        if stat(path, &there) == 0 {
            try refuseSource(path, there, sources)
            try refuseSpecial(path, there)
        }
        guard !force, lstat(path, &there) == 0 else { return }
        throw FileProblem(writing: path, errno: EEXIST)
    }

    /// Compared by device and file number: a link or another spelling of a source is the source.
    private static func refuseSource(_ path: String, _ target: stat, _ sources: [String]) throws {
        for source in sources {
            var other = stat()
            guard stat(source, &other) == 0, other.st_dev == target.st_dev, other.st_ino == target.st_ino else {
                continue
            }
            throw FileProblem(
                path: path, reason: "this is the source \(source) itself, and sources are never changed",
                remedy: "Choose another name.")
        }
    }

    private static func refuseSpecial(_ path: String, _ target: stat) throws {
        switch target.st_mode & S_IFMT {
        case S_IFREG: return
        case S_IFDIR:
            throw FileProblem(path: path, reason: "this is a folder", remedy: "Give the name of a file in it.")
        default:
            throw FileProblem(
                path: path, reason: "this is a device or pipe, which cannot be replaced by a file",
                remedy: "Write to standard output and redirect it.")
        }
    }

    /// The folder a file stands in.
    package static func folder(of path: String) -> String {
        guard let slash = path.lastIndex(of: "/") else { return "." }
        return slash == path.startIndex ? "/" : String(path[..<slash])
    }

    /// Permissions of the finished file: those of the one it replaces, or 0666 without the bits of the umask.
    static func mode(of path: String) -> mode_t {
        var there = stat()
        if lstat(path, &there) == 0, there.st_mode & S_IFMT == S_IFREG { return there.st_mode & 0o777 }
        return 0o666 & ~currentMask
    }

    /// The process's umask, read without changing it (`umask()` can only be asked by setting it, which races with other
    /// threads); 077 where the system does not say.
    private static var currentMask: mode_t {
        guard let file = fopen("/proc/self/status", "re") else { return 0o077 }
        defer { fclose(file) }
        var line = [CChar](repeating: 0, count: 512)
        while fgets(&line, Int32(line.count), file) != nil {
            let text = String(decoding: line.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
            guard text.hasPrefix("Umask:") else { continue }
            return mode_t(text.dropFirst(6).filter { $0.isASCII && $0.isNumber }, radix: 8) ?? 0o077
        }
        return 0o077
    }
}

extension FileProblem {
    /// What an `errno` of making or writing `path` means to a person.
    package init(writing path: String, errno code: Int32) {
        let (reason, remedy) =
            switch code {
            case EEXIST: ("there is a file of this name already", "Choose another name, or replace it with --force.")
            case ENOSPC: ("the disk is full", "Make room or write to another disk; nothing was left behind.")
            case EDQUOT: ("your disk quota is used up", "Make room or write to another disk; nothing was left behind.")
            case EFBIG: ("the file would be larger than allowed", "Write fewer entries or columns, or to another disk.")
            case EACCES, EPERM: ("you may not write there", "Choose another folder, or ask for the right to write there.")
            case ENOENT: ("the folder does not exist", "Make the folder first, or choose another.")
            case ENOTDIR: ("a part of the path is not a folder", "Check the path.")
            case EROFS: ("the disk is read-only", "Choose another folder.")
            case ENAMETOOLONG: ("the name is too long", "Choose a shorter one.")
            case EISDIR: ("this is a folder", "Give the name of a file in it.")
            default: ("it cannot be written (\(String(cString: strerror(code))))", "Choose another place.")
            }
        self.init(path: path, reason: reason, remedy: remedy)
    }
}
