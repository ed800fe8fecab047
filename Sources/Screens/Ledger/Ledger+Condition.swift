import JournalIndex
import Ledger
import Query

extension Ledger {
    /// The columns that tell one line from another.
    private static let telling = [
        "LINE", "ENTRY_TIMESTAMP", "LAST_TIMESTAMP", "SUBJECT", "REMOTE_ADDRESS", "QUALIFIED_JOB_NAME", "SYSTEM_NAME", "ENTRIES",
    ]

    /// The condition that this line satisfies and no other line of this ledger: what names it in a command.
    ///
    /// - Returns: `nil` where two lines say the same. Cost: a look at each line.
    func condition(on line: Int) -> Filter? {
        let one = lines[line]
        func isSame(_ other: LedgerLine) -> Bool {
            other.startTime == one.startTime && other.lastTime == one.lastTime && other.isSession == one.isSession
                && other.entries == one.entries && other.user == one.user && other.address == one.address
                && job(other) == job(one) && system(other) == system(one)
        }
        guard lines.reduce(0, { $0 + (isSame($1) ? 1 : 0) }) == 1 else { return nil }
        let columns = Self.telling.compactMap { name in LedgerColumn.all.firstIndex { $0.name == name } }.map { ColumnID($0) }
        let filters = columns.compactMap { id in
            Filter.keeping(LedgerColumn.cell(id, of: self, line), of: LedgerTable.schema[id])
        }
        return filters.count == columns.count ? Filter.all(filters) : nil
    }
}
