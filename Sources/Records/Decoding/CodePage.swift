/// An EBCDIC code page, by its CCSID: which character each of the 256 bytes stands for.
///
/// A CCSID without a table (`isKnown` false) reads as CCSID 37, the page whose letters and digits all of them share.
package struct CodePage: Equatable, Sendable {
    package let ccsid: Int
    /// Byte -> UTF-16 code unit; U+FFFD where the page has no character.
    let characters: [UInt16]
    /// Character << 8 | byte, ascending.
    private let inverse: [UInt32]

    /// The code page of this CCSID; costs one look-up.
    package init(ccsid: Int) {
        self.ccsid = ccsid
        let tables = CodePageTables.tables[ccsid] ?? CodePageTables.tables[37]
        characters = tables?.characters ?? []
        inverse = tables?.inverse ?? []
    }

    package static func == (a: Self, b: Self) -> Bool { a.ccsid == b.ccsid }

    /// Whether there is a table for this CCSID.
    package var isKnown: Bool { CodePageTables.tables[ccsid] != nil }
    /// For whom the page was made, in words; empty for unknown ones.
    package var title: String {
        ccsid == 37 ? CodePageTables.title37 : CodePageTables.others.first { $0.ccsid == ccsid }?.title ?? ""
    }

    /// Every code page with a table, by CCSID.
    package static let all: [CodePage] = ([37] + CodePageTables.others.map(\.ccsid)).sorted().map(CodePage.init)
}

extension CodePage {
    package static let blank: UInt8 = 0x40

    /// The character of one byte.
    package subscript(byte: UInt8) -> Unicode.Scalar {
        Unicode.Scalar(characters[Int(byte)]) ?? "\u{FFFD}"
    }

    /// The bytes as text, control characters included as they are; one character for each byte.
    package func decode(_ bytes: RawSpan) -> String {
        String(unsafeUninitializedCapacity: bytes.byteCount * 3) { buffer in
            var count = 0
            for i in 0..<bytes.byteCount {
                let unit = characters[Int(bytes.unsafeLoad(fromByteOffset: i, as: UInt8.self))]
                count = put(unit, buffer, count)
            }
            return count
        }
    }

    /// Writes one character as UTF-8 at `count`; the buffer has room for three bytes more. Tables hold no surrogates.
    private func put(_ unit: UInt16, _ buffer: UnsafeMutableBufferPointer<UInt8>, _ count: Int) -> Int {
        if unit < 0x80 {
            buffer[count] = UInt8(unit)
            return count + 1
        }
        if unit < 0x800 {
            buffer[count] = UInt8(0xC0 | unit >> 6)
            buffer[count + 1] = UInt8(0x80 | unit & 0x3F)
            return count + 2
        }
        buffer[count] = UInt8(0xE0 | unit >> 12)
        buffer[count + 1] = UInt8(0x80 | unit >> 6 & 0x3F)
        buffer[count + 2] = UInt8(0x80 | unit & 0x3F)
        return count + 3
    }

    /// The byte of a character, or `nil` when the page has none.
    package func byte(of character: Unicode.Scalar) -> UInt8? {
        guard character.value <= 0xFFFF, character != "\u{FFFD}" else { return nil }
        var low = 0, high = inverse.count
        while low < high {
            let middle = (low + high) / 2
            if inverse[middle] >> 8 < character.value { low = middle + 1 } else { high = middle }
        }
        guard low < inverse.count, inverse[low] >> 8 == character.value else { return nil }
        return UInt8(inverse[low] & 0xFF)
    }

    /// The text in this page, or `nil` when a character of it is not in the page.
    package func encode(_ text: String) -> [UInt8]? {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.utf8.count)
        for character in text.unicodeScalars {
            guard let byte = byte(of: character) else { return nil }
            bytes.append(byte)
        }
        return bytes
    }
}
