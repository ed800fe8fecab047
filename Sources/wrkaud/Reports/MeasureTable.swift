import Catalog
import Columns
import Export
import JournalIndex
import Query

/// The counts of a grouped question: one line per group, one column per measure.
struct MeasureTable {
    let groupBy: [String]
    let measures: [AuditCatalog.Measure]
    let sort: [AuditCatalog.SortTerm]

    init(groupBy: [String], measures: [AuditCatalog.Measure], sort: [AuditCatalog.SortTerm]) {
        self.groupBy = groupBy
        self.measures = measures
        self.sort = sort
    }

    init(_ question: AuditCatalog.Question) {
        self.init(groupBy: question.groupBy, measures: question.measures, sort: question.sort)
    }

    /// - Throws: `Cancelled`, or the source's error.
    func table(_ journal: any AuditJournal, _ selection: Selection, _ work: Work) throws -> ExportTable {
        let columns = groupBy.map { journal.schema.id($0) }
        let present = columns.compactMap { $0 }
        let counts = try journal.summarise(selection, by: present, distinct: nil, work)
        let groups = counts.groups.isEmpty && present.isEmpty ? [Self.nothing] : counts.groups
        let values = try measures.map { try self.values(of: $0, groups, present, journal, selection, work) }
        var rows = groups.enumerated().map { index, group in
            var key = group.key[...]
            return columns.map { $0 == nil ? .absent : key.popFirst() ?? .absent } + values.map { $0[index] }
        }
        order(&rows)
        return ExportTable(columns: definitions(journal.schema), rows: rows)
    }

    private static let nothing = Summary.Group(key: [], entries: 0, first: .null, last: .null, distinct: nil)

    /// One cell per group.
    private func values(
        of measure: AuditCatalog.Measure, _ groups: [Summary.Group], _ columns: [ColumnID], _ journal: any AuditJournal,
        _ selection: Selection, _ work: Work
    ) throws -> [Cell] {
        switch measure {
        case .count: return groups.map { .integer(Int128($0.entries)) }
        case .first("ENTRY_TIMESTAMP"): return groups.map(\.first)
        case .last("ENTRY_TIMESTAMP"): return groups.map(\.last)
        case .distinct(let name):
            guard let id = journal.schema.id(name) else { return groups.map { _ in .integer(0) } }
            let summary = try journal.summarise(selection, by: columns, distinct: id, work)
            let found = Dictionary(summary.groups.map { ($0.key, $0.distinct ?? 0) }, uniquingKeysWith: { a, _ in a })
            return groups.map { .integer(Int128(found[$0.key] ?? 0)) }
        case .first(let name), .last(let name):
            guard let id = journal.schema.id(name) else { return groups.map { _ in .null } }
            let extents = try extents(of: id, columns, journal, selection, work)
            let isFirst = measure == .first(name)
            return groups.map { group in extents[group.key].map { isFirst ? $0.low : $0.high } ?? .null }
        }
    }

    /// Least and greatest value of a column in each group, read page by page.
    private func extents(
        of id: ColumnID, _ columns: [ColumnID], _ journal: any AuditJournal, _ selection: Selection, _ work: Work
    ) throws -> [[Cell]: (low: Cell, high: Cell)] {
        var extents: [[Cell]: (low: Cell, high: Cell)] = [:]
        for start in stride(from: 0, to: selection.count, by: chunkRows) {
            try work.check()
            let rows = (start..<min(start + chunkRows, selection.count)).map { selection.row(at: $0) }
            for cells in journal.cells(rows: rows, columns: columns + [id]) {
                guard let value = cells.last, !value.isEmpty else { continue }
                let key = Array(cells.dropLast())
                guard let known = extents[key] else {
                    extents[key] = (value, value)
                    continue
                }
                if CellOrder.precedes(value, known.low) { extents[key]?.low = value }
                if CellOrder.precedes(known.high, value) { extents[key]?.high = value }
            }
        }
        return extents
    }

    // MARK: shape and order

    private func definitions(_ schema: Schema) -> [ColumnDefinition] {
        let known = groupBy.map { name in (name, schema.id(name).map { schema[$0].kind } ?? .text) }
        let counted = measures.map { measure -> (String, ValueKind) in
            switch measure {
            case .count: ("ENTRIES", .integer)
            case .first("ENTRY_TIMESTAMP"): ("FIRST", .timestamp)
            case .last("ENTRY_TIMESTAMP"): ("LAST", .timestamp)
            case .first(let name): ("FIRST_\(name)", .integer)
            case .last(let name): ("LAST_\(name)", .integer)
            case .distinct(let name): ("DISTINCT_\(name)", .integer)
            }
        }
        return (known + counted).enumerated().map { index, column in
            ColumnDefinition(
                id: ColumnID(index), name: column.0, kind: column.1, role: .none, origin: .own, heading: [column.0],
                width: column.0.count, verified: true)
        }
    }

    /// Nulls last in both directions; what is equal keeps its place.
    private func order(_ rows: inout [[Cell]]) {
        let keys = sort.compactMap { term in place(of: term).map { (place: $0, descending: term.descending) } }
        guard !keys.isEmpty else { return }
        let sorted = rows.enumerated().sorted { a, b in
            for (place, descending) in keys {
                let (x, y) = (a.element[place], b.element[place])
                if x.isEmpty != y.isEmpty { return y.isEmpty }
                if CellOrder.precedes(x, y) { return !descending }
                if CellOrder.precedes(y, x) { return descending }
            }
            return a.offset < b.offset
        }
        rows = sorted.map(\.element)
    }

    private func place(of term: AuditCatalog.SortTerm) -> Int? {
        switch term.key {
        case .column(let name): groupBy.firstIndex(of: name)
        case .measure(let measure): measures.firstIndex(of: measure).map { groupBy.count + $0 }
        }
    }
}

/// The order of cells of one column.
enum CellOrder {
    static func precedes(_ a: Cell, _ b: Cell) -> Bool {
        switch (a, b) {
        case (.integer(let x), .integer(let y)): x < y
        case (.timestamp(let x), .timestamp(let y)): x < y
        default: a.exportText.unicodeScalars.lexicographicallyPrecedes(b.exportText.unicodeScalars)
        }
    }
}
