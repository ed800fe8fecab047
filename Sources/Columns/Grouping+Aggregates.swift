extension Grouping {
    /// Cores worth using when each needs a table of its own with a place per group.
    private var partsOfChunks: [Range<Int>] {
        strips(chunkCount(rows: rows.count), parts: max(1, min(coreCount, rows.count / max(1, count))))
    }

    /// Per group the least and the greatest value, or `nil` for a group in which no row has one.
    ///
    /// - Complexity: O(rows), on all cores.
    /// - Throws: `Cancelled`.
    package func minMax(of column: IntegerColumn, _ work: Work) throws(Cancelled) -> [(Int128, Int128)?] {
        precondition(column.count == rows.count)
        guard let (low, high) = try column.minMax(in: nil, work) else { return Array(repeating: nil, count: count) }
        // Distances from the least value fit 64 bits but for freaks.
        if UInt128(truncatingIfNeeded: high &- low) <= UInt128(UInt64.max) {
            return try extents(work, UInt64.self) { chunk, groups, table in
                column.chunks[chunk].track(chunk, rows, groups, low, &table)
            }.map { $0.map { (low + Int128($0.0), low + Int128($0.1)) } }
        }
        return try extents(work, Int128.self) { chunk, groups, table in
            rows.forEachOne(inChunk: chunk) { i in
                if let value = column.chunks[chunk].value(i) { table.add(value, to: Int(groups[i])) }
            }
        }
    }

    private func extents<Number: FixedWidthInteger & Sendable>(
        _ work: Work, _: Number.Type,
        _ track: @Sendable (Int, UnsafeMutableBufferPointer<UInt32>, inout Extents<Number>) -> Void
    ) throws(Cancelled) -> [(Number, Number)?] {
        let parts = partsOfChunks
        let partial = try mapped(parts.count, work) { part in
            var table = Extents<Number>(count: count)
            for chunk in parts[part] where !work.isCancelled {
                keys.withGroups(ofChunk: chunk, rows: rows.count) { track(chunk, $0, &table) }
            }
            return table
        }
        return (0..<count).map { group in
            var low = Number.max, high = Number.min
            for table in partial {
                low = min(low, table.low[group])
                high = max(high, table.high[group])
            }
            return low <= high ? (low, high) : nil
        }
    }

    /// Per group, how many different values the column has, exactly; empty cells do not count, unreadable ones count by
    /// their text.
    ///
    /// - Complexity: O(rows), on all cores: a bit per group and value while these are at most 2^27, a hash look per row
    ///   otherwise.
    /// - Throws: `Cancelled`.
    package func distinct(of column: Column, _ work: Work) throws(Cancelled) -> [Int] {
        precondition(column.count == rows.count)
        let numbering = try ValueNumbering(column, in: rows, work)
        let words = (numbering.cardinality + 63) / 64
        let (bits, overflow) = (words * 64).multipliedReportingOverflow(by: max(1, count))
        return !overflow && bits <= 1 << 27
            ? try distinct(marking: numbering, words, work) : try distinct(hashing: numbering, work)
    }

    /// One bit per group and value; `words` bitmap words per group.
    private func distinct(
        marking numbering: ValueNumbering, _ words: Int, _ work: Work
    ) throws(Cancelled) -> [Int] {
        let parts = strips(chunkCount(rows: rows.count), parts: coreCount)
        let marks = try mapped(parts.count, work) { part in
            var marks = [UInt64](repeating: 0, count: words * count)
            for chunk in parts[part] where !work.isCancelled {
                withGroupsAndNumbers(chunk, numbering) { groups, numbers in
                    rows.forEachOne(inChunk: chunk) { i in
                        marks[Int(groups[i]) &* words &+ Int(numbers[i] &>> 6)] |= 1 &<< UInt64(numbers[i] & 63)
                    }
                }
            }
            return marks
        }
        return (0..<count).map { group in
            (group * words..<(group + 1) * words).reduce(0) { sum, word in
                var all = marks.reduce(0) { $0 | $1[word] }
                if word == group * words { all &= ~1 }  // number 0 is empty
                return sum + all.nonzeroBitCount
            }
        }
    }

    private func distinct(hashing numbering: ValueNumbering, _ work: Work) throws(Cancelled) -> [Int] {
        let pairs = try RowNumbers(rows, work) { chunk, keys in
            withGroupsAndNumbers(chunk, numbering) { groups, numbers in
                for i in keys.indices { keys[i] = UInt64(groups[i]) << 32 | UInt64(numbers[i]) }
            }
        }
        var distinct = [Int](repeating: 0, count: count)
        for key in pairs.keys where key & 0xffff_ffff != 0 { distinct[Int(key >> 32)] += 1 }
        return distinct
    }

    private func withGroupsAndNumbers(
        _ chunk: Int, _ numbering: ValueNumbering,
        _ body: (UnsafeMutableBufferPointer<UInt32>, UnsafeMutableBufferPointer<UInt32>) -> Void
    ) {
        keys.withGroups(ofChunk: chunk, rows: rows.count) { groups in
            withUnsafeTemporaryAllocation(of: UInt32.self, capacity: groups.count) { numbers in
                numbers.initialize(repeating: 0)
                numbering.write(chunk: chunk, numbers)
                body(groups, numbers)
            }
        }
    }
}

/// Least and greatest number of each group so far.
private struct Extents<Number: FixedWidthInteger & Sendable>: Sendable {
    var low: [Number]
    var high: [Number]

    init(count: Int) {
        low = Array(repeating: .max, count: count)
        high = Array(repeating: .min, count: count)
    }

    @inline(__always) mutating func add(_ number: Number, to group: Int) {
        if number < low[group] { low[group] = number }
        if number > high[group] { high[group] = number }
    }
}

extension IntegerChunk {
    /// Adds the distances of values from `least`.
    fileprivate func track(
        _ chunk: Int, _ rows: Bitmap, _ groups: UnsafeMutableBufferPointer<UInt32>, _ least: Int128,
        _ table: inout Extents<UInt64>
    ) {
        guard hasValues else { return }
        let shift = UInt64(truncatingIfNeeded: base &- least)
        func track(_ offset: (Int) -> UInt64) {
            rows.forEachOne(inChunk: chunk) { i in
                if let states, states[i] != CellState.value.rawValue { return }
                table.add(offset(i) &+ shift, to: Int(groups[i]))
            }
        }
        switch offsets {
        case .zero: track { _ in 0 }
        case .u8(let a): track { UInt64(a[$0]) }
        case .u16(let a): track { UInt64(a[$0]) }
        case .u32(let a): track { UInt64(a[$0]) }
        case .u64(let a): track { a[$0] }
        case .wide(let a): track { UInt64(truncatingIfNeeded: a[$0] &- base) }
        }
    }
}
