import Canvas
import Columns
import JournalIndex
import Query

/// What could not be read: the sums, then source by source. Enter shows the entries concerned, in their places.
struct IssuesScreen: TextScreen {
    static let name = "Display Issues"
    static let about = "Shows what could not be read. Nothing is left out silently: an entry with an unreadable field stays, with ERROR set; Enter shows these entries."

    var scroll = 0
    private let selection: Selection?

    init(_ desk: Desk) { selection = desk.report.answer?.selection }

    static let keys = KeyTable<IssuesScreen>(
        [
            KeyRow([.enter, .character("o")], [CommandName("display")], "Display", "Shows the entries with ERROR set. F12 comes back here.",
                disabled: { _, desk in
                    if desk.journal.schema.id("ERROR") == nil { return "These sources have no column ERROR." }
                    return desk.journal.sources.allSatisfy { $0.rejected + $0.flawed == 0 } ? "Everything could be read." : nil
                }) { _, desk, _ in
                guard let filter = try? Filter("ERROR is not null") else { return }
                desk.openReport { view in
                    view = ReportView(conditions: [Condition(filter)])
                    view.chosen[.telling] = ["SOURCE", "RECORD", "ENTRY_TIMESTAMP", "JOURNAL_ENTRY_TYPE", "ERROR"]
                }
            },
        ] + KeyRow.common + KeyRow.scrolling)

    func lines(_ desk: Desk) -> [TextLine] {
        let sources = desk.journal.sources
        let rejected = sources.reduce(0) { $0 + $1.rejected }
        let flawed = sources.reduce(0) { $0 + $1.flawed }
        let total = selection?.total ?? desk.journal.count
        let shown = selection?.count ?? 0
        var lines = [
            TextLine("Read  . . . . . . . . . . :   \(total.entries)", .title),
            TextLine("  Shown . . . . . . . . . :   \(shown.grouped)"),
            TextLine("  Filtered out  . . . . . :   \((total - shown).grouped)"),
            TextLine("Of those read:"),
            TextLine("  Rejected  . . . . . . . :   ").adding("\(rejected.grouped)   nothing of the record could be read", rejected > 0 ? .error : .normal),
            TextLine("  With unreadable fields  :   ").adding("\(flawed.grouped)   kept, with the reason in ERROR", flawed > 0 ? .warning : .normal),
            TextLine(),
        ]
        let troubled = sources.filter { $0.rejected + $0.flawed > 0 || $0.failure != nil }
        if troubled.isEmpty { return lines + [TextLine("Everything could be read.", .title)] }
        for source in troubled { lines += self.lines(source, width: max(20, desk.columns - 4)) }
        lines.append(TextLine("Press Enter to see the entries concerned.", .instruction))
        return lines
    }

    private func lines(_ source: SourceReport, width: Int) -> [TextLine] {
        var lines = TextLine.folded(source.name, width: width, .title)
        if source.rejected > 0 { lines.append(TextLine("  \(source.rejected.of("record", "records")) rejected", .error)) }
        if source.flawed > 0 { lines.append(TextLine("  \(source.flawed.entries) with unreadable fields", .warning)) }
        if source.hidden > 0 {
            lines += TextLine.folded(
                "  \(source.hidden.of("line", "lines")) within quoted cells look like entries", width: width, indent: 4, .warning)
        }
        if let failure = source.failure { lines += TextLine.folded("  Reading stopped early: \(failure)", width: width, indent: 4, .error) }
        return lines + [TextLine()]
    }
}
