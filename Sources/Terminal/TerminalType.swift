import CNcurses

/// Which terminal description is used.
struct TerminalType {
    let name: String
    /// Set when it is not the one TERM names.
    let notice: String?

    /// What stands in for a TERM that this machine has never heard of (kitty, ghostty, foot on an old server).
    private static let substitutes = ["xterm-256color", "xterm", "vt100"]

    static func choose(output: Int32) throws(TerminalProblem) -> TerminalType {
        let asked = environment("TERM") ?? ""
        if !asked.isEmpty, isKnown(asked, output) { return try checked(TerminalType(name: asked, notice: nil)) }
        guard let name = substitutes.first(where: { isKnown($0, output) }) else { throw .unknown(asked) }
        let notice = "Terminal type \(asked.isEmpty ? "not set" : asked + " not known here"); using \(name)."
        return try checked(TerminalType(name: name, notice: notice))
    }

    private static func isKnown(_ name: String, _ output: Int32) -> Bool {
        var result: Int32 = 0
        return setupterm(name, output, &result) == OK
    }

    /// Without a way to place the cursor ncurses would paint garbage.
    private static func checked(_ type: TerminalType) throws(TerminalProblem) -> TerminalType {
        if wrkaud_capability("cup") == nil { throw .cannotPositionCursor(type.name) }
        return type
    }
}
