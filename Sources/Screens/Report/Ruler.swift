/// The ruler over a report: `....+....1....+....2`. From 100 on the label is two digits that end on the column.
enum Ruler {
    /// The character over a position, counted from 1.
    static func character(at position: Int) -> Character {
        guard position > 0 else { return " " }
        let ten = (position + 9) / 10
        let label = Array(String(ten))
        let distance = ten * 10 - position
        if distance < label.count { return label[label.count - 1 - distance] }
        return position % 10 == 5 ? "+" : "."
    }

    /// The ruler over the positions `range`, counted from 1.
    static func text(_ range: Range<Int>) -> String { String(range.map(character)) }
}
