import Catalog

/// Ways of writing text that must be undone before it is read.
package enum Spelling: Equatable, Sendable {
    /// The inside of a JSON string.
    case json
    /// A date, then a time as the value of the next JSON key: what stands before the first and behind the last quote.
    case jsonPair(DateOrder?)
    /// CEF: `\\`, `\=`, `\|`, `\n`, `\r`.
    case cef
    /// Several printed lines: joined with one blank, indents and page headings left out. Lines that go on are indented
    /// by at least `indent` blanks.
    case printed(indent: Int)
    /// `May  8 13:27:58`: a time without its year.
    case yearless(YearRule)
}

/// Reads the case `.spelled` of `FieldDecoder`.
enum SpelledText {
    static func text(_ spelling: Spelling, _ encoding: TextEncoding, _ bytes: RawSpan) -> Decoded<String> {
        let plain = undone(spelling, bytes)
        return FieldDecoder.text(encoding).text(plain.span.bytes)
    }

    static func integer(_ spelling: Spelling, _ encoding: TextEncoding, _ bytes: RawSpan) -> Decoded<Int128> {
        let plain = undone(spelling, bytes)
        return FieldDecoder.text(encoding).integer(plain.span.bytes)
    }

    static func timestamp(_ spelling: Spelling, _ encoding: TextEncoding, _ bytes: RawSpan) -> Decoded<Timestamp> {
        if case .yearless(let rule) = spelling {
            guard let time = MonthDayTime(bytes) else {
                return .unreadable(text: TextDecoding.string(bytes, encoding), reason: "not a date and time")
            }
            guard let fraction = MonthDayTime.microseconds(bytes, behind: MonthDayTime.length) else {
                return .unreadable(text: TextDecoding.string(bytes, encoding), reason: "not a date and time")
            }
            return time.timestamp(inYear: rule.year(of: time)).map { .value(Timestamp(microseconds: $0.microseconds + fraction)) }
                ?? .unreadable(text: TextDecoding.string(bytes, encoding), reason: "no such date or time")
        }
        let plain = undone(spelling, bytes)
        var order: DateOrder? = .yearFirst
        if case .jsonPair(let found) = spelling { order = found }
        return FieldDecoder.timestampText(order, encoding).timestamp(plain.span.bytes)
    }

    private static func undone(_ spelling: Spelling, _ bytes: RawSpan) -> [UInt8] {
        switch spelling {
        case .json: JSONText.unescaped(bytes)
        case .jsonPair: JSONText.outerParts(bytes)
        case .cef: cef(bytes)
        case .printed(let indent): PrintedText.joined(bytes, indent: indent)
        case .yearless: bytes.withUnsafeBytes { Array($0) }
        }
    }

    private static func cef(_ bytes: RawSpan) -> [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity(bytes.byteCount)
        var at = 0
        while at < bytes.byteCount {
            let byte = bytes[at]
            at += 1
            guard byte == UInt8(ascii: "\\"), at < bytes.byteCount else {
                result.append(byte)
                continue
            }
            switch bytes[at] {
            case UInt8(ascii: "n"): result.append(0x0A)
            case UInt8(ascii: "r"): result.append(0x0D)
            case UInt8(ascii: "\\"), UInt8(ascii: "="), UInt8(ascii: "|"), UInt8(ascii: "\""): result.append(bytes[at])
            default: result += [byte, bytes[at]]
            }
            at += 1
        }
        return result
    }
}

/// Text that a printed page cut into lines.
enum PrintedText {
    /// The lines without blanks around, one blank between. Left out are lines that are less indented (headings of a page
    /// that began inside the text) and lone `X` marks, with which the system hides text that went beyond the page.
    static func joined(_ bytes: RawSpan, indent: Int) -> [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity(bytes.byteCount)
        var at = 0
        while at < bytes.byteCount {
            let line = bytes.line(from: at)
            let text = bytes.trimmed(line.start..<line.end)
            let isFirst = at == 0
            at = line.next
            if text.isEmpty || isMark(bytes, text) || !isFirst && text.lowerBound - line.start < indent { continue }
            if !result.isEmpty { result.append(0x20) }
            for place in text { result.append(bytes[place]) }
        }
        return result
    }

    /// `X` or `X.` and nothing else.
    static func isMark(_ bytes: RawSpan, _ text: Range<Int>) -> Bool {
        guard text.count <= 2, let first = text.first, bytes[first] == UInt8(ascii: "X") else { return false }
        return text.count == 1 || bytes[first + 1] == UInt8(ascii: ".")
    }
}
