/// Walks the tags of an XML part of a spreadsheet. Nothing is resolved but the five names and numbers of characters: no
/// entity of a document type, no file beside it.
struct XMLScan {
    /// The next byte to look at.
    private(set) var at = 0
    /// Whether the bytes end in a comment or a literal text, which more bytes may end.
    private(set) var isInside = false

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
        /// What `<![CDATA[` and `]]>` are around: nothing in it is replaced.
        case literal(Range<Int>)
    }

    /// Goes on at `place`: somebody else read what stands before it.
    mutating func move(to place: Int) { at = place }

    /// The next tag or text of `bytes`, which are the same for every call; `nil` at the end, or where the XML breaks.
    @inline(__always)
    mutating func next(in bytes: RawSpan) -> Piece? {
        while at < bytes.byteCount {
            guard bytes[at] == UInt8(ascii: "<") else {
                let start = at
                at = bytes.first(UInt8(ascii: "<"), in: at..<bytes.byteCount) ?? bytes.byteCount
                return .text(start..<at)
            }
            let start = at + 1
            if bytes.has("!--", at: start) {
                guard skip(to: "-->", in: bytes, from: start + 3) != nil else { return nil }
                continue
            }
            if bytes.has("![CDATA[", at: start) {
                return skip(to: "]]>", in: bytes, from: start + 8).map { .literal($0) }
            }
            guard let end = Self.tagEnd(bytes, from: start) else { return nil }
            at = end + 1
            guard start < end, bytes[start] != UInt8(ascii: "!"), bytes[start] != UInt8(ascii: "?") else { continue }
            if bytes[start] == UInt8(ascii: "/") { return .close(Self.name(bytes, start + 1..<end)) }
            let isEmpty = bytes[end - 1] == UInt8(ascii: "/")
            let name = Self.name(bytes, start..<end)
            return .open(Tag(name: name, attributes: name.upperBound..<end - (isEmpty ? 1 : 0), isEmpty: isEmpty))
        }
        return nil
    }

    /// Goes on behind the next `mark`.
    ///
    /// - Returns: What stands from `start` to it; `nil` when it stands nowhere.
    private mutating func skip(to mark: StaticString, in bytes: RawSpan, from start: Int) -> Range<Int>? {
        var place = start
        while let found = bytes.first(mark.utf8Start[0], from: place) {
            if bytes.has(mark, at: found) {
                at = found + mark.utf8CodeUnitCount
                return start..<found
            }
            place = found + 1
        }
        isInside = true
        return nil
    }

    /// Whether all was read; the XML breaks where it was not.
    func isAtEnd(of bytes: RawSpan) -> Bool { at >= bytes.byteCount }

    /// Where the tag ends that `start` is in; a `>` in quotes does not end it.
    @inline(__always)
    private static func tagEnd(_ bytes: RawSpan, from start: Int) -> Int? {
        var place = start
        while place < bytes.byteCount {
            let byte = bytes[place]
            if byte == UInt8(ascii: ">") { return place }
            if byte == 0x22 || byte == 0x27 {
                guard let close = bytes.first(byte, from: place + 1) else { return nil }
                place = close
            }
            place &+= 1
        }
        return nil
    }

    @inline(__always)
    private static func name(_ bytes: RawSpan, _ tag: Range<Int>) -> Range<Int> {
        var start = tag.lowerBound
        var end = start
        while end < tag.upperBound, bytes[end] > 0x20, bytes[end] != UInt8(ascii: "/") {
            if bytes[end] == UInt8(ascii: ":") { start = end + 1 }
            end += 1
        }
        return start..<end
    }

    /// The next attribute of `attributes`, which then begins behind it; `nil` when there is none.
    @inline(__always)
    static func nextAttribute(_ bytes: RawSpan, _ attributes: inout Range<Int>) -> (name: Range<Int>, value: Range<Int>)? {
        let limit = attributes.upperBound
        var start = attributes.lowerBound
        while start < limit, bytes[start] <= 0x20 { start += 1 }
        var equals = start
        while equals < limit, bytes[equals] != UInt8(ascii: "=") { equals += 1 }
        guard equals + 1 < limit else { return nil }
        let quote = bytes[equals + 1]
        var end = equals + 2
        while end < limit, bytes[end] != quote { end += 1 }
        attributes = min(end + 1, limit)..<limit
        return (start..<equals, equals + 2..<max(equals + 2, min(end, limit)))
    }

    /// The text of an attribute.
    static func attribute(_ bytes: RawSpan, _ name: StaticString, _ attributes: Range<Int>) -> String? {
        var rest = attributes
        while let found = nextAttribute(bytes, &rest) {
            if bytes.isName(found.name, name) {
                var plain: [UInt8] = []
                append(bytes, found.value, to: &plain)
                return String(decoding: plain, as: UTF8.self)
            }
        }
        return nil
    }

    /// Appends the bytes of `range` with `&amp;`, `&lt;`, `&gt;`, `&quot;`, `&apos;`, `&#38;` and `&#x26;` replaced.
    @inline(__always)
    static func append(_ bytes: RawSpan, _ range: Range<Int>, to plain: inout [UInt8]) {
        if bytes.holds(UInt8(ascii: "&"), in: range) {
            appendUnescaped(bytes, range, to: &plain)
        } else {
            bytes.append(range, to: &plain)
        }
    }

    private static func appendUnescaped(_ bytes: RawSpan, _ range: Range<Int>, to plain: inout [UInt8]) {
        var from = range.lowerBound
        while let mark = bytes.first(UInt8(ascii: "&"), in: from..<range.upperBound) {
            bytes.append(from..<mark, to: &plain)
            let room = mark + 1..<min(range.upperBound, mark + 12)
            if let end = bytes.first(UInt8(ascii: ";"), in: room),
                let scalar = scalar(TextDecoding.string(bytes.extracting(mark + 1..<end), .utf8))
            {
                plain += String(scalar).utf8
                from = end + 1
            } else {
                plain.append(bytes[mark])
                from = mark + 1
            }
        }
        bytes.append(from..<range.upperBound, to: &plain)
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

extension RawSpan {
    /// Whether the bytes of `name` are `text`.
    @inline(__always)
    func isName(_ name: Range<Int>, _ text: StaticString) -> Bool {
        guard name.count == text.utf8CodeUnitCount else { return false }
        for place in 0..<name.count where self[name.lowerBound + place] != text.utf8Start[place] { return false }
        return true
    }

    /// Appends the bytes of `range`.
    @inline(__always)
    func append(_ range: Range<Int>, to bytes: inout [UInt8]) {
        extracting(range).withUnsafeBytes { bytes.append(contentsOf: $0) }
    }
}
