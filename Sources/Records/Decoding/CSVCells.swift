import Glibc

/// What the cells of a block say of themselves, by their bytes and nothing else.
struct CSVCells {
    /// Readable where the cells are, while this value lives.
    private let bytes: UnsafePointer<UInt8>
    /// 256 where there is none: no byte is equal to it.
    let quote: UInt16
    private let escape: UInt8?
    /// Whether quotes within quotes may have to be taken out.
    let hasMarkedQuotes: Bool

    init(bytes: UnsafePointer<UInt8>, dialect: Dialect, hasDoubledQuotes: Bool) {
        self.bytes = bytes
        quote = dialect.quoteOrNone
        escape = dialect.escape
        hasMarkedQuotes = hasDoubledQuotes || dialect.escape != nil
    }

    /// A cell as it stands: null, in quotes or bare.
    @inline(__always)
    func field(_ range: Range<Int>, _ place: CellPlace) -> FieldRange {
        if range.isEmpty { return .null }
        let first = bytes[range.lowerBound]
        if UInt16(first) == quote, let inside = inQuotes(range) {
            let decoder = hasMarkedQuotes && hasMarks(inside) ? place.quoted : place.plain
            return value(inside, decoder)
        }
        if first == 0x4E || first == 0x3C || first == 0x2D, isNull(range, place) { return .null }
        return value(range, place.plain)
    }

    @inline(__always)
    private func value(_ range: Range<Int>, _ decoder: UInt8) -> FieldRange {
        FieldRange(
            start: UInt32(truncatingIfNeeded: range.lowerBound), length: UInt32(truncatingIfNeeded: range.count),
            decoder: decoder)
    }

    /// What stands in the quotes of a cell; `nil` where it has none.
    @inline(__always)
    func inQuotes(_ range: Range<Int>) -> Range<Int>? {
        var end = range.upperBound
        while end > range.lowerBound &+ 2, bytes[end &- 1] == 0x20 { end &-= 1 }
        guard end > range.lowerBound &+ 1, UInt16(bytes[end &- 1]) == quote else { return nil }
        return Range(uncheckedBounds: (range.lowerBound &+ 1, end &- 1))
    }

    /// Whether a quote or escape inside needs to be taken out.
    private func hasMarks(_ range: Range<Int>) -> Bool {
        if memchr(bytes + range.lowerBound, Int32(quote), range.count) != nil { return true }
        guard let escape else { return false }
        return memchr(bytes + range.lowerBound, Int32(escape), range.count) != nil
    }

    private func isNull(_ range: Range<Int>, _ place: CellPlace) -> Bool {
        var end = range.upperBound
        while end > range.lowerBound, bytes[end - 1] == 0x20 { end -= 1 }
        func reads(_ text: StaticString) -> Bool {
            end - range.lowerBound == text.utf8CodeUnitCount
                && memcmp(bytes + range.lowerBound, text.utf8Start, text.utf8CodeUnitCount) == 0
        }
        return (place.dashIsNull && reads("-")) || reads("NULL") || reads("<NULL>")
    }
}
