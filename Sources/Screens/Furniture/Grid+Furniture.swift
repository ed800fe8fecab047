import Canvas

extension Grid {
    /// The title in the middle of the first row.
    mutating func putTitle(_ title: String, row: Int? = 0) {
        guard let row else { return }
        put(title, row: row, column: max(0, (columns - title.count) / 2), style: .title)
    }

    /// `More...` or `Bottom` at the right end of the row under a list.
    mutating func putMore(_ isMore: Bool, row: Int?) {
        guard let row else { return }
        let word = isMore ? "More..." : "Bottom"
        put(word, row: row, column: columns - word.count - 1, style: .title)
    }

    /// Text that ends `margin` cells before the right edge.
    mutating func putRight(_ text: String, row: Int, margin: Int = 1, style: Style = .normal) {
        put(text, row: row, column: columns - margin - Sanitizer.width(of: text), style: style)
    }
}

/// The function-key lines: `F3=Exit  F12=Cancel`, as many to a line as fit.
enum Legend {
    /// - Parameter first: Numbers of the keys that come first; the others follow in the order of the table. Within a
    ///   line keys stand by their numbers.
    /// - Returns: At least one line; the keys that fit on no line are on the next, F24 goes there.
    static func pages(_ infos: [KeyInfo], first: [Int], width: Int) -> [String] {
        let items = ordered(infos, first)
        if line(items).count < width { return [line(items)] }
        let more = items.filter { $0.number == 24 }
        var pages: [String] = []
        var page: [Item] = []
        for item in items where item.number != 24 {
            if !page.isEmpty, line(page + [item] + more).count >= width {
                pages.append(line(page + more))
                page = []
            }
            page.append(item)
        }
        return pages + [line(page + more)]
    }

    static func page(_ number: Int, _ infos: [KeyInfo], first: [Int], width: Int) -> String {
        let pages = pages(infos, first: first, width: width)
        return pages[((number % pages.count) + pages.count) % pages.count]
    }

    private typealias Item = (number: Int, text: String)

    private static func ordered(_ infos: [KeyInfo], _ first: [Int]) -> [Item] {
        let items = infos.compactMap { info in info.function.map { Item($0, "F\($0)=\(info.name)") } }
        return first.compactMap { number in items.first { $0.number == number } } + items.filter { !first.contains($0.number) }
    }

    private static func line(_ items: [Item]) -> String {
        " " + items.sorted { $0.number < $1.number }.map(\.text).joined(separator: "  ")
    }
}

/// Which rows of the terminal hold what, on a screen with a title, a body, function keys and messages. A small terminal
/// gives up the title first, then the function keys, then More... and Bottom.
struct PageFrame: Equatable, Sendable {
    var title: Int?
    /// Rows of the body.
    var body: Range<Int>
    var more: Int?
    var keys: Int?
    var message: Int?

    /// - Parameter gap: Blank rows between title and body, where there is room.
    init(rows: Int, gap: Int = 1) {
        message = rows >= 2 ? rows - 1 : nil
        keys = rows >= 6 ? rows - 2 : nil
        more = rows >= 8 ? rows - 3 : nil
        title = rows >= 9 ? 0 : nil
        let start = rows >= 14 ? 1 + gap : title == nil ? 0 : 1
        let end = more ?? keys ?? message ?? rows
        body = start..<max(start, end)
    }
}
