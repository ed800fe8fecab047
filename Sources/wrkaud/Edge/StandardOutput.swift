import Canvas
import Export
import Glibc

/// Whoever read our output has gone; nobody is left to be told.
struct OutputClosed: Error {}

/// Standard output: exact bytes to a file or a pipe; to a terminal only text that cannot act on it.
struct StandardOutput: ByteSink {
    private var waiting: [UInt8] = []
    let isTerminal = isatty(STDOUT_FILENO) == 1

    /// Bytes kept before they are written; a page of help goes out at once.
    private static let most = 1 << 16

    mutating func write(_ bytes: [UInt8]) throws {
        waiting.append(contentsOf: isTerminal ? Self.harmless(bytes) : bytes)
        if waiting.count >= Self.most { try flush() }
    }

    /// One line of a report: what stands in it for a person stays on it, whatever the data holds.
    mutating func line(_ text: String = "") throws { try write(Array((Sanitizer.plain(text) + "\n").utf8)) }

    /// Must be called at the end.
    ///
    /// - Throws: `OutputClosed`, `FileProblem`.
    mutating func flush() throws {
        defer { waiting.removeAll(keepingCapacity: true) }
        if writeAll(waiting, to: STDOUT_FILENO) { return }
        if errno == EPIPE { throw OutputClosed() }
        var problem = FileProblem(writing: "standard output", errno: errno)
        problem.remedy = "What was written so far is not whole. Make room, or write to another disk."
        throw problem
    }

    /// Line ends stay, everything else goes through the sanitiser.
    private static func harmless(_ bytes: [UInt8]) -> [UInt8] {
        let lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        return Array(
            lines.map { Sanitizer.plain(String(decoding: $0, as: UTF8.self)) }.joined(separator: "\n").utf8)
    }
}

/// Writes to standard output and flushes it, whatever comes.
func withOutput(_ body: (inout StandardOutput) throws -> Void) throws {
    var output = StandardOutput()
    if output.isTerminal { StandardError.endProgress() }
    try body(&output)
    try output.flush()
}
