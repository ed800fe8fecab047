import Canvas

extension String {
    /// Without the blanks around it.
    var trimmingBlanks: String {
        var rest = self[...]
        while rest.first == " " { rest.removeFirst() }
        while rest.last == " " { rest.removeLast() }
        return String(rest)
    }

    /// Followed by blanks up to `width` characters; longer text stays as it is.
    func padded(_ width: Int) -> String {
        let cells = cells
        return cells >= width ? self : self + String(repeating: " ", count: width - cells)
    }

    /// Preceded by blanks up to `width` characters.
    func leftPadded(_ width: Int) -> String {
        let cells = cells
        return cells >= width ? self : String(repeating: " ", count: width - cells) + self
    }

    /// Cells it takes on the screen: wide characters take two, combining ones none.
    var cells: Int { utf8.allSatisfy { $0 >= 0x20 && $0 < 0x7F } ? utf8.count : Sanitizer.width(of: self) }

    /// Whether it takes no more than `width` cells. Costs no more for a long text than for one that just fits.
    func fits(_ width: Int) -> Bool { utf8.count <= width ? cells <= width : Sanitizer.width(of: self, upTo: width) <= width }

    /// Cut to `width` cells; what was cut ends in `mark`, as far as there is room for it.
    func cut(_ width: Int, mark: String = ">") -> String {
        if fits(width) { return self }
        var kept = ""
        var used = mark.cells
        guard used <= width else { return String(mark.prefix(max(0, width))) }
        for character in self {
            let next = String(character).cells
            if used + next > width { break }
            kept.append(character)
            used += next
        }
        return kept + mark
    }

    /// A label with leader dots, as on the system's screens: `Sequence . . . . . :`.
    ///
    /// - Parameter colon: Output fields have one, entry fields none.
    func label(_ width: Int, colon: Bool = true) -> String {
        var text = count % 2 == 0 ? self : self + " "
        let end = colon ? " :" : ""
        while text.count + 2 <= width - end.count { text += " ." }
        return text.padded(width - end.count) + end
    }
}

extension Int {
    /// With commas between the thousands, as on the system's screens: `1,212`.
    var grouped: String {
        var digits = String(magnitude)
        var groups: [String] = []
        while digits.count > 3 {
            groups.insert(String(digits.suffix(3)), at: 0)
            digits.removeLast(3)
        }
        return (self < 0 ? "-" : "") + ([digits] + groups).joined(separator: ",")
    }

    /// `1 entry`, `1,212 entries`
    func of(_ one: String, _ many: String) -> String { grouped + " " + (self == 1 ? one : many) }
    var entries: String { of("entry", "entries") }
}
