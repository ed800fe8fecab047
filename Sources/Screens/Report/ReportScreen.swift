import Canvas
import JournalIndex
import Query

/// Display Report: home. The report itself is on the desk; here is only what a person is doing with it.
struct ReportScreen: Screen {
    static let name = "Display Report"
    static let about = "Shows the entries that satisfy the selection, one to a line. The selection stands under them."

    static let mainKeys = [3, 4, 11, 12, 19, 20]

    /// Where keys go.
    enum Focus: Sendable { case list, position, shift }
    var focus = Focus.list
    var positionField = EntryField(maximum: 26)
    var shiftField = EntryField(maximum: 5)
    /// The entry under the cursor in full, below the list.
    var showsPreview = false

    static let keys = KeyTable<ReportScreen>(
        KeyRow.common + selectionRows + displayRows + followRows + findingRows + movingRows + shiftingRows + columnRows + sortingRows
            + caseRows + otherRows)

    var takesNumbers: Bool { focus == .list }
    var isTyping: Bool { focus != .list }

    mutating func type(_ key: Key, _ desk: inout Desk) -> Bool {
        switch key {
        case .enter: submit(&desk)
        case .tab: focus = focus == .position ? .shift : .list
        case .backtab: focus = focus == .shift ? .position : .list
        case .escape: focus = .list
        case .up, .down: focus = .list
        default: return focus == .position ? positionField.take(key) : shiftField.take(key)
        }
        return true
    }

    mutating func paste(_ text: String, _ desk: inout Desk) -> Bool {
        guard focus != .list else { return false }
        let reason = focus == .position ? positionField.paste(text) : shiftField.paste(text)
        if let reason { desk.refuse(reason) }
        return true
    }

    /// Enter in one of the two fields: both are acted on and blanked again, as on the system.
    private mutating func submit(_ desk: inout Desk) {
        let (position, shift) = (positionField.text.trimmingBlanks, shiftField.text.trimmingBlanks)
        if !position.isEmpty, let reason = desk.position(to: position) {
            positionField.isWrong = true
            focus = .position
            return desk.refuse(reason)
        }
        if !shift.isEmpty, let reason = desk.shift(to: shift) {
            shiftField.isWrong = true
            focus = .shift
            return desk.refuse(reason)
        }
        positionField.set("")
        shiftField.set("")
        focus = .list
    }

    mutating func settle(_ desk: inout Desk) {
        desk.settleReport(preview: previewLines(desk))
        desk.requestStrip()
    }

    func leave(_ desk: inout Desk) { desk.closeReport() }

    mutating func resume(_ result: StepResult, _ desk: inout Desk) {
        if case .line(.find, let text) = result { desk.find(text) }
    }

    mutating func receive(_ message: Message, _ desk: inout Desk) {}

    func topic(_ desk: Desk) -> [TextLine] {
        guard let column = desk.cursorColumn else { return [] }
        return FieldTopic.lines(column.definition, cell: desk.cell(column), desk)
    }

    /// Lines the preview takes away from the list.
    func previewLines(_ desk: Desk) -> Int { showsPreview && desk.rows >= 20 ? max(5, desk.rows / 3) : 0 }
}

