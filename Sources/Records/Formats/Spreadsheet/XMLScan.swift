/// Walks the tags of an XML part of a spreadsheet. Nothing is resolved but the five names and numbers of characters: no
/// entity of a document type, no file beside it.
struct XMLScan {
    private let bytes: [UInt8]
    private var at = 0

    enum Piece {
        /// Name without its prefix, and where its attributes stand. `isEmpty`: it ends at once.
        case open(name: String, attributes: Range<Int>, isEmpty: Bool)
        case close(name: String)
        case text(Range<Int>)
    }

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    /// The next tag or text; `nil` at the end, or where the XML breaks.
    mutating func next() -> Piece? {
        while at < bytes.count {
            guard bytes[at] == UInt8(ascii: "<") else {
                let start = at
                while at < bytes.count, bytes[at] != UInt8(ascii: "<") { at += 1 }
                return .text(start..<at)
            }
            guard let end = tagEnd() else { return nil }
            let tag = at + 1..<end
            at = end + 1
            guard let first = tag.first, bytes[first] != UInt8(ascii: "!"), bytes[first] != UInt8(ascii: "?") else { continue }
            if bytes[first] == UInt8(ascii: "/") { return .close(name: name(tag.dropFirst())) }
            let isEmpty = bytes[tag.upperBound - 1] == UInt8(ascii: "/")
            let own = name(tag)
            return .open(name: own, attributes: tag.lowerBound..<tag.upperBound - (isEmpty ? 1 : 0), isEmpty: isEmpty)
        }
        return nil
    }

    /// Where the tag at `at` ends; a `>` in quotes does not end it.
    private func tagEnd() -> Int? {
        var quote: UInt8?
        for place in at + 1..<max(at + 1, bytes.count) {
            if let open = quote {
                if bytes[place] == open { quote = nil }
            } else if bytes[place] == 0x22 || bytes[place] == 0x27 {
                quote = bytes[place]
            } else if bytes[place] == UInt8(ascii: ">") {
                return place
            }
        }
        return nil
    }

    private func name(_ tag: Range<Int>) -> String {
        let name = bytes[tag].prefix { $0 > 0x20 && $0 != UInt8(ascii: "/") }
        let own = name.lastIndex(of: UInt8(ascii: ":")).map { name[($0 + 1)...] } ?? name
        return String(decoding: own, as: UTF8.self)
    }

    /// The value of an attribute.
    func attribute(_ name: String, _ attributes: Range<Int>) -> String? {
        let wanted = Array(" \(name)=".utf8)
        var place = attributes.lowerBound
        while place + wanted.count < attributes.upperBound {
            if bytes[place] == 0x20, bytes[place..<place + wanted.count].elementsEqual(wanted) {
                let quote = bytes[place + wanted.count]
                let value = bytes[(place + wanted.count + 1)..<attributes.upperBound].prefix { $0 != quote }
                return plain(value)
            }
            place += 1
        }
        return nil
    }

    func text(_ range: Range<Int>) -> String { plain(bytes[range]) }

    /// With `&amp;`, `&lt;`, `&gt;`, `&quot;`, `&apos;`, `&#38;` and `&#x26;` replaced.
    private func plain(_ bytes: ArraySlice<UInt8>) -> String {
        guard bytes.contains(UInt8(ascii: "&")) else { return String(decoding: bytes, as: UTF8.self) }
        var result: [UInt8] = []
        var rest = bytes
        while let mark = rest.firstIndex(of: UInt8(ascii: "&")) {
            result += rest[..<mark]
            guard let end = rest[mark...].prefix(12).firstIndex(of: UInt8(ascii: ";")),
                let scalar = Self.scalar(String(decoding: rest[(mark + 1)..<end], as: UTF8.self))
            else {
                result.append(rest[mark])
                rest = rest[(mark + 1)...]
                continue
            }
            result += String(scalar).utf8
            rest = rest[(end + 1)...]
        }
        return String(decoding: result + rest, as: UTF8.self)
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
