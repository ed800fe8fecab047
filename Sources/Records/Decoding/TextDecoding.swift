import Catalog

/// Reads the cases of `FieldDecoder` for delimited text: cells as they stand, quoted cells, times.
enum TextDecoding {
    static func text(_ decoder: FieldDecoder, _ bytes: RawSpan) -> Decoded<String> {
        switch decoder {
        case .quoted(let encoding, let quote, let escape):
            let plain = unquoted(bytes, quote: quote, escape: escape)
            return text(plain.span.bytes, encoding)
        case .text(let encoding), .timestampText(_, let encoding): return text(bytes, encoding)
        default: return decoder.text(bytes)
        }
    }

    static func integer(_ decoder: FieldDecoder, _ bytes: RawSpan) -> Decoded<Int128> {
        guard let trimmed = trimmed(bytes) else { return .blank }
        if let value = TextNumber.parse(bytes.extracting(trimmed)) { return .value(value) }
        return unreadable(decoder, bytes, reason: "not a whole number")
    }

    static func timestamp(_ decoder: FieldDecoder, _ bytes: RawSpan) -> Decoded<Timestamp> {
        guard let trimmed = trimmed(bytes) else { return .blank }
        var order: DateOrder? = .monthFirst
        if case .timestampText(let found, _) = decoder { order = found }
        switch TextTimestamp.parse(bytes.extracting(trimmed), order: order) {
        case .success(let value): return .value(value)
        case .failure(let wrong): return unreadable(decoder, bytes, reason: wrong.rawValue)
        }
    }

    /// The bytes as characters. A cell that is no UTF-8 is read as Windows-1252: files are often put together from parts.
    static func string(_ bytes: RawSpan, _ encoding: TextEncoding) -> String {
        bytes.withUnsafeBytes { buffer in
            switch encoding {
            case .utf8:
                // Validation that can fail takes ten times as long as the other, which ASCII always passes.
                if bytes.isASCII(0..<bytes.byteCount) { return String(decoding: buffer, as: UTF8.self) }
                return String(validating: buffer, as: UTF8.self) ?? singleBytes(buffer, .windows1252)
            case .latin1, .windows1252: return singleBytes(buffer, encoding)
            }
        }
    }

    private static func singleBytes(_ buffer: UnsafeRawBufferPointer, _ encoding: TextEncoding) -> String {
        var text = String.UnicodeScalarView()
        for byte in buffer { text.append(encoding.scalar(of: byte)) }
        return String(text)
    }

    /// The bytes of a cell that are its text as they stand: ASCII without quotes to take out, trailing blanks dropped;
    /// `nil` when the cell needs decoding.
    static func asciiText(_ bytes: RawSpan) -> Range<Int>? {
        var end = bytes.byteCount
        while end > 0, bytes[end - 1] == 0x20 { end -= 1 }
        return bytes.isASCII(0..<end) ? 0..<end : nil
    }

    /// Without the quotes that only mark: a doubled quote stands for one, `escape` makes the quote or itself literal.
    static func unquoted(_ bytes: RawSpan, quote: UInt8, escape: UInt8?) -> [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity(bytes.byteCount)
        var at = 0
        while at < bytes.byteCount {
            let byte = bytes[at]
            let next = at + 1 < bytes.byteCount ? bytes[at + 1] : nil
            if (byte == quote && next == quote) || (byte == escape && (next == quote || next == escape)) {
                result.append(next ?? byte)
                at += 2
            } else {
                result.append(byte)
                at += 1
            }
        }
        return result
    }

    private static func text(_ bytes: RawSpan, _ encoding: TextEncoding) -> Decoded<String> {
        var end = bytes.byteCount
        while end > 0, bytes[end - 1] == 0x20 { end -= 1 }
        return end == 0 ? .blank : .value(string(bytes.extracting(0..<end), encoding))
    }

    /// What is left without blanks around; `nil` when nothing is.
    private static func trimmed(_ bytes: RawSpan) -> Range<Int>? {
        var start = 0
        var end = bytes.byteCount
        while end > 0, bytes[end - 1] == 0x20 { end -= 1 }
        while start < end, bytes[start] == 0x20 { start += 1 }
        return start == end ? nil : start..<end
    }

    private static func unreadable<Value>(
        _ decoder: FieldDecoder, _ bytes: RawSpan, reason: String
    ) -> Decoded<Value> {
        switch text(decoder, bytes) {
        case .value(let text), .unreadable(let text, _): .unreadable(text: text, reason: reason)
        case .null, .blank: .blank
        }
    }
}

extension RawSpan {
    /// The byte at `offset`, checked.
    @inline(__always)
    subscript(_ offset: Int) -> UInt8 { unsafeLoad(fromByteOffset: offset, as: UInt8.self) }
}

extension TextEncoding {
    /// What Windows-1252 has where ISO 8859-1 has controls; the five undefined places stay controls.
    private static let windowsUpper: [UInt16] = [
        0x20AC, 0x81, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0x8D,
        0x017D, 0x8F, 0x90, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A,
        0x0153, 0x9D, 0x017E, 0x0178,
    ]

    /// The character of one byte of a single-byte encoding.
    func scalar(of byte: UInt8) -> Unicode.Scalar {
        guard self == .windows1252, (0x80...0x9F).contains(byte) else { return Unicode.Scalar(byte) }
        return Unicode.Scalar(TextEncoding.windowsUpper[Int(byte - 0x80)]) ?? Unicode.Scalar(byte)
    }
}
