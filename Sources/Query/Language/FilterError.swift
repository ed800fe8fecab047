/// What is wrong with a filter, where, and what to do next.
package struct FilterError: Error, Equatable, Sendable {
    /// One or two short sentences.
    package var message: String
    /// The text that was read.
    package var text: String
    /// First character it is about, 0-based, in characters (grapheme clusters) of `text`.
    package var position: Int
    /// Characters it is about; at least 1, also at the end of the text.
    package var length: Int
    /// What was probably meant, ready to stand in its place.
    package var suggestion: String?

    package init(message: String, text: String, position: Int, length: Int, suggestion: String? = nil) {
        self.message = message
        self.text = text
        self.position = position
        self.length = max(1, length)
        self.suggestion = suggestion
    }

    init(_ message: String, _ place: Place, in text: String, suggestion: String? = nil) {
        let scalars = text.unicodeScalars
        let first = scalars.index(scalars.startIndex, offsetBy: place.range.lowerBound, limitedBy: scalars.endIndex)
        let last = scalars.index(scalars.startIndex, offsetBy: place.range.upperBound, limitedBy: scalars.endIndex)
        let (start, end) = (first ?? scalars.endIndex, last ?? scalars.endIndex)
        self.init(
            message: message, text: text, position: String(scalars[..<start]).count,
            length: String(scalars[start..<end]).count, suggestion: suggestion)
    }
}

extension FilterError: CustomStringConvertible {
    /// Message and suggestion in one line: `There is no column USR. Did you mean user?`
    package var description: String {
        suggestion.map { "\(message) Did you mean \($0)?" } ?? message
    }

    /// The text, a line of carets under what is wrong, and the message.
    ///
    ///     usr = QSECOFR
    ///     ^^^
    ///     There is no column USR. Did you mean user?
    ///
    /// - Parameter width: Characters a line may have; a longer text is cut around the place.
    package func lines(width: Int = 79) -> [String] {
        let characters = text.map { $0.isNewline || $0 == "\t" ? " " : $0 }
        let room = max(20, width)
        let start = characters.count <= room ? 0 : max(0, min(position - room / 3, characters.count - room))
        let shown = String(characters.dropFirst(start).prefix(room))
        let carets = max(1, min(length, room - (position - start)))
        return [
            shown, String(repeating: " ", count: max(0, position - start)) + String(repeating: "^", count: carets),
            description,
        ]
    }
}
