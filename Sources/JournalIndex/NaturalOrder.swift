import Columns

/// The journal's own order: by sequence number within one system, by timestamp across systems and for entries without a
/// sequence number.
///
/// A sequence may be reset when a receiver is attached. So within a system the receivers are put in order first (by
/// their sequence ranges, by their first timestamps where the ranges overlap), then sequence numbers within a receiver.
/// A record that could not be read has neither: it stays behind the record before it in its source.
enum NaturalOrder {
    /// One run of rows that has its order settled by sequence numbers or load order.
    private struct Run {
        var rows: [UInt32]
        var next = 0
    }

    /// - Parameter times: microseconds per row, `nil` where the entry has none.
    /// - Complexity: O(*n* log *n*); nothing is built when the rows stand in order already (see `OrderWatch`).
    static func permutation(
        count: Int, times: IntegerColumn?, sequences: IntegerColumn?, systems: CodedColumn?, receivers: CodedColumn?
    ) -> Permutation {
        let keys = rowKeys(count: count, times: times, sequences: sequences)
        var groups: [UInt64: [UInt32]] = [:]
        for row in 0..<count {
            let system = systems?.code(row) ?? 0
            let isNumbered: UInt64 = keys[row].sequence == nil ? 0 : 1
            groups[UInt64(system) << 1 | isNumbered, default: []].append(UInt32(row))
        }
        var runs = groups.sorted { $0.key < $1.key }.map { key, rows in
            Run(rows: key & 1 == 1 ? numbered(rows, keys, receivers) : rows.sorted { keys[Int($0)].time < keys[Int($1)].time })
        }
        return Permutation(rows: merged(&runs, keys))
    }

    struct RowKey {
        var time: Int64
        var sequence: Int128?
    }

    /// Time and sequence of each row; a row without either takes over those of the row before it.
    private static func rowKeys(count: Int, times: IntegerColumn?, sequences: IntegerColumn?) -> [RowKey] {
        var last = RowKey(time: .min, sequence: nil)
        return (0..<count).map { row in
            let time = times?.value(row).map { Int64(truncatingIfNeeded: $0) }
            let sequence = sequences?.value(row)
            if time != nil || sequence != nil {
                last = RowKey(time: time ?? last.time, sequence: sequence)
            }
            return last
        }
    }

    private static func numbered(_ rows: [UInt32], _ keys: [RowKey], _ receivers: CodedColumn?) -> [UInt32] {
        let rank = receivers.map { receiverRanks(rows, keys, $0) }
        func place(_ row: UInt32) -> Int { rank?[receivers?.code(Int(row)) ?? 0] ?? 0 }
        // Swift's sort is stable in practice but not by contract: the row number settles ties.
        return rows.sorted { a, b in
            let (x, y) = (place(a), place(b))
            if x != y { return x < y }
            let (s, t) = (keys[Int(a)].sequence ?? 0, keys[Int(b)].sequence ?? 0)
            return s != t ? s < t : a < b
        }
    }

    /// Place of each receiver in the chain. Entries without a receiver share one place with the receivers when the
    /// sequence ranges of all do not overlap otherwise.
    private static func receiverRanks(_ rows: [UInt32], _ keys: [RowKey], _ receivers: CodedColumn) -> [UInt32: Int] {
        struct Span {
            var low, high: Int128
            var first: Int64
        }
        var spans: [UInt32: Span] = [:]
        for row in rows {
            let key = keys[Int(row)]
            let sequence = key.sequence ?? 0
            var span = spans[receivers.code(Int(row))] ?? Span(low: sequence, high: sequence, first: key.time)
            span.low = min(span.low, sequence)
            span.high = max(span.high, sequence)
            span.first = min(span.first, key.time)
            spans[receivers.code(Int(row))] = span
        }
        if spans.keys.contains(where: { $0 < TextDictionary.firstValue }) {
            return spans.mapValues { _ in 0 }
        }
        let bySequence = spans.sorted { $0.value.low < $1.value.low }
        let overlaps = zip(bySequence, bySequence.dropFirst()).contains { $0.value.high >= $1.value.low }
        let chain = overlaps ? spans.sorted { ($0.value.first, $0.value.low) < ($1.value.first, $1.value.low) } : bySequence
        return Dictionary(uniqueKeysWithValues: chain.enumerated().map { ($1.key, $0) })
    }

    /// Merges the runs by time; within a run the order stays, even where its clock was set back.
    private static func merged(_ runs: inout [Run], _ keys: [RowKey]) -> [UInt32] {
        if runs.count == 1 { return runs[0].rows }
        var result: [UInt32] = []
        result.reserveCapacity(runs.reduce(0) { $0 + $1.rows.count })
        while true {
            var best = -1
            for i in runs.indices where runs[i].next < runs[i].rows.count {
                guard best >= 0 else {
                    best = i
                    continue
                }
                let (a, b) = (runs[i].rows[runs[i].next], runs[best].rows[runs[best].next])
                if (keys[Int(a)].time, a) < (keys[Int(b)].time, b) { best = i }
            }
            guard best >= 0 else { return result }
            result.append(runs[best].rows[runs[best].next])
            runs[best].next += 1
        }
    }
}
