import Catalog
package import Columns
import JournalIndex

extension IndexedJournal {
    package func select(_ request: SelectionRequest, _ work: Work) throws -> Selection {
        let folded = folded(besides: request.conditions.filter(\.isEnabled).map(\.filter))
        let all = entries(without: folded)
        var found: [Bitmap] = []
        for (done, condition) in request.conditions.enumerated() {
            var rows = try rows(condition.filter, work)
            if let folded { rows.subtract(folded) }
            found.append(rows)
            work.progress(Double(done + 1) / Double(request.conditions.count + 1))
        }
        let rows = intersection(found, of: all, request.conditions)
        let order = try order(rows, request.sort, work)
        let without = found.indices.lazy.map { intersection(found, of: all, request.conditions, leavingOut: $0).ones }
        return Selection(
            request: request, total: all.ones, folded: count - all.ones, rows: rows, order: order, matches: found.map(\.ones),
            withoutEach: order.count > 0 ? [] : Array(without))
    }

    private func entries(without folded: Bitmap?) -> Bitmap {
        var rows = Bitmap(count: count, repeating: true)
        if let folded { rows.subtract(folded) }
        return rows
    }

    private func intersection(
        _ found: [Bitmap], of all: Bitmap, _ conditions: [Condition], leavingOut: Int? = nil
    ) -> Bitmap {
        var rows = all
        for (i, condition) in conditions.enumerated() where condition.isEnabled && i != leavingOut {
            rows.formIntersection(found[i])
        }
        return rows
    }

    private func order(_ rows: Bitmap, _ sort: [SortKey], _ work: Work) throws -> Permutation {
        if sort.isEmpty, let natural = index.naturalOrder {
            return rows.ones == natural.count ? natural : try natural.filtered(by: rows, work)
        }
        if sort.isEmpty { return Permutation(rows) }
        let keys = try sort.map { try orderKey($0, work) }
        return try Permutation.sorted(rows: rows, keys: keys, base: index.naturalOrder, work)
    }

    private func orderKey(_ key: SortKey, _ work: Work) throws -> OrderKey {
        switch try index.column(key.column, work) {
        case .integer(let column): return OrderKey(.integers(column), descending: key.descending)
        case .coded(let column):
            let definition = schema[key.column]
            let ranks = try memory.ranks(key.column) {
                try work.check()
                return ValueOrder(definition).ranks(column.dictionary)
            }
            return OrderKey(.codes(column, ranks: ranks), descending: key.descending)
        }
    }
}
