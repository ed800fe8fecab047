import Canvas
import JournalIndex

/// One line of an entry: text, and the field it shows, if it shows one.
struct EntryLine: Sendable {
    var text: TextLine
    var field: EntryDetail.Field?

    init(_ text: TextLine, field: EntryDetail.Field? = nil) {
        self.text = text
        self.field = field
    }

    init(_ text: String = "", _ style: Style = .normal) { self.init(TextLine(text, style)) }
}
