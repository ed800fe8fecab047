import Canvas
import Columns
import Export
import JournalIndex
import Query

/// The steps taken, each with the command that repeats it.
struct StepsScreen: TextScreen {
    static let name = "Display Steps"
    static let about = "Lists what was selected, counted and written in this session, with how much it gave and the command that repeats it. :write FILE saves the commands."

    static let mainKeys = [3, 6, 12]
    var scroll = 0

    init(_ desk: Desk) {}

    static let keys = KeyTable<StepsScreen>(
        [
            .enterToContinue,
            KeyRow([.function(6), .character("w")], [CommandName("write", "FILE")], "Write", "Writes the commands to a file that a shell runs.") {
                _, desk, argument in
                guard let path = argument.words else { return desk.open(CommandLine(.command, text: "write ")) }
                desk.writeSteps(to: path)
            },
        ] + KeyRow.common + KeyRow.scrolling)

    func lines(_ desk: Desk) -> [TextLine] {
        let steps = desk.log.steps
        if steps.isEmpty { return [TextLine("Nothing was selected, counted or written yet.")] }
        let width = max(20, desk.columns - 4)
        return steps.enumerated().flatMap { index, step in
            let head = "\(String(index + 1).leftPadded(3))  \(step.what): \(step.result)"
            let command = step.command.map { TextLine.folded("     " + $0.text, width: width, indent: 5, .emphasis) } ?? []
            return TextLine.folded(head, width: width, indent: 5, .title) + command
        }
    }
}

extension Desk {
    /// Writes the commands; an existing file is not replaced.
    mutating func writeSteps(to path: String) {
        let text = log.script(invocation)
        let (count, sources) = (log.steps.count, journal.sources.map(\.name))
        run("writing \(path)") { id, _ in
            var file = try AtomicFile(path: path, sources: sources, force: false)
            try file.write(Array(text.utf8))
            try file.commit()
            return .stepsWritten(id: id, path: path, steps: count)
        }
    }
}
