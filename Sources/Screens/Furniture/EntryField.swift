import Canvas

/// A field a person types into: text, a cursor in it, and a limit.
struct EntryField: Equatable, Sendable {
    private(set) var characters: [Character]
    /// 0 ... number of characters.
    private(set) var cursor: Int
    /// Shown reversed until the next key.
    var isWrong = false
    /// Characters that a person may make of it; a text that the program put in may be longer.
    var maximum: Int

    /// Characters that a field holds where nothing else limits it.
    static let longest = 65_536

    init(_ text: String = "", maximum: Int = EntryField.longest) {
        self.maximum = maximum
        characters = Array(Sanitizer.typed(text))
        cursor = characters.count
    }

    var text: String { String(characters) }
    var isEmpty: Bool { characters.isEmpty }

    mutating func set(_ text: String, cursor: Int? = nil) {
        self = EntryField(text, maximum: maximum)
        if let cursor { self.cursor = min(max(0, cursor), characters.count) }
    }

    /// Puts text in at the cursor, without what cannot be shown; a text that does not fit is left out, and the field shown
    /// as wrong.
    ///
    /// - Returns: Whether it fitted.
    @discardableResult
    mutating func insert(_ text: String) -> Bool {
        let added = Array(Sanitizer.typed(text))
        isWrong = added.count > maximum - characters.count
        guard !isWrong else { return false }
        characters.insert(contentsOf: added, at: cursor)
        cursor += added.count
        return true
    }

    /// Puts in what was pasted, all of it or nothing.
    ///
    /// - Returns: Why nothing was taken; `nil` when it was.
    mutating func paste(_ text: String) -> String? {
        let room = max(0, maximum - characters.count)
        if insert(text) { return nil }
        let pasted = "What was pasted is too long: this field has room for \(room) more character\(room == 1 ? "" : "s")."
        return pasted + " Nothing of it was taken."
    }

    /// Does what a key does in a field; false when it means nothing there.
    mutating func take(_ key: Key) -> Bool {
        switch key {
        case .character(let character): insert(String(character))
        case .left: cursor = max(0, cursor - 1)
        case .right: cursor = min(characters.count, cursor + 1)
        case .home, .control("a"): cursor = 0
        case .end, .control("e"): cursor = characters.count
        case .backspace, .control("h"): erase(from: cursor - 1, to: cursor)
        case .delete, .control("d"): erase(from: cursor, to: cursor + 1)
        case .control("u"): erase(from: 0, to: cursor)
        case .control("k"), .control("x"): erase(from: cursor, to: characters.count)
        case .control("w"): erase(from: startOfWord, to: cursor)
        default: return false
        }
        return true
    }

    private var startOfWord: Int {
        var start = cursor
        while start > 0, characters[start - 1] == " " { start -= 1 }
        while start > 0, characters[start - 1] != " " { start -= 1 }
        return start
    }

    private mutating func erase(from start: Int, to end: Int) {
        let range = max(0, start)..<min(characters.count, max(start, end))
        guard start >= 0, !range.isEmpty else { return }
        characters.removeSubrange(range)
        cursor = range.lowerBound
        isWrong = false
    }

    /// Draws the field; text longer than the field is shown around the cursor. Underscores mark what is empty.
    func draw(into grid: inout Grid, row: Int, column: Int, width: Int, focused: Bool) {
        guard width > 0 else { return }
        let style: Style = isWrong ? .fieldError : .field
        let first = focused ? max(0, cursor - width + 1) : 0
        grid.fill(row: row, column: column, rows: 1, columns: width, with: "_", style: style)
        grid.put(
            String(characters.dropFirst(first).prefix(width)), row: row, column: column, style: style,
            width: min(width, Sanitizer.width(of: String(characters.dropFirst(first)))))
        guard focused, row >= 0, row < grid.rows, column < grid.columns else { return }
        let before = Sanitizer.width(of: String(characters[first..<cursor]))
        grid.cursor = (row, min(grid.columns - 1, column + min(before, width - 1)))
    }
}
