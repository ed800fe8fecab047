import Cases
import Catalog
import JournalIndex

/// Which columns are written.
enum ColumnChoice {
    /// The names asked for, else the view's or the question's, else everything the sources have.
    ///
    /// - Throws: `UsageError` for a name no column has.
    static func columns(_ text: String?, _ plan: SelectionPlan, _ journal: any JournalSource) throws -> [String] {
        guard let text else {
            if let question = plan.question { return question.columns }
            guard let names = plan.view?.columns, !names.isEmpty else { return own(journal) }
            return try names.map { try Lookup.columnName($0, journal.schema) }
        }
        if text.lowercased() == "all" { return journal.presentColumns.map { journal.schema[$0].name } }
        let names = try Lookup.list(text).map { try Lookup.columnName($0, journal.schema) }
        guard !names.isEmpty else { throw UsageError("--columns needs at least one column.") }
        return names
    }

    /// Everything the entries bring themselves; with ALSO_IN where several sources have the same entries, and ERROR where
    /// something could not be read.
    private static func own(_ journal: any JournalSource) -> [String] {
        var own = journal.presentColumns.map { journal.schema[$0] }.filter { $0.origin != .derived }.map(\.name)
        if journal.folded != nil { own.append("ALSO_IN") }
        let isFlawed = journal.sources.contains { $0.flawed > 0 || $0.rejected > 0 }
        return isFlawed && !own.contains("ERROR") ? own + ["ERROR"] : own
    }
}
