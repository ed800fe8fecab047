/// Rows put into groups by the values of one or more columns.
///
///     let byUser = try Grouping.build(columns: [user], in: rows, work)
///     for group in 0..<byUser.count { … byUser.entries[group], byUser.representative[group] … }
///     let times = try byUser.minMax(of: timestamp, work)
///
/// Groups are numbered by their first row. Absent, null and blank are one value, as `is null` finds all three.
package struct Grouping: Sendable {
    /// The rows that were grouped.
    package let rows: Bitmap
    /// Rows of each group.
    package let entries: [Int]
    /// The first row of each group: its cells are the group's key.
    package let representative: [Int]
    /// The last row of each group, where it was noted.
    let last: [Int]?
    let keys: GroupKeys

    /// How many groups there are.
    package var count: Int { entries.count }

    /// Groups `rows` by all of `columns`; without columns, all rows are one group.
    ///
    /// - Complexity: O(rows), on all cores: a table look per row while the columns' cardinalities multiply to at most
    ///   4,194,304, a hash look otherwise.
    /// - Throws: `Cancelled`.
    package static func build(columns: [Column], in rows: Bitmap, _ work: Work) throws(Cancelled) -> Grouping {
        var numberings: [ValueNumbering] = []
        for column in columns {
            precondition(column.count == rows.count)
            numberings.append(try ValueNumbering(column, in: rows, work))
        }
        let keys = GroupKeys(numberings)
        if let size = keys.cardinality, size <= max(65_536, min(UInt64(rows.count), 1 << 22)) {
            return try build(direct: keys, size: Int(size), rows, work)
        }
        return try build(hashed: keys, rows, work)
    }

    /// The group of a row, or `nil` when the row was not grouped. O(chunk): for single rows.
    package func group(of row: Int) -> Int? {
        guard rows[row] else { return nil }
        return keys.withGroups(ofChunk: row / chunkRows, rows: rows.count) { Int($0[row % chunkRows]) }
    }
}

/// Keys of rows, their values' numbers in mixed radix, and the group of each key.
struct GroupKeys: Sendable {
    let numberings: [ValueNumbering]
    /// Keys are below this; `nil` when they do not fit 64 bits.
    let cardinality: UInt64?
    /// Group of each key; empty when keys are groups.
    var groups: [UInt32] = []

    init(_ numberings: [ValueNumbering]) {
        self.numberings = numberings
        var product: UInt64? = 1
        for numbering in numberings {
            product = product.flatMap {
                let (value, overflow) = $0.multipliedReportingOverflow(by: UInt64(numbering.cardinality))
                return overflow ? nil : value
            }
        }
        cardinality = product
    }

    /// The one key of all rows of a chunk, where the columns say so of themselves.
    func onlyKey(ofChunk chunk: Int) -> UInt32? {
        var key: UInt32 = 0
        for numbering in numberings {
            guard let number = numbering.onlyNumber(ofChunk: chunk) else { return nil }
            key = key &* UInt32(truncatingIfNeeded: numbering.cardinality) &+ number
        }
        return key
    }

    /// Calls `body` with the keys of a chunk's rows, which fit 32 bits.
    func withKeys<Result>(
        ofChunk chunk: Int, rows: Int, _ body: (UnsafeMutableBufferPointer<UInt32>) -> Result
    ) -> Result {
        let count = rowRange(ofChunk: chunk, count: rows).count
        return withUnsafeTemporaryAllocation(of: UInt32.self, capacity: count * 2) { both in
            both.initialize(repeating: 0)
            let keys = UnsafeMutableBufferPointer(rebasing: both[..<count])
            let numbers = UnsafeMutableBufferPointer(rebasing: both[count...])
            for (place, numbering) in numberings.enumerated() {
                guard place > 0 else {
                    numbering.write(chunk: chunk, keys)
                    continue
                }
                numbering.write(chunk: chunk, numbers)
                let radix = UInt32(truncatingIfNeeded: numbering.cardinality)
                for i in keys.indices { keys[i] = keys[i] &* radix &+ numbers[i] }
            }
            return body(keys)
        }
    }

    /// Writes the keys of a chunk's rows in 64 bits.
    func writeKeys(ofChunk chunk: Int, _ keys: UnsafeMutableBufferPointer<UInt64>) {
        withUnsafeTemporaryAllocation(of: UInt32.self, capacity: keys.count) { numbers in
            numbers.initialize(repeating: 0)
            for numbering in numberings {
                numbering.write(chunk: chunk, numbers)
                let radix = UInt64(numbering.cardinality)
                for i in keys.indices { keys[i] = keys[i] &* radix &+ UInt64(numbers[i]) }
            }
        }
    }

    /// Calls `body` with the groups of a chunk's rows; those of rows outside the set mean nothing.
    func withGroups<Result>(
        ofChunk chunk: Int, rows: Int, _ body: (UnsafeMutableBufferPointer<UInt32>) -> Result
    ) -> Result {
        withKeys(ofChunk: chunk, rows: rows) { keys in
            if !groups.isEmpty {
                for i in keys.indices { keys[i] = groups[Int(keys[i])] }
            }
            return body(keys)
        }
    }
}

extension Grouping {
    /// Rows of a key, the first and the last of them.
    private struct Tally: BitwiseCopyable, Sendable {
        var entries: UInt32 = 0
        var first: UInt32 = 0
        var last: UInt32 = 0

        /// - Precondition: Rows come in ascending order.
        @inline(__always) mutating func add(_ row: UInt32) {
            if entries == 0 { first = row }
            last = row
            entries &+= 1
        }

        /// Adds the rows of the bits, of which `start` is the lowest one's.
        @inline(__always) mutating func add(_ bits: UInt64, _ start: Int) {
            if entries == 0 { first = UInt32(truncatingIfNeeded: start &+ bits.trailingZeroBitCount) }
            last = UInt32(truncatingIfNeeded: start &+ 63 &- bits.leadingZeroBitCount)
            entries &+= UInt32(truncatingIfNeeded: bits.nonzeroBitCount)
        }
    }

    /// A place for every key.
    private static func build(
        direct keys: GroupKeys, size: Int, _ rows: Bitmap, _ work: Work
    ) throws(Cancelled) -> Grouping {
        let chunks = chunkCount(rows: rows.count)
        let parts = strips(chunks, parts: max(1, min(coreCount, rows.count / max(1, size))))
        let tables = try mapped(parts.count, work) { part in
            var table = [Tally](repeating: Tally(), count: size)
            table.withUnsafeMutableBufferPointer { table in
                for chunk in parts[part] where !work.isCancelled { count(chunk, rows, keys, table) }
            }
            return table
        }
        return gathered(tables, keys, size, rows)
    }

    /// Rows often have the key of the row before: 64 of one key are counted at once.
    private static func count(
        _ chunk: Int, _ rows: Bitmap, _ keys: GroupKeys, _ table: UnsafeMutableBufferPointer<Tally>
    ) {
        if let key = keys.onlyKey(ofChunk: chunk) {
            for word in chunk * chunkWords..<min((chunk + 1) * chunkWords, rows.words.count) where rows.words[word] != 0 {
                table[Int(key)].add(rows.words[word], word &<< 6)
            }
            return
        }
        keys.withKeys(ofChunk: chunk, rows: rows.count) { chunkKeys in
            for start in stride(from: 0, to: chunkKeys.count, by: 64) {
                let row = chunk &* chunkRows &+ start
                var bits = rows.words[row >> 6]
                guard bits != 0 else { continue }
                let part = UnsafeMutableBufferPointer(rebasing: chunkKeys[start..<min(start + 64, chunkKeys.count)])
                if part.isOneValue {
                    table[Int(part[0])].add(bits, row)
                    continue
                }
                while bits != 0 {
                    let i = bits.trailingZeroBitCount
                    table[Int(part[i])].add(UInt32(truncatingIfNeeded: row &+ i))
                    bits &= bits &- 1
                }
            }
        }
    }

    /// Sums the cores' tables and numbers the keys: the number of a key is how many first rows come before its own.
    private static func gathered(_ tables: [[Tally]], _ keys: GroupKeys, _ size: Int, _ rows: Bitmap) -> Grouping {
        var total = tables.first ?? Array(repeating: Tally(), count: size)
        for table in tables.dropFirst() {
            for key in 0..<size where table[key].entries > 0 {
                if total[key].entries == 0 { total[key].first = table[key].first }
                total[key].entries += table[key].entries
                total[key].last = table[key].last
            }
        }
        let used = total.indices.filter { total[$0].entries > 0 }
        let ranked = RankedBitmap(Bitmap(count: rows.count, rows: used.lazy.map { Int(total[$0].first) }))
        var keys = keys
        keys.groups = Array(repeating: 0, count: max(1, size))
        var entries = [Int](repeating: 0, count: used.count), representative = entries, last = entries
        for key in used {
            let group = ranked.rank(Int(total[key].first))
            keys.groups[key] = UInt32(group)
            entries[group] = Int(total[key].entries)
            representative[group] = Int(total[key].first)
            last[group] = Int(total[key].last)
        }
        return Grouping(rows: rows, entries: entries, representative: representative, last: last, keys: keys)
    }

    /// A hash table of the keys that occur; columns whose keys do not fit 64 bits are numbered two at a time.
    private static func build(
        hashed keys: GroupKeys, _ rows: Bitmap, _ work: Work
    ) throws(Cancelled) -> Grouping {
        var keys = keys
        while keys.cardinality == nil {
            let pair = GroupKeys(Array(keys.numberings[..<2]))  // two cardinalities below 2^32 always fit
            let numbers = try RowNumbers(rows, work) { pair.writeKeys(ofChunk: $0, $1) }
            keys = GroupKeys([numbers.numbering] + keys.numberings[2...])
        }
        let numbers = try RowNumbers(rows, work) { [keys] in keys.writeKeys(ofChunk: $0, $1) }
        return Grouping(
            rows: rows, entries: numbers.entries, representative: numbers.first, last: nil,
            keys: GroupKeys([numbers.numbering]))
    }
}

extension RowNumbers {
    fileprivate var numbering: ValueNumbering { ValueNumbering(listed: numbers, cardinality: max(1, count)) }
}
