extension IntegerColumn {
    /// How many of the rows have a value in each step from one edge to the next, and of these how many have each code.
    ///
    ///     let perDay = try times.stepCounts(edges: midnights, in: rows, by: nil, work)
    ///
    /// - Parameters:
    ///   - edges: Ascending; a step takes its lower edge and leaves the upper one to the next step.
    ///   - codes: A column whose values part each step; `nil` for none.
    /// - Returns: `[step * codes + code]`, one number a step without codes. Values outside of all steps do not count.
    /// - Complexity: O(rows), on all cores; where values follow each other, a comparison a row, else a bisection.
    package func stepCounts(
        edges: [Int64], in rows: Bitmap, by codes: CodedColumn?, _ work: Work
    ) throws(Cancelled) -> [Int] {
        precondition(rows.count == count && codes.map { $0.count == count } ?? true)
        let width = codes?.dictionary.codeCount ?? 1
        let size = max(0, edges.count - 1) * width
        guard size > 0 else { return [] }
        return try summed(size, rows, work) { chunk, table in
            let decoded = codes?.chunks[chunk].decoded()
            var step = 0
            chunks[chunk].forEachValue(chunk, rows) { i, value in
                if value < edges[step] || value >= edges[step + 1] {
                    guard let found = edges.step(of: value) else { return }
                    step = found
                }
                table[step &* width &+ Int(decoded?[i] ?? 0)] &+= 1
            }
        }
    }

    /// How many of the rows have a value in each slot of a cycle: hours of the week, when values are microseconds.
    ///
    /// - Parameters:
    ///   - slot: Length of a slot; `slots` of them make a cycle.
    ///   - origin: A value at which a cycle starts.
    /// - Complexity: O(rows), on all cores; a division a row.
    package func cycleCounts(
        slot: Int64, slots: Int, origin: Int64, in rows: Bitmap, _ work: Work
    ) throws(Cancelled) -> [Int] {
        precondition(rows.count == count && slot > 0 && slots > 0)
        let cycle = Int128(slot) * Int128(slots)
        return try summed(slots, rows, work) { chunk, table in
            chunks[chunk].forEachValue(chunk, rows) { _, value in
                let rest = (Int128(value) - Int128(origin)) % cycle
                table[Int((rest < 0 ? rest + cycle : rest) / Int128(slot))] &+= 1
            }
        }
    }

    /// Tables filled by several cores, added up.
    private func summed(
        _ size: Int, _ rows: Bitmap, _ work: Work, _ fill: @Sendable (Int, UnsafeMutableBufferPointer<Int>) -> Void
    ) throws(Cancelled) -> [Int] {
        let parts = strips(chunks.count, parts: max(1, min(coreCount, count / max(1, size))))
        let tables = try mapped(parts.count, work) { part in
            var table = [Int](repeating: 0, count: size)
            table.withUnsafeMutableBufferPointer { table in
                for chunk in parts[part] where !work.isCancelled { fill(chunk, table) }
            }
            return table
        }
        var total = [Int](repeating: 0, count: size)
        for table in tables { for i in 0..<size { total[i] += table[i] } }
        return total
    }
}

extension IntegerChunk {
    /// Calls `body` with each row of the set, counted from the chunk's first, that has a value of 64 bits.
    @inline(__always) func forEachValue(_ chunk: Int, _ rows: Bitmap, _ body: (Int, Int64) -> Void) {
        guard hasValues else { return }
        let isValue = CellState.value.rawValue
        @inline(__always) func each(_ value: (Int) -> Int64?) {
            rows.forEachOne(inChunk: chunk) { i in
                if let states, states[i] != isValue { return }
                if let value = value(i) { body(i, value) }
            }
        }
        guard let base = Int64(exactly: base), Int64(exactly: top) != nil else {
            return each { value($0).flatMap { Int64(exactly: $0) } }
        }
        switch offsets {
        case .zero: each { _ in base }
        case .u8(let a): each { base &+ Int64(a[$0]) }
        case .u16(let a): each { base &+ Int64(a[$0]) }
        case .u32(let a): each { base &+ Int64(a[$0]) }
        case .u64(let a): each { base &+ Int64(truncatingIfNeeded: a[$0]) }
        case .wide(let a): each { Int64(exactly: a[$0]) }
        }
    }
}

extension [Int64] {
    /// The step `value` lies in; `nil` outside of all.
    func step(of value: Int64) -> Int? {
        guard let first, let last, value >= first, value < last else { return nil }
        var (low, high) = (0, count - 1)
        while high - low > 1 {
            let middle = (low + high) / 2
            if self[middle] <= value { low = middle } else { high = middle }
        }
        return low
    }
}
