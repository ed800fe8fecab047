import Glibc

/// Cuts one record byte by byte, with everything that real files do to quotes.
///
/// - A quote opens a quoted field only at the field's first byte.
/// - Inside, a doubled quote stands for one; a quote closes when a delimiter or line end comes next, blanks between
///   allowed; any other quote is data (CPYTOIMPF with STRESCCHR(*NONE) does not mark it).
/// - A quoted field that does not close within `longestQuoted` bytes, or before the source ends, was none: the quote is
///   data and the field ends at the next delimiter or line end.
/// - A record of `longestRecord` bytes without an end is cut there.
struct CarefulCut {
    /// 16 MB: three times the largest field that a journal entry can hold.
    static let longestQuoted = 16 << 20
    /// 64 MB: what is longer is no line of text.
    static let longestRecord = 64 << 20

    let dialect: Dialect
    private let bytes: UnsafePointer<UInt8>
    private let count: Int
    private let isFinal: Bool
    /// No quote opened before here closes before here: the next search goes on from here, which keeps a file of a
    /// million stray quotes linear.
    private var searchedUpTo = 0
    /// Whether the last record had a quote that opened and never closed.
    private(set) var metUnclosedQuote = false

    /// Precondition: `bytes` points at `count` readable bytes while this value lives.
    init(_ bytes: UnsafePointer<UInt8>, count: Int, dialect: Dialect, isFinal: Bool) {
        self.bytes = bytes
        self.count = count
        self.dialect = dialect
        self.isFinal = isFinal
    }

    /// Reads the record at `start` and tells where each field ends and whether that ends the record.
    ///
    /// - Returns: Where the next record starts; `nil` when the block ends inside the record and more may come.
    mutating func record(from start: Int, field: (_ end: Int, _ endsRecord: Bool) -> Void) -> Int? {
        metUnclosedQuote = false
        let limit = start + CarefulCut.longestRecord
        var at = start
        while true {
            if at < count, let quote = dialect.quote, bytes[at] == quote {
                switch close(after: at, quote: quote) {
                case .found(let close): at = close + 1
                case .none: metUnclosedQuote = true
                case .unknown: return nil
                }
            }
            while at < count, at < limit, bytes[at] != dialect.delimiter, bytes[at] != dialect.lineEnd { at += 1 }
            if at >= limit, at < count, bytes[at] != dialect.lineEnd {
                field(at, true)
                return at
            }
            if at == count {
                guard isFinal else { return nil }
                field(at, true)
                return at
            }
            let endsRecord = bytes[at] == dialect.lineEnd
            field(at, endsRecord)
            at += 1
            if endsRecord { return at }
        }
    }

    /// Where the cells of one record stand.
    ///
    /// - Parameter record: Line end not included.
    /// - Precondition: `bytes` points at the bytes of `record`.
    static func cells(of record: Range<Int>, _ bytes: UnsafePointer<UInt8>, _ dialect: Dialect) -> [Range<Int>] {
        var found: [Range<Int>] = []
        var start = record.lowerBound
        var cut = CarefulCut(bytes + record.lowerBound, count: record.count, dialect: dialect, isFinal: true)
        _ = cut.record(from: 0) { end, _ in
            found.append(start..<record.lowerBound + end)
            start = record.lowerBound + end + 1
        }
        return found
    }

    private enum Close { case found(Int), none, unknown }

    /// The quote that closes the one at `open`.
    ///
    /// Quotes are judged by whole runs: the last one of an odd run may close. What a run means does not depend on where
    /// the field opened, unless it touches the opening quote: that run is judged first, then the search may jump.
    private mutating func close(after open: Int, quote: UInt8) -> Close {
        let limit = open + CarefulCut.longestQuoted
        let end = min(count, limit + 1)
        var at = open + 1
        if at < end, bytes[at] != quote { at = max(at, searchedUpTo) }
        while at < end {
            guard let run = firstQuote(quote, from: at, to: end) else {
                at = end
                break
            }
            var after = run + 1
            while after < count, bytes[after] == quote { after += 1 }
            if after - 1 > limit {
                at = run
                break
            }
            if after == count, !isFinal { return .unknown }
            let escaped = isEscaped(run, from: open + 1) ? 1 : 0
            if (after - run - escaped) % 2 == 1, mayClose(after - 1) { return .found(after - 1) }
            at = max(after, searchedUpTo)
        }
        if at == count, count <= limit, !isFinal { return .unknown }
        searchedUpTo = max(searchedUpTo, at)
        return .none
    }

    private func firstQuote(_ quote: UInt8, from start: Int, to end: Int) -> Int? {
        guard start < end, let found = memchr(bytes + start, Int32(quote), end - start) else { return nil }
        return UnsafeRawPointer(found) - UnsafeRawPointer(bytes)
    }

    /// Whether an odd number of escape characters stands right before.
    private func isEscaped(_ place: Int, from start: Int) -> Bool {
        guard let escape = dialect.escape, escape != dialect.quote else { return false }
        var at = place
        while at > start, bytes[at - 1] == escape { at -= 1 }
        return (place - at) % 2 == 1
    }

    /// Whether a delimiter, a line end or the end of the block follows, blanks between allowed.
    private func mayClose(_ quote: Int) -> Bool {
        var at = quote + 1
        while at < count, bytes[at] == 0x20, dialect.delimiter != 0x20 { at += 1 }
        guard at < count else { return true }
        return bytes[at] == dialect.delimiter || bytes[at] == dialect.lineEnd || isReturnOfLineEnd(at)
    }

    /// Whether a carriage return stands here that belongs to a line end.
    func isReturnOfLineEnd(_ place: Int) -> Bool {
        guard dialect.lineEnd == Dialect.lineFeed, bytes[place] == Dialect.carriageReturn else { return false }
        return place + 1 >= count || bytes[place + 1] == Dialect.lineFeed
    }
}
