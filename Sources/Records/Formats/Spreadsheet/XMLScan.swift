/// Walks the tags of an XML part of a spreadsheet. Nothing is resolved but the five names and numbers of characters: no
/// entity of a document type, no file beside it.
struct XMLScan {
    let bytes: [UInt8]
    private var at = 0

    struct Tag {
        /// Without its prefix.
        var name: Range<Int>
        /// Where its attributes stand.
        var attributes: Range<Int>
        /// It ends at once.
        var isEmpty: Bool
    }

    enum Piece {
        case open(Tag)
        case close(Range<Int>)
        case text(Range<Int>)
    }

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    /// The next tag or text; `nil` at the end, or where the XML breaks.
    mutating func next() -> Piece? {
        while at < bytes.count {
            guard bytes[at] == UInt8(ascii: "<") else {
                let start = at
                at = bytes.span.bytes.first(UInt8(ascii: "<"), from: at) ?? bytes.count
                return .text(start..<at)
            }
            guard let end = tagEnd() else { return nil }
            let start = at + 1
            at = end + 1
            guard start < end, bytes[start] != UInt8(ascii: "!"), bytes[start] != UInt8(ascii: "?") else { continue }
            if bytes[start] == UInt8(ascii: "/") { return .close(name(start + 1..<end)) }
            let isEmpty = bytes[end - 1] == UInt8(ascii: "/")
            let name = name(start..<end)
            return .open(Tag(name: name, attributes: name.upperBound..<end - (isEmpty ? 1 : 0), isEmpty: isEmpty))
        }
        return nil
    }

    /// Where the tag at `at` ends; a `>` in quotes does not end it.
    private func tagEnd() -> Int? {
        var quote: UInt8 = 0
        var place = at + 1
        while place < bytes.count {
            let byte = bytes[place]
            if quote != 0 {
                if byte == quote { quote = 0 }
            } else if byte == UInt8(ascii: ">") {
                return place
            } else if byte == 0x22 || byte == 0x27 {
                quote = byte
            }
            place += 1
        }
        return nil
    }

    private func name(_ tag: Range<Int>) -> Range<Int> {
        var start = tag.lowerBound
        var end = start
        while end < tag.upperBound, bytes[end] > 0x20, bytes[end] != UInt8(ascii: "/") {
            if bytes[end] == UInt8(ascii: ":") { start = end + 1 }
            end += 1
        }
        return start..<end
    }

    /// Whether a name is `text`.
    @inline(__always)
    func has(_ name: Range<Int>, _ text: StaticString) -> Bool {
        guard name.count == text.utf8CodeUnitCount else { return false }
        for place in 0..<name.count where bytes[name.lowerBound + place] != text.utf8Start[place] { return false }
        return true
    }

    /// The next attribute of `attributes`, which then begins behind it; `nil` when there is none.
    func nextAttribute(_ attributes: inout Range<Int>) -> (name: Range<Int>, value: Range<Int>)? {
        var start = attributes.lowerBound
        while start < attributes.upperBound, bytes[start] <= 0x20 { start += 1 }
        var equals = start
        while equals < attributes.upperBound, bytes[equals] != UInt8(ascii: "=") { equals += 1 }
        guard equals + 1 < attributes.upperBound else { return nil }
        let quote = bytes[equals + 1]
        var end = equals + 2
        while end < attributes.upperBound, bytes[end] != quote { end += 1 }
        attributes = min(end + 1, attributes.upperBound)..<attributes.upperBound
        return (start..<equals, equals + 2..<end)
    }

    /// The text of an attribute.
    func attribute(_ name: StaticString, _ attributes: Range<Int>) -> String? {
        var rest = attributes
        while let found = nextAttribute(&rest) {
            if has(found.name, name) { return text(found.value) }
        }
        return nil
    }

    func text(_ range: Range<Int>) -> String {
        var plain: [UInt8] = []
        append(range, to: &plain)
        return String(decoding: plain, as: UTF8.self)
    }

    /// Appends the bytes of `range` with `&amp;`, `&lt;`, `&gt;`, `&quot;`, `&apos;`, `&#38;` and `&#x26;` replaced.
    func append(_ range: Range<Int>, to plain: inout [UInt8]) {
        var from = range.lowerBound
        while let mark = bytes.span.bytes.first(UInt8(ascii: "&"), in: from..<range.upperBound) {
            plain += bytes[from..<mark]
            let room = mark + 1..<min(range.upperBound, mark + 12)
            if let end = bytes.span.bytes.first(UInt8(ascii: ";"), in: room),
                let scalar = Self.scalar(String(decoding: bytes[mark + 1..<end], as: UTF8.self))
            {
                plain += String(scalar).utf8
                from = end + 1
            } else {
                plain.append(bytes[mark])
                from = mark + 1
            }
        }
        plain += bytes[from..<range.upperBound]
    }

    private static func scalar(_ name: String) -> Unicode.Scalar? {
        switch name {
        case "amp": "&"
        case "lt": "<"
        case "gt": ">"
        case "quot": "\""
        case "apos": "'"
        default:
            if name.hasPrefix("#x") {
                UInt32(name.dropFirst(2), radix: 16).flatMap(Unicode.Scalar.init)
            } else if name.hasPrefix("#") {
                UInt32(name.dropFirst()).flatMap(Unicode.Scalar.init)
            } else {
                nil
            }
        }
    }
}
