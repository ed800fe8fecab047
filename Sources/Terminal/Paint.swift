import CNcurses
import Canvas

/// The styles as this terminal's attributes and colour pairs, made once at the start.
struct Paint {
    private let attributes: [attr_t]
    private let pairs: [Int16]
    /// Whether blank cells of entry fields must be drawn as `_`, because the terminal shows no underline.
    let drawsUnderscores: Bool

    /// - Precondition: ncurses has been started.
    init(colors allowed: Bool, onBlack: Bool) {
        let inColor = allowed && has_colors()
        if inColor {
            start_color()
            if !onBlack { use_default_colors() }
        }
        let kind: Palette.Kind = !inColor ? .mono : wrkaud_colors() >= 16 ? .many : .eight
        let looks = Style.allCases.map { Palette.look($0, kind, onBlack: onBlack) }
        pairs = looks.enumerated().map { index, look in
            guard inColor else { return 0 }
            let pair = Int16(index + 1)
            init_pair(pair, look.color, onBlack ? 0 : -1)
            return pair
        }
        attributes = looks.map(Self.attributes)
        drawsUnderscores = !Self.canUnderline(inColor: inColor)
    }

    func attributes(_ style: Style) -> attr_t { attributes[Int(style.rawValue)] }
    func pair(_ style: Style) -> Int16 { pairs[Int(style.rawValue)] }

    private static func attributes(of look: Palette.Look) -> attr_t {
        (look.bold ? wrkaud_bold : 0) | (look.reverse ? wrkaud_reverse : 0) | (look.underline ? wrkaud_underline : 0)
    }

    /// Some consoles show colour in place of underline; their description says so (`ncv`).
    private static func canUnderline(inColor: Bool) -> Bool {
        if wrkaud_capability("smul") == nil { return false }
        let clashesWithColor = tigetnum("ncv")
        return !(inColor && clashesWithColor > 0 && clashesWithColor & 2 != 0)
    }
}
