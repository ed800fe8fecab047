import Canvas
import Catalog
import JournalIndex
import Query

extension ReportScreen {
    private static let needsEntry: @Sendable (ReportScreen, Desk) -> String? = { _, desk in
        desk.report.row == nil ? "The report has no entry to do that with." : nil
    }

    static var findingRows: [KeyRow<ReportScreen>] {
        [
            KeyRow([.function(7), .character("/")], [CommandName("find", "TEXT")], "Find",
                "Finds text in the columns of this view, upper or lower case.") { _, desk, argument in
                guard let text = argument.words else { return desk.open(CommandLine(.find)) }
                desk.find(text)
            },
            KeyRow([.function(16), .character("n")], [CommandName("next")], "Find next", "Finds the text again, further down.") {
                _, desk, _ in desk.findAgain(backward: false)
            },
            KeyRow([.character("N")], [CommandName("prev"), CommandName("rfind", "TEXT")], "Find previous",
                "Finds the text again, further up.") { _, desk, argument in
                if let text = argument.words { desk.find(text, backward: true) } else { desk.findAgain(backward: true) }
            },
            KeyRow([.character("*")], [], "Find value", "Finds the next entry with the value under the cursor in this column.", disabled: needsEntry) {
                _, desk, _ in
                guard let column = desk.cursorColumn else { return }
                let text = desk.cell(column).exportText
                if text.isEmpty { return desk.refuse("There is no value under the cursor.") }
                desk.find = FindRequest(text: text, column: column.name)
                desk.findAgain(backward: false)
            },
        ]
    }

    static var displayRows: [KeyRow<ReportScreen>] {
        [
            KeyRow([.enter], [], "Enter", "Displays the entry. 5 Enter does so, too; 1 Enter marks it; another number goes to that line.",
                disabled: needsEntry) { screen, desk, argument in
                switch argument.number {
                case nil, 5?: desk.openEntry()
                case 1?: desk.markLine()
                case let line?: desk.go(toLine: line, page: desk.page(preview: screen.previewLines(desk)))
                }
            },
            KeyRow([.character("o")], [CommandName("display")], "Display", "Displays the entry: every field and its bytes.",
                disabled: needsEntry) { _, desk, _ in desk.openEntry() },
            KeyRow([.function(10), .character("p")], [CommandName("preview")], "Preview",
                "Shows the entry under the cursor below the list, or no longer.") { screen, desk, _ in
                screen.showsPreview.toggle()
                if screen.showsPreview, desk.rows < 20 { desk.refuse("The preview needs 20 lines. Enter displays the entry.") }
            },
            KeyRow([.function(22), .character("F")], [CommandName("count", "COL[,COL]", completes: .columns)], "Count",
                "Counts the entries by the values of this column.", disabled: needsEntry) { _, desk, argument in
                if let names = desk.columns(named: argument) { desk.open(CountScreen(names, desk)) }
            },
            KeyRow([.character("V")], [CommandName("strip")], "Time strip",
                "Shows the entries over time below the list, or no longer: ^ the entry under the cursor, = a new receiver, ! missing ones."
            ) { _, desk, _ in
                desk.showsStrip.toggle()
                guard desk.showsStrip, desk.stripLines == 0 else { return }
                desk.showsStrip = false
                desk.refuse("There is no room for it: it needs 18 lines of 50 columns.")
            },
            KeyRow([.character("T")], [CommandName("timeline", "[UNIT]")], "Timeline",
                "Counts the entries over time, from years to seconds, and by hours of the week.", disabled: needsEntry) { _, desk, argument in
                guard let word = argument.words else { return desk.open(TimelineScreen(desk)) }
                guard let unit = TimeUnit.allCases.first(where: { $0.name.hasPrefix(word.lowercased()) }) else {
                    return desk.refuse("There are steps of " + TimeUnit.allCases.map(\.name).joined(separator: ", ") + ".")
                }
                desk.open(TimelineScreen(desk, unit: unit))
            },
            KeyRow([.function(14), .character("O")], [CommandName("ledger")], "Sign-ons",
                "Shows who was on the system: sessions inferred from the entries, with the failed tries before them.",
                disabled: { _, desk in desk.report.answer == nil ? "The entries are not there yet." : nil }) { _, desk, _ in
                desk.open(LedgerScreen(desk))
            },
            KeyRow([.function(6), .character("w")], [CommandName("w", "[FILE]")], "Write",
                "Writes the entries to a file; asks for name, rows and columns.") { _, desk, argument in
                desk.open(ExportScreen(desk, file: argument.words))
            },
        ]
    }

    static var otherRows: [KeyRow<ReportScreen>] {
        [
            KeyRow([.function(5), .character("R"), .control("r")], [CommandName("reload")], "Refresh", "Reads the sources again from the start.") {
                _, desk, _ in
                desk.effects.append(.reload)
                desk.say("The sources are being read again.")
            },
            KeyRow([.character("y")], [CommandName("copy")], "Copy value", "Copies the value under the cursor to the terminal's clipboard.",
                disabled: needsEntry) { _, desk, _ in
                guard let column = desk.cursorColumn else { return }
                desk.copy([desk.cell(column)])
            },
            KeyRow([.character("Y")], [], "Copy line", "Copies the columns of this line, with tabs between them.", disabled: needsEntry) {
                _, desk, _ in
                guard let row = desk.report.row else { return }
                let ids = desk.layout.columns.map(\.definition.id)
                let cells = desk.shownJournal.cells(rows: [row], columns: ids).first ?? []
                desk.copy(cells)
            },
            KeyRow([.character("I")], [CommandName("issues")], "Issues", "Shows what could not be read.") { _, desk, _ in
                desk.open(IssuesScreen(desk))
            },
            KeyRow([.character("K")], [CommandName("check"), CommandName("completeness")], "Completeness",
                "Shows what the journal covers, what is missing from it, and what the selection leaves out.") { _, desk, _ in
                desk.open(CompletenessScreen(desk))
            },
            KeyRow([.character("s")], [CommandName("sources")], "Sources", "Shows the sources and what was recognised in them.") {
                _, desk, _ in desk.open(SourcesScreen(desk))
            },
            KeyRow([], [CommandName("folded")], "Folded", "Shows copies of entries that stand in several sources, too, or folds them again.",
                disabled: { _, desk in
                    desk.journal.sources.contains { $0.folded > 0 } ? nil : "No entry stands in several sources."
                }) { _, desk, _ in desk.toggleFolded() },
            KeyRow([.function(9)], [], "Retrieve", "Opens the command line with the last command.") { _, desk, _ in
                desk.open(CommandLine(.command, text: desk.commands.last ?? ""))
            },
        ]
    }
}

extension Desk {
    mutating func openEntry() {
        guard let answer = report.answer else { return }
        if let screen = EntryScreen(answer, at: report.place.position, &self) { open(screen) }
    }

    /// Adds the condition that copies satisfy, too, or takes it away.
    mutating func toggleFolded() {
        guard let filter = try? filter(Filter.foldedToo) else { return }
        let isThere = report.view.conditions.contains { $0.filter == filter && $0.isEnabled }
        if !isThere { return add(filter) }
        change("copies folded") { view in view.conditions.removeAll { $0.filter == filter } }
    }

    /// Cells with tabs between them.
    mutating func copy(_ cells: [Cell]) { copy(cells.map(\.exportText), separator: "\t") }

    /// What is copied will be pasted, often into a shell: nothing in a value may end a line or act on a terminal.
    mutating func copy(_ values: [String], separator: String) {
        guard allowsCopy else { return refuse("Values stay on this host. wrkaud --clipboard lets them be copied.") }
        let text = values.map(Sanitizer.typed).joined(separator: separator)
        guard values.contains(where: { !$0.isEmpty }) else { return refuse("There is nothing to copy.") }
        effects.append(.copy(text))
        say("Copied, where the terminal takes it: \(text.prefix(40))")
    }
}
