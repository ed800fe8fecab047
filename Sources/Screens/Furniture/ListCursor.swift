import Canvas

/// A cursor in a list longer than the screen, and the window that shows it.
struct ListCursor: Equatable, Sendable {
    /// 0 where the list is empty.
    private(set) var index = 0
    /// First item shown.
    private(set) var top = 0

    /// Puts cursor and window where they can be: the cursor on an item, and in the window.
    mutating func settle(count: Int, page: Int) {
        let page = max(1, page)
        index = min(max(0, index), max(0, count - 1))
        top = min(max(0, top), max(0, count - page))
        if index < top { top = index }
        if index >= top + page { top = index - page + 1 }
    }

    mutating func move(to index: Int) { self.index = index }

    /// - Returns: Whether the key moves a cursor.
    mutating func take(_ key: Key, count: Int, page: Int, number: Int? = nil) -> Bool {
        let times = max(1, number ?? 1)
        switch key {
        case .down, .character("j"): index = clamped(index, by: times)
        case .up, .character("k"): index = clamped(index, by: -times)
        case .pageDown, .character(" "), .character("f"), .control("f"): turn(max(1, page), count, page)
        case .pageUp, .character("b"), .control("b"): turn(-max(1, page), count, page)
        case .control("d"): turn(max(1, page / 2), count, page)
        case .control("u"): turn(-max(1, page / 2), count, page)
        case .home, .character("g"): index = 0
        case .end, .character("G"): index = number.map { $0 - 1 } ?? count - 1
        default: return false
        }
        settle(count: count, page: page)
        return true
    }

    /// Moves window and cursor together.
    private mutating func turn(_ lines: Int, _ count: Int, _ page: Int) {
        let last = max(0, count - max(1, page))
        let moved = min(max(0, top + lines), last)
        index = moved == top ? (lines < 0 ? 0 : max(0, count - 1)) : index + (moved - top)
        top = moved
    }

    private func clamped(_ value: Int, by distance: Int) -> Int {
        let (sum, overflow) = value.addingReportingOverflow(distance)
        return overflow ? value : sum
    }

    func isMore(count: Int, page: Int) -> Bool { top + page < count }
    func visible(count: Int, page: Int) -> Range<Int> {
        let start = min(top, max(0, count))
        return start..<min(max(0, count), start + max(0, page))
    }
}

/// Screens with one list: the keys that move in it are rows of the table.
protocol ListScreen: Screen {
    var cursor: ListCursor { get set }
    var itemCount: Int { get }
    func pageSize(_ desk: Desk) -> Int
}

extension ListScreen {
    func pageSize(_ desk: Desk) -> Int { PageFrame(rows: desk.rows).body.count }
    mutating func settle(_ desk: inout Desk) { cursor.settle(count: itemCount, page: pageSize(desk)) }

    fileprivate mutating func move(_ key: Key, _ argument: Argument, _ desk: Desk) {
        _ = cursor.take(key, count: itemCount, page: pageSize(desk), number: argument.number)
    }
}

extension KeyRow where S: ListScreen {
    /// Moving in a list, on every screen that has one.
    ///
    /// - Parameter taken: Keys that mean something else on this screen.
    static func moving(except taken: Set<Key> = []) -> [KeyRow] {
        func row(_ keys: [Key], _ name: String, _ help: String) -> KeyRow {
            let first = keys[0]
            return KeyRow(keys.filter { !taken.contains($0) }, [], name, help) { screen, desk, argument in
                screen.move(first, argument, desk)
            }
        }
        return [
            row([.down, .character("j")], "Down", "Goes to the next line; with a number before it, so many lines."),
            row([.up, .character("k")], "Up", "Goes to the line before; with a number before it, so many lines."),
            row([.pageDown, .character(" "), .character("f"), .control("f")], "Page down", "Shows the next lines."),
            row([.pageUp, .character("b"), .control("b")], "Page up", "Shows the lines before."),
            row([.control("d")], "Half page down", "Shows the next half page."),
            row([.control("u")], "Half page up", "Shows the half page before."),
            row([.home, .character("g"), .function(17)], "Top", "Goes to the first line."),
            row([.end, .character("G"), .function(18)], "Bottom", "Goes to the last line; with a number before it, to that line."),
        ]
    }
}
