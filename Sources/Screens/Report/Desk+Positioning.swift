import Catalog
import JournalIndex
import Query

/// Position to: a line, an end, a distance, or a date and time.
extension Desk {
    /// - Returns: Why it cannot be done; `nil` when it was.
    mutating func position(to text: String) -> String? {
        let word = text.trimmingBlanks.uppercased()
        let page = page(preview: 0)
        switch word {
        case "T", "*FIRST", "TOP", "0": goToTop()
        case "B", "*LAST", "BOTTOM", "$": goToBottom(page: page)
        default:
            let digits = word.drop { $0 == "+" || $0 == "-" }
            if let number = Int(digits), word.count - digits.count <= 1, digits.count <= Desk.mostDigits {
                if word.hasPrefix("+") { move(by: number) } else if word.hasPrefix("-") { move(by: -number) }
                else { go(toLine: number, page: page) }
                return nil
            }
            return position(toTime: word)
        }
        return nil
    }

    private mutating func position(toTime word: String) -> String? {
        guard let column = shownJournal.schema.id("ENTRY_TIMESTAMP") else {
            return "These entries have no time. Type a line number, T, B, +n or -n."
        }
        guard let time = TypedTime.read(word, near: time(at: report.place.position, column)) else {
            return "Type a line number, T, B, +n, -n, or a time such as 2026-11-02 08:30, 11-02 or 08:30."
        }
        if let first = report.view.sort.first, first.column != "ENTRY_TIMESTAMP" || first.descending {
            return "The report is sorted by \(first.column). To position to a time, sort by time first."
        }
        go(toLine: firstPosition(from: time, column) + 1, page: 1)
        return nil
    }

    private func time(at position: Int, _ column: ColumnID) -> Timestamp? {
        guard let row = report.row(at: position),
            case .timestamp(let time)? = shownJournal.cells(rows: [row], columns: [column]).first?.first
        else { return nil }
        return time
    }

    /// The first position whose entry is not before `time`, by halving: some 24 entries are looked at among 10 million.
    /// An entry without a time counts as the one before it.
    private func firstPosition(from time: Timestamp, _ column: ColumnID) -> Int {
        var (low, high) = (0, report.count)
        while low < high {
            let middle = low + (high - low) / 2
            var probe = middle
            var found: Timestamp?
            while found == nil, probe >= low, middle - probe < Self.timelessRun {
                found = self.time(at: probe, column)
                probe -= 1
            }
            if let found, found >= time { high = middle } else { low = middle + 1 }
        }
        return low
    }

    /// Entries without a time that are stepped over at most.
    private static let timelessRun = 64
}

/// A time as it is typed into Position to.
enum TypedTime {
    /// Understood are `2026-11-02`, `2026-11-02-08.30`, `2026-11-02 08:30:15`, `11-02`, `1102 0830`, `08:30`.
    ///
    /// - Parameter near: Gives the year, or the day, where they are left out.
    static func read(_ text: String, near: Timestamp?) -> Timestamp? {
        let groups = text.split { !$0.isNumber }.map(String.init)
        guard !groups.isEmpty, groups.count <= 7, groups.allSatisfy({ $0.count <= 9 }),
            text.allSatisfy({ $0.isASCII && ($0.isNumber || "-/.: T".contains($0)) })
        else { return nil }
        let near = near?.fields
        if groups[0].count == 4, groups.count <= 2, let day = Int(groups[0]), isMonthAndDay(groups[0]), groups.count == 2 {
            guard let near, let clock = Int(groups[1]), groups[1].count == 4 else { return nil }
            return make([near.year, day / 100, day % 100, clock / 100, clock % 100])
        }
        let numbers = groups.compactMap { Int($0) }
        if groups[0].count == 4 { return make(groups.count >= 7 ? Array(numbers.prefix(6)) : numbers) }
        guard let near else { return nil }
        if text.contains(":"), numbers.count <= 3 { return make([near.year, near.month, near.day] + numbers) }
        return make([near.year] + numbers)
    }

    private static func isMonthAndDay(_ text: String) -> Bool {
        guard let number = Int(text) else { return false }
        return (1...12).contains(number / 100) && (1...31).contains(number % 100)
    }

    /// Year, month, day, hour, minute, second; what is missing is the first of its kind.
    private static func make(_ numbers: [Int]) -> Timestamp? {
        guard !numbers.isEmpty, numbers.count <= 6 else { return nil }
        let at = { (index: Int, none: Int) in index < numbers.count ? numbers[index] : none }
        return Timestamp(
            year: at(0, 1), month: at(1, 1), day: at(2, 1), hour: at(3, 0), minute: at(4, 0), second: at(5, 0))
    }
}
