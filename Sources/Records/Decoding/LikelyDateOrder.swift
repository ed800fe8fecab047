import Catalog

/// Finds the order of the parts of dates that are numbers alone.
///
/// The entries of one file are near each other in time, and not long ago: of the orders under which most dates are one, those
/// that put none of them ahead of the file go first, then the one with the shortest time from first to last, then the one whose
/// years are nearest to those that other dates tell.
struct LikelyDateOrder {
    private(set) var order: DateOrder
    /// Whether the dates would be as many in another order, and not much further apart.
    private(set) var isAssumed: Bool
    /// Whether it is the user's word.
    let isStated: Bool
    /// Orders in which they are dates no less well, this one among them.
    let possible: Set<DateOrder>
    /// In words, for people.
    private(set) var remark: String

    /// What is known of a file besides the dates themselves.
    struct Circumstances {
        /// When the file was last written, in seconds since 1970.
        var lastChange: Int?
        /// `--date-order`.
        var stated: DateOrder?
        /// The latest year of dates in the same file that are plain.
        var year: Int?
        /// The first and the last of plain dates among these, in microseconds since 1970.
        var plain: ClosedRange<Int64>?
        /// The order that is usual with their marks, where they leave it open.
        var usual: DateOrder?
    }

    /// - Parameter dates: As text: `26/08/07`, `8/7/2026`.
    /// - Parameter lastChange: When the file was last written, in seconds since 1970.
    init(_ dates: some Sequence<String>, lastChange: Int?, stated: DateOrder? = nil) {
        self.init(Set(dates), Circumstances(lastChange: lastChange, stated: stated))
    }

    /// - Parameter dates: As text: `26/08/07`, `8/7/2026`.
    init(_ dates: Set<String>, _ about: Circumstances) {
        // Dates with a year of four digits at their end leave open whether day or month is first, when the year is said to be.
        if let stated = about.stated, stated != .yearFirst || dates.isEmpty || dates.contains(where: { OpenDate.day($0, stated) != nil }) {
            (order, isAssumed, isStated, possible) = (stated, false, true, [stated])
            remark = "\(CSVDates.title(stated)), as --date-order says"
            return
        }
        isStated = false
        let rule = YearRule(before: about.lastChange)
        let readings = Reading.all(of: dates, rule, about)
        guard let best = readings.min() else {
            (order, isAssumed, possible) = (.yearFirst, false, Set(DateOrder.all))
            remark = "year first (assumed: there are none)"
            return
        }
        let rivals = readings.filter { $0.order != best.order && $0.fitting == best.fitting && !$0.isTooFar(beside: best) }
        order = best.order
        isAssumed = !rivals.isEmpty
        possible = Set(rivals.map(\.order) + [best.order])
        let others = best.missing == 0 ? "" : ", but for \(best.missing) of them"
        let why = rivals.contains { $0.span == best.span } ? "no date tells" : "by which number changes"
        remark = CSVDates.title(order)
            + (rivals.isEmpty ? ", as the dates tell\(others)" : " (assumed: \(why)\(others); --date-order to overrule)")
    }

    /// The same in an order that was found elsewhere, where the dates themselves do not prove another.
    ///
    /// - Parameter teller: Whose dates prove it, in the plural.
    func taking(_ other: DateOrder?, from teller: String) -> LikelyDateOrder {
        guard let other, isAssumed, possible.contains(other) else { return self }
        var found = self
        (found.order, found.isAssumed) = (other, false)
        found.remark = "\(CSVDates.title(other)), as \(teller) tell"
        return found
    }

    static let otherFiles = "other files with these columns"
}

/// The dates of a column under one order.
private struct Reading: Comparable {
    let order: DateOrder
    /// How many are dates, and how many are so only under others.
    private(set) var fitting = 0
    private(set) var missing = 0
    private var first = Int64.max
    private var last = Int64.min
    private var isAhead = false
    /// Between its last year and the one that is known.
    private var years = 0
    private var isUsual = false
    /// From first to last, with the dates that are plain.
    private(set) var span: Int64 = 0

    static func all(of dates: Set<String>, _ rule: YearRule, _ about: LikelyDateOrder.Circumstances) -> [Reading] {
        let orders = DateOrder.all
        let read = dates.map { date in orders.map { OpenDate.day(date, $0) } }
        let total = read.count { $0.contains { $0 != nil } }
        guard total > 0 else { return [] }
        return orders.indices.map { at in
            var reading = Reading(order: orders[at])
            for days in read { if let day = days[at] { reading.add(day) } }
            reading.missing = total - reading.fitting
            reading.judge(rule, about)
            return reading
        }.filter { $0.fitting > 0 }
    }

    private init(order: DateOrder) { self.order = order }

    private mutating func add(_ day: Int64) {
        fitting += 1
        (first, last) = (min(first, day), max(last, day))
    }

    private mutating func judge(_ rule: YearRule, _ about: LikelyDateOrder.Circumstances) {
        let limit = Timestamp(year: rule.year, month: rule.month, day: rule.day, hour: 23, minute: 59, second: 59)
        isAhead = last > limit?.microseconds ?? .max
        years = abs((about.year ?? rule.year) - Timestamp(microseconds: last).fields.year)
        isUsual = order == about.usual
        span = fitting == 0 ? 0 : max(last, about.plain?.upperBound ?? last) - min(first, about.plain?.lowerBound ?? first)
    }

    /// More dates, none ahead of the file, a shorter time, a nearer year, what is usual, later.
    static func < (a: Reading, b: Reading) -> Bool { a.rank.lexicographicallyPrecedes(b.rank) }

    private var rank: [Int64] {
        [Int64(-fitting), isAhead ? 1 : 0, span, Int64(years), isUsual ? 0 : 1, isAhead ? 0 : -last]
    }

    /// Whether it takes days for years, and so spreads over decades what lies within days.
    func isTooFar(beside best: Reading) -> Bool {
        guard (order == .yearFirst) != (best.order == .yearFirst) else { return false }
        return span > (best.span + 7 * Timestamp.microsecondsPerDay) * 10
    }
}
