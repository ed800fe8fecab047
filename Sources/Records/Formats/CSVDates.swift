import Catalog

/// Finds out in which order the parts of dates stand in a column.
struct CSVDates {
    private var found: LikelyDateOrder?
    /// Of dates that may still come, where every one so far is plain: `YYYY-MM-DD` or the like.
    private var expected: DateOrder?
    /// Whether a zone stands behind some of the times.
    let hasZone: Bool
    /// How dates are written whose order is not plain.
    private(set) var form: OpenDate.Form?
    private let isSaid: Bool

    /// `nil` where every date is plain, and nobody says what others would be.
    var order: DateOrder? { found?.order ?? expected }
    var isAssumed: Bool { found?.isAssumed ?? false }
    /// Whether the dates themselves, or others, prove the order.
    var isProved: Bool { found.map { !$0.isAssumed } ?? false }
    /// Whether the order is the user's word.
    var isStated: Bool { found?.isStated ?? isSaid }
    /// Whether there is a date whose order is not plain.
    var isShown: Bool { found != nil }
    /// In words, for people; `nil` when every date is plain and there is nothing to say.
    var remark: String? { found?.remark }

    /// - Parameter values: Cells of the column.
    /// - Parameter later: Texts of cells behind those that recognition sees.
    init(_ values: [String], later: Set<String>, _ about: LikelyDateOrder.Circumstances) {
        hasZone = values.contains(where: CSVDates.endsWithZone)
        (expected, isSaid) = (about.stated, about.stated != nil)
        var dates: Set<String> = []
        for text in [values, later.sorted()].joined() where !Self.isPlainISO(text) {
            guard dates.count < Self.most, let date = OpenDate(text), !dates.contains(date.text), date.isDate
            else { continue }
            if dates.isEmpty { form = date.form }
            dates.insert(date.text)
        }
        guard !dates.isEmpty else { return }
        var about = about
        about.usual = form?.mark.map { $0 == UInt8(ascii: "/") ? .monthFirst : .dayFirst }
        about.plain = Self.plainDays(values)
        found = LikelyDateOrder(dates, about)
    }

    /// Different dates that are looked at.
    private static let most = 8_000

    /// Takes an order that was found elsewhere, where the dates themselves do not prove another.
    ///
    /// - Parameter teller: Whose dates prove it, in the plural.
    mutating func take(_ other: DateOrder, from teller: String) {
        found = found?.taking(other, from: teller)
        if found == nil { expected = other }
    }

    /// The latest of the years that plain dates begin with.
    ///
    /// - Parameter limit: Years behind it are none of entries (9999).
    static func latestYear(_ values: [String], notAfter limit: Int) -> Int? {
        values.lazy.filter { isPlainISO($0) }.compactMap { Int($0.prefix(4)) }.filter { $0 <= limit }.max()
    }

    /// The first and the last day of plain dates; `nil` where there are none.
    private static func plainDays(_ values: [String]) -> ClosedRange<Int64>? {
        let days = Set(values.lazy.filter { isPlainISO($0) }.map { String($0.prefix(10)) }).compactMap { text -> Int64? in
            guard case .value(let day) = TextTimestamp.timestamp(of: text, order: nil) else { return nil }
            return day.microseconds
        }
        guard let first = days.min(), let last = days.max() else { return nil }
        return first...last
    }

    private static func isPlainISO(_ text: String) -> Bool {
        var text = text
        return text.withUTF8 { isPlainISO(UnsafeRawBufferPointer($0)) }
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

    static func title(_ order: DateOrder) -> String {
        switch order {
        case .yearFirst: "year first"
        case .monthFirst: "month first"
        case .dayFirst: "day first"
        }
    }
}
