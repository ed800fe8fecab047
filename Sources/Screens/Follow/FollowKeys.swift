import Canvas
import JournalIndex
import Query

extension ReportScreen {
    static var followRows: [KeyRow<ReportScreen>] {
        [
            KeyRow(
                [.function(13), .character("z")], [CommandName("follow")], "Follow",
                "Follows the job, user, address or object under the cursor through every entry type and source, filters lifted; again, comes back."
            ) {
                _, desk, _ in
                if desk.report.opener == .follow { return desk.back() }
                guard let row = desk.report.row else { return desk.refuse("The report has no entry to do that with.") }
                desk.follow(desk.cursorColumn?.definition, row: row)
            },
            KeyRow(
                [.character("B")], [CommandName("around", "N[s|m|h|d|e]")], "Around",
                "Shows everything within 10 minutes of the entry, or as many as typed before it; :around 50e takes entries; again, comes back."
            ) {
                _, desk, argument in
                if desk.report.opener == .around, argument.words == nil, argument.number == nil { return desk.back() }
                guard let row = desk.report.row else { return desk.refuse("The report has no entry to do that with.") }
                desk.lookAround(argument.words ?? argument.number.map(String.init), row: row)
            },
        ]
    }
}

extension EntryScreen {
    static var followRows: [KeyRow<EntryScreen>] {
        [
            KeyRow(
                [.function(13), .character("z")], [CommandName("follow")], "Follow",
                "Follows what this field names, or asks what to follow, through every entry type and source; again there, comes back."
            ) {
                screen, desk, _ in
                let schema = desk.shownJournal.schema
                desk.follow(screen.field.map { schema[$0.column] }, row: screen.row)
            },
            KeyRow(
                [.character("B")], [CommandName("around", "N[s|m|h|d|e]")], "Around",
                "Shows everything within 10 minutes of the entry; :around 50e takes entries."
            ) { screen, desk, argument in
                desk.lookAround(argument.words ?? argument.number.map(String.init), row: screen.row)
            },
        ]
    }
}
