import Canvas
import Query

extension Session {
    /// Runs a command line on the screen that is shown.
    mutating func run(_ line: String) {
        let line = line.trimmingBlanks
        guard !line.isEmpty else { return }
        let top = stack.count - 1
        if let number = Int(line), number != 0, line.first != "+", line.first != "-" { return position(number) }
        if line.first == "+" || line.first == "-", let distance = Int(line), distance != 0 { return position(distance, relative: true) }
        if let key = Key(functionName: line) { return press(key) }
        let name = String(line.prefix { $0 != " " }).lowercased()
        let text = String(line.dropFirst(name.count))
        if stack[top].command(name, text, &desk) { return openAgain(line, argument: text) }
        if ReportScreen.keys[command: name] != nil {
            if let questions = stack[top] as? QuestionsScreen { return askOfEveryEntry(line, questions) }
            return desk.refuse(":\(name) belongs to the report. Press F12 to go back there first.")
        }
        let near = CommandNames.nearest(name, stack[top].keyInfos).map { " Did you mean :\($0)?" } ?? ""
        desk.refuse("There is no command :\(name) here.\(near) F1 lists the commands.")
    }

    /// From the list of questions, a command of the report is asked of every entry.
    private mutating func askOfEveryEntry(_ line: String, _ questions: QuestionsScreen) {
        questions.openEntries(&desk)
        takeSteps()
        if stack.last is ReportScreen { run(line) }
    }

    /// A condition in the command was wrong: the line comes back with the cursor on the place.
    private mutating func openAgain(_ line: String, argument: String) {
        guard let error = desk.rejected else { return }
        desk.rejected = nil
        let blanks = argument.prefix { $0 == " " }.count
        let start = line.count - argument.count + blanks
        desk.open(CommandLine(.command, text: line, cursor: start + error.position))
    }

    private mutating func position(_ number: Int, relative: Bool = false) {
        let top = stack.count - 1
        if relative {
            _ = stack[top].press(number < 0 ? .up : .down, abs(number), &desk)
        } else if !stack[top].press(.character("G"), max(1, number), &desk) {
            desk.refuse("There are no lines to go to here.")
        }
    }
}

/// Finding commands by what somebody typed.
enum CommandNames {
    static func all(_ infos: [KeyInfo]) -> [CommandName] { infos.flatMap(\.commands) }

    static func nearest(_ name: String, _ infos: [KeyInfo]) -> String? {
        let names = all(infos).map(\.name)
        guard name.count > 1 else { return nil }
        return names.first { $0.hasPrefix(name) } ?? names.first { name.hasPrefix($0) && $0.count > 2 }
    }
}
