import Catalog
import TestRandom
import Testing

@testable import Records

@Suite struct TextDecodingTests {
    @Test(arguments: [
        ("2026-04-09 07:07:12.123456", "2026-04-09 07:07:12.123456"),
        ("2026-04-09-07.07.12.123456", "2026-04-09 07:07:12.123456"),
        ("2026-04-09T07:07:12Z", "2026-04-09 07:07:12.000000"),
        ("2026-04-09 07:07:12+02:00", "2026-04-09 07:07:12.000000"),
        ("2026-04-09-07.07.12.123456-05:00", "2026-04-09 07:07:12.123456"),
        ("2026-04-09 07:07:12.123456789012", "2026-04-09 07:07:12.123456"),
        ("2026-04-09 07:07:12.1", "2026-04-09 07:07:12.100000"),
        ("2026-04-09 07:07:12,5", "2026-04-09 07:07:12.500000"),
        ("2026-04-09 07:07", "2026-04-09 07:07:00.000000"),
        ("2026-04-09", "2026-04-09 00:00:00.000000"),
        ("  2026-04-09  ", "2026-04-09 00:00:00.000000"),
        ("4/9/2026 7:07", "2026-04-09 07:07:00.000000"),
        ("Apr 09 2026 07:07:12", "2026-04-09 07:07:12.000000"),
        ("Apr  9 2026 07:07:12.123 UTC", "2026-04-09 07:07:12.123000"),
        ("Apr 9, 2026 7:07:12 PM", "2026-04-09 19:07:12.000000"),
        ("1775718432123", "2026-04-09 07:07:12.123000"),
        ("4/9/2026 7:07 PM", "2026-04-09 19:07:00.000000"),
        ("4/9/2026 12:07:01 am", "2026-04-09 00:07:01.000000"),
        ("04/09/26 07:07:12", "2026-04-09 07:07:12.000000"),
        ("04/09/99 07:07:12", "1999-04-09 07:07:12.000000"),
        ("20260409070712", "2026-04-09 07:07:12.000000"),
        ("20260409070712123456", "2026-04-09 07:07:12.123456"),
        ("20260409 07.07.12", "2026-04-09 07:07:12.000000"),
        ("2026-04-09\",\"07.07.12", "2026-04-09 07:07:12.000000"),
        ("2026-04-09,070712", "2026-04-09 07:07:12.000000"),
        ("040926,70712", "2026-04-09 07:07:12.000000"),
        ("9999-12-31 24:00:00", "10000-01-01 00:00:00.000000"),
    ]) func instantIsRead(_ text: String, _ expected: String) {
        let bytes = Array(text.utf8)
        let decoded = FieldDecoder.timestampText(.monthFirst, .utf8).timestamp(bytes.span.bytes)
        guard case .value(let value) = decoded else { return #expect(Bool(false), "\(text): \(decoded)") }
        // The year 10000 has no four digits: it is only reached by 24:00:00.
        if !expected.hasPrefix("10000") { #expect(value.text() == expected) }
    }

    @Test(arguments: [
        (DateOrder.dayFirst, "09.04.2026 07:07:12", "2026-04-09 07:07:12.000000"),
        (.dayFirst, "9/4/2026", "2026-04-09 00:00:00.000000"), (.dayFirst, "090426", "2026-04-09 00:00:00.000000"),
        (.yearFirst, "26/04/09 07:07", "2026-04-09 07:07:00.000000"),
        (.yearFirst, "260409 070712", "2026-04-09 07:07:12.000000"),
        (.dayFirst, "2026-04-09", "2026-04-09 00:00:00.000000"),
    ]) func orderDecidesWhatTheNumbersAre(_ order: DateOrder, _ text: String, _ expected: String) {
        let bytes = Array(text.utf8)
        #expect(
            FieldDecoder.timestampText(order, .utf8).timestamp(bytes.span.bytes)
                == TextTimestamp.timestamp(of: expected, order: .yearFirst))
    }

    @Test(arguments: [
        "yesterday", "2026-13-09", "2026-02-30 00:00:00", "13/13/2026", "2026-04-09 25:00", "2026-04-09 07:07:12 what",
        "2026-04", "1", "2026-04-09 07:7", "99999999999999999999999999", "2026-04-09 0:00:00 PM", "-", "/", "2026-04-09T",
    ]) func whatIsNoInstantKeepsItsText(_ text: String) {
        let bytes = Array(text.utf8)
        let decoded = FieldDecoder.timestampText(.monthFirst, .utf8).timestamp(bytes.span.bytes)
        guard case .unreadable(let shown, let reason) = decoded else { return #expect(Bool(false), "\(decoded)") }
        #expect(shown == text)
        #expect(!reason.isEmpty)
    }

    @Test(arguments: [
        ("0", 0), ("42", 42), ("+42", 42), ("-42", -42), (" 00042 ", 42), ("42.", 42), ("42.000", 42), ("42,0", 42),
        ("18446744073709551600", 18_446_744_073_709_551_600),
        ("99999999999999999999999999999999999999", 99_999_999_999_999_999_999_999_999_999_999_999_999),
    ] as [(String, Int128)]) func wholeNumberIsExact(_ text: String, _ expected: Int128) {
        let bytes = Array(text.utf8)
        #expect(FieldDecoder.text(.utf8).integer(bytes.span.bytes) == .value(expected))
    }

    @Test(arguments: ["x", "4 2", "4.2", "--4", "+", "1e5", "0x10", "9999999999999999999999999999999999999999"])
    func whatIsNoNumberKeepsItsText(_ text: String) {
        let bytes = Array(text.utf8)
        #expect(
            FieldDecoder.text(.utf8).integer(bytes.span.bytes) == .unreadable(text: text, reason: "not a whole number"))
    }

    @Test func quotesAreTakenOutOnce() {
        func read(_ text: String, escape: UInt8? = nil) -> Decoded<String> {
            let bytes = Array(text.utf8)
            return FieldDecoder.quoted(.utf8, quote: 0x22, escape: escape).text(bytes.span.bytes)
        }
        #expect(read(#"say ""hi"""#) == .value(#"say "hi""#))
        #expect(read(#"a"b"#) == .value(#"a"b"#))
        #expect(read(#"a\"b\\c\n"#, escape: 0x5C) == .value(#"a"b\c\n"#))
        #expect(read("") == .blank)
        #expect(read("   ") == .blank)
    }

    @Test func singleBytesAreRead() {
        let bytes: [UInt8] = [0x4D, 0xFC, 0x80, 0x20]
        #expect(FieldDecoder.text(.latin1).text(bytes.span.bytes) == .value("Mü\u{80}"))
        #expect(FieldDecoder.text(.windows1252).text(bytes.span.bytes) == .value("Mü€"))
        // A cell that is no UTF-8 in a file that is.
        #expect(FieldDecoder.text(.utf8).text(bytes.span.bytes) == .value("Mü€"))
    }

    @Test func threadIsSixteenDigits() {
        func read(_ text: String) -> Decoded<String> {
            let bytes = Array(text.utf8)
            return FieldDecoder.thread(.text(.utf8)).text(bytes.span.bytes)
        }
        #expect(read("18") == .value("0000000000000012"))
        #expect(read("-1") == .value("FFFFFFFFFFFFFFFF"))
        #expect(read("00000000000000aB") == .value("00000000000000AB"))
        #expect(read("main") == .value("main"))
    }

    @Test func hexadecimalDigitsAreReadByTheInnerDecoder() {
        func read(_ text: String) -> Decoded<String> {
            let bytes = Array(text.utf8)
            return FieldDecoder.unhexed(.utf8, then: .ebcdic(CodePage(ccsid: 37))).text(bytes.span.bytes)
        }
        #expect(read("D8E2C5C3d6c6d94040") == .value("QSECOFR"))
        #expect(read("D8E2C") == .unreadable(text: "D8E2C", reason: "not hexadecimal digits"))
        #expect(read("") == .null)
    }

    @Test func bytesAndCharactersStandSideBySide() {
        let text = Array("aé€😀".utf8) + [0xFF, 0xE2, 0x82]
        let characters = text.withUnsafeBytes { TextCharacters.perByte($0, .utf8) }
        #expect(characters.count == text.count)
        #expect(String(characters.filter { $0 != "\u{0}" }) == "aé€😀\u{FFFD}\u{FFFD}\u{FFFD}")
    }

    @Test(arguments: 0..<50) func noBytesTrapATextDecoder(_ seed: Int) {
        var random = SplitMix(seed: UInt64(seed))
        let alphabet = Array("0123456789-/.:,T \"+Z\\apmX".utf8) + [0, 0xFF, 0xC3]
        let decoders: [FieldDecoder] = [
            .text(.utf8), .text(.latin1), .quoted(.utf8, quote: 0x22, escape: 0x5C), .timestampText(.dayFirst, .utf8),
            .timestampText(.yearFirst, .windows1252), .yesNo(.text(.utf8)), .thread(.text(.utf8)),
            .list(itemLength: 3, then: .text(.utf8)), .list(itemLength: 0, then: .text(.utf8)), .constant(""),
            .pieces([Piece(offset: 3, length: .max, decoder: .text(.utf8)), Piece(offset: -1, length: 2, decoder: .text(.utf8))]),
            .unhexed(.utf8, then: .packed(scale: 0)),
        ]
        for _ in 0..<100 {
            let bytes = (0..<Int.random(in: 0...30, using: &random)).map { _ in alphabet.randomElement(using: &random) ?? 0 }
            for decoder in decoders {
                _ = decoder.text(bytes.span.bytes)
                _ = decoder.integer(bytes.span.bytes)
                _ = decoder.timestamp(bytes.span.bytes)
            }
        }
    }
}
