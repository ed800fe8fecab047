/// How the terminal is used; the defaults are right for most.
package struct TerminalOptions: Sendable {
    /// Colours, where the terminal has them and NO_COLOR is not set.
    package var allowsColor = true
    /// The look of a 5250: black whatever background the terminal has.
    package var blackBackground = false
    /// Whether values may go to the clipboard of the person's machine (OSC 52). Off: audit data stays on its host.
    package var allowsCopy = false

    package init() {}
}
