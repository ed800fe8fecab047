import Digest
import Export
import Glibc

/// Where a case is kept: one file, written whole or not at all, never over what somebody else wrote meanwhile.
package struct CaseStore: Equatable, Sendable {
    package let path: String

    package init(path: String) { self.path = path }

    /// A case is typed by hand; what is longer is something else.
    static let longest = 64 << 20

    /// What the file says; `nil` when there is none yet.
    ///
    /// - Throws: `FileProblem` for what cannot be read or is no case file.
    package func read() throws -> CaseFile? { try content().map { try parsed($0) } }

    private func parsed(_ bytes: [UInt8]) throws -> CaseFile {
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw FileProblem(path: path, reason: "it is not UTF-8 text", remedy: "Name a case file.")
        }
        do throws(CaseTextError) { return try CaseText.read(text) } catch {
            throw FileProblem(path: path, reason: error.description, remedy: "Correct it, or name another file.")
        }
    }

    /// Writes `file` and gives back what was written: when the file changed since `base` was read, the changes of both.
    ///
    /// Instances that write at the same time wait for each other where the file system has locks.
    ///
    /// - Parameter sources: Paths of the inputs, which are never written over.
    /// - Throws: `FileProblem`: the file is then as it was.
    package func write(_ file: CaseFile, base: CaseFile, sources: [String]) throws -> CaseFile {
        let target = resolved
        try Folders.make(for: target)
        let lock = FolderLock(of: target)
        defer { lock.release() }
        let theirs = try CaseStore(path: target).read() ?? CaseFile()
        var merged = theirs == base ? file : CaseFile.merged(base: base, ours: file, theirs: theirs)
        // What is given back is what the next one reads.
        merged.orderSources()
        var output = try AtomicFile(path: target, sources: sources, force: true)
        try output.write(Array(CaseText.text(merged).utf8))
        try output.commit()
        return merged
    }

    /// The file behind a symbolic link: a link stays one.
    var resolved: String {
        guard let real = realpath(path, nil) else { return path }
        defer { free(real) }
        return String(cString: real)
    }

    /// The bytes of the file; `nil` when there is none.
    private func content() throws -> [UInt8]? {
        func problem(_ reason: String) -> FileProblem {
            FileProblem(path: path, reason: reason, remedy: "Name a case file.")
        }
        // a pipe would wait for a writer
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY)
        guard descriptor >= 0 else {
            if errno == ENOENT { return nil }
            throw problem(String(cString: strerror(errno)))
        }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { throw problem("it is no regular file") }
        guard status.st_size <= Self.longest else { throw problem("it is too long for a case file") }
        var bytes = [UInt8](repeating: 0, count: Int(status.st_size))
        var done = 0
        while done < bytes.count {
            let got = bytes.withUnsafeMutableBytes { Glibc.read(descriptor, $0.baseAddress.map { $0 + done }, $0.count - done) }
            if got < 0, errno == EINTR { continue }
            guard got >= 0 else { throw problem(String(cString: strerror(errno))) }
            if got == 0 { break }
            done += got
        }
        return Array(bytes.prefix(done))
    }
}

enum Folders {
    /// Makes the folders on the way to a file: the settings folder may not be there yet.
    ///
    /// - Throws: `FileProblem`.
    static func make(for path: String) throws {
        let parts = path.split(separator: "/", omittingEmptySubsequences: false).dropLast()
        for end in parts.indices {
            let folder = parts[...end].joined(separator: "/")
            guard !folder.isEmpty, access(folder, F_OK) != 0 else { continue }
            guard mkdir(folder, 0o700) == 0 || errno == EEXIST else {
                throw FileProblem(
                    path: folder, reason: "the folder cannot be made: \(String(cString: strerror(errno)))",
                    remedy: "Name a file in another folder.")
            }
        }
    }
}

/// A lock on a file's folder: no file is left beside the case. Where there are no locks it holds nobody up.
private struct FolderLock {
    private let descriptor: Int32

    init(of path: String) {
        let folder = path.lastIndex(of: "/").map { $0 == path.startIndex ? "/" : String(path[..<$0]) } ?? "."
        descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        if descriptor >= 0 { while flock(descriptor, LOCK_EX) != 0, errno == EINTR {} }
    }

    func release() { if descriptor >= 0 { close(descriptor) } }
}
