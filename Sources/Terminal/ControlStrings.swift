import Canvas
import CNcurses

/// Bytes that go to the terminal past ncurses.
struct ControlStrings {
    /// Pasted text comes between marks, so that its letters are not taken for commands. Empty where the terminal is too
    /// old to know that.
    let pasteOn: [UInt8]
    let pasteOff: [UInt8]
    /// Gives the terminal back in one go, when there is no time to ask ncurses.
    let restoring: [UInt8]

    /// - Precondition: ncurses has been started.
    init() {
        let knowsPaste = wrkaud_capability("BE") != nil || tigetnum("colors") >= 8
        pasteOn = knowsPaste ? Array("\u{1B}[?2004h".utf8) : []
        pasteOff = knowsPaste ? Array("\u{1B}[?2004l".utf8) : []
        let leaving = Self.bytes("rmcup")
        // Where there is no other screen to go back to, the shell goes on below ours.
        let back = leaving.isEmpty ? Array("\r\n".utf8) : leaving
        restoring = pasteOff + Self.bytes("rmkx") + Self.bytes("sgr0") + Self.bytes("cnorm") + back
    }

    /// What the terminal's description says its keys send.
    static func describedKeys() -> [(String, Key)] {
        KeySequences.capabilities.compactMap { name, key in
            wrkaud_capability(name).map { (String(cString: $0), key) }
        }
    }

    /// A capability without its padding (`$<5>`), which only hardware ever needed.
    private static func bytes(_ name: String) -> [UInt8] {
        guard let value = wrkaud_capability(name) else { return [] }
        var bytes = Array(String(cString: value).utf8)[...]
        var plain: [UInt8] = []
        while let byte = bytes.popFirst() {
            if byte == UInt8(ascii: "$"), bytes.first == UInt8(ascii: "<") {
                bytes = bytes.drop { $0 != UInt8(ascii: ">") }.dropFirst()
            } else {
                plain.append(byte)
            }
        }
        return plain
    }
}
