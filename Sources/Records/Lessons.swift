/// What reading an input taught of it that its head did not show. Recognition takes it into account the next time.
package struct Lessons: Equatable, Sendable {
    /// Texts of cells that answer an open question, by the name of the column.
    package private(set) var texts: [String: Set<String>] = [:]
    /// Keys of JSON objects that no object of the head has.
    package private(set) var keys: Set<String> = []
    /// The order of dates that other inputs of the same layout prove, by the name of the column.
    package var orders: [String: DateOrder] = [:]

    package init() {}

    package var isEmpty: Bool { self == Lessons() }

    /// Texts of one column that are kept: every day of ten years.
    private static let mostTexts = 4_000
    /// Characters of one text.
    private static let longest = 4_096

    /// - Parameter column: Its name.
    package mutating func add(_ text: String, of column: String) {
        guard texts[column]?.count ?? 0 < Self.mostTexts else { return }
        texts[column, default: []].insert(String(text.prefix(Self.longest)))
    }

    package mutating func add(keys new: Set<String>) { keys.formUnion(new) }

    /// Adds what another reading taught.
    package mutating func add(_ other: Lessons) {
        for (column, found) in other.texts { for text in found.sorted() { add(text, of: column) } }
        keys.formUnion(other.keys)
        orders.merge(other.orders) { $1 }
    }
}

/// A column of which the head of an input does not tell everything: its cells are looked at while they are read.
package struct OpenColumn: Equatable, Sendable {
    package enum Question: Equatable, Sendable {
        /// In which order the numbers of its dates stand, other than this one, if any; whether other dates prove it. Those that
        /// stray from a proved order are counted before the input is read again for them.
        case order(DateOrder?, isProved: Bool)
        /// Whether every cell is a number or an instant, as all cells of the head are: one that is refused answers.
        case kind
        /// How its cells are written: the first that holds something answers.
        case spelling
    }

    /// Index in the reader's columns.
    package var column: Int
    package var question: Question
    /// Whether it is looked at also when nobody wants the column. Else only cells that are refused anyway tell.
    package var isWatched: Bool

    /// What a cell with this text teaches; `nil` when nothing.
    package func lesson(of text: String) -> String? {
        switch question {
        case .order: OpenDate(text).flatMap { $0.isDate ? $0.written : nil }
        case .kind: text
        case .spelling: text.trimmed.isEmpty || text.trimmed == "-" ? nil : text
        }
    }

    /// Whether a lesson is reason enough to read the input again: what is read until then is read in vain.
    package func isDecisive(_ lesson: String) -> Bool {
        guard case .order(let order, let isProved) = question else { return true }
        guard !isProved, let date = OpenDate(lesson) else { return false }
        return order.map { OpenDate.day(date.text, $0) == nil } ?? true
    }
}

/// In which order the dates of a column are read, and whether that is only assumed.
package struct ColumnDates: Equatable, Sendable {
    /// Its name, and what the source calls it.
    package var column: String
    package var heading: String
    package var order: DateOrder
    /// How they are written.
    var form: OpenDate.Form?
    package var isAssumed: Bool

    /// Whether those of another input may be in the same order: the same column, written alike.
    package func isLike(_ other: ColumnDates) -> Bool { column == other.column && form == other.form }

    /// What was assumed, and what to do about it, for people; `nil` where the order is known.
    package var assumption: String? {
        guard isAssumed else { return nil }
        return "dates in \(heading) are read \(CSVDates.title(order)), which is only assumed; --date-order dmy, mdy or ymd overrules it"
    }
}
