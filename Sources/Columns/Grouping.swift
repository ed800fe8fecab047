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
    private let keys: KeyTable

    /// How many groups there are.
    package var count: Int { entries.count }

    /// Groups `rows` by all of `columns`; without columns, all rows are one group.
    ///
    /// - Complexity: O(rows) with a table look per row while the columns' cardinalities multiply to a few million, a
    ///   hash look otherwise.
    /// - Throws: `Cancelled`.
    package static func build(columns: [Column], in rows: Bitmap, _ work: Work) throws(Cancelled) -> Grouping {
        var numberings: [ValueNumbering] = []
        for column in columns {
            precondition(column.count == rows.count)
            numberings.append(try ValueNumbering(column, in: rows, work))
        }
        let keys = KeyTable(numberings)
        return try keys.isSmall(rows: rows.count)
            ? build(direct: keys, rows, work) : build(hashed: numberings, rows, work)
    }

    private init(rows: Bitmap, entries: [Int], representative: [Int], keys: KeyTable) {
        self.rows = rows
        self.entries = entries
        self.representative = representative
        self.keys = keys
    }
}

/// Keys of rows, their values' numbers in mixed radix, and the group of each key.
private struct KeyTable: Sendable {
    let numberings: [ValueNumbering]
    /// Keys are below this; `nil` when they do not fit 63 bits.
    let cardinality: Int?
    /// Group of each key; empty when keys are groups.
    var groups: [UInt32] = []

    init(_ numberings: [ValueNumbering]) {
        self.numberings = numberings
        var product: Int? = 1
        for numbering in numberings {
            guard let (value, overflow) = product?.multipliedReportingOverflow(by: numbering.cardinality) else { break }
            product = overflow ? nil : value
        }
        cardinality = product
    }

    /// Whether a table with a place for every key is worth its memory.
    func isSmall(rows: Int) -> Bool { cardinality.map { $0 <= max(65_536, min(rows, 1 << 22)) } ?? false }

    /// The keys of a chunk's rows; with `mergingEmpty`, null and blank count as absent.
    func keys(ofChunk chunk: Int, rows: Int) -> [UInt64] {
        var keys = [UInt64](repeating: 0, count: rowRange(ofChunk: chunk, count: rows).count)
        for numbering in numberings {
            let radix = UInt64(numbering.cardinality)
            let numbers = numbering.numbers(ofChunk: chunk)
            for i in keys.indices {
                let number = numbers[i] < ValueNumbering.firstValue ? 0 : numbers[i]
                keys[i] = keys[i] &* radix &+ UInt64(number)
            }
        }
        return keys
    }

    /// The groups of a chunk's rows; undefined for rows outside the set.
    func groups(ofChunk chunk: Int, rows: Int) -> [UInt32] {
        let keys = keys(ofChunk: chunk, rows: rows)
        if groups.isEmpty { return keys.map { UInt32(truncatingIfNeeded: $0 &- UInt64(ValueNumbering.firstValue)) } }
        return keys.map { groups[Int($0)] }
    }
}

extension Grouping {
    private struct Tally: Sendable {
        var entries: [Int]
        var first: [Int]
    }

    /// A place for every key.
    private static func build(direct keys: KeyTable, _ rows: Bitmap, _ work: Work) throws(Cancelled) -> Grouping {
        let size = keys.cardinality ?? 0
        let parts = strips(chunkCount(rows: rows.count), parts: coreCount)
        let tallies = try mapped(parts.count, work) { part in
            var tally = Tally(entries: .init(repeating: 0, count: size), first: .init(repeating: 0, count: size))
            for chunk in parts[part] where !work.isCancelled {
                let chunkKeys = keys.keys(ofChunk: chunk, rows: rows.count)
                rows.forEachOne(inChunk: chunk) { i in
                    let key = Int(chunkKeys[i])
                    if tally.entries[key] == 0 { tally.first[key] = chunk * chunkRows + i }
                    tally.entries[key] += 1
                }
            }
            return tally
        }
        return gathered(tallies, keys, rows)
    }

    private static func gathered(_ tallies: [Tally], _ keys: KeyTable, _ rows: Bitmap) -> Grouping {
        let size = keys.cardinality ?? 0
        var total = Tally(entries: .init(repeating: 0, count: size), first: .init(repeating: 0, count: size))
        for tally in tallies {
            for key in 0..<size where tally.entries[key] > 0 {
                if total.entries[key] == 0 { total.first[key] = tally.first[key] }
                total.entries[key] += tally.entries[key]
            }
        }
        let used = (0..<size).filter { total.entries[$0] > 0 }.sorted { total.first[$0] < total.first[$1] }
        var keys = keys
        keys.groups = Array(repeating: 0, count: max(1, size))
        for (group, key) in used.enumerated() { keys.groups[key] = UInt32(group) }
        return Grouping(
            rows: rows, entries: used.map { total.entries[$0] }, representative: used.map { total.first[$0] }, keys: keys)
    }

    /// A hash table of the keys that occur; columns whose keys do not fit 63 bits are numbered two at a time.
    private static func build(
        hashed numberings: [ValueNumbering], _ rows: Bitmap, _ work: Work
    ) throws(Cancelled) -> Grouping {
        var keys = KeyTable(numberings)
        if keys.cardinality == nil {
            let pair = try build(hashed: Array(numberings[..<2]), rows, work)
            keys = KeyTable(pair.keys.numberings + numberings[2...])
            if keys.cardinality == nil { return try build(hashed: keys.numberings, rows, work) }
        }
        var groupOf = [UInt32](repeating: 0, count: rows.count)
        var seen: [UInt64: UInt32] = [:]
        var entries: [Int] = []
        var representative: [Int] = []
        for chunk in 0..<chunkCount(rows: rows.count) {
            try work.check()
            let chunkKeys = keys.keys(ofChunk: chunk, rows: rows.count)
            rows.forEachOne(inChunk: chunk) { i in
                let next = UInt32(entries.count)
                let group = seen[chunkKeys[i], default: next]
                if group == next {
                    seen[chunkKeys[i]] = next
                    entries.append(0)
                    representative.append(chunk * chunkRows + i)
                }
                entries[Int(group)] += 1
                groupOf[chunk * chunkRows + i] = group + ValueNumbering.firstValue
            }
        }
        let listed = ValueNumbering(listed: groupOf, cardinality: entries.count + Int(ValueNumbering.firstValue))
        return Grouping(rows: rows, entries: entries, representative: representative, keys: KeyTable([listed]))
    }

    /// The group of a row, or `nil` when the row was not grouped. O(chunk): for single rows.
    package func group(of row: Int) -> Int? {
        guard rows[row] else { return nil }
        return Int(keys.groups(ofChunk: row / chunkRows, rows: rows.count)[row % chunkRows])
    }
}

extension Grouping {
    /// Per group the least and the greatest value, or `nil` for a group in which no row has one.
    ///
    /// - Throws: `Cancelled`.
    package func minMax(of column: IntegerColumn, _ work: Work) throws(Cancelled) -> [(Int128, Int128)?] {
        precondition(column.count == rows.count)
        let parts = strips(column.chunks.count, parts: coreCount)
        let partial = try mapped(parts.count, work) { part in
            var low = [Int128](repeating: .max, count: count), high = [Int128](repeating: .min, count: count)
            for chunk in parts[part] where !work.isCancelled {
                let groups = keys.groups(ofChunk: chunk, rows: rows.count)
                rows.forEachOne(inChunk: chunk) { i in
                    guard let value = column.chunks[chunk].value(i) else { return }
                    let group = Int(groups[i])
                    low[group] = min(low[group], value)
                    high[group] = max(high[group], value)
                }
            }
            return (low, high)
        }
        return (0..<count).map { group in
            let low = partial.lazy.map { $0.0[group] }.min() ?? .max, high = partial.lazy.map { $0.1[group] }.max() ?? .min
            return low <= high ? (low, high) : nil
        }
    }

    /// Per group, how many different values the column has, exactly; empty cells do not count, unreadable ones count by
    /// their text.
    ///
    /// - Throws: `Cancelled`.
    package func distinct(of column: Column, _ work: Work) throws(Cancelled) -> [Int] {
        let numbering = try ValueNumbering(column, in: rows, work)
        var seen: Set<UInt64> = []
        var distinct = [Int](repeating: 0, count: count)
        for chunk in 0..<chunkCount(rows: rows.count) {
            try work.check()
            let groups = keys.groups(ofChunk: chunk, rows: rows.count)
            let numbers = numbering.numbers(ofChunk: chunk)
            rows.forEachOne(inChunk: chunk) { i in
                guard numbers[i] >= ValueNumbering.firstValue else { return }
                if seen.insert(UInt64(groups[i]) << 32 | UInt64(numbers[i])).inserted { distinct[Int(groups[i])] += 1 }
            }
        }
        return distinct
    }
}
