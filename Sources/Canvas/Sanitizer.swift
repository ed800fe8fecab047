/// Makes any text safe for a terminal: what could move the cursor, start an escape sequence, reverse the reading order
/// or hide becomes a visible mark; the rest is cut into cells.
package enum Sanitizer {
    /// What stands on the screen for a character that must not reach the terminal.
    package static let mark = "."
    /// What stands for it in text output, where no style can tell it from a full stop.
    package static let plainMark: Character = "?"
    /// Marks over one character; more would only smear over the neighbouring rows. One sign stands for all the others.
    static let maximumCombining = 3

    /// One or two cells of safe text.
    struct Piece {
        var text: String
        /// 1 or 2.
        var width: Int
        /// Whether this stands for a character that must not be shown.
        var isMark: Bool
    }

    /// Whether `scalar` must not reach a terminal: controls, format and bidirectional controls, invisible characters,
    /// line ends, unassigned and private code points, and the sign of an encoding error.
    static func isForbidden(_ scalar: Unicode.Scalar) -> Bool {
        let value = scalar.value
        if value < 0x7F { return value < 0x20 }
        if value < 0xA0 || value == 0xAD || value == 0xFFFD { return true }
        if value < 0x300 { return false }
        switch scalar.properties.generalCategory {
        case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator, .paragraphSeparator: return true
        default: return scalar.properties.isDefaultIgnorableCodePoint
        }
    }

    /// Calls `body` with each piece of `text`, left to right, until it returns false.
    ///
    /// - Complexity: O(*n*) in the scalars looked at; nothing is kept, so a long text cut early costs little.
    static func forEachPiece(of text: String, _ body: (Piece) -> Bool) {
        var pending: Piece?
        var combined = 0
        for scalar in text.unicodeScalars {
            let forbidden = isForbidden(scalar)
            let width = forbidden ? 1 : CharacterWidth.cells(of: scalar)
            if width == 0, let base = pending, !base.isMark, combined < maximumCombining {
                pending?.text.unicodeScalars.append(scalar)
                combined += 1
                continue
            }
            if width == 0, combined > maximumCombining { continue }
            if let piece = pending, !body(piece) { return }
            pending = piece(of: scalar, forbidden: forbidden, width: width)
            combined = width == 0 ? maximumCombining + 1 : 0
        }
        if let piece = pending { _ = body(piece) }
    }

    /// A combining mark without a character to stand on is shown as a mark.
    private static func piece(of scalar: Unicode.Scalar, forbidden: Bool, width: Int) -> Piece {
        if forbidden || width == 0 { return Piece(text: mark, width: 1, isMark: true) }
        if scalar.properties.generalCategory == .spaceSeparator {
            return Piece(text: width == 2 ? "  " : " ", width: width, isMark: false)
        }
        return Piece(text: String(Character(scalar)), width: width, isMark: false)
    }

    /// Cells that `text` takes when it is put into a grid.
    ///
    /// - Parameter limit: Where to stop counting; more cells than that are not told apart.
    /// - Complexity: O(*n*), with a limit O(*limit*).
    package static func width(of text: String, upTo limit: Int = .max) -> Int {
        var total = 0
        forEachPiece(of: text) {
            total += $0.width
            return total <= limit
        }
        return total
    }

    /// `text` for a line of terminal output (messages, progress): on one line, nothing in it can act on the terminal.
    ///
    ///     Sanitizer.plain("QSYS\u{1B}[2J")   // QSYS?[2J
    package static func plain(_ text: String) -> String {
        var safe = ""
        forEachPiece(of: text) {
            safe.append($0.isMark ? String(plainMark) : $0.text)
            return true
        }
        return safe
    }

    /// `text` as it may be typed into an entry field: what must not be shown is taken out, line ends become blanks.
    package static func typed(_ text: String) -> String {
        var safe = String.UnicodeScalarView()
        var last: Unicode.Scalar = " "
        for scalar in text.unicodeScalars {
            defer { last = scalar }
            if scalar == "\n", last == "\r" { continue }
            if scalar == "\t" || isLineEnd(scalar) {
                safe.append(" ")
            } else if !isForbidden(scalar) {
                safe.append(scalar)
            }
        }
        return String(safe)
    }

    /// Line feed to carriage return, the next line of EBCDIC, line and paragraph separators. Terminals paste a carriage return.
    private static func isLineEnd(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x0A...0x0D, 0x85, 0x2028, 0x2029: true
        default: false
        }
    }
}
