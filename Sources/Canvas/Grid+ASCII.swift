extension Grid {
    /// The same picture in ASCII alone, for locales that are not UTF-8: letters lose their accents, what has no likeness
    /// becomes `?`. What stands for another character so is a mark: `BRÜNO` is not taken for `BRUNO`, nor a character for a
    /// question mark. Bars and shades, which no value is drawn with, are only drawn otherwise.
    package func ascii() -> Grid {
        var plain = self
        for row in 0..<rows {
            for column in 0..<columns {
                let cell = self[row, column]
                if cell.text.utf8.count == 1 { continue }
                let text = cell.text.unicodeScalars.first.map(Transliteration.ascii) ?? "?"
                let style = Self.isDrawing(cell.text) ? cell.style : cell.style.ofLikeness
                plain.replace(row, column, with: GridCell(text, style))
            }
        }
        return plain
    }

    /// Lines and blocks: what bars, shades and sparklines are made of.
    private static func isDrawing(_ text: String) -> Bool {
        text.unicodeScalars.count == 1 && text.unicodeScalars.allSatisfy { ("\u{2500}"..."\u{259F}").contains($0) }
    }
}

extension Style {
    /// How a character looks that stands for another one: reversed, and underlined among what is reversed itself.
    fileprivate var ofLikeness: Style {
        switch self {
        case .cursor, .fieldError, .error: .emphasis
        default: .mark
        }
    }
}

/// Single characters of ASCII that look like others.
enum Transliteration {
    static func ascii(_ scalar: Unicode.Scalar) -> String {
        if scalar.isASCII { return String(Character(scalar)) }
        let letter = Int(scalar.value) - 0xC0
        if letter >= 0, letter < letters.count { return String(UnicodeScalar(letters[letter])) }
        switch scalar {
        case "\u{2018}", "\u{2019}", "\u{201A}", "\u{2032}", "\u{B4}": return "'"
        case "\u{201C}", "\u{201D}", "\u{201E}", "\u{AB}", "\u{BB}": return "\""
        case "\u{2010}"..."\u{2015}", "\u{2212}", "\u{2500}": return "-"
        case "\u{2502}", "\u{A6}": return "|"
        case "\u{2581}"..."\u{2587}": return levels[Int(scalar.value - 0x2581)]
        case "\u{2588}"..."\u{258C}": return "#"
        case "\u{2593}": return "%"
        case "\u{258D}"..."\u{258F}", "\u{2592}": return ":"
        case "\u{2591}": return "."
        case "\u{B7}", "\u{2022}", "\u{2026}": return "."
        default: return "?"
        }
    }

    /// Blocks of one to seven eighths, by how dark they are.
    private static let levels = ["_", ".", "-", "=", "+", "*", "%"]

    /// U+00C0 to U+017F.
    private static let letters = Array(
        ("AAAAAAACEEEEIIIIDNOOOOOxOUUUUYTsaaaaaaaceeeeiiiidnooooo/ouuuuyty"
            + "AaAaAaCcCcCcCcDdDdEeEeEeEeEeGgGgGgGgHhHhIiIiIiIiIiIiJjKkkLlLlLlL"
            + "lLlNnNnNnnNnOoOoOoOoRrRrRrSsSsSsSsTtTtTtUuUuUuUuUuUuWwYyYZzZzZzs").utf8)
}
