extension Grouping {
    /// Cores worth using when each needs a table of its own with a place per group.
    private var partsOfChunks: [Range<Int>] {
        strips(chunkCount(rows: rows.count), parts: max(1, min(coreCount, rows.count / max(1, count))))
    }

    /// Per group the least and the greatest value, or `nil` for a group in which no row has one.
    ///
    /// - Complexity: O(rows), on all cores; O(groups) where the column rises, as times do: the first and the last row of a
    ///   group have its values.
    /// - Throws: `Cancelled`.
    package func minMax(of column: IntegerColumn, _ work: Work) throws(Cancelled) -> [(Int128, Int128)?] {
        precondition(column.count == rows.count)
        if let last, column.rises {
            return (0..<count).map { group in
                guard let low = column.value(representative[group]), let high = column.value(last[group]) else { return nil }
                return (low, high)
            }
        }
        guard let (low, high) = try column.minMax(in: nil, work) else { return Array(repeating: nil, count: count) }
        // Distances from the least value fit 64 bits but for freaks.
        if UInt128(truncatingIfNeeded: high &- low) <= UInt128(UInt64.max) {
            return try extents(work, UInt64.self) { chunk, groups, table in
                column.chunks[chunk].track(chunk, rows, groups, low, table)
            }.map { $0.map { (low + Int128($0.0), low + Int128($0.1)) } }
        }
        return try extents(work, Int128.self) { chunk, groups, table in
            rows.forEachOne(inChunk: chunk) { i in
                if let value = column.chunks[chunk].value(i) { table[Int(groups[i])].add(value) }
            }
        }
    }

    private func extents<Number: FixedWidthInteger & BitwiseCopyable & Sendable>(
        _ work: Work, _: Number.Type,
        _ track: @Sendable (
            Int, UnsafeMutableBufferPointer<UInt32>, UnsafeMutableBufferPointer<Extent<Number>>
        ) -> Void
    ) throws(Cancelled) -> [(Number, Number)?] {
        let parts = partsOfChunks
        let tables = try mapped(parts.count, work) { part in
            var table = [Extent<Number>](repeating: Extent(), count: count)
            table.withUnsafeMutableBufferPointer { table in
                for chunk in parts[part] where !work.isCancelled {
                    keys.withGroups(ofChunk: chunk, rows: rows.count) { track(chunk, $0, table) }
                }
            }
            return table
        }
        return (0..<count).map { group in
            var extent = Extent<Number>()
            for table in tables {
                extent.low = min(extent.low, table[group].low)
                extent.high = max(extent.high, table[group].high)
            }
            return extent.low <= extent.high ? (extent.low, extent.high) : nil
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
            marks.withUnsafeMutableBufferPointer { marks in
                for chunk in parts[part] where !work.isCancelled {
                    withGroupsAndNumbers(chunk, numbering) { groups, numbers in
                        rows.forEachOne(inChunk: chunk) { i in
                            marks[Int(groups[i]) &* words &+ Int(numbers[i] &>> 6)] |= 1 &<< UInt64(numbers[i] & 63)
                        }
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

/// Least and greatest number of a group so far.
private struct Extent<Number: FixedWidthInteger & BitwiseCopyable & Sendable>: BitwiseCopyable, Sendable {
    var low = Number.max
    var high = Number.min

    @inline(__always) mutating func add(_ number: Number) {
        if number < low { low = number }
        if number > high { high = number }
    }
}

extension IntegerChunk {
    /// Adds the distances of values from `least`.
    fileprivate func track(
        _ chunk: Int, _ rows: Bitmap, _ groups: UnsafeMutableBufferPointer<UInt32>, _ least: Int128,
        _ table: UnsafeMutableBufferPointer<Extent<UInt64>>
    ) {
        guard hasValues else { return }
        let shift = UInt64(truncatingIfNeeded: base &- least)
        func track(_ offset: (Int) -> UInt64) {
            rows.forEachOne(inChunk: chunk) { i in
                if let states, states[i] != CellState.value.rawValue { return }
                table[Int(groups[i])].add(offset(i) &+ shift)
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
