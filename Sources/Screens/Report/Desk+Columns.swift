import JournalIndex
import Query

/// What is done to the columns of the report: each is a step that can be taken back.
extension Desk {
    /// The columns a command names, or the one under the cursor. Says so when there is none of a name.
    mutating func columns(named argument: Argument) -> [String]? {
        guard let words = argument.words else {
            guard let name = cursorColumn?.name else {
                refuse("The report has no columns.")
                return nil
            }
            return [name]
        }
        var names: [String] = []
        for word in words.split(whereSeparator: { $0 == "," || $0 == " " }) {
            guard let name = columnName(String(word)) else { return nil }
            names.append(name)
        }
        return names
    }

    /// The column of this name or short name. Says what is near when there is none.
    mutating func columnName(_ word: String) -> String? {
        if let name = ColumnNames.find(word, in: shownJournal.schema) { return name }
        let near = ColumnNames.nearest(word, in: shownJournal.schema).map { " Did you mean \($0)?" } ?? ""
        refuse("There is no column \(word.uppercased()).\(near)")
        return nil
    }

    mutating func split(_ argument: Argument) {
        let layout = layout
        var index = layout.index(of: report.place.column) ?? 0
        if let words = argument.words {
            guard let name = columnName(words) else { return }
            guard let named = layout.index(of: name) else { return refuse("\(name) is not shown.") }
            index = named
        }
        if report.view.held > 0 || index == 0 {
            guard report.view.held > 0 else {
                return refuse("Go to the column where the shifting part begins, then split.")
            }
            change("split") { $0.held = 0 }
            return say("No columns are held.")
        }
        let width = layout.columns[index].start
        guard width < columns - margin - 4 else { return refuse("Those columns fill the screen. Split further left.") }
        change("split") { $0.held = index }
        report.place.shift = 0
        goToColumn(index, self.layout)
        say("\(index.of("column is", "columns are")) held. F21 lets them go.")
    }

    mutating func hide(_ argument: Argument) {
        guard let names = columns(named: argument) else { return }
        let layout = layout
        let left = layout.columns.map(\.name).filter { !names.contains($0) }
        guard !left.isEmpty else { return refuse("The last column stays. + shows them all.") }
        guard left.count < layout.columns.count else { return refuse("\(names.joined(separator: ", ")) is not shown.") }
        let cursor = layout.index(of: report.place.column) ?? 0
        let next = layout.columns[cursor...].map(\.name).first(where: left.contains) ?? left.last
        let held = layout.columns.prefix(layout.held).filter { left.contains($0.name) }.count
        change("hide " + names.joined(separator: ", ")) { view in
            view.chosen[view.face] = left
            view.held = held
        }
        report.place.column = next
    }

    /// Adds columns behind the cursor's, or goes back to the columns the view has by itself.
    mutating func showColumns(_ argument: Argument) {
        guard argument.words != nil else {
            guard report.view.chosen[report.view.face] != nil else { return refuse("No column is hidden.") }
            return change("show all columns") { $0.chosen[$0.face] = nil }
        }
        guard let names = columns(named: argument) else { return }
        var shown = layout.columns.map(\.name)
        let cursor = layout.index(of: report.place.column) ?? shown.count - 1
        let added = names.filter { !shown.contains($0) }
        guard !added.isEmpty else { return refuse("\(names.joined(separator: ", ")) is shown already.") }
        shown.insert(contentsOf: added, at: min(shown.count, cursor + 1))
        change("show " + added.joined(separator: ", ")) { $0.chosen[$0.face] = shown }
        report.place.column = added[0]
        bringCursorColumnIntoView()
    }

    mutating func choose(_ names: [String]) {
        change("choose columns") { $0.chosen[$0.face] = names.isEmpty ? nil : names }
    }

    mutating func widen(by characters: Int) {
        guard let column = cursorColumn else { return refuse("The report has no columns.") }
        setWidth(column.width + characters, of: column.name)
    }

    /// Makes the column as wide as the values on the screen need.
    mutating func fit() {
        guard let column = cursorColumn else { return refuse("The report has no columns.") }
        let page = page(preview: 0)
        let rows = (report.place.top..<report.place.top + page).compactMap(report.row(at:))
        let cells = shownJournal.cells(rows: rows, columns: [column.definition.id])
        let heading = column.definition.heading.map(\.count).max() ?? 1
        setWidth(cells.reduce(heading) { max($0, CellText.of($1[0]).count) }, of: column.name)
    }

    mutating func setWidth(_ argument: Argument) {
        let words = (argument.words ?? "").split(separator: " ").map(String.init)
        guard words.count == 2, let width = Int(words[1]) else {
            return refuse("Type a column and its width: :width USER_NAME 12")
        }
        guard let name = columnName(words[0]) else { return }
        setWidth(width, of: name)
    }

    private mutating func setWidth(_ width: Int, of name: String) {
        let width = min(max(1, width), ReportLayout.widest)
        change("width of \(name)") { $0.widths[name] = width }
        bringCursorColumnIntoView()
    }

    mutating func bringCursorColumnIntoView() {
        let layout = layout
        if let index = layout.index(of: report.place.column) { return goToColumn(index, layout) }
        // The view has no such column: it is read from its start.
        report.place.column = nil
        report.place.shift = 0
    }

    /// Shows the left edge of another set of columns; the cursor stays on its column where that is in view there.
    private mutating func startAtLeft() {
        let layout = layout
        report.place.shift = 0
        let edge = layout.heldWidth + windowWidth(layout)
        let isInView = layout.index(of: report.place.column).map { layout.columns[$0].end <= edge } ?? false
        if !isInView { report.place.column = layout.columns.first?.name }
    }

    mutating func turnFace() {
        let face = report.view.face.next
        change("view") { $0.face = face }
        startAtLeft()
        say("\(face.title): \(layout.columns.count.of("column", "columns")), \(layout.width.grouped) characters wide.")
    }
}
