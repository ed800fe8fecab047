import Catalog

/// What decides which rule an entry falls under: journal code, entry type, action.
struct EntryKind: Hashable, Sendable {
    let journalCode: String
    let entryType: String
    let action: String

    /// A source that names entry types without journal codes means audit entries, where there is such a type.
    init(journalCode: String, entryType: String, action: String) {
        let isAudit = journalCode.isEmpty && AuditCatalog.entryType("T", entryType) != nil
        self.journalCode = isAudit ? "T" : journalCode
        self.entryType = entryType
        self.action = action
    }
}

/// What a derived column looks at.
enum DerivedInput: Hashable, Sendable {
    /// A column as the source gave it, before anything was derived for it.
    case given(String)
    /// A column as everybody sees it.
    case column(String)
}

/// How a derived column is computed for entries of one kind.
struct DerivedPlan: Sendable {
    var inputs: [DerivedInput]
    /// Inputs of which nothing matters but this: below 2^16. Cells that have it in common give the same results.
    var classes: [DerivedInput: @Sendable (Cell) -> UInt16] = [:]
    var value: @Sendable (DerivedColumn.Cells) -> Cell
}

/// A column computed from other columns of the same entry. A value of this type is a row of `DerivedColumns.all`.
struct DerivedColumn: Sendable {
    typealias Cells = (DerivedInput) -> Cell

    let name: String
    var kind: ValueKind
    /// Entry types it is computed for; `nil` means all. Other entries keep what their source gave.
    var entryTypes: Set<String>?
    /// Whether one of these given columns must exist for the column to make sense; empty means always.
    var needs: Set<String>
    /// Whether equal inputs are so frequent that results are worth keeping.
    var isRepetitive: Bool
    /// Whether nearly every entry has a value of its own: a whole column of them takes more memory than the journal does.
    var isOneOfAKind = false
    /// Whether what the source itself has in the column stands before what is computed.
    private(set) var yieldsToGiven = false
    /// Made once per kind of entry, used for every entry of the kind.
    let plan: @Sendable (EntryKind) -> DerivedPlan

    init(
        name: String, kind: ValueKind = .text, entryTypes: Set<String>? = nil, needs: Set<String> = [],
        isRepetitive: Bool = true, plan: @escaping @Sendable (EntryKind) -> DerivedPlan
    ) {
        self.name = name
        self.kind = kind
        self.entryTypes = entryTypes
        self.needs = needs
        self.isRepetitive = isRepetitive
        self.plan = plan
    }

    init(
        name: String, kind: ValueKind = .text, entryTypes: Set<String>? = nil, needs: Set<String> = [],
        isRepetitive: Bool = true, inputs: @escaping @Sendable (EntryKind) -> [DerivedInput],
        value: @escaping @Sendable (EntryKind, Cells) -> Cell
    ) {
        self.init(name: name, kind: kind, entryTypes: entryTypes, needs: needs, isRepetitive: isRepetitive) { kind in
            DerivedPlan(inputs: inputs(kind)) { value(kind, $0) }
        }
    }

    /// The same column, giving way to what the source itself has in that column.
    func afterGiven() -> DerivedColumn {
        let (name, plan) = (name, plan)
        var column = DerivedColumn(
            name: name, kind: kind, entryTypes: entryTypes, needs: needs, isRepetitive: isRepetitive
        ) { kind in
            let computed = plan(kind)
            return DerivedPlan(inputs: [.given(name)] + computed.inputs, classes: computed.classes) { cells in
                let given = cells(.given(name))
                return given.isEmpty ? computed.value(cells) : given
            }
        }
        column.yieldsToGiven = true
        column.isOneOfAKind = isOneOfAKind
        return column
    }

    func applies(to entryType: String) -> Bool { entryTypes?.contains(entryType) ?? true }
}

extension Cell {
    /// The text of a cell that says something: `nil` for empty cells and for `*N`, IBM i's "not known".
    var saying: String? {
        switch self {
        case .absent, .null, .blank: return nil
        case .text(let text): return text == "*N" ? nil : text
        case .integer, .timestamp, .unreadable: return exportText
        }
    }
}
