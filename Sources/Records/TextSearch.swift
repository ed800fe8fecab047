import CByteScan

/// A text to look for in raw bytes: what the bytes are after `fold` made upper and lower case the same.
package struct SearchPattern: Sendable {
    /// Byte -> byte, so that both cases of a letter become one.
    package let fold: [UInt8]
    /// The text in the encoding, folded; never empty.
    package let bytes: [UInt8]
    /// How far to move on by the folded byte under the pattern's end (Horspool).
    private let skips: [Int]
    /// Its first and its last byte in both cases, for 64 places at a time; `nil` where a byte has more spellings.
    private let pair: wrkaud_pair?

    /// - Returns: `nil` for an empty text.
    package init?(fold: [UInt8], bytes: [UInt8]) {
        guard !bytes.isEmpty, fold.count == 256 else { return nil }
        self.fold = fold
        self.bytes = bytes.map { fold[Int($0)] }
        var skips = Array(repeating: bytes.count, count: 256)
        for (i, byte) in self.bytes.dropLast().enumerated() { skips[Int(byte)] = bytes.count - 1 - i }
        self.skips = skips
        pair = Self.pair(self.bytes, fold)
    }

    private static func pair(_ bytes: [UInt8], _ fold: [UInt8]) -> wrkaud_pair? {
        func spellings(_ byte: UInt8) -> (UInt8, UInt8)? {
            let all = (0...255).filter { fold[$0] == byte }.map { UInt8($0) }
            guard let first = all.first, let last = all.last, all.count <= 2 else { return nil }
            return (first, last)
        }
        guard let first = spellings(bytes[0]), let last = spellings(bytes[bytes.count - 1]) else { return nil }
        return wrkaud_pair(
            first: first.0, first_other: first.1, last: last.0, last_other: last.1, distance: bytes.count - 1)
    }

    /// The pattern of places each of which can hold one of some bytes.
    ///
    /// - Parameter spellings: By place; none is empty. Two that share a byte are equal, or one is that byte alone.
    /// - Returns: `nil` for no place.
    package init?(spellings: [[UInt8]]) {
        var fold = Array(UInt8.min...UInt8.max)
        for bytes in spellings where bytes.count > 1 {
            guard let first = bytes.min() else { return nil }
            for byte in bytes { fold[Int(byte)] = first }
        }
        self.init(fold: fold, bytes: spellings.compactMap(\.first))
    }

    package static let asciiFold: [UInt8] = (0...255).map { (0x61...0x7a).contains($0) ? UInt8($0 - 32) : UInt8($0) }

    /// Where the pattern next stands in `block` at or after `start`; `nil` when nowhere.
    ///
    /// - Complexity: O(*n*); 64 places at a time where its ends do not stand.
    package func next(in block: Span<UInt8>, from start: Int) -> Int? {
        next(in: block, from: start, isWide: RecordCut.registersOfMachine > 0)
    }

    /// - Parameter isWide: Whether AVX2 may be used; `nil` for neither vectors nor C.
    func next(in block: Span<UInt8>, from start: Int, isWide: Bool?) -> Int? {
        guard let pair, let isWide, start + bytes.count <= block.count else { return plainNext(in: block, from: start) }
        return block.withUnsafeBufferPointer { buffer in
            guard let base = buffer.baseAddress else { return nil }
            var at = start
            while at + pair.distance + 64 <= buffer.count {
                at = Int(wrkaud_find_pair(base, at, buffer.count, pair, isWide ? 1 : 0))
                if at + bytes.count <= block.count, stands(in: block, at) { return at }
                if at + pair.distance + 64 > buffer.count { break }
                at += 1
            }
            return plainNext(in: block, from: at)
        }
    }

    @inline(__always) private func stands(in block: Span<UInt8>, _ at: Int) -> Bool {
        let (fold, pattern) = (fold.span, bytes.span)
        for i in pattern.indices where fold[Int(block[at + i])] != pattern[i] { return false }
        return true
    }

    /// The same byte by byte (Horspool).
    private func plainNext(in block: Span<UInt8>, from start: Int) -> Int? {
        let length = bytes.count
        let (fold, pattern, skips) = (fold.span, bytes.span, skips.span)
        var at = start
        while at + length <= block.count {
            let last = fold[Int(block[at + length - 1])]
            if last == pattern[length - 1], stands(in: block, at) { return at }
            at += skips[Int(last)]
        }
        return nil
    }
}

extension SearchPattern: Hashable {
    package static func == (a: Self, b: Self) -> Bool { a.bytes == b.bytes && a.fold == b.fold }
    package func hash(into hasher: inout Hasher) { hasher.combine(bytes) }
}
