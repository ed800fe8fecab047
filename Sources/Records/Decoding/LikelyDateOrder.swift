import Catalog

/// Finds the order of the parts of dates that are two digits each.
///
/// The entries of one file are near each other in time, and not long ago: of the orders under which every date is one,
/// the one with the shortest time from first to last is taken, and among equals the one whose last day is the latest that
/// is not ahead.
struct LikelyDateOrder {
    let order: DateOrder
    /// In words, for people.
    let remark: String

    /// - Parameter dates: As text: `26/08/07`.
    /// - Parameter lastChange: When the file was last written, in seconds since 1970.
    init(_ dates: some Sequence<String>, lastChange: Int?) {
        let dates = Array(Set(dates))
        let rule = YearRule(before: lastChange)
        let limit = Timestamp(year: rule.year, month: rule.month, day: rule.day, hour: 23, minute: 59, second: 59)
        var fits: [(order: DateOrder, span: Int64, last: Int64)] = []
        for order in [DateOrder.yearFirst, .monthFirst, .dayFirst] {
            guard let (first, last) = Self.extent(dates, order) else { continue }
            fits.append((order, last - first, last > limit?.microseconds ?? .max ? .min : last))
        }
        guard let best = fits.max(by: { ($1.span, $0.last) < ($0.span, $1.last) }) else {
            (order, remark) = (.yearFirst, "year first (assumed)")
            return
        }
        order = best.order
        let isTie = fits.count { $0.span == best.span } > 1
        remark = CSVDates.title(order) + (isTie ? " (assumed: the latest day that fits)" : ", as the dates tell")
    }

    /// First and last of the dates under an order; `nil` when one of them is none.
    private static func extent(_ dates: [String], _ order: DateOrder) -> (Int64, Int64)? {
        var extent: (first: Int64, last: Int64)?
        for date in dates {
            guard case .value(let day) = TextTimestamp.timestamp(of: date, order: order) else { return nil }
            let time = day.microseconds
            extent = (min(extent?.first ?? time, time), max(extent?.last ?? time, time))
        }
        return extent
    }
}
