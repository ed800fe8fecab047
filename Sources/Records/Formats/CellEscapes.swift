/// How a cell of characters spells marks that would end it: one character of the value takes several bytes there.
enum CellEscapes: Equatable, Sendable {
    /// The inside of a JSON string.
    case json
    /// The quote doubled, or behind another mark.
    case quoted(quote: UInt8, escape: UInt8?)

    /// How such characters are read.
    func decoder(_ encoding: TextEncoding) -> FieldDecoder {
        switch self {
        case .json: .spelled(.json, encoding)
        case .quoted(let quote, let escape): .quoted(encoding, quote: quote, escape: escape)
        }
    }

    /// Whether some character may be spelled.
    func occur(in content: RawSpan) -> Bool {
        switch self {
        case .json: content.holds(UInt8(ascii: "\\"), in: 0..<content.byteCount)
        case .quoted(let quote, let escape): content.holds(escape ?? quote, in: 0..<content.byteCount)
        }
    }

    /// The character at `at`, and where the next one begins; `nil` where none is spelled.
    func character(_ content: RawSpan, at: Int) -> (scalar: Unicode.Scalar, next: Int)? {
        guard at + 1 < content.byteCount else { return nil }
        switch self {
        case .json:
            guard content[at] == UInt8(ascii: "\\") else { return nil }
            let isUnit = content[at + 1] == UInt8(ascii: "u")
            // Half a pair of units is followed by the other half.
            for length in isUnit ? [12, 6] : [2] where at + length <= content.byteCount {
                let plain = JSONText.unescaped(content.extracting(at..<at + length))
                let scalars = TextDecoding.string(plain.span.bytes, .utf8).unicodeScalars
                if let scalar = scalars.first, scalars.count == 1 { return (scalar, at + length) }
            }
            return nil
        case .quoted(let quote, let escape):
            guard content[at] == escape ?? quote, escape != nil || content[at + 1] == quote else { return nil }
            return (Unicode.Scalar(content[at + 1]), at + 2)
        }
    }
}
