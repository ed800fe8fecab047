/// Finds out in which order the parts of dates stand in a column.
struct CSVDates {
    var order: DateOrder
    /// In words, for people; `nil` when every date is `YYYY-MM-DD` and there is nothing to say.
    var remark: String?
    /// Whether a zone stands behind some of the times.
    var hasZone: Bool

    /// - Parameter values: Cells of the column.
    init(_ values: [String]) {
        var evidence = Evidence()
        for value in values { evidence.look(at: value) }
        (order, remark) = evidence.verdict
        hasZone = values.contains(where: CSVDates.endsWithZone)
    }

    /// Whether the text can be a date (and time) in one of the orders.
    static func isDate(_ text: String) -> Bool {
        guard text.utf8.count >= 6, text.utf8.contains(where: { $0 == 0x2D || $0 == 0x2F || $0 == 0x2E }) else {
            return false
        }
        return [DateOrder.monthFirst, .dayFirst, .yearFirst].contains { order in
            if case .value = TextTimestamp.timestamp(of: text, order: order) { return true }
            return false
        }
    }

    /// Whether the text can be a time of day.
    static func isTime(_ text: String) -> Bool {
        if case .value = TextTimestamp.timestamp(of: "2000-01-01 " + text, order: .yearFirst) { return true }
        return false
    }

    private static func endsWithZone(_ text: String) -> Bool { endsWithZone(text.utf8) }

    static func endsWithZone(_ text: some BidirectionalCollection<UInt8>) -> Bool {
        let tail = text.suffix(6)
        if let last = tail.last, last | 0x20 == 0x7A { return true }
        return text.count > 19 && (tail.first == 0x2B || tail.first == 0x2D)
    }

    /// Whether a cell starts with `2026-04-09` or the like: most dates do, and tell nothing of the order.
    static func isPlainISO(_ bytes: UnsafeRawBufferPointer) -> Bool {
        guard bytes.count >= 10, bytes.count == 10 || bytes[10] == 0x20 || bytes[10] == 0x2D else { return false }
        for place in 0..<10 {
            let byte = bytes[place]
            let isMark = byte == 0x2D || byte == 0x2E || byte == 0x2F
            if place == 4 || place == 7 ? !isMark : !(0x30...0x39).contains(byte) { return false }
        }
        return true
    }

    private struct Evidence {
        var looked = 0
        /// Dates whose order only the numbers can tell.
        var open = 0
        var separator: Character = "/"
        var votes: [DateOrder: Int] = [:]
        /// First and third numbers of dates like 26/04/09: the year is the one that changes less.
        var firsts: Set<Int> = []
        var thirds: Set<Int> = []

        mutating func look(at text: String) {
            var text = text
            if text.withUTF8({ CSVDates.isPlainISO(UnsafeRawBufferPointer($0)) }) {
                looked += 1
                return
            }
            let parts = text.split(separator: " ").first.map { $0.split { "/.-".contains($0) } } ?? []
            guard parts.count >= 3, let first = Int(parts[0]), let second = Int(parts[1]), let third = Int(parts[2])
            else { return }
            looked += 1
            guard parts[0].count <= 2, parts[1].count <= 2 else { return }
            open += 1
            separator = text.first { "/.-".contains($0) } ?? "/"
            if first > 31 || first == 0 {
                votes[.yearFirst, default: 0] += 1
            } else if first > 12, second <= 12, parts[2].count == 4 || third > 31 || third < 1 {
                votes[.dayFirst, default: 0] += 1
            } else if second > 12, first <= 12 {
                votes[.monthFirst, default: 0] += 1
            } else if first > 12, second <= 12 {
                firsts.insert(first)
                thirds.insert(third)
            }
        }

        var verdict: (DateOrder, String?) {
            guard open > 0 else { return (.monthFirst, nil) }
            if let best = votes.max(by: { ($0.value, $1.key.rawValue) < ($1.value, $0.key.rawValue) }) {
                return (best.key, "\(CSVDates.title(best.key)), as the dates tell")
            }
            if !firsts.isEmpty {
                let order = firsts.count < thirds.count ? DateOrder.yearFirst : .dayFirst
                return (order, "\(CSVDates.title(order)) (assumed by which number changes)")
            }
            let assumed = separator == "/" ? DateOrder.monthFirst : .dayFirst
            return (assumed, "\(CSVDates.title(assumed)) (assumed: no date of the first \(looked) tells)")
        }
    }

    static func title(_ order: DateOrder) -> String {
        switch order {
        case .yearFirst: "year first"
        case .monthFirst: "month first"
        case .dayFirst: "day first"
        }
    }
}
