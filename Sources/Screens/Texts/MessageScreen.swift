import Canvas

/// The messages so far, newest first, each in full.
struct MessageScreen: TextScreen {
    static let name = "Display Messages"
    static let about = "Shows the messages of this session, newest first. A message on the last line may be cut; here it is whole."

    var scroll = 0
    private let notes: [Note]

    init(_ desk: Desk) { notes = desk.notes.reversed() }

    static let keys = KeyTable<MessageScreen>(
        [.enterToContinue] + KeyRow.common.filter { $0.name != "Messages" } + KeyRow.scrolling)

    func lines(_ desk: Desk) -> [TextLine] {
        if notes.isEmpty { return [TextLine("There are no messages yet.")] }
        let width = max(20, desk.columns - 4)
        return notes.flatMap { note in
            let mark = note.kind == .failure ? "Failed: " : ""
            return TextLine.folded(mark + note.text, width: width, indent: 2, note.kind == .failure ? .error : .normal)
        }
    }
}
