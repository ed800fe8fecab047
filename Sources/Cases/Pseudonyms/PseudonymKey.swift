import Export
import Glibc

/// The secret that pseudonyms are made with: who has it can find out which value a pseudonym stands for, so it has a file
/// of its own, readable by its owner alone, and is no part of a case.
package struct PseudonymKey: Equatable, Sendable {
    let bytes: [UInt8]

    static let size = 32
    private static let heading = "wrkaud-key 1"

    package init(bytes: [UInt8]) {
        precondition(bytes.count == Self.size)
        self.bytes = bytes
    }

    /// Reads the key of a file; makes one where there is no file.
    ///
    /// - Returns: The key, and whether it was made now.
    /// - Throws: `FileProblem`.
    package static func at(_ path: String, sources: [String]) throws -> (key: PseudonymKey, isNew: Bool) {
        if let text = try text(path) { return (try read(text, path), false) }
        let key = PseudonymKey(bytes: (0..<size).map { _ in UInt8.random(in: .min ... .max) })
        try Folders.make(for: path)
        var file = try AtomicFile(path: path, sources: sources, force: false, isPrivate: true)
        try file.write(Array((heading + "\n" + key.hex + "\n").utf8))
        try file.commit()
        return (key, true)
    }

    private static func read(_ text: String, _ path: String) throws -> PseudonymKey {
        let lines = text.split(whereSeparator: \.isNewline)
        guard lines.count == 2, lines[0] == heading, let bytes = bytes(of: lines[1]) else {
            throw FileProblem(
                path: path, reason: "it is no key of pseudonyms", remedy: "Name another file with --pseudonym-key; a new one is made.")
        }
        return PseudonymKey(bytes: bytes)
    }

    /// `nil` where there is no file. What others may read is no secret.
    private static func text(_ path: String) throws -> String? {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY)
        guard descriptor >= 0 else {
            if errno == ENOENT { return nil }
            throw FileProblem(path: path, reason: String(cString: strerror(errno)), remedy: "Name another file with --pseudonym-key.")
        }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
            throw FileProblem(path: path, reason: "it is no regular file", remedy: "Name another file with --pseudonym-key.")
        }
        guard status.st_mode & 0o077 == 0 else {
            throw FileProblem(path: path, reason: "others may read this key", remedy: "Take that right away: chmod 600, or name another file.")
        }
        var bytes = [UInt8](repeating: 0, count: 1_024)
        let count = bytes.withUnsafeMutableBytes { Glibc.read(descriptor, $0.baseAddress, $0.count) }
        return String(decoding: bytes.prefix(max(0, count)), as: UTF8.self)
    }

    private var hex: String { bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined() }

    private static func bytes(of hex: Substring) -> [UInt8]? {
        let digits = hex.compactMap(\.hexDigitValue)
        guard digits.count == hex.count, digits.count == 2 * size else { return nil }
        return (0..<size).map { UInt8(digits[2 * $0] << 4 | digits[2 * $0 + 1]) }
    }
}
