package import Columns

extension Selection {
    /// Only the entries among `part`, in the same order.
    package func keeping(_ part: Bitmap) -> Selection {
        let rows = rows.intersection(part)
        let order = Permutation(rows: order.rows.filter { rows[Int($0)] })
        return Selection(
            request: request, total: total, folded: folded, rows: rows, order: order, matches: matches, withoutEach: withoutEach)
    }
}

extension AuditJournal {
    /// So many entries before and after each of `rows`, and these, in the journal's own order; folded copies do not count.
    ///
    /// - Throws: `Cancelled`, or the source's error.
    package func rows(around rows: Bitmap, entries: Int, _ work: Work) throws -> Bitmap {
        let all = try select(SelectionRequest(), work)
        var near = Bitmap(count: rows.count)
        // The first place that is not taken yet.
        var next = 0
        let order = all.order.rows
        for position in order.indices where rows[Int(order[position])] {
            let (from, most) = (position.subtractingReportingOverflow(entries), position.addingReportingOverflow(entries))
            let to = most.overflow ? all.count : min(all.count, most.partialValue + 1)
            for place in max(next, from.partialValue)..<max(next, to) { near[Int(order[place])] = true }
            next = max(next, to)
        }
        return near
    }
}
