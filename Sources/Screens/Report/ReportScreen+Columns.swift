import Canvas

extension ReportScreen {
    static var columnRows: [KeyRow<ReportScreen>] {
        [
            KeyRow([.function(11), .character("v")], [CommandName("view")], "View",
                "Goes round the views: columns that matter, all columns, sentences.") { _, desk, _ in desk.turnFace() },
            KeyRow([.function(23), .character("C")], [CommandName("columns", "[A,B,...]", completes: .columns)], "Columns",
                "Chooses, orders and sizes the columns.") { _, desk, argument in
                guard argument.words != nil else { return desk.open(ColumnsScreen(desk)) }
                if let names = desk.columns(named: argument) { desk.choose(names) }
            },
            KeyRow([.character("-")], [CommandName("hide", "COL", completes: .columns)], "Hide column",
                "Hides the column under the cursor.") { _, desk, argument in desk.hide(argument) },
            KeyRow([.character("+")], [CommandName("show", "COL", completes: .columns)], "Show columns",
                "Shows the hidden columns again; :show adds a column behind the cursor.") { _, desk, argument in
                desk.showColumns(argument)
            },
            KeyRow([.character(")")], [], "Wider", "Makes the column wider.") { _, desk, argument in
                desk.widen(by: argument.number ?? 1)
            },
            KeyRow([.character("(")], [], "Narrower", "Makes the column narrower.") { _, desk, argument in
                desk.widen(by: -(argument.number ?? 1))
            },
            KeyRow([.character("_")], [CommandName("fit")], "Fit", "Makes the column as wide as the values on the screen.") {
                _, desk, _ in desk.fit()
            },
            KeyRow([], [CommandName("width", "COL N", completes: .columns)], "Width", "Sets the width of a column.") {
                _, desk, argument in desk.setWidth(argument)
            },
        ]
    }

    static var sortingRows: [KeyRow<ReportScreen>] {
        [
            KeyRow([.function(15), .character("S")], [CommandName("sort", "COL[-],...", completes: .columns)], "Sort",
                "Chooses what the report is sorted by; a hyphen behind a column sorts it descending.") { _, desk, argument in
                guard let words = argument.words else { return desk.open(SortScreen(desk)) }
                desk.sort(by: words)
            },
            KeyRow([.character("[")], [], "Sort ascending", "Sorts by this column, lowest first; empty values stand last.") {
                _, desk, _ in desk.sortByCursor(descending: false)
            },
            KeyRow([.character("]")], [], "Sort descending", "Sorts by this column, highest first; empty values stand last.") {
                _, desk, _ in desk.sortByCursor(descending: true)
            },
        ]
    }
}

extension Desk {
    mutating func sortByCursor(descending: Bool) {
        guard let name = cursorColumn?.name else { return refuse("The report has no columns.") }
        let term = SortTerm(column: name, descending: descending)
        if report.view.sort == [term] { return say("The report is sorted by \(name) already.") }
        change("sort by \(name)") { $0.sort = [term] }
    }

    /// `:sort USER_NAME,ENTRY_TIMESTAMP-`, or `:sort *NONE` for the journal's own order.
    mutating func sort(by words: String) {
        if words.uppercased() == "*NONE" { return change("journal order") { $0.sort = [] } }
        var terms: [SortTerm] = []
        for word in words.split(whereSeparator: { $0 == "," || $0 == " " }) {
            if ["DESC", "ASC"].contains(word.uppercased()), let last = terms.indices.last {
                terms[last].descending = word.uppercased() == "DESC"
                continue
            }
            let descending = word.hasSuffix("-")
            guard let name = columnName(String(descending ? word.dropLast() : word)) else { return }
            terms.append(SortTerm(column: name, descending: descending))
        }
        setSort(terms)
    }

    mutating func setSort(_ terms: [SortTerm]) {
        let names = terms.map { $0.column + ($0.descending ? "-" : "") }.joined(separator: ", ")
        change(terms.isEmpty ? "journal order" : "sort by \(names)") { $0.sort = terms }
    }
}
