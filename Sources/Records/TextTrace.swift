package import Catalog

/// What the bytes of fields tell of a text that stands in them as they are shown.
package enum TextTrace: Sendable {
    /// Where the text is shown, one of these stands in the field's bytes. It may stand there and not be shown.
    case patterns(Set<SearchPattern>)
    /// The text can be shown without any trace of it in the bytes: they have to be read.
    case hidden
}

extension FieldDecoder {
    /// What its bytes tell of `text` in the cells of a column.
    package func trace(of text: SoughtText, in kind: ValueKind) -> TextTrace {
        switch kind {
        case .timestamp where text.fitsInstant, .address where text.fitsAddress: .hidden
        default: trace(of: text)
        }
    }

    /// - Parameter marks: Characters that may stand in the text where none stands in the bytes.
    private func trace(of text: SoughtText, besides marks: Set<Unicode.Scalar> = []) -> TextTrace {
        switch self {
        case .text(let encoding), .timestampText(_, let encoding): text.trace(in: encoding, besides: marks)
        case .quoted(let encoding, let quote, let escape):
            text.trace(in: encoding, besides: marks.union([quote, escape ?? quote].map { Unicode.Scalar($0) }))
        case .spelled(let spelling, let encoding): Self.trace(of: text, spelling, encoding, besides: marks)
        case .ebcdic, .graphic, .zoned, .packed, .binary, .timestampEBCDIC, .clockEBCDIC, .systemClock, .hex:
            traceInRecord(of: text, besides: marks)
        case .varying(let inner), .exact(let inner), .unlessNull(let inner): inner.trace(of: text, besides: marks)
        case .constant(let constant): text.needle.stands(in: constant) ? .hidden : .patterns([])
        case .list(_, let inner): inner.trace(of: text, besides: marks.union([" "]))
        // It can begin in one piece and end in another.
        case .pieces: .hidden
        case .unhexed(let encoding, let inner): traceInHex(of: text, encoding, inner, besides: marks)
        case .yesNo(let inner):
            text.needle.stands(in: "YES") || text.needle.stands(in: "NO") ? .hidden : inner.trace(of: text, besides: marks)
        case .thread(let inner): text.fitsHex ? .hidden : inner.trace(of: text, besides: marks)
        case .grouped(let inner): text.fitsDecimal ? .hidden : inner.trace(of: text, besides: marks)
        case .jobNumber(let inner): text.fitsZeros ? .hidden : inner.trace(of: text, besides: marks)
        }
    }

    private static func trace(
        of text: SoughtText, _ spelling: Spelling, _ encoding: TextEncoding, besides marks: Set<Unicode.Scalar>
    ) -> TextTrace {
        switch spelling {
        case .json: text.traceInJSON(encoding, besides: marks)
        case .jsonPair, .printed: text.trace(in: encoding, besides: marks.union([" "]))
        case .cef: text.trace(in: encoding, besides: marks.union(["\\", "=", "|", "\"", "\n", "\r"]))
        case .yearless: text.trace(in: encoding, besides: marks)
        }
    }

    /// In the fields of an outfile. What is no number there is shown as characters or as hexadecimal digits.
    private func traceInRecord(of text: SoughtText, besides marks: Set<Unicode.Scalar>) -> TextTrace {
        switch self {
        case .ebcdic(let page): text.trace(in: page, besides: marks)
        case .graphic(let ccsid, let fallback): Self.trace(of: text, ccsid: ccsid, fallback, besides: marks)
        case .zoned: text.fitsDecimal ? .hidden : text.trace(in: CodePage(ccsid: 37), besides: marks)
        case .packed, .binary: text.fitsDecimal || text.fitsHex ? .hidden : .patterns([])
        case .timestampEBCDIC(let page), .clockEBCDIC(_, let page):
            text.fitsInstant ? .hidden : text.trace(in: page, besides: marks)
        case .systemClock: text.fitsInstant || text.fitsHex ? .hidden : .patterns([])
        default: text.fitsHex ? .hidden : .patterns([])
        }
    }

    private static func trace(
        of text: SoughtText, ccsid: Int, _ fallback: CodePage, besides marks: Set<Unicode.Scalar>
    ) -> TextTrace {
        switch ccsid {
        case 1200, 13488, 61952: return marks.isEmpty ? text.traceInUTF16 : .hidden
        case 1208: return text.trace(in: .utf8, besides: marks)
        case 819: return text.trace(in: .latin1, besides: marks)
        case 1252: return text.trace(in: .windows1252, besides: marks)
        default:
            let page = CodePage(ccsid: ccsid)
            return text.trace(in: page.isKnown ? page : fallback, besides: marks)
        }
    }

    /// Where no field can show it, a cell that is no digits still shows its own characters.
    private func traceInHex(
        of text: SoughtText, _ encoding: TextEncoding, _ inner: FieldDecoder, besides marks: Set<Unicode.Scalar>
    ) -> TextTrace {
        if case .patterns(let patterns) = inner.trace(of: text, besides: marks), patterns.isEmpty {
            return text.trace(in: encoding, besides: marks)
        }
        return .hidden
    }
}
