/// A CEF or LEEF event in a line: header fields between bars, then keys with values.
struct SiemEvent {
    enum Kind { case cef, leef }

    let kind: Kind
    /// Where `CEF:` or `LEEF:` stands.
    let start: Int
    /// Version, vendor, product, its version, and what the product made of the rest: seven for CEF, five for LEEF.
    private(set) var header = Header()
    /// Keys and values.
    private(set) var pairs: Range<Int>
    /// Between the pairs of a LEEF event; `nil` where a blank and a key begin the next pair.
    private(set) var delimiter: UInt8?

    /// - Returns: `nil` when the line has no event, or its header is not whole.
    init?(_ bytes: RawSpan, _ line: Range<Int>) {
        guard let (kind, start) = Self.mark(bytes, line) else { return nil }
        self.kind = kind
        self.start = start
        pairs = line.upperBound..<line.upperBound
        var at = start
        // `CEF:0|vendor|product|version|a|b|c|pairs`; `LEEF:1.0|vendor|product|version|id|pairs`.
        let bars = kind == .cef ? 7 : 5
        for _ in 0..<bars {
            guard let bar = Self.bar(bytes, at..<line.upperBound) else { return nil }
            header.append(end: bar, start: at)
            at = bar + 1
        }
        if kind == .leef { at = readDelimiter(bytes, at..<line.upperBound) }
        pairs = at..<line.upperBound
    }

    /// The fields of a header in place: a list would cost an allocation for each line.
    struct Header {
        private var ends = InlineArray<7, Int>(repeating: 0)
        private var start = 0
        private(set) var count = 0

        mutating func append(end: Int, start: Int) {
            if count == 0 { self.start = start }
            ends[count] = end
            count += 1
        }

        /// Field `number`; a bar stands between two.
        subscript(number: Int) -> Range<Int> {
            precondition(number < count, "no such field of the header")
            return (number == 0 ? start : ends[number - 1] + 1)..<ends[number]
        }
    }

    /// Where an event begins: at the start, or behind a frame, which holds no quotes and commas.
    private static func mark(_ bytes: RawSpan, _ line: Range<Int>) -> (Kind, Int)? {
        var at = line.lowerBound
        let end = min(line.upperBound, at + frameLimit)
        while at < end {
            let byte = bytes[at]
            guard isMark(byte) else {
                at += 1
                continue
            }
            switch byte {
            case UInt8(ascii: "C"):
                if bytes.has("CEF:", at: at), isVersion(bytes, at + 4, line.upperBound) { return (.cef, at) }
            case UInt8(ascii: "L"):
                if bytes.has("LEEF:", at: at), isVersion(bytes, at + 5, line.upperBound) { return (.leef, at) }
            case UInt8(ascii: "["):
                at = structuredEnd(bytes, at, end)
                continue
            case 0x22, UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: "{"): return nil
            default: break
            }
            at += 1
        }
        return nil
    }

    /// `"`, `,`, `;`, `C`, `L`, `[` and `{`: at all others the search for an event goes on.
    @inline(__always)
    private static func isMark(_ byte: UInt8) -> Bool {
        let set: UInt64 = byte < 0x40 ? 0x0800_1004_0000_0000 : 0x0800_0000_0800_1008
        return byte < 0x80 && set >> UInt64(byte & 0x3F) & 1 == 1
    }

    /// Behind the structured data of RFC 5424, which has quoted values; a backslash takes the next mark's meaning.
    private static func structuredEnd(_ bytes: RawSpan, _ start: Int, _ end: Int) -> Int {
        var at = start
        var isQuoted = false
        while at < end {
            if bytes[at] == UInt8(ascii: "\\") {
                at += 1
            } else if bytes[at] == 0x22 {
                isQuoted.toggle()
            } else if bytes[at] == UInt8(ascii: "]"), !isQuoted {
                return at + 1
            }
            at += 1
        }
        return min(at, end)
    }

    /// A frame is not longer than this.
    private static let frameLimit = 512

    private static func isVersion(_ bytes: RawSpan, _ at: Int, _ end: Int) -> Bool {
        at < end && TextNumber.digit(bytes[at]) != nil
    }

    /// The next bar that no backslash makes a character.
    private static func bar(_ bytes: RawSpan, _ range: Range<Int>) -> Int? {
        var from = range.lowerBound
        while let bar = bytes.first(UInt8(ascii: "|"), in: from..<range.upperBound) {
            var slashes = 0
            while bar - slashes > range.lowerBound, bytes[bar - slashes - 1] == UInt8(ascii: "\\") { slashes += 1 }
            if slashes % 2 == 0 { return bar }
            from = bar + 1
        }
        return nil
    }

    /// LEEF 2.0 says its delimiter in a field of its own: a character, or its number as `x09` or `0x09`.
    private mutating func readDelimiter(_ bytes: RawSpan, _ range: Range<Int>) -> Int {
        if bytes[start + 5] == UInt8(ascii: "2"), let bar = Self.bar(bytes, range), bar - range.lowerBound <= 4 {
            delimiter = Self.delimiter(bytes, range.lowerBound..<bar)
            return bar + 1
        }
        if bytes.holds(0x09, in: range) { delimiter = 0x09 }
        return range.lowerBound
    }

    private static func delimiter(_ bytes: RawSpan, _ field: Range<Int>) -> UInt8? {
        if field.count == 1 { return bytes[field.lowerBound] }
        guard field.count >= 2 else { return 0x09 }
        let digits = [bytes[field.upperBound - 2], bytes[field.upperBound - 1]].compactMap { TextHex.value(of: $0) }
        return digits.count == 2 ? digits[0] << 4 | digits[1] : 0x09
    }

    /// Calls `body` for each key and its value.
    func forEachPair(_ bytes: RawSpan, _ body: (_ key: Range<Int>, _ value: Range<Int>) -> Void) {
        if let delimiter { return delimited(bytes, delimiter, body) }
        var key = Self.nextKey(bytes, pairs)
        while let current = key {
            let next = Self.nextKey(bytes, current.upperBound + 1..<pairs.upperBound)
            body(current, bytes.trimmed(current.upperBound + 1..<(next?.lowerBound ?? pairs.upperBound)))
            key = next
        }
    }

    private func delimited(_ bytes: RawSpan, _ delimiter: UInt8, _ body: (Range<Int>, Range<Int>) -> Void) {
        var at = pairs.lowerBound
        while at < pairs.upperBound {
            let end = bytes.first(delimiter, in: at..<pairs.upperBound) ?? pairs.upperBound
            if let equals = bytes.first(UInt8(ascii: "="), in: at..<end) {
                body(bytes.trimmed(at..<equals), bytes.trimmed(equals + 1..<end))
            }
            at = end + 1
        }
    }

    /// The next word that an equals sign follows: where it stands, at the start or behind a blank.
    private static func nextKey(_ bytes: RawSpan, _ range: Range<Int>) -> Range<Int>? {
        var from = range.lowerBound
        while let equals = bytes.first(UInt8(ascii: "="), in: from..<range.upperBound) {
            var start = equals
            while start > range.lowerBound, isKeyByte(bytes[start - 1]) { start -= 1 }
            let isBehindGap = start == range.lowerBound || bytes[start - 1] == 0x20 || bytes[start - 1] == 0x09
            if start < equals, isBehindGap { return start..<equals }
            from = equals + 1
        }
        return nil
    }

    /// Letters, digits, `_`, `.` and `-`.
    @inline(__always)
    private static func isKeyByte(_ byte: UInt8) -> Bool {
        let set: UInt64 = byte < 0x40 ? 0x03FF_6000_0000_0000 : 0x07FF_FFFE_87FF_FFFE
        return byte < 0x80 && set >> UInt64(byte & 0x3F) & 1 == 1
    }
}
