import Catalog

/// Reads the cases of `FieldDecoder` that stand around others: constants, lists, pieces, hexadecimal text, yes and no.
enum WrappedDecoding {
    static func text(_ decoder: FieldDecoder, _ bytes: RawSpan) -> Decoded<String> {
        switch decoder {
        case .constant(let text): return text.isEmpty ? .blank : .value(text)
        case .list(let itemLength, let inner): return list(bytes, itemLength: itemLength, inner)
        case .pieces(let pieces): return joined(pieces, bytes)
        case .unhexed(let encoding, let inner):
            return TextHex.reading(bytes, encoding, as: inner, { $0.text($1) })
        case .yesNo(let inner): return inner.text(bytes).map { .value(yesOrNo($0)) }
        case .thread(let inner): return thread(inner, bytes)
        case .jobNumber(let inner): return inner.text(bytes).map { .value(sixDigits($0)) }
        case .grouped(let inner): return inner.text(bytes).map { .value(TextNumber.ungrouped($0) ?? $0) }
        case .exact(let inner): return inner.text(bytes)
        case .unlessNull(let inner): return isNull(bytes) ? .null : inner.text(bytes)
        default: return decoder.text(bytes)
        }
    }

    static func integer(_ decoder: FieldDecoder, _ bytes: RawSpan) -> Decoded<Int128> {
        switch decoder {
        case .unhexed(let encoding, let inner):
            return TextHex.reading(bytes, encoding, as: inner, { $0.integer($1) })
        case .yesNo(let inner): return inner.integer(bytes)
        case .grouped(let inner): return grouped(inner, bytes)
        case .exact(let inner): return exactInteger(inner, bytes)
        case .unlessNull(let inner): return isNull(bytes) ? .null : inner.integer(bytes)
        default: return text(decoder, bytes).map { TextNumber.integer(of: $0) }
        }
    }

    static func timestamp(_ decoder: FieldDecoder, _ bytes: RawSpan) -> Decoded<Timestamp> {
        switch decoder {
        case .unhexed(let encoding, let inner):
            return TextHex.reading(bytes, encoding, as: inner, { $0.timestamp($1) })
        case .yesNo(let inner): return inner.timestamp(bytes)
        case .exact(let inner): return inner.timestamp(bytes)
        case .unlessNull(let inner): return isNull(bytes) ? .null : inner.timestamp(bytes)
        default: return text(decoder, bytes).map { TextTimestamp.timestamp(of: $0, order: .monthFirst) }
        }
    }

    private static func exactInteger(_ inner: FieldDecoder, _ bytes: RawSpan) -> Decoded<Int128> {
        let found = inner.integer(bytes)
        guard case .value = found, !TextNumber.isExact(bytes) else { return found }
        guard case .value(let text) = inner.text(bytes) else { return found }
        return .unreadable(text: text, reason: "not written as the other numbers")
    }

    private static func isNull(_ bytes: RawSpan) -> Bool { bytes.byteCount == 4 && bytes.has("null", at: 0) }

    /// Items of `itemLength` bytes, one blank between; a rest that is shorter counts as an item.
    private static func list(_ bytes: RawSpan, itemLength: Int, _ inner: FieldDecoder) -> Decoded<String> {
        guard itemLength > 0 else { return inner.text(bytes) }
        var items: [String] = []
        var start = 0
        while start < bytes.byteCount {
            let end = min(start + itemLength, bytes.byteCount)
            switch inner.text(bytes.extracting(start..<end)) {
            case .value(let item): items.append(item)
            case .unreadable(let item, let reason): return .unreadable(text: item, reason: reason)
            case .null, .blank: break
            }
            start = end
        }
        return items.isEmpty ? .blank : .value(items.joined(separator: " "))
    }

    /// The pieces' texts one after the other, lists with a blank between; what of a piece lies behind the end of the
    /// field is left out.
    private static func joined(_ pieces: [Piece], _ bytes: RawSpan) -> Decoded<String> {
        var whole = ""
        var isNull = true
        for piece in pieces {
            let start = min(max(0, piece.offset), bytes.byteCount)
            let end = min(bytes.byteCount, max(start, start.addingReportingOverflow(piece.length).partialValue))
            switch pieceText(piece.decoder, bytes.extracting(start..<end)) {
            case .null: continue
            case .blank: break
            case .value(let text): whole += (piece.decoder.isList && !whole.isEmpty ? " " : "") + text
            case .unreadable(let text, let reason): return .unreadable(text: whole + text, reason: reason)
            }
            isNull = false
        }
        if isNull { return .null }
        let end = whole.lastIndex { $0 != " " && $0 != "\0" }
        return end.map { .value(String(whole[...$0])) } ?? .blank
    }

    /// Blanks at the end of a piece belong to the value when another piece goes on behind them.
    private static func pieceText(_ decoder: FieldDecoder, _ bytes: RawSpan) -> Decoded<String> {
        if case .ebcdic(let page) = decoder { return .value(page.decode(bytes)) }
        return decoder.text(bytes)
    }

    /// Six digits, as in a qualified job name; anything but up to six digits as it is.
    private static func sixDigits(_ text: String) -> String {
        guard (1..<6).contains(text.utf8.count), text.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else { return text }
        return String(repeating: "0", count: 6 - text.utf8.count) + text
    }

    /// Marks at thousands go before those of a fraction: `1,000` is a thousand here.
    private static func grouped(_ inner: FieldDecoder, _ bytes: RawSpan) -> Decoded<Int128> {
        guard case .value(let text) = inner.text(bytes), let digits = TextNumber.ungrouped(text),
            case .value(let number) = TextNumber.integer(of: digits)
        else { return inner.integer(bytes) }
        return .value(number)
    }

    private static func yesOrNo(_ text: String) -> String {
        switch text {
        case "Y", "YES", "*YES", "y", "yes", "Yes": "YES"
        case "N", "NO", "*NO", "n", "no", "No": "NO"
        default: text
        }
    }

    /// A decimal number as 16 hexadecimal digits; text that is 16 such digits already, upper case; else as it is.
    ///
    /// Sixteen characters are taken for a number only when no letter and no leading zero says otherwise.
    private static func thread(_ inner: FieldDecoder, _ bytes: RawSpan) -> Decoded<String> {
        if inner == .hex { return inner.text(bytes) }
        return inner.text(bytes).map { text in
            if text.utf8.count == 16, text.utf8.allSatisfy({ TextHex.value(of: $0) != nil }),
                text.utf8.first == 0x30 || text.utf8.contains(where: { $0 > 0x39 })
            {
                return .value(text.uppercased())
            }
            guard case .value(let number) = TextNumber.integer(of: text) else { return .value(text) }
            // BIGINT is signed: identifiers from 2^63 on come negative.
            guard let bits = Int64(exactly: number).map(UInt64.init(bitPattern:)) ?? UInt64(exactly: number) else {
                return .value(text)
            }
            let digits = String(bits, radix: 16, uppercase: true)
            return .value(String(repeating: "0", count: 16 - digits.count) + digits)
        }
    }
}
