/// One line of what is said of completeness, on the screen and by `wrkaud check`.
package struct CompletenessLine: Sendable {
    package enum Tone: Sendable { case title, plain, quiet, warning, problem }

    /// Where the entries behind the line are.
    package enum Evidence: Sendable {
        case filter(Filter)
        /// Rows of the journal, and what they are.
        case rows([Int], String)
        /// The entries before and after a row, in the journal's own order.
        case around(row: Int)
    }

    /// Blanks before it.
    package var indent: Int
    /// Blanks before what does not fit on the first line, besides `indent`.
    package var hang: Int
    package var text: String
    package var tone: Tone
    package var evidence: Evidence?

    init(_ indent: Int, _ text: String, _ tone: Tone = .plain, hang: Int = 2, behind evidence: Evidence? = nil) {
        (self.indent, self.text, self.tone, self.hang, self.evidence) = (indent, text, tone, hang, evidence)
    }

    package static let blank = CompletenessLine(0, "")

    /// The line in lines of at most `width` characters, cut at blanks where there are any; runs of blanks stay.
    package func folded(to width: Int) -> [String] {
        var lines: [String] = []
        var rest = Array(text)[...]
        repeat {
            let start = String(repeating: " ", count: indent + (lines.isEmpty ? 0 : hang))
            let room = max(8, width - start.count)
            var end = min(rest.endIndex, rest.startIndex + room)
            if end < rest.endIndex, rest[end] != " ", let blank = rest[..<end].lastIndex(of: " "),
                blank > rest.startIndex
            {
                end = blank
            }
            lines.append(start + String(rest[..<end]))
            rest = rest[end...].drop { $0 == " " }
        } while !rest.isEmpty
        return lines
    }
}
