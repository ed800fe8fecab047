import Digest
import Export
import Glibc

/// Changes of a case that were never saved: the program ended without being told what to do with them.
///
/// They stand beside the case in a file of their own, `case.txt.unsaved-PID`, which is a case file that `--case` takes. As long
/// as the program that wrote it lives, it holds a lock on it; a file without one is left over.
package struct UnsavedCase: Sendable {
    package let path: String
    /// The whole case with what was not saved.
    package let file: CaseFile
    /// SHA-256 of the case as it stood in its file when these changes began; empty where that is not known.
    let base: String
    /// Keeps it from others that start now.
    private let lock: FileLock

    static let ending = ".unsaved-"

    /// What is left over beside a case file, oldest name first. What cannot be read is left alone.
    ///
    /// - Parameter path: Of the case, whether there is such a file or not.
    package static func left(beside path: String) -> [UnsavedCase] {
        let path = CaseStore(path: path).resolved
        let folder = Destination.folder(of: path)
        let start = (path.split(separator: "/").last.map(String.init) ?? path) + ending
        return names(in: folder).filter { $0.hasPrefix(start) }.sorted().compactMap { UnsavedCase(path: "\(folder)/\($0)") }
    }

    /// - Returns: `nil` while the program that wrote it lives, and for what is no case file.
    init?(path: String) {
        guard let lock = FileLock(taking: path), var file = try? CaseStore(path: path).read() else { return nil }
        base = file.takeBase()
        (self.path, self.file, self.lock) = (path, file, lock)
    }

    /// The case with these changes: when it stands as it did then, exactly what was on the screen; else what both say.
    package func joined(with saved: CaseFile) -> CaseFile {
        CaseFile.merged(base: saved.digest == base ? saved : CaseFile(), ours: file, theirs: saved)
    }

    /// Takes the file away.
    package func remove() { unlink(path) }

    private static func names(in folder: String) -> [String] {
        guard let stream = opendir(folder) else { return [] }
        defer { closedir(stream) }
        var names: [String] = []
        while let entry = readdir(stream) {
            names.append(withUnsafeBytes(of: &entry.pointee.d_name) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) })
        }
        return names
    }
}

/// A lock on one file, for as long as the value lives.
final class FileLock: Sendable {
    private let descriptor: Int32

    /// - Returns: `nil` when another program has it, or the file cannot be opened.
    convenience init?(taking path: String) {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOFOLLOW)
        guard descriptor >= 0 else { return nil }
        self.init(descriptor)
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else { return nil }
    }

    /// - Parameter descriptor: Of a file that nobody else has opened; closed with the lock.
    init(_ descriptor: Int32) { self.descriptor = descriptor }

    deinit { close(descriptor) }
}

extension CaseFile {
    private static let record = "unsaved"
    private static let property = "  of "

    /// Tells one state of a case from another.
    var digest: String { SHA256.digest(of: Array(CaseText.text(self).utf8)).hex }

    /// With a record that says which state of the case the changes began at. Versions that do not know it keep it.
    func withBase(_ base: CaseFile) -> CaseFile {
        var file = self
        file.unknown += [Self.record, Self.property + base.digest]
        return file
    }

    /// Takes that record out again.
    fileprivate mutating func takeBase() -> String {
        guard let index = unknown.lastIndex(of: Self.record), unknown.indices.contains(index + 1),
            unknown[index + 1].hasPrefix(Self.property)
        else { return "" }
        let digest = String(unknown[index + 1].dropFirst(Self.property.count))
        unknown.removeSubrange(index...index + 1)
        return digest
    }
}
