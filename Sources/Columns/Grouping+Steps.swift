extension Grouping {
    /// How many of the rows of each group have a value in each step from one edge to the next.
    ///
    /// - Parameter edges: Ascending; a step takes its lower edge and leaves the upper one to the next step.
    /// - Returns: `[group * steps + step]`. Values outside of all steps do not count.
    /// - Complexity: One pass over the rows, on all cores; a table of groups times steps for each.
    package func stepCounts(
        of column: IntegerColumn, edges: [Int64], _ work: Work
    ) throws(Cancelled) -> [UInt32] {
        precondition(column.count == rows.count)
        let steps = max(0, edges.count - 1)
        let size = count * steps
        guard size > 0 else { return [] }
        let parts = strips(column.chunks.count, parts: max(1, min(coreCount, rows.count / size)))
        let tables = try mapped(parts.count, work) { part in
            var table = [UInt32](repeating: 0, count: size)
            table.withUnsafeMutableBufferPointer { table in
                for chunk in parts[part] where !work.isCancelled { add(chunk, column, edges, steps, table) }
            }
            return table
        }
        var total = [UInt32](repeating: 0, count: size)
        for table in tables { for i in 0..<size { total[i] &+= table[i] } }
        return total
    }

    private func add(
        _ chunk: Int, _ column: IntegerColumn, _ edges: [Int64], _ steps: Int,
        _ table: UnsafeMutableBufferPointer<UInt32>
    ) {
        keys.withGroups(ofChunk: chunk, rows: rows.count) { groups in
            var step = 0
            column.chunks[chunk].forEachValue(chunk, rows) { i, value in
                if value < edges[step] || value >= edges[step + 1] {
                    guard let found = edges.step(of: value) else { return }
                    step = found
                }
                table[Int(groups[i]) &* steps &+ step] &+= 1
            }
        }
    }
}
