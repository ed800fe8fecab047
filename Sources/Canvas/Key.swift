/// A key as a person means it, whatever the terminal sent.
package enum Key: Hashable, Sendable {
    case character(Character)
    /// F1 ... F24.
    case function(Int)
    case enter, tab, backtab, escape, backspace, delete, insert
    case up, down, left, right, home, end, pageUp, pageDown
    case shiftLeft, shiftRight, shiftUp, shiftDown
    /// Ctrl with a letter, lower case.
    case control(Character)
}

/// What the terminal tells a session.
package enum TerminalEvent: Equatable, Sendable {
    case key(Key)
    /// Bracketed paste on one line, without controls.
    case paste(String)
    /// A bracketed paste longer than any field holds; it is not kept.
    case longPaste
    case resize(rows: Int, columns: Int)
}
