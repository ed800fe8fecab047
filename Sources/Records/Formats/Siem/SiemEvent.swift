/// A CEF or LEEF event in a line: header fields between bars, then keys with values.
struct SiemEvent {
    enum Kind { case cef, leef }

    let kind: Kind
    /// Where `CEF:` or `LEEF:` stands.
    let start: Int
    /// Version, vendor, product, its version, and what the product made of the rest: six for CEF, five for LEEF.
    private(set) var header: [Range<Int>] = []
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
        while header.count < bars {
            guard let bar = Self.bar(bytes, at..<line.upperBound) else { return nil }
            header.append(at..<bar)
            at = bar + 1
        }
        if kind == .leef { at = readDelimiter(bytes, at..<line.upperBound) }
        pairs = at..<line.upperBound
    }

    /// Where an event begins: at the start, or behind a frame, which holds no quotes and commas.
    private static func mark(_ bytes: RawSpan, _ line: Range<Int>) -> (Kind, Int)? {
        var at = line.lowerBound
        let end = min(line.upperBound, at + frameLimit)
        // Structured data of RFC 5424 has quoted values.
        var (isInside, isQuoted) = (false, false)
        while at < end {
            switch bytes[at] {
            case 0x22 where isInside: isQuoted.toggle(); at += 1
            case UInt8(ascii: "[") where !isQuoted: isInside = true; at += 1
            case UInt8(ascii: "]") where isInside && !isQuoted: isInside = false; at += 1
            case _ where isInside: at += 1
            case UInt8(ascii: "C") where bytes.has("CEF:", at: at) && isVersion(bytes, at + 4, line.upperBound): return (.cef, at)
            case UInt8(ascii: "L") where bytes.has("LEEF:", at: at) && isVersion(bytes, at + 5, line.upperBound): return (.leef, at)
            case 0x22, UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: "{"): return nil
            default: at += 1
            }
        }
        return nil
    }

    /// A frame is not longer than this.
    private static let frameLimit = 512

    private static func isVersion(_ bytes: RawSpan, _ at: Int, _ end: Int) -> Bool {
        at < end && TextNumber.digit(bytes[at]) != nil
    }

    /// The next bar that no backslash makes a character.
    private static func bar(_ bytes: RawSpan, _ range: Range<Int>) -> Int? {
        var at = range.lowerBound
        while at < range.upperBound {
            if bytes[at] == UInt8(ascii: "|") { return at }
            at += bytes[at] == UInt8(ascii: "\\") ? 2 : 1
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
            let end = min(pairs.upperBound, bytes.first(delimiter, from: at) ?? pairs.upperBound)
            if let equals = bytes.first(UInt8(ascii: "="), from: at), equals < end {
                body(bytes.trimmed(at..<equals), bytes.trimmed(equals + 1..<end))
            }
            at = end + 1
        }
    }

    /// The next word that an equals sign follows: where it stands, at the start or behind a blank.
    private static func nextKey(_ bytes: RawSpan, _ range: Range<Int>) -> Range<Int>? {
        var from = range.lowerBound
        while let equals = bytes.first(UInt8(ascii: "="), from: from), equals < range.upperBound {
            var start = equals
            while start > range.lowerBound, isKeyByte(bytes[start - 1]) { start -= 1 }
            let isBehindGap = start == range.lowerBound || bytes[start - 1] == 0x20 || bytes[start - 1] == 0x09
            if start < equals, isBehindGap { return start..<equals }
            from = equals + 1
        }
        return nil
    }

    private static func isKeyByte(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, UInt8(ascii: "_"), UInt8(ascii: "."), UInt8(ascii: "-"): true
        default: false
        }
    }
}
