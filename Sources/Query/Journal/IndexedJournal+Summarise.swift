import Catalog
package import Columns
package import JournalIndex

extension IndexedJournal {
    package func summarise(
        _ selection: Selection, by columns: [ColumnID], _ measures: [SummaryMeasure], _ work: Work
    ) throws -> Summary {
        let keys = try columns.map { try index.column($0, work) }
        let grouping = try Grouping.build(columns: keys, in: selection.rows, work)
        let times = try timestamps(work).map { try grouping.minMax(of: $0, work) }
        let measured = try measures.map { try measure($0, grouping, work) }
        var groups = (0..<grouping.count).map { group in
            let time = times?[group]
            return Summary.Group(
                key: columns.map { index.cell(row: grouping.representative[group], $0) },
                entries: grouping.entries[group], first: Self.time(time?.0), last: Self.time(time?.1),
                measured: measured.map { $0[group] })
        }
        if groups.isEmpty, columns.isEmpty {
            groups = [.init(key: [], entries: 0, first: .null, last: .null, measured: measures.map(Self.nothing))]
        }
        try work.check()
        return Summary(columns: columns, measures: measures, groups: sorted(groups, columns), entries: selection.count)
    }

    private static func time(_ value: Int128?) -> Cell {
        value.map { .timestamp(Timestamp(microseconds: Int64(clamping: $0))) } ?? .null
    }

    /// Of no entries.
    private static func nothing(_ measure: SummaryMeasure) -> Cell {
        if case .distinct = measure { .integer(0) } else { .null }
    }

    /// Most entries first, then by key.
    private func sorted(_ groups: [Summary.Group], _ columns: [ColumnID]) -> [Summary.Group] {
        let orders = columns.map { ValueOrder(schema[$0]) }
        func comesBefore(_ a: [Cell], _ b: [Cell]) -> Bool {
            for (i, order) in orders.enumerated() {
                if let isBefore = order.comesBefore(a[i], b[i]) { return isBefore }
            }
            return false
        }
        // Numbers are moved, not groups: these are many words each.
        let numbers = groups.enumerated().map { (number: $0, entries: $1.entries) }.sorted { a, b in
            a.entries == b.entries ? comesBefore(groups[a.number].key, groups[b.number].key) : a.entries > b.entries
        }
        return numbers.map { groups[$0.number] }
    }
}

extension IndexedJournal {
    /// One cell per group.
    private func measure(_ measure: SummaryMeasure, _ grouping: Grouping, _ work: Work) throws -> [Cell] {
        switch measure {
        case .distinct(let id): try grouping.distinct(of: try index.column(id, work), work).map { .integer(Int128($0)) }
        case .least(let id): try extents(of: id, grouping, work).map { $0?.0 ?? .null }
        case .greatest(let id): try extents(of: id, grouping, work).map { $0?.1 ?? .null }
        }
    }

    private func extents(of id: ColumnID, _ grouping: Grouping, _ work: Work) throws -> [(Cell, Cell)?] {
        switch try index.column(id, work) {
        case .integer(let column):
            let isTime = schema[id].kind == .timestamp
            func cell(_ value: Int128) -> Cell { isTime ? Self.time(value) : .integer(value) }
            return try grouping.minMax(of: column, work).map { $0.map { (cell($0.0), cell($0.1)) } }
        case .coded(let column):
            let ranks = memory.ranks(id) { ValueOrder(schema[id]).ranks(column.dictionary) }
            let ranked = try IntegerColumn.build(count: count, work) { row in
                let rank = ranks[Int(column.code(row))]
                return rank == .max ? nil : Int64(rank)
            }
            var codes: [Int128: UInt32] = [:]
            for (code, rank) in ranks.enumerated() where rank != .max { codes[Int128(rank)] = codes[Int128(rank)] ?? UInt32(code) }
            func cell(_ rank: Int128) -> Cell { codes[rank].map { .text(column.dictionary.text($0)) } ?? .null }
            return try grouping.minMax(of: ranked, work).map { $0.map { (cell($0.0), cell($0.1)) } }
        }
    }
}
