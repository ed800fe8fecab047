import Canvas

/// A command as it is typed into a shell.
struct ShellCommand: Equatable, Sendable {
    /// Each word is one argument, whatever is in it.
    var words: [String]

    var text: String { words.map(Self.quoted).joined(separator: " ") }

    /// The word as a POSIX shell takes it: in single quotes where it has anything but the plainest characters.
    static func quoted(_ word: String) -> String {
        let isPlain = !word.isEmpty && word.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"): true
            default: "-_./,:+=@%".utf8.contains(byte)
            }
        }
        if isPlain, word.first != "=" { return word }
        // A quote ends the text, stands by itself behind a backslash, and begins the text anew. By bytes: a quote with an
        // accent on it is one character, and still ends the text.
        let parts = word.utf8.split(separator: UInt8(ascii: "'"), omittingEmptySubsequences: false)
        return "'" + parts.map { String(Substring($0)) }.joined(separator: "'\\''") + "'"
    }
}
