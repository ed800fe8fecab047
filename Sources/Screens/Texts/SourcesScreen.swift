import Canvas
import Catalog
import JournalIndex
import Query

/// The sources: what was recognised in each and how far reading is.
struct SourcesScreen: TextScreen {
    static let name = "Display Sources"
    static let about = "Shows each source: its format, what was recognised and assumed, how much was read, and the time it covers."

    var scroll = 0
    init(_ desk: Desk) {}

    static let keys = KeyTable<SourcesScreen>([.enterToContinue] + KeyRow.common + KeyRow.scrolling)

    func lines(_ desk: Desk) -> [TextLine] {
        let sources = desk.journal.sources
        if sources.isEmpty { return [TextLine("There are no sources.")] }
        return sources.flatMap { lines($0, width: max(20, desk.columns - 4)) + [TextLine()] }
    }

    private func lines(_ source: SourceReport, width: Int) -> [TextLine] {
        var lines = TextLine.folded(source.name, width: width, .title)
        func fact(_ label: String, _ value: String, _ style: Style = .normal) {
            let label = "  " + label.label(26) + "   "
            let parts = TextLine.folded(value, width: max(10, width - label.count), style)
            lines.append(TextLine(label).adding(parts.first?.text ?? "", style))
            lines += parts.dropFirst().map { TextLine(String(repeating: " ", count: label.count)).adding($0.text, style) }
        }
        if source.isPassedOver {
            fact("Left out", SourceReport.passedOver)
            return lines
        }
        fact("Format", source.format.isEmpty ? "not recognised" : source.format)
        fact("Entries", source.entries.grouped)
        if source.leftOut > 0 {
            fact("Left out", "\(source.leftOut.grouped) while reading: --from, --to, --type or --user did not ask for them", .warning)
        }
        if source.rejected > 0 { fact("Rejected", "\(source.rejected.grouped), of which nothing could be read", .error) }
        if source.flawed > 0 { fact("With unreadable fields", source.flawed.grouped, .warning) }
        if source.folded > 0 { fact("Folded", "\(source.folded.grouped), shown from another source (:folded shows them, too)") }
        let isWhole = source.bytesRead >= source.bytes
        fact("Bytes", isWhole ? source.bytes.grouped : "\(source.bytesRead.grouped) of \(source.bytes.grouped) read")
        if let first = source.first, let last = source.last { fact("Time", "\(first.text(.ibm)) to \(last.text(.ibm))") }
        for (name, value) in source.facts { fact(name, value) }
        if let failure = source.failure { fact("Stopped early", failure, .error) }
        return lines
    }
}
