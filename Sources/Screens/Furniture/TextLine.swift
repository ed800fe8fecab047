import Canvas

/// One line of text on a screen, in pieces of one style each.
struct TextLine: Equatable, Sendable {
    struct Piece: Equatable, Sendable {
        var text: String
        var style: Style
    }
    var pieces: [Piece]

    init(_ text: String = "", _ style: Style = .normal) { pieces = text.isEmpty ? [] : [Piece(text: text, style: style)] }

    func adding(_ text: String, _ style: Style = .normal) -> TextLine {
        var line = self
        line.pieces.append(Piece(text: text, style: style))
        return line
    }

    var text: String { pieces.map(\.text).joined() }

    func draw(into grid: inout Grid, row: Int, column: Int = 0) {
        var at = column
        for piece in pieces { at = grid.put(piece.text, row: row, column: at, style: piece.style) }
    }

    /// `text` cut into lines at blanks.
    ///
    /// - Parameter indent: Blanks before the second and further lines.
    static func folded(_ text: String, width: Int, indent: Int = 0, _ style: Style = .normal) -> [TextLine] {
        var lines: [String] = []
        var line = ""
        for word in text.split(separator: " ", omittingEmptySubsequences: true) {
            var word = Substring(word)
            let room = { max(8, width - (lines.isEmpty ? 0 : indent)) }
            if !line.isEmpty, line.count + 1 + word.count > room() {
                lines.append(line)
                line = ""
            }
            while word.count > room() {
                lines.append(String(word.prefix(room())))
                word = word.dropFirst(room())
            }
            line += line.isEmpty ? String(word) : " " + word
        }
        if !line.isEmpty { lines.append(line) }
        return lines.enumerated().map { index, text in
            TextLine(String(repeating: " ", count: index == 0 ? 0 : indent) + text, style)
        }
    }
}
