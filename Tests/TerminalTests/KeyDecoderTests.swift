import Canvas
import Testing

@testable import Terminal

@Suite struct KeyDecoderTests {
    /// Events of `text` sent at once.
    private func events(_ text: String, _ decoder: KeyDecoder = KeyDecoder()) -> [TerminalEvent] {
        var decoder = decoder
        return decoder.feed(Array(text.utf8))
    }

    private func keys(_ keys: Key...) -> [TerminalEvent] { keys.map(TerminalEvent.key) }

    @Test(arguments: [
        "OP [11~ [[A [P", "OQ [12~ [[B [Q", "OR [13~ [[C [R", "OS [14~ [[D [S", "[15~ [[E", "[17~", "[18~", "[19~", "[20~",
        "[21~", "[23~", "[24~", "[1;2P O2P [25~", "[1;2Q O2Q [26~", "[1;2R O2R [28~", "[1;2S O2S [29~", "[15;2~ [31~",
        "[17;2~ [32~", "[18;2~ [33~", "[19;2~ [34~", "[20;2~", "[21;2~", "[23;2~", "[24;2~",
    ].enumerated().map { ($0 + 1, $1) })
    func everyTerminalsFunctionKeyIsKnown(number: Int, sequences: String) {
        for sequence in sequences.split(separator: " ") {
            #expect(events("\u{1B}\(sequence)") == keys(.function(number)))
        }
    }

    @Test func movementKeysAreKnownInEveryForm() {
        #expect(events("\u{1B}[A\u{1B}OB\u{1B}[C\u{1B}OD") == keys(.up, .down, .right, .left))
        #expect(events("\u{1B}[H\u{1B}OH\u{1B}[1~\u{1B}[7~") == keys(.home, .home, .home, .home))
        #expect(events("\u{1B}[F\u{1B}OF\u{1B}[4~\u{1B}[8~") == keys(.end, .end, .end, .end))
        #expect(events("\u{1B}[5~\u{1B}[6~\u{1B}[Z\u{1B}[2~\u{1B}[3~") == keys(.pageUp, .pageDown, .backtab, .insert, .delete))
        #expect(events("\u{1B}[1;2D\u{1B}[1;2C\u{1B}[d\u{1B}[c") == keys(.shiftLeft, .shiftRight, .shiftLeft, .shiftRight))
        #expect(events("\u{1B}[1;5C\u{1B}[5;3~\u{1B}[1;5P") == keys(.right, .pageUp))
    }

    @Test func unknownSequencesDoNotFallApartIntoLetters() {
        #expect(events("\u{1B}[99;7uq") == keys(.character("q")))
        #expect(events("\u{1B}[<0;10;20Mx") == keys(.character("x")))
        #expect(events("\u{1B}[" + String(repeating: "1;", count: 5000) + "Rz") == keys(.character("z")))
    }

    /// What another program asked the terminal, or its mouse, arrives late and is typed into us: no letter of it is a key.
    @Test(arguments: [
        "\u{1B}]11;rgb:0000/0000/0000\u{1B}\\", "\u{1B}]52;c;aGVsbG8=\u{7}", "\u{1B}P1+r544e=78\u{1B}\\", "\u{1B}[M#AA",
        "\u{1B}[<35;20;10M", "\u{1B}[?1;2c", "\u{1B}[?62;4c", "\u{1B}[I", "\u{1B}]0;x\u{1B}]0;y\u{7}",
    ])
    func answersOfTheTerminalAreNoKeys(answer: String) {
        #expect(events(answer + "j") == keys(.character("j")))
        var decoder = KeyDecoder()
        for byte in answer.utf8 { #expect(decoder.feed([byte]) == []) }
        #expect(decoder.wait == nil)
    }

    @Test func anAnswerWithoutEndIsGivenUpWhenItPauses() {
        var decoder = KeyDecoder()
        #expect(decoder.feed("\u{1B}]11;rgb".utf8) == [])
        #expect(decoder.wait == .sequence)
        #expect(decoder.expire() == [])
        #expect(decoder.feed("j".utf8) == keys(.character("j")))
        #expect(decoder.feed("\u{1B}[M#".utf8) == [] && decoder.expire() == [])
        #expect(decoder.feed("j".utf8) == keys(.character("j")))
    }

    @Test func describedSequencesWin() {
        let decoder = KeyDecoder(KeySequences(described: [("\u{1B}[25~", .function(3)), ("x", .up), ("\u{1B}Ot", .function(5))]))
        #expect(events("\u{1B}[25~\u{1B}Otx", decoder) == keys(.function(3), .function(5), .character("x")))
    }

    @Test func sequenceInDripsIsTheSameKey() {
        for text in ["\u{1B}[24;2~", "\u{1B}OP", "\u{1B}[[A", "é", "監", "\u{1F511}"] {
            var decoder = KeyDecoder()
            var dripped: [TerminalEvent] = []
            for byte in text.utf8 { dripped += decoder.feed([byte]) }
            #expect(dripped == events(text))
            #expect(dripped.count == 1)
            #expect(decoder.wait == nil)
        }
    }

    @Test(arguments: Array("1234567890-=!@#$%^&*()_+").enumerated().map { ($0 + 1, $1) })
    func escapeOrControlGAndADigitOrItsSymbolIsAFunctionKey(number: Int, symbol: Character) {
        #expect(events("\u{1B}\(symbol)") == keys(.function(number)))
        #expect(events("\u{07}\(symbol)") == keys(.function(number)))
        var decoder = KeyDecoder()
        #expect(decoder.feed([0x1B]).isEmpty)
        #expect(decoder.expire().isEmpty)
        #expect(decoder.prefix == "Esc-")
        #expect(decoder.wait == .prefix)
        #expect(decoder.feed(Array(String(symbol).utf8)) == keys(.function(number)))
        #expect(decoder.prefix == nil)
    }

    @Test func loneEscapeIsEscapeAfterItsPatience() {
        var decoder = KeyDecoder()
        #expect(decoder.feed([0x1B]).isEmpty)
        #expect(decoder.wait == .sequence)
        #expect(decoder.expire().isEmpty)
        #expect(decoder.expire() == keys(.escape))
        #expect(decoder.wait == nil)
    }

    @Test func secondEscapeIsOneEscape() {
        var decoder = KeyDecoder()
        #expect(decoder.feed([0x1B]).isEmpty)
        #expect(decoder.expire().isEmpty)
        #expect(decoder.feed([0x1B]).isEmpty)
        #expect(decoder.expire() == keys(.escape))
        #expect(decoder.wait == nil)
    }

    @Test func escapeThenAnotherKeyIsBoth() {
        var decoder = KeyDecoder()
        #expect(decoder.feed([0x1B]).isEmpty)
        #expect(decoder.expire().isEmpty)
        #expect(decoder.feed(Array("j".utf8)) == keys(.escape, .character("j")))
    }

    @Test func altLettersMeanNothing() {
        #expect(events("\u{1B}xj") == keys(.character("j")))
    }

    @Test func altArrowIsTheArrow() {
        #expect(events("\u{1B}\u{1B}[A") == keys(.up))
    }

    @Test func slowSequenceIsStillItsKey() {
        var decoder = KeyDecoder()
        #expect(decoder.feed([0x1B]).isEmpty)
        #expect(decoder.expire().isEmpty)
        #expect(decoder.feed(Array("[A".utf8)) == keys(.up))
    }

    @Test func controlGWaitsForEver() {
        var decoder = KeyDecoder()
        #expect(decoder.feed([0x07]).isEmpty)
        #expect(decoder.wait == .forever)
        #expect(decoder.prefix == "C-g")
        #expect(decoder.expire().isEmpty)
        #expect(decoder.feed(Array("q".utf8)).isEmpty)
        #expect(decoder.feed(Array("q".utf8)) == keys(.character("q")))
    }

    @Test func controlKeysHaveTheirNames() {
        #expect(events("\r\n\t\u{8}\u{7F}") == keys(.enter, .enter, .tab, .backspace, .backspace))
        #expect(events("\u{3}\u{1A}\u{C}\u{0}\u{1D}") == keys(.control("c"), .control("z"), .control("l"), .control("@"), .control("]")))
    }

    @Test func typedTextIsUTF8AndBrokenBytesAreDropped() {
        var decoder = KeyDecoder()
        #expect(decoder.feed([0xC3, 0xA9, 0xFF, 0x80, 0xC3, 0x41, 0xF0, 0x9F]) == keys(.character("é"), .character("A")))
        #expect(decoder.feed([0xC2, 0x9B, 0xE2, 0x80, 0xAE, 0x42]) == keys(.character("B")))
    }

    @Test func pasteIsOneEventWithoutControls() {
        #expect(events("\u{1B}[200~QSECOFR\r\nx\u{1B}[31m\u{7}é\u{1B}[201~q") == [.paste("QSECOFR x[31mé"), .key(.character("q"))])
    }

    @Test func endlessPasteEndsAndStaysSmall() {
        var decoder = KeyDecoder()
        #expect(decoder.feed(Array("\u{1B}[200~".utf8)).isEmpty)
        for _ in 0..<300 { #expect(decoder.feed(Array(repeating: UInt8(ascii: "a"), count: 1000)).isEmpty) }
        #expect(decoder.wait == .paste)
        #expect(decoder.expire() == [.longPaste])
    }

    @Test func whatAFieldHoldsIsPastedWhole() {
        let text = String(repeating: "é", count: 65_536)
        #expect(events("\u{1B}[200~\(text)\u{1B}[201~q") == [.paste(text), .key(.character("q"))])
    }

    @Test func pastedLineEndsAreBlanks() {
        #expect(events("\u{1B}[200~type = PW\rand user = X\u{1B}[201~") == [.paste("type = PW and user = X")])
    }

    @Test func pasteInDripsIsTheSame() {
        let text = "\u{1B}[200~a\u{1B}[20b\u{1B}\u{1B}[201~"
        var decoder = KeyDecoder()
        var dripped: [TerminalEvent] = []
        for byte in text.utf8 { dripped += decoder.feed([byte]) }
        #expect(dripped == [.paste("a[20b")])
        #expect(dripped == events(text))
    }

    @Test func anyBytesLeaveTheDecoderAlive() {
        var random = FixedRandom(state: 0x5250)
        var decoder = KeyDecoder()
        for _ in 0..<20_000 {
            let byte = UInt8(truncatingIfNeeded: random.next() >> 33)
            for event in decoder.feed([byte & 3 == 0 ? 0x1B : byte]) {
                guard case .key(.character(let character)) = event else { continue }
                #expect(Sanitizer.typed(String(character)) == String(character))
            }
            if byte == 7 { _ = decoder.expire() }
        }
    }
}

/// The same numbers in every run.
private struct FixedRandom {
    var state: UInt64
    mutating func next() -> UInt64 {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return state
    }
}
