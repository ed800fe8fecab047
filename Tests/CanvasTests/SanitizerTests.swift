import Testing

@testable import Canvas

@Suite struct SanitizerTests {
    @Test(arguments: Array(UInt32(0)...0x1F) + Array(UInt32(0x7F)...0x9F))
    func controlsNeverReachACell(value: UInt32) throws {
        let scalar = try #require(Unicode.Scalar(value))
        var grid = Grid(rows: 1, columns: 3)
        grid.put("A\(Character(scalar))B", row: 0, column: 0)
        #expect(grid.text == "A.B")
        #expect(grid[0, 1].style == .mark)
    }

    @Test(arguments: [
        0x202A, 0x202E, 0x2066, 0x2069, 0x200E, 0x200F, 0x061C, 0x200B, 0x200D, 0x2060, 0xFEFF, 0x2028, 0x2029, 0x00AD,
        0xE000, 0xF8FF, 0x10FFFF, 0xFFFE, 0x378, 0xFFFD, 0xFE0F, 0xE0041, 0x3164, 0x115F,
    ] as [UInt32])
    func whatHidesOrReordersIsShownAsOneMark(value: UInt32) throws {
        let scalar = try #require(Unicode.Scalar(value))
        #expect(Sanitizer.isForbidden(scalar))
        #expect(Sanitizer.width(of: "\(Character(scalar))") == 1)
    }

    @Test func invalidEncodingIsMarked() {
        #expect(Sanitizer.plain(String(decoding: [0x41, 0xFF, 0xC3, 0x42], as: UTF8.self)) == "A??B")
    }

    @Test func lineEndPairIsTwoMarks() {
        // Swift sees one character in CR LF; a terminal would see two commands.
        #expect(Sanitizer.plain("a\r\nb") == "a??b")
    }

    @Test func combiningMarksStandOnTheirBaseAtMostThree() {
        #expect(Sanitizer.width(of: "e\u{301}") == 1)
        // One sign stands for all that are too many: a value cannot grow over its neighbours.
        #expect(Sanitizer.width(of: "e" + String(repeating: "\u{301}", count: 10)) == 2)
        #expect(Sanitizer.width(of: "e" + String(repeating: "\u{301}", count: 200) + "x\u{301}") == 3)
        #expect(Sanitizer.plain("\u{301}x") == "?x")
    }

    @Test func typedTextLosesControlsAndKeepsLetters() {
        #expect(Sanitizer.typed("PW\rand\r\nx\u{2028}y\u{85}z") == "PW and x y z")
        #expect(Sanitizer.typed("QSEC\u{1B}[31mOFR\né\u{202E}") == "QSEC[31mOFR é")
    }

    @Test func terminalOutputKeepsWideAndAccentedText() {
        #expect(Sanitizer.plain("Müller 監査 \u{1F511}") == "Müller 監査 \u{1F511}")
    }
}
