import CNcurses
package import Canvas

/// How each style looks on a kind of terminal.
package enum Palette {
    /// Colours and attributes of one style, as this program names them.
    package struct Look: Equatable, Sendable {
        /// Number of a colour; -1 is the terminal's own, and the only one without colours.
        package var color: Int16 = -1
        package var bold = false
        package var reverse = false
        package var underline = false
    }

    package enum Kind: Sendable {
        /// No colours, or NO_COLOR: nothing is told by colour alone, so nothing is lost.
        case mono
        case eight
        /// 16 and more: bold need not stand for bright.
        case many
    }

    /// - Parameter onBlack: The background is black for sure, so bright green and white can be read.
    package static func look(_ style: Style, _ kind: Kind, onBlack: Bool = false) -> Look {
        switch kind {
        case .mono: mono(style)
        case .eight: eight(style, onBlack)
        case .many: many(style, onBlack)
        }
    }

    private static func mono(_ style: Style) -> Look {
        switch style {
        case .normal, .instruction, .dim: Look()
        case .title, .warning: Look(bold: true)
        case .field: Look(underline: true)
        case .emphasis: Look(bold: true, underline: true)
        case .cursor, .mark, .fieldError: Look(reverse: true)
        case .error: Look(bold: true, reverse: true)
        }
    }

    private static func eight(_ style: Style, _ onBlack: Bool) -> Look {
        switch style {
        case .normal: Look(color: 2)
        case .title: Look(color: onBlack ? 7 : -1, bold: true)
        // As tn5250: true blue cannot be read on black.
        case .instruction: Look(color: 6, bold: true)
        case .field: Look(color: 2, underline: true)
        case .fieldError: Look(color: onBlack ? 7 : -1, bold: true, reverse: true)
        case .cursor: Look(color: 2, reverse: true)
        case .error: Look(color: 1, bold: true)
        case .warning: Look(color: 3, bold: onBlack)
        case .emphasis: Look(color: 5, bold: true, underline: true)
        case .dim: Look(color: 6)
        case .mark: Look(color: 3, reverse: true)
        }
    }

    private static func many(_ style: Style, _ onBlack: Bool) -> Look {
        switch style {
        case .normal: Look(color: onBlack ? 10 : 2)
        case .title: Look(color: onBlack ? 15 : -1, bold: true)
        case .instruction: Look(color: 12)
        case .field: Look(color: onBlack ? 10 : 2, underline: true)
        case .fieldError: Look(color: onBlack ? 15 : -1, bold: true, reverse: true)
        case .cursor: Look(color: onBlack ? 10 : 2, reverse: true)
        case .error: Look(color: 9, bold: true)
        case .warning: Look(color: onBlack ? 11 : 3)
        case .emphasis: Look(color: onBlack ? 13 : 5, underline: true)
        case .dim: Look(color: onBlack ? 14 : 6)
        case .mark: Look(color: 3, reverse: true)
        }
    }
}
