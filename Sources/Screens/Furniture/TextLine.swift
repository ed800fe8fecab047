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

    /// `text` cut into lines at blanks, where there are any; all other blanks stay.
    ///
    /// - Parameter indent: Blanks before the second and further lines.
    /// - Returns: No line for an empty text.
    static func folded(_ text: String, width: Int, indent: Int = 0, _ style: Style = .normal) -> [TextLine] {
        var lines: [TextLine] = []
        var rest = Array(text)[...]
        while !rest.isEmpty {
            let isFirst = lines.isEmpty
            let room = max(8, width - (isFirst ? 0 : indent))
            let line = rest.prefix(room)
            var end = line.endIndex
            if end < rest.endIndex, rest[end] != " ", let blank = line.lastIndex(of: " "), blank > line.startIndex { end = blank }
            lines.append(TextLine(String(repeating: " ", count: isFirst ? 0 : indent) + String(rest[..<end]), style))
            rest = rest[end...]
            // The blank the line was cut at; further ones belong to the text.
            if rest.first == " " { rest = rest.dropFirst() }
        }
        return lines
    }
}
