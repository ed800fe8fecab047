import ArgumentParser
import Terminal

/// How the explorer uses the terminal.
struct TerminalFlags: ParsableArguments {
    @Flag(help: "Let y and Y put values on the clipboard of the terminal's machine (OSC 52); off, so that audit data stays here.")
    var clipboard = false

    @Flag(help: "No colours; NO_COLOR in the environment does the same.")
    var noColor = false

    @Flag(help: "A black background, as a 5250 has it.")
    var black = false

    var options: TerminalOptions {
        var options = TerminalOptions()
        options.allowsCopy = clipboard
        options.allowsColor = !noColor
        options.blackBackground = black
        return options
    }
}
