import Catalog
import Testing

@testable import Records

struct EBCDICDecodingTests {
    let page = CodePage(ccsid: 37)

    func bytes(_ hex: String) -> [UInt8] {
        let digits = Array(hex.utf8.filter { $0 != UInt8(ascii: " ") })
        return stride(from: 0, to: digits.count, by: 2).map { i in
            UInt8(String(decoding: digits[i...i + 1], as: UTF8.self), radix: 16) ?? 0
        }
    }
    func text(_ decoder: FieldDecoder, _ hex: String) -> Decoded<String> { decoder.text(bytes(hex).span.bytes) }
    func integer(_ decoder: FieldDecoder, _ hex: String) -> Decoded<Int128> { decoder.integer(bytes(hex).span.bytes) }

    @Test func charLosesItsTrailingBlanksAndNuls() {
        #expect(text(.ebcdic(page), "D8E2C5C3D6C6D9404040") == .value("QSECOFR"))
        #expect(text(.ebcdic(page), "C1404000") == .value("A"))
        #expect(text(.ebcdic(page), "40404040") == .blank)
        #expect(text(.ebcdic(page), "0000") == .blank)
        #expect(text(.ebcdic(page), "") == .blank)
    }

    @Test func zonedKeepsItsLeadingZerosAsText() {
        #expect(text(.zoned(scale: 0), "F0F0F4F7F1F1") == .value("004711"))
        #expect(integer(.zoned(scale: 0), "F0F0F4F7F1F1") == .value(4711))
        #expect(text(.zoned(scale: 2), "F1F2F3") == .value("1.23"))
    }

    @Test(arguments: [0xA, 0xB, 0xC, 0xD, 0xE, 0xF]) func everySignOfAZonedNumberIsRead(_ sign: Int) {
        let negative = sign == 0xB || sign == 0xD
        let hex = "F1" + String(sign, radix: 16) + "2"
        #expect(integer(.zoned(scale: 0), hex) == .value(negative ? -12 : 12))
        let packed = "012" + String(sign, radix: 16)
        #expect(integer(.packed(scale: 0), packed) == .value(negative ? -12 : 12))
    }

    @Test func zonedBlanksAreNull() {
        #expect(text(.zoned(scale: 0), "404040") == .null)
        #expect(integer(.zoned(scale: 0), "404040") == .null)
    }

    @Test func badDigitIsUnreadableAndNamesTheByte() {
        #expect(
            integer(.zoned(scale: 0), "F1C1F2")
                == .unreadable(text: "1A2", reason: "byte 2 of the zoned number is X'C1', not a digit"))
        #expect(
            integer(.packed(scale: 0), "1A2C")
                == .unreadable(text: "1A2C", reason: "byte 1 of the packed number is X'1A', not digits"))
    }

    @Test func packedIsANumberWithoutLeadingZeros() {
        #expect(text(.packed(scale: 0), "00030F") == .value("30"))
        #expect(text(.packed(scale: 0), "00000F") == .value("0"))
        #expect(text(.packed(scale: 2), "00005C") == .value("0.05"))
        #expect(integer(.packed(scale: 0), "00030F") == .value(30))
    }

    @Test func binaryIsBigEndianWithSign() {
        #expect(integer(.binary, "04B0") == .value(1200))
        #expect(integer(.binary, "FFFF") == .value(-1))
        #expect(integer(.binary, "000034B0") == .value(13488))
        #expect(integer(.binary, "7FFFFFFFFFFFFFFF") == .value(Int128(Int64.max)))
        #expect(integer(.binary, "80") == .value(-128))
        #expect(text(.binary, "04B0") == .value("1200"))
        #expect(integer(.binary, "") != .null)
    }

    @Test func numbersInCharactersAreRead() {
        #expect(integer(.ebcdic(page), "F0F0F1F2") == .value(12))
        #expect(integer(.ebcdic(page), "4040F1F240") == .value(12))
        #expect(integer(.ebcdic(page), "60F7") == .value(-7))
        #expect(integer(.ebcdic(page), "5CD5404040") == .null)
        #expect(integer(.ebcdic(page), "4040404040") == .blank)
        #expect(integer(.ebcdic(page), "F1C1") == .unreadable(text: "1A", reason: "not a whole number"))
    }

    @Test func greatestSequenceNumberIsExact() {
        let digits = page.encode("18446744073709551600") ?? []
        #expect(FieldDecoder.ebcdic(page).integer(digits.span.bytes) == .value(18_446_744_073_709_551_600))
        let long = page.encode(String(repeating: "9", count: 38)) ?? []
        #expect(FieldDecoder.ebcdic(page).integer(long.span.bytes) == .value(Int128(String(repeating: "9", count: 38))!))
    }

    @Test func timestampIsReadToTheMicrosecond() throws {
        let field = try #require(page.encode("2026-11-02-08.03.17.007919"))
        let expected = Timestamp(year: 2026, month: 11, day: 2, hour: 8, minute: 3, second: 17, microsecond: 7919)
        #expect(FieldDecoder.timestampEBCDIC(page).timestamp(field.span.bytes) == .value(try #require(expected)))
        #expect(FieldDecoder.timestampEBCDIC(page).text(field.span.bytes) == .value("2026-11-02 08:03:17.007919"))
    }

    @Test(arguments: ["2026-02-30-08.03.17.007919", "2026-11-02 08.03.17.007919", "2026-11-02-08.03", "garbage"])
    func whatIsNoTimestampIsUnreadable(_ text: String) {
        let field = page.encode(text) ?? []
        #expect(
            FieldDecoder.timestampEBCDIC(page).timestamp(field.span.bytes)
                == .unreadable(text: text, reason: "not a date and time"))
    }

    @Test func dateAndTimeSideBySideAreATimestamp() {
        let field = page.encode("261102080317") ?? []
        #expect(
            FieldDecoder.timestampEBCDIC(page).text(field.span.bytes) == .value("2026-11-02 08:03:17.000000"))
    }

    @Test func hexIsNullWhenAllZero() {
        #expect(text(.hex, "00000000") == .null)
        #expect(text(.hex, "40404040") == .blank)
        #expect(text(.hex, "00C1") == .value("00C1"))
    }

    @Test func statedLengthIsNeverBelievedBeyondTheField() {
        let decoder = FieldDecoder.varying(.ebcdic(page))
        #expect(text(decoder, "0002C1C2C3C4") == .value("AB"))
        #expect(text(decoder, "0000C1C2") == .blank)
        #expect(text(decoder, "40404040") == .blank)
        #expect(
            text(decoder, "FFFFC1C2C3C4")
                == .unreadable(text: "ABCD", reason: "its length says 65535 bytes, the field has 4"))
        #expect(text(decoder, "00") == .unreadable(text: "", reason: "the record ends inside its length"))
    }

    @Test(arguments: [1200, 13488, 61952]) func pathNameIsReadAsUTF16(_ ccsid: Int) {
        let decoder = FieldDecoder.graphic(ccsid: ccsid, fallback: page)
        #expect(text(decoder, "002F004200FC00720067") == .value("/Bürg"))
        #expect(text(decoder, "002F0042002000200020") == .value("/B"))
        #expect(text(decoder, "D83DDE00") == .value("😀"))
        #expect(text(decoder, "40404040") == .blank)
        #expect(text(decoder, "0041D83D") == .unreadable(text: "A\u{FFFD}", reason: "not valid UTF-16"))
        #expect(text(decoder, "004142") == .unreadable(text: "A", reason: "not valid UTF-16"))
    }

    @Test func nameIsReadInTheCCSIDItsRecordStates() {
        #expect(text(.graphic(ccsid: 1208, fallback: page), "2F42C3BC2020") == .value("/Bü"))
        #expect(text(.graphic(ccsid: 819, fallback: page), "2F42FC") == .value("/Bü"))
        #expect(text(.graphic(ccsid: 273, fallback: page), "61C2D0") == .value("/Bü"))
        #expect(text(.graphic(ccsid: 0, fallback: page), "61C2") == .value("/B"))
        #expect(text(.graphic(ccsid: 65535, fallback: page), "61C2") == .value("/B"))
        #expect(
            text(.graphic(ccsid: 5026, fallback: page), "61C240")
                == .unreadable(text: "/B", reason: "CCSID 5026 is not known"))
    }

    @Test func namesInAListHaveOneBlankBetween() {
        let name: (String) -> [UInt8] = { self.page.encode($0.padding(10)) ?? [] }
        let list = FieldDecoder.list(itemLength: 10, then: .ebcdic(page))
        let bytes = name("QSYS") + name("") + name("QGPL")
        #expect(list.text(bytes.span.bytes) == .value("QSYS QGPL"))
        let more = bytes + [0, 10] + name("APPLIB") + name("NOT THIS")
        let pieces = FieldDecoder.pieces([
            Piece(offset: 0, length: 30, decoder: list), Piece(offset: 30, length: 22, decoder: .varying(list)),
        ])
        #expect(pieces.text(more.span.bytes) == .value("QSYS QGPL APPLIB"))
    }

    @Test func valueInPiecesKeepsTheBlanksBetweenThem() {
        let bytes = page.encode("ONE TWO   THREE     ") ?? []
        let pieces = FieldDecoder.pieces([
            Piece(offset: 0, length: 4, decoder: .ebcdic(page)), Piece(offset: 4, length: 6, decoder: .ebcdic(page)),
            Piece(offset: 10, length: 10, decoder: .ebcdic(page)),
        ])
        #expect(pieces.text(bytes.span.bytes) == .value("ONE TWO   THREE"))
        #expect(pieces.text(bytes.span.bytes.extracting(first: 2)) == .value("ON"))
    }

    @Test func noBytesTrapADecoder() {
        var random = SystemRandomNumberGenerator()
        let decoders: [FieldDecoder] = [
            .ebcdic(page), .graphic(ccsid: 1200, fallback: page), .graphic(ccsid: 1208, fallback: page),
            .graphic(ccsid: 5026, fallback: page), .zoned(scale: 0), .zoned(scale: 9), .packed(scale: 0),
            .packed(scale: 9), .binary, .timestampEBCDIC(page), .hex, .varying(.graphic(ccsid: 1200, fallback: page)),
            .varying(.hex), .list(itemLength: 10, then: .ebcdic(page)), .thread(.hex),
        ]
        for length in [0, 1, 2, 3, 5, 7, 8, 16, 26, 45] {
            for fill in [nil, 0x00, 0x40, 0xF0, 0xFF, 0x0C] as [UInt8?] {
                let bytes = (0..<length).map { _ in fill ?? UInt8.random(in: 0...255, using: &random) }
                for decoder in decoders {
                    _ = decoder.text(bytes.span.bytes)
                    _ = decoder.integer(bytes.span.bytes)
                    _ = decoder.timestamp(bytes.span.bytes)
                }
            }
        }
    }
}

extension String {
    fileprivate func padding(_ count: Int) -> String { self + String(repeating: " ", count: max(0, count - utf8.count)) }
}
