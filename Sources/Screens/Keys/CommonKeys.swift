import Canvas

/// Rows that mean the same on every screen.
extension KeyRow {
    static var help: KeyRow {
        KeyRow([.function(1), .character("?")], [CommandName("help")], "Help",
            "Explains the field under the cursor, this screen and its keys. To find text backward, press N after /.") { screen, desk, _ in
            desk.open(HelpScreen(for: screen, desk))
        }
    }

    static var exit: KeyRow {
        KeyRow([.function(3), .character("Q")], [CommandName("qa"), CommandName("quit")], "Exit", "Leaves the program.") {
            _, desk, _ in desk.quit()
        }
    }

    static var cancel: KeyRow {
        KeyRow([.function(12), .character("q"), .escape], [CommandName("q")], "Cancel",
            "Goes back one screen, to exactly where you were.") { _, desk, _ in desk.back() }
    }

    static var commandLine: KeyRow {
        KeyRow([.character(":")], [], "Command line",
            "Opens the command line: a command of the key list, a line number, or F1 to F24.") { _, desk, _ in
            desk.open(CommandLine(.command))
        }
    }

    static var moreKeys: KeyRow {
        KeyRow([.function(24)], [CommandName("keys")], "More keys", "Shows the next function keys; :keys lists them all.") {
            screen, desk, argument in
            if argument.text == nil { desk.legendPage += 1 } else { desk.open(HelpScreen(for: screen, desk)) }
        }
    }

    static var redraw: KeyRow {
        KeyRow([.control("l")], [CommandName("redraw")], "Redraw", "Paints the whole screen anew.") { _, desk, _ in
            desk.effects.append(.redraw)
        }
    }

    static var stop: KeyRow {
        KeyRow([.control("c")], [CommandName("stop")], "Stop", "Stops the running work, never the program.") { _, desk, _ in
            desk.stop()
        }
    }

    static var suspend: KeyRow {
        KeyRow([.control("z")], [CommandName("suspend")], "Suspend", "Gives the terminal to the shell; fg comes back.") {
            _, desk, _ in desk.effects.append(.suspend)
        }
    }

    static var messages: KeyRow {
        KeyRow([.character("Z")], [CommandName("messages")], "Messages", "Shows the messages so far, newest first.") {
            _, desk, _ in desk.open(MessageScreen(desk))
        }
    }

    static var questions: KeyRow {
        KeyRow([.function(2), .character("A")], [CommandName("questions")], "Questions",
            "Lists what can be asked, with how many entries each question finds; F12 comes back here.") { _, desk, _ in
            desk.open(QuestionsScreen())
        }
    }

    /// For screens whose letters are keys.
    static var common: [KeyRow] { [help, questions, exit, cancel, commandLine, messages, stop, redraw, suspend, moreKeys] }

    /// For screens whose letters are text: only keys that put no character into a field.
    static var commonWhileTyping: [KeyRow] {
        [help, questions, exit, cancel, stop, redraw, suspend, moreKeys].map { row in
            KeyRow(row.keys.filter { !$0.isPrintable }, [], row.name, row.help, disabled: row.disabled, action: row.action)
        }
    }
}
