import Canvas
import Testing

@testable import Terminal

@Suite struct PaletteTests {
    @Test func withoutColoursNothingIsColoured() {
        for style in Style.allCases { #expect(Palette.look(style, .mono).color == -1) }
    }

    @Test func whatMustBeSeenStandsOutWithoutColours() {
        for style in [Style.title, .field, .fieldError, .cursor, .error, .warning, .emphasis, .mark] {
            #expect(Palette.look(style, .mono) != Palette.look(.normal, .mono))
        }
    }

    @Test func eightColoursAreEnoughForEight() {
        for style in Style.allCases {
            for onBlack in [false, true] { #expect(Palette.look(style, .eight, onBlack: onBlack).color < 8) }
        }
    }

    @Test(arguments: ["", "f", "fo", "foo", "foob", "\u{FF}\u{FE}"])
    func base64IsTheUsualOne(text: String) {
        let expected = ["": "", "f": "Zg==", "fo": "Zm8=", "foo": "Zm9v", "foob": "Zm9vYg==", "\u{FF}\u{FE}": "w7/Dvg=="]
        #expect(String(decoding: Base64.encode(Array(text.utf8)), as: UTF8.self) == expected[text])
    }
}
