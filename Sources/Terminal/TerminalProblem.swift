/// Why the screens cannot be shown here: one plain sentence that says what to do instead.
package struct TerminalProblem: Error, Equatable, Sendable, CustomStringConvertible {
    package let description: String

    package init(_ description: String) { self.description = description }

    static let notATerminal = TerminalProblem(
        "The explorer needs a terminal for its input and output; use wrkaud export, count or show instead.")

    /// - Parameter name: The value of TERM; shown as it is after sanitizing.
    static func cannotPositionCursor(_ name: String) -> TerminalProblem {
        TerminalProblem(
            "The terminal type '\(name)' cannot place the cursor; set TERM (for example TERM=xterm-256color), or use "
                + "wrkaud export, count or show.")
    }

    static func unknown(_ name: String) -> TerminalProblem {
        TerminalProblem(
            "The terminal type '\(name)' is not known on this machine and none of xterm-256color, xterm and vt100 is "
                + "either; install terminfo (package ncurses-base), or use wrkaud export, count or show.")
    }
}
