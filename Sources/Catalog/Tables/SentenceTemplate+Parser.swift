extension SentenceTemplate {
    /// Reads `Password of {SUBJECT} changed[ by {ACTOR}]`; `nil` when braces or brackets do not match.
    package init?(_ text: String) {
        var rest = Array(text.utf8)[...]
        guard let parts = Self.parts(&rest, inBrackets: false), rest.isEmpty else { return nil }
        self.init(parts: parts)
    }

    private static func parts(_ rest: inout ArraySlice<UInt8>, inBrackets: Bool) -> [Part]? {
        var parts: [Part] = []
        while let first = rest.first {
            switch first {
            case UInt8(ascii: "["):
                rest.removeFirst()
                guard let inner = Self.parts(&rest, inBrackets: true) else { return nil }
                parts.append(.optional(inner))
            case UInt8(ascii: "]"):
                guard inBrackets else { return nil }
                rest.removeFirst()
                return parts
            case UInt8(ascii: "{"):
                let name = rest.dropFirst().prefix { $0 != UInt8(ascii: "}") }
                rest = rest.dropFirst(name.count + 1)
                guard !name.isEmpty, rest.popFirst() != nil else { return nil }
                parts.append(.column(String(decoding: name, as: UTF8.self)))
            case UInt8(ascii: "}"): return nil
            default:
                let literal = rest.prefix { !isMark($0) }
                parts.append(.literal(String(decoding: literal, as: UTF8.self)))
                rest = rest.dropFirst(literal.count)
            }
        }
        return inBrackets ? nil : parts
    }

    private static func isMark(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: "[") || byte == UInt8(ascii: "]") || byte == UInt8(ascii: "{") || byte == UInt8(ascii: "}")
    }
}
