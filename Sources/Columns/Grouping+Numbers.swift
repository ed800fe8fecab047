extension Grouping {
    /// What `map` says of each row's group, row by row or in the order given.
    ///
    ///     let jobOfPosition = try jobs.numbers(through: jobOfGroup, order: journal.naturalOrder, work)
    ///
    /// - Precondition: Every row was grouped, and `map` has a number for each group.
    /// - Complexity: O(rows), on all cores.
    package func numbers(
        through map: [Int32], order: Permutation?, _ work: Work
    ) throws(Cancelled) -> [Int32] {
        precondition(map.count == count && rows.ones == rows.count && order.map { $0.count == rows.count } ?? true)
        let numbers: [Int32] = try filled(count: rows.count, unit: chunkRows, work) { chunk, place in
            keys.withGroups(ofChunk: chunk, rows: rows.count) { groups in
                for i in place.indices { place[i] = map[Int(groups[i])] }
            }
        }
        guard let order else { return numbers }
        return try filled(count: rows.count, unit: chunkRows, work) { chunk, place in
            for i in place.indices { place[i] = numbers[order[chunk &* chunkRows &+ i]] }
        }
    }
}
