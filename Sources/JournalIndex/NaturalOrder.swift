import Columns

/// The journal's own order: by sequence number within one system, by timestamp across systems and for entries without a
/// sequence number.
///
/// A sequence may be reset when a receiver is attached. So within a system the receivers are put in order first (by
/// their sequence ranges, by their first timestamps where the ranges overlap), then sequence numbers within a receiver.
/// A record that has neither sequence nor time (it could not be read) stays behind the record before it in load order.
struct NaturalOrder {
    let count: Int
    let times: IntegerColumn?
    let sequences: IntegerColumn?
    let systems: CodedColumn?
    let receivers: CodedColumn?

    /// With more systems than this the column is no system name: all entries are then ordered by time alone.
    private static let mostSystems: UInt32 = 64

    private var isByTimeAlone: Bool {
        (systems?.dictionary.codeCount ?? 0) > Int(Self.mostSystems + TextDictionary.firstValue)
    }

    /// - Complexity: O(*n*) for each byte of the keys; 5 bytes an entry beyond the result.
    func permutation() -> Permutation {
        // An order cannot be cancelled: the snapshot that waits for it would have none.
        let work = Work()
        var runs: [Permutation] = []
        for rows in groups(work) {
            runs.append((try? Permutation.sorted(rows: rows.rows, keys: keys(rows), base: nil, work)) ?? Permutation(rows.rows))
        }
        return Permutation(rows: merged(runs))
    }

    private struct Group {
        /// Code of the system, and whether its rows are numbered in the lowest bit.
        var key: UInt32
        var rows: Bitmap

        var isNumbered: Bool { key & 1 == 1 }
    }

    /// Rows that can be ordered, one group per system and way of ordering.
    private func groups(_ work: Work) -> [Group] {
        let isByTimeAlone = isByTimeAlone
        var groups: [Group] = []
        var last = 0
        for chunk in 0..<chunkCount(rows: count) {
            let numbers = ChunkNumbers(isByTimeAlone ? nil : sequences, chunk), instants = ChunkNumbers(times, chunk)
            let codes = isByTimeAlone ? nil : systems?.withChunkCodes(chunk) { codes in codes.indices.map { codes[$0] } }
            let rows = rowRange(ofChunk: chunk, count: count)
            for row in rows {
                let i = row - rows.lowerBound
                let isNumbered = numbers.hasValue(i)
                guard isNumbered || instants.hasValue(i) else { continue }
                let key = (codes?[i] ?? 0) << 1 | (isNumbered ? 1 : 0)
                if last >= groups.count || groups[last].key != key {
                    last = groups.firstIndex { $0.key == key } ?? groups.count
                    if last == groups.count { groups.append(Group(key: key, rows: Bitmap(count: count))) }
                }
                groups[last].rows[row] = true
            }
        }
        return groups.sorted { $0.key < $1.key }
    }

    private func keys(_ group: Group) -> [OrderKey] {
        guard group.isNumbered, let sequences else { return times.map { [OrderKey(.integers($0))] } ?? [] }
        let bySequence = OrderKey(.integers(sequences))
        guard let receivers, let ranks = receiverRanks(group.rows, receivers, sequences) else { return [bySequence] }
        return [OrderKey(.codes(receivers, ranks: ranks)), bySequence]
    }

    /// Place of each receiver in the chain by its code; `nil` when sequence numbers alone settle the order, because no
    /// two receivers overlap or some entries have no receiver.
    private func receiverRanks(_ rows: Bitmap, _ receivers: CodedColumn, _ sequences: IntegerColumn) -> [UInt32]? {
        struct Span {
            var low = UInt64.max, high = UInt64.min
            var first = Int64.max
        }
        var byCode = [Span?](repeating: nil, count: receivers.dictionary.codeCount)
        for chunk in 0..<chunkCount(rows: count) {
            let numbers = ChunkNumbers(sequences, chunk), instants = ChunkNumbers(times, chunk)
            receivers.withChunkCodes(chunk) { codes in
                for row in rowRange(ofChunk: chunk, count: count) where rows[row] {
                    let i = row % chunkRows
                    guard let sequence = numbers[i] else { continue }
                    var span = byCode[Int(codes[i])] ?? Span()
                    span.low = min(span.low, sequence)
                    span.high = max(span.high, sequence)
                    span.first = min(span.first, instants[i].map { Int64(bitPattern: $0) } ?? .max)
                    byCode[Int(codes[i])] = span
                }
            }
        }
        let spans = Dictionary(uniqueKeysWithValues: byCode.indices.compactMap { code in byCode[code].map { (UInt32(code), $0) } })
        guard !spans.keys.contains(where: { $0 < TextDictionary.firstValue }) else { return nil }
        let bySequence = spans.values.sorted { $0.low < $1.low }
        guard zip(bySequence, bySequence.dropFirst()).contains(where: { $0.high >= $1.low }) else { return nil }
        let chain = spans.sorted { ($0.value.first, $0.value.low) < ($1.value.first, $1.value.low) }
        var ranks = [UInt32](repeating: .max, count: receivers.dictionary.codeCount)
        for (place, span) in chain.enumerated() { ranks[Int(span.key)] = UInt32(place) }
        return ranks
    }

    /// Merges the runs by time; within a run the order stays, even where its clock was set back. Each row takes the
    /// unreadable records behind it along.
    private func merged(_ runs: [Permutation]) -> [UInt32] {
        if runs.count == 1, runs[0].count == count { return runs[0].rows }
        var result: [UInt32] = []
        result.reserveCapacity(count)
        var heads = runs.map { run in Head(run: run) }
        for i in heads.indices { heads[i].look(times) }
        func take(_ row: Int) {
            result.append(UInt32(row))
            var next = row + 1
            while next < count, isUnplaced(next) {
                result.append(UInt32(next))
                next += 1
            }
        }
        var first = 0
        while first < count, isUnplaced(first) {
            result.append(UInt32(first))
            first += 1
        }
        while let best = earliest(heads), let row = heads[best].row {
            take(row)
            heads[best].advance(times)
        }
        return result
    }

    private func earliest(_ heads: [Head]) -> Int? {
        var best: Int?
        for i in heads.indices where heads[i].row != nil {
            if best.map({ heads[i] < heads[$0] }) ?? true { best = i }
        }
        return best
    }

    /// Whether the row is in no group.
    private func isUnplaced(_ row: Int) -> Bool {
        (isByTimeAlone || sequences?.state(row) != .value) && times?.state(row) != .value
    }

    /// Where the merge stands in one run.
    private struct Head: Comparable {
        let run: Permutation
        var position = 0
        var row: Int?
        var time = Int128.min

        init(run: Permutation) { self.run = run }

        mutating func look(_ times: IntegerColumn?) {
            row = position < run.count ? run[position] : nil
            // An entry whose own time cannot be read stands at the time of the one before it.
            if let row, let own = times?.value(row) { time = own }
        }

        mutating func advance(_ times: IntegerColumn?) {
            position += 1
            look(times)
        }

        static func < (a: Self, b: Self) -> Bool { (a.time, a.row ?? .max) < (b.time, b.row ?? .max) }
        static func == (a: Self, b: Self) -> Bool { a.time == b.time && a.row == b.row }
    }
}
