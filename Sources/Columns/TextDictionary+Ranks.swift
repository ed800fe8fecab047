extension TextDictionary {
    /// Per code, its place when the values are sorted by code point (which is UTF-8 byte order); empty codes get
    /// `UInt32.max`. O(values · log values).
    package func ranks() -> [UInt32] {
        var order = [(head: UInt64, code: UInt32)]()
        order.reserveCapacity(codeCount)
        for code in Self.firstValue..<UInt32(codeCount) { order.append((head(of: code), code)) }
        bytes.withUnsafeBufferPointer { all in
            order.sort { a, b in
                if a.head != b.head { return a.head < b.head }
                return compareBytes(.init(rebasing: all[range(a.code)]), .init(rebasing: all[range(b.code)])) < 0
            }
        }
        var ranks = [UInt32](repeating: .max, count: codeCount)
        for (rank, entry) in order.enumerated() { ranks[Int(entry.code)] = UInt32(rank) }
        return ranks
    }

    /// Per code, its place under an order of the caller's; values of which neither comes first share a rank. Empty
    /// codes get `UInt32.max` and are never asked about.
    package func ranks(by comesFirst: (UInt32, UInt32) -> Bool) -> [UInt32] {
        let order = Array(Self.firstValue..<UInt32(codeCount)).sorted(by: comesFirst)
        var ranks = [UInt32](repeating: .max, count: codeCount)
        var rank: UInt32 = 0
        for (i, code) in order.enumerated() {
            if i > 0, comesFirst(order[i - 1], code) { rank += 1 }
            ranks[Int(code)] = rank
        }
        return ranks
    }

    /// The first eight bytes as a number that sorts as the bytes do; short values are filled with zeros.
    private func head(of code: UInt32) -> UInt64 {
        var head: UInt64 = 0
        let range = range(code)
        for i in 0..<8 {
            head = head << 8 | (i < range.count ? UInt64(bytes[range.lowerBound + i]) : 0)
        }
        return head
    }
}
