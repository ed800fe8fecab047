/// Which rows of the terminal hold what, on Display Report. A small terminal gives up the title first, then the ruler,
/// the second heading line, the selection, the function keys; one line of the report always stays.
struct ReportFrame: Equatable, Sendable {
    var title: Int?
    var query: Int?
    var fields: Int?
    var ruler: Int?
    var headings: Range<Int>
    var details: Range<Int>
    var more: Int?
    var selection: Int?
    var keys: Int?

    /// Rows under the details: More... or Bottom, selection, function keys, messages.
    init(rows: Int, headingLines: Int) {
        var bottom = rows >= 2 ? rows - 1 : rows
        func take(_ needed: Int) -> Int? {
            guard rows >= needed else { return nil }
            bottom -= 1
            return bottom
        }
        keys = take(11)
        selection = take(8)
        more = take(12)
        var top = 0
        func next(_ needed: Int) -> Int? {
            guard rows >= needed else { return nil }
            top += 1
            return top - 1
        }
        title = next(18)
        query = next(17)
        fields = next(14)
        ruler = next(13)
        let lines = rows >= 16 ? headingLines : rows >= 4 ? 1 : 0
        headings = top..<top + lines
        details = headings.upperBound..<max(headings.upperBound, bottom)
    }
}
