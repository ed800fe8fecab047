import Catalog
package import Columns
package import JournalIndex

extension IndexedJournal {
    package func summarise(
        _ selection: Selection, by columns: [ColumnID], distinct: ColumnID?, _ work: Work
    ) throws -> Summary {
        let keys = try columns.map { try index.column($0, work) }
        let grouping = try Grouping.build(columns: keys, in: selection.rows, work)
        let times = try timestamps(work).map { try grouping.minMax(of: $0, work) }
        let counts = try distinct.map { try grouping.distinct(of: try index.column($0, work), work) }
        var groups = (0..<grouping.count).map { group in
            let time = times?[group]
            return Summary.Group(
                key: columns.map { index.cell(row: grouping.representative[group], $0) },
                entries: grouping.entries[group], first: Self.time(time?.0), last: Self.time(time?.1),
                distinct: counts?[group])
        }
        if groups.isEmpty, columns.isEmpty {
            groups = [.init(key: [], entries: 0, first: .null, last: .null, distinct: distinct.map { _ in 0 })]
        }
        try work.check()
        sort(&groups, columns)
        return Summary(columns: columns, distinctColumn: distinct, groups: groups, entries: selection.count)
    }

    private static func time(_ value: Int128?) -> Cell {
        value.map { .timestamp(Timestamp(microseconds: Int64(clamping: $0))) } ?? .null
    }

    /// Most entries first, then by key.
    private func sort(_ groups: inout [Summary.Group], _ columns: [ColumnID]) {
        let orders = columns.map { ValueOrder(schema[$0]) }
        groups.sort { a, b in
            if a.entries != b.entries { return a.entries > b.entries }
            for (i, order) in orders.enumerated() {
                if let isBefore = order.comesBefore(a.key[i], b.key[i]) { return isBefore }
            }
            return false
        }
    }
}
