import Catalog
import Columns
import JournalIndex

/// The columns that names give a journal: of every address its name and its network, of the users an entry is about and
/// comes from the person.
/// A new one costs a row.
struct NameColumn: Sendable {
    let ending: String
    /// Whether the table has anything for it.
    let isWanted: @Sendable (NameTable) -> Bool
    /// Of which columns there is one.
    let applies: @Sendable (ColumnDefinition) -> Bool
    let heading: [String]
    let name: @Sendable (String, NameTable) -> String?

    static let all: [NameColumn] = [
        NameColumn(
            ending: "_NAME", isWanted: \.namesAddresses, applies: { $0.kind == .address }, heading: ["name"]
        ) { text, table in IPAddress(text).flatMap(table.name) },
        NameColumn(
            ending: "_NETWORK", isWanted: \.namesAddresses, applies: { $0.kind == .address }, heading: ["network"]
        ) { text, table in IPAddress(text).flatMap(table.network) },
        NameColumn(
            ending: "_PERSON", isWanted: \.namesPersons, applies: { persons.contains($0.name) }, heading: ["person"]
        ) { text, table in table.person(of: text) },
    ]

    /// Whose persons are columns; of other users the entry's own display says who they are.
    private static let persons: Set<String> = ["SUBJECT", "ACTOR", "USER_NAME"]

    /// The column for `base`.
    func definition(_ id: ColumnID, of base: ColumnDefinition) -> ColumnDefinition {
        let known = AuditCatalog.column(base.name + ending)
        let heading = Array((base.heading.prefix(2)) + self.heading)
        return ColumnDefinition(
            id: id, name: base.name + ending, kind: .text, role: .none, origin: .derived, heading: known?.heading ?? heading,
            width: known?.width ?? 20, verified: true)
    }

    func cell(_ cell: Cell, _ table: NameTable) -> Cell {
        guard case .text(let text) = cell else { return .null }
        return name(text, table).map { .text($0) } ?? .null
    }

    /// Names are looked up once for each value that occurs; rows only change their codes.
    func column(_ base: Column, count: Int, _ table: NameTable, _ work: Work) throws(Cancelled) -> Column {
        guard case .coded(let column) = base else {
            return .coded(try CodedColumn.build(count: count, dictionary: TextDictionary(), work) { _, codes in
                for i in codes.indices { codes[i] = TextDictionary.null }
            })
        }
        var dictionary = TextDictionary()
        var map = [UInt32](repeating: TextDictionary.null, count: column.dictionary.codeCount)
        for code in Int(TextDictionary.firstValue)..<max(Int(TextDictionary.firstValue), map.count) {
            if code % 4_096 == 0 { try work.check() }
            if let name = name(column.dictionary.text(UInt32(code)), table) { map[code] = dictionary.intern(name) }
        }
        let names = map
        return .coded(try CodedColumn.build(count: count, dictionary: dictionary, work) { chunk, codes in
            column.withChunkCodes(chunk) { given in for i in given.indices { codes[i] = names[Int(given[i])] } }
        })
    }
}
