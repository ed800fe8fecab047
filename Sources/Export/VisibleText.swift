/// Text of hostile origin, made fit to be printed: one line, no controls, nothing that changes how its line reads.
enum VisibleText {
    /// `value` with every control, bidirectional and zero-width character replaced by a mark one can see.
    ///
    /// C0 controls become their pictures (`␛`), the others `·`. Of many marks over one character the first few are
    /// shown, and one `·` for the others: they would smear over other lines, and a cell would be megabytes of them.
    static func of(_ value: String) -> String {
        if value.utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7F }) { return value }
        var out = ""
        var over = 0
        for scalar in value.unicodeScalars {
            let shown = mark(for: scalar)
            over = width(shown) == 0 ? over + 1 : 0
            if over <= mostOver { out.unicodeScalars.append(shown) }
            if over == mostOver + 1 { out.unicodeScalars.append("·") }
        }
        return out
    }

    /// Marks over one character.
    private static let mostOver = 3

    private static func mark(for scalar: Unicode.Scalar) -> Unicode.Scalar {
        switch scalar.value {
        case 0..<0x20: return Unicode.Scalar(0x2400 + scalar.value) ?? "·"
        case 0x7F: return "\u{2421}"
        case 0x20..<0x7F: return scalar
        default: break
        }
        switch scalar.properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .privateUse, .unassigned: return "·"
        default: return scalar.properties.isDefaultIgnorableCodePoint ? "·" : scalar
        }
    }

    /// Screen columns of text that came out of `of`: 2 for East Asian wide characters, 0 for combining ones.
    static func width(_ value: String) -> Int {
        if value.utf8.allSatisfy({ $0 < 0x80 }) { return value.utf8.count }
        var total = 0
        for scalar in value.unicodeScalars { total += width(scalar) }
        return total
    }

    /// The start of `value` that fits with `…` behind it.
    static func cut(_ value: String, to width: Int) -> String {
        var out = ""
        var used = 0
        for character in value {
            let next = Self.width(String(character))
            if used + next > width - 1 { break }
            out.append(character)
            used += next
        }
        return out + "…"
    }

    private static func width(_ scalar: Unicode.Scalar) -> Int {
        switch scalar.value {
        case 0..<0x300: return 1
        case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0xA4CF, 0xA960...0xA97F, 0xAC00...0xD7A3, 0xF900...0xFAFF,
            0xFE30...0xFE6F, 0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x1F300...0x1FAFF, 0x20000...0x3FFFD:
            return 2
        default: break
        }
        switch scalar.properties.generalCategory {
        case .nonspacingMark, .enclosingMark: return 0
        default: return 1
        }
    }
}
