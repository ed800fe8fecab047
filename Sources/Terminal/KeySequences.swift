package import Canvas

/// Which key each escape sequence stands for: what the terminal's own description says first, then what terminals
/// really send, whatever TERM claims (PuTTY and macOS Terminal call themselves xterm and send VT220 strings).
package struct KeySequences: Sendable {
    /// Sequences without the leading escape.
    private var keys: [[UInt8]: Key]

    /// - Parameter described: Sequences of this terminal's description, with their escape; they win over the common
    ///   ones. What does not start with an escape is left out.
    package init(described: [(String, Key)] = []) {
        keys = Self.common
        for (text, key) in described {
            let bytes = Array(text.utf8)
            if bytes.count > 2, bytes[0] == 0x1B { keys[Array(bytes.dropFirst())] = key }
        }
    }

    /// The key of a sequence, given without its escape.
    func key(_ sequence: [UInt8]) -> Key? { keys[sequence] ?? modified(sequence) }

    /// `CSI number ; modifier ~` and `CSI 1 ; modifier letter`: Shift with a function key counts on from F13; with other
    /// modifiers keys of movement are themselves.
    private func modified(_ sequence: [UInt8]) -> Key? {
        guard let final = sequence.last, sequence.first == UInt8(ascii: "["),
            let semicolon = sequence.firstIndex(of: UInt8(ascii: ";")), semicolon + 2 == sequence.count - 1,
            sequence[1..<semicolon].allSatisfy({ (0x30...0x39).contains($0) })
        else { return nil }
        let tilde = final == UInt8(ascii: "~")
        let plain = tilde ? Array(sequence[..<semicolon]) + [final] : [sequence[0], final]
        guard let key = keys[plain] ?? keys[[UInt8(ascii: "O"), final]] else { return nil }
        if case .function = key { return nil }
        return key
    }

    /// The terminfo names of the keys a description may hold.
    static let capabilities: [(name: String, key: Key)] =
        (1...24).map { ("kf\($0)", .function($0)) } + [
            ("kcuu1", .up), ("kcud1", .down), ("kcub1", .left), ("kcuf1", .right), ("khome", .home), ("kend", .end),
            ("kpp", .pageUp), ("knp", .pageDown), ("kich1", .insert), ("kdch1", .delete), ("kcbt", .backtab),
            ("kLFT", .shiftLeft), ("kRIT", .shiftRight), ("kri", .shiftUp), ("kind", .shiftDown), ("kent", .enter),
        ]

    private static let common: [[UInt8]: Key] = {
        var table: [[UInt8]: Key] = [:]
        func add(_ sequences: String, _ keys: [Key]) {
            for (sequence, key) in zip(sequences.split(separator: " "), keys) { table[Array(sequence.utf8)] = key }
        }
        func add(_ sequences: String, functionsFrom first: Int) {
            add(sequences, (first...first + 11).map(Key.function))
        }
        add("OP OQ OR OS", functionsFrom: 1)  // xterm, VT100
        add("[11~ [12~ [13~ [14~ [15~ [17~ [18~ [19~ [20~ [21~ [23~ [24~", functionsFrom: 1)  // VT220, PuTTY, rxvt
        add("[[A [[B [[C [[D [[E", functionsFrom: 1)  // Linux console
        add("[P [Q [R [S", functionsFrom: 1)  // kitty protocol without modifiers
        add("[1;2P [1;2Q [1;2R [1;2S [15;2~ [17;2~ [18;2~ [19;2~ [20;2~ [21;2~ [23;2~ [24;2~", functionsFrom: 13)
        add("O2P O2Q O2R O2S", functionsFrom: 13)  // konsole
        add("[25~ [26~ [28~ [29~ [31~ [32~ [33~ [34~", functionsFrom: 13)  // VT220, PuTTY, macOS, Linux console
        add("[A [B [C [D OA OB OC OD", [.up, .down, .right, .left, .up, .down, .right, .left])
        add("[1;2A [1;2B [1;2C [1;2D", [.shiftUp, .shiftDown, .shiftRight, .shiftLeft])
        add("[a [b [c [d", [.shiftUp, .shiftDown, .shiftRight, .shiftLeft])  // rxvt
        add("[H OH [1~ [7~ [F OF [4~ [8~", [.home, .home, .home, .home, .end, .end, .end, .end])
        add("[2~ [3~ [5~ [6~ [Z OM", [.insert, .delete, .pageUp, .pageDown, .backtab, .enter])
        return table
    }()

    /// The keys that tn5250 gives after Esc: digits and the punctuation above them on a US keyboard.
    static func afterEscape(_ byte: UInt8) -> Key? {
        let row = Array("1234567890-=!@#$%^&*()_+".utf8)
        return row.firstIndex(of: byte).map { .function($0 + 1) }
    }
}
