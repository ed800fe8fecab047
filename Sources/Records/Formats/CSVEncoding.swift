/// Which encoding a delimited input is in, and what to do about those that are not cut by bytes.
enum CSVEncoding: Equatable {
    /// Bytes can be cut as they are; `mark` bytes of byte order mark come first.
    case bytes(TextEncoding, mark: Int)
    case utf16(littleEndian: Bool, mark: Int)
    /// `how`: where the page comes from, for people.
    case ebcdic(CodePage, how: String)

    /// - Parameter head: The first bytes of the input.
    /// - Parameter isDelimited: EBCDIC must have a delimiter to be believed: records of outfiles are EBCDIC too.
    static func detect(_ head: [UInt8], ccsid: Int?, isDelimited: Bool = true) -> CSVEncoding {
        if head.starts(with: [0xEF, 0xBB, 0xBF]) { return .bytes(.utf8, mark: 3) }
        if head.starts(with: [0xFF, 0xFE]) { return .utf16(littleEndian: true, mark: 2) }
        if head.starts(with: [0xFE, 0xFF]) { return .utf16(littleEndian: false, mark: 2) }
        if let littleEndian = unmarkedUTF16(head) { return .utf16(littleEndian: littleEndian, mark: 0) }
        if looksEBCDIC(head, isDelimited: isDelimited) { return ebcdic(head, ccsid: ccsid) }
        return .bytes(singleByteEncoding(head), mark: 0)
    }

    /// UTF-8 when its characters of several bytes outnumber the bytes that belong to none: one broken value does not make
    /// another encoding of a file. Else Windows-1252 when the head has characters that only that has, or ISO 8859-1.
    private static func singleByteEncoding(_ head: [UInt8]) -> TextEncoding {
        let (characters, strays) = multibyte(head)
        if strays == 0 || characters > strays { return .utf8 }
        return head.contains { (0x80...0x9F).contains($0) } ? .windows1252 : .latin1
    }

    /// Characters of several bytes, and bytes from 0x80 on that are in none of them. A character cut off at the end of the
    /// head is neither.
    private static func multibyte(_ head: [UInt8]) -> (characters: Int, strays: Int) {
        var (characters, strays) = (0, 0)
        var at = 0
        while at < head.count {
            if head[at] < 0x80 {
                at = head.endOfASCII(from: at)
                continue
            }
            defer { at += 1 }
            let first = head[at]
            let length = first >= 0xF0 && first < 0xF5 ? 4 : first >= 0xE0 && first < 0xF0 ? 3 : first >= 0xC2 && first < 0xE0 ? 2 : 1
            let rest = head[(at + 1)...].prefix(length - 1)
            if length > 1, rest.allSatisfy({ (0x80...0xBF).contains($0) }) {
                if rest.count == length - 1 { characters += 1 }
                at += rest.count
            } else {
                strays += 1
            }
        }
        return (characters, strays)
    }

    /// Text of Latin letters in UTF-16 has a zero in nearly every second byte.
    private static func unmarkedUTF16(_ head: [UInt8]) -> Bool? {
        let looked = min(head.count, 4096) & ~1
        guard looked >= 8 else { return nil }
        var zeros = (even: 0, odd: 0)
        for at in stride(from: 0, to: looked, by: 2) {
            if head[at] == 0 { zeros.even += 1 }
            if head[at + 1] == 0 { zeros.odd += 1 }
        }
        let most = looked / 2 * 3 / 4
        if zeros.odd >= most, zeros.even < looked / 20 + 1 { return true }
        if zeros.even >= most, zeros.odd < looked / 20 + 1 { return false }
        return nil
    }

    /// EBCDIC text is mostly letters and digits above 0x80, commas 0x6B, quotes 0x7F and line ends 0x15 or 0x25.
    private static func looksEBCDIC(_ head: [UInt8], isDelimited: Bool) -> Bool {
        let looked = head.prefix(4096)
        guard looked.count >= 8, looked.contains(where: { $0 >= 0xC1 }) else { return false }
        var (text, ascii) = (0, 0)
        for byte in looked {
            switch byte {
            case 0xC1...0xC9, 0xD1...0xD9, 0xE2...0xE9, 0xF0...0xF9, 0x81...0x89, 0x91...0x99, 0xA2...0xA9, 0x40, 0x6B,
                0x4B, 0x5E, 0x60, 0x61, 0x6D, 0x7A, 0x7F, 0x15, 0x25, 0x0D:
                text += 1
            default: break
            }
            if (0x61...0x7A).contains(byte) || (0x30...0x39).contains(byte) { ascii += 1 }
        }
        let hasComma = !isDelimited || looked.contains(0x6B) || looked.contains(0x5E) || looked.contains(0x05)
        return hasComma && text * 10 >= looked.count * 8 && ascii * 4 < looked.count
    }
}

extension CSVEncoding {
    /// The page that the user names, or CCSID 37: nothing in the bytes of a text states its page. What letters inside words look
    /// like is told, and read by no other page for that.
    private static func ebcdic(_ head: [UInt8], ccsid: Int?) -> CSVEncoding {
        guard let ccsid else {
            let fitting = OutfileCodePage.fitting(wordsOf: head).map(String.init).joined(separator: " or ")
            let hint = fitting.isEmpty ? "" : "letters inside words look like CCSID \(fitting): "
            return .ebcdic(CodePage(ccsid: 37), how: "assumed; \(hint)--ccsid to overrule")
        }
        let page = CodePage(ccsid: ccsid)
        if page.isKnown { return .ebcdic(page, how: "\(page.title); --ccsid") }
        return .ebcdic(CodePage(ccsid: 37), how: "assumed: CCSID \(ccsid) of --ccsid is not known")
    }
}

extension [UInt8] {
    /// The first place from `start` on that holds no ASCII; `count` when there is none. Eight bytes at a time.
    fileprivate func endOfASCII(from start: Int) -> Int {
        withUnsafeBytes { bytes in
            var at = start
            while at + 8 <= bytes.count {
                let word = bytes.loadUnaligned(fromByteOffset: at, as: UInt64.self) & 0x8080_8080_8080_8080
                if word != 0 { return at + UInt64(littleEndian: word).trailingZeroBitCount / 8 }
                at += 8
            }
            while at < bytes.count, bytes[at] < 0x80 { at += 1 }
            return at
        }
    }
}

extension CSVEncoding {
    /// The whole of `source` as UTF-8 in memory, under the same name.
    ///
    /// - Throws: `SourceError`. Costs the input twice in memory.
    func transcoded(_ source: any ByteSource) throws -> MemorySource {
        MemorySource(name: source.name, bytes: utf8(try source.everything()), failure: source.failure)
    }

    /// These bytes as UTF-8.
    func utf8(_ content: [UInt8]) -> [UInt8] {
        switch self {
        case .bytes: content
        case .utf16(let littleEndian, let mark): CSVEncoding.utf8(content.dropFirst(mark), littleEndian: littleEndian)
        case .ebcdic(let codePage, _): CSVEncoding.utf8(content, codePage)
        }
    }

    private static func utf8(_ content: ArraySlice<UInt8>, littleEndian: Bool) -> [UInt8] {
        var units: [UInt16] = []
        units.reserveCapacity(content.count / 2)
        var at = content.startIndex
        while at + 1 < content.endIndex {
            let (first, second) = (UInt16(content[at]), UInt16(content[at + 1]))
            units.append(littleEndian ? second << 8 | first : first << 8 | second)
            at += 2
        }
        return Array(String(decoding: units, as: UTF16.self).utf8)
    }

    /// New line (0x15) and line feed (0x25) both end lines.
    private static func utf8(_ content: [UInt8], _ codePage: CodePage) -> [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity(content.count)
        for byte in content {
            if byte == 0x15 || byte == 0x25 {
                result.append(Dialect.lineFeed)
            } else {
                result.append(contentsOf: String(codePage[byte]).utf8)
            }
        }
        return result
    }

    /// For people: `UTF-8 with byte order mark`, `UTF-16, little-endian`, `CCSID 37 (assumed; --ccsid to overrule)`.
    var title: String {
        switch self {
        case .bytes(let encoding, let mark): encoding.rawValue + (mark > 0 ? " with byte order mark" : "")
        case .utf16(let littleEndian, let mark):
            "UTF-16, \(littleEndian ? "little" : "big")-endian" + (mark > 0 ? " with byte order mark" : "")
        case .ebcdic(let codePage, let how): "CCSID \(codePage.ccsid) (\(how))"
        }
    }
}

extension ByteSource {
    /// All bytes; waits for the end of a pipe.
    func everything() throws -> [UInt8] {
        var content: [UInt8] = []
        content.reserveCapacity(size ?? 0)
        while true {
            let piece = try bytes(content.count..<content.count + (4 << 20))
            if piece.isEmpty { return content }
            content += piece
        }
    }
}
