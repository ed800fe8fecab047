import Catalog
import Columns
import JournalIndex

/// Marks, tags and notes as columns of the journal: filters, counts and exports take them like any other.
package enum NoteColumns {
    /// Their values change while somebody works: what was found by them is not kept.
    package static let names: Set<String> = ["MARKED", "TAGS", "NOTE"]
    static let inOrder = ["MARKED", "TAGS", "NOTE"]

    /// What MARKED says of a marked entry; of others it is null.
    package static let isMarked = "YES"

    static func cell(_ name: String, _ note: CaseNote?) -> Cell {
        guard let note else { return .null }
        switch name {
        case "MARKED": return .text(isMarked)
        case "TAGS": return note.tags.isEmpty ? .null : .text(note.tags.joined(separator: " "))
        default: return note.text.isEmpty ? .null : .text(note.text)
        }
    }

    /// Chunks without a note cost nothing.
    static func column(_ name: String, _ notes: [Int: CaseNote], count: Int) -> Column {
        var builder = CodedColumnBuilder()
        for (row, note) in notes.sorted(by: { $0.key < $1.key }) where row < count {
            guard case .text(let text) = cell(name, note) else { continue }
            builder.append(repeating: TextDictionary.null, count: row - builder.count)
            let code = builder.dictionary.intern(text)
            builder.append(code)
        }
        builder.append(repeating: TextDictionary.null, count: count - builder.count)
        return .coded(builder.snapshot())
    }

    static func definition(_ name: String, _ id: ColumnID) -> ColumnDefinition {
        let known = AuditCatalog.column(name)
        return ColumnDefinition(
            id: id, name: name, kind: known?.kind ?? .text, role: .none, origin: .derived, heading: known?.heading ?? [name],
            width: known?.width ?? 20, verified: true)
    }
}
