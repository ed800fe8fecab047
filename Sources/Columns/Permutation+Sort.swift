extension Permutation {
    /// The rows of a set, ordered by `keys`, the most significant first.
    ///
    /// Rows without a value (absent, null, blank, unreadable) come last in both directions. Rows that are equal in all
    /// keys keep the order of `base`, or row order when that is `nil`.
    ///
    /// - Throws: `Cancelled`.
    package static func sorted(
        rows: Bitmap, keys: [OrderKey], base: Permutation?, _ work: Work
    ) throws(Cancelled) -> Permutation {
        var order = try base?.filtered(by: rows, work) ?? Permutation(rows)
        for key in keys.reversed() {
            for part in try KeyPart.parts(of: key, in: rows, work).reversed() {
                order = try order.stablySorted(by: part, work)
            }
        }
        return order
    }

    private func stablySorted(by part: KeyPart, _ work: Work) throws(Cancelled) -> Permutation {
        try work.check()
        var pairs = rows.map { (key: part.key(Int($0)), row: $0) }
        pairs.sort { $0.key < $1.key }
        return Permutation(rows: pairs.map { $0.row })
    }
}

/// A key of at most 64 bits: smaller comes first.
private struct KeyPart: Sendable {
    let key: @Sendable (Int) -> UInt64

    static func parts(of key: OrderKey, in rows: Bitmap, _ work: Work) throws(Cancelled) -> [KeyPart] {
        switch key.ranks {
        case .codes(let column, let ranks):
            return [KeyPart { row in
                let rank = ranks[Int(column.code(row))]
                return rank == .max ? .max : UInt64(key.descending ? .max - 1 - rank : rank)
            }]
        case .integers(let column):
            @Sendable func number(_ row: Int) -> UInt128? {
                guard let value = column.value(row) else { return nil }
                let ascending = UInt128(bitPattern: value) ^ (1 << 127)
                return key.descending ? ~ascending : ascending
            }
            return [
                KeyPart { column.state($0) == .value ? 0 : 1 },
                KeyPart { number($0).map { UInt64(truncatingIfNeeded: $0 >> 64) } ?? 0 },
                KeyPart { number($0).map { UInt64(truncatingIfNeeded: $0) } ?? 0 },
            ]
        }
    }
}
