import Catalog

/// A time as it is typed: it stands for the whole interval at the precision written.
enum TimeConstant: Equatable {
    /// `2026-04-08` is that day, `2026-04-09 07:00` that minute; microseconds since 1970, the end not included.
    case interval(Range<Int64>)
    /// `-7d`: seconds before the newest entry.
    case beforeNewest(Int64)
    /// `now-7d`: seconds before the clock; `now` is 0.
    case beforeNow(Int64)
    /// `today` is 0, `yesterday` 1.
    case daysAgo(Int64)

    /// - Returns: `nil` when the text is no time.
    init?(_ text: String) {
        let text = Folding.upper(text.trimmingBlanks)
        switch text {
        case "TODAY": self = .daysAgo(0)
        case "YESTERDAY": self = .daysAgo(1)
        case "NOW": self = .beforeNow(0)
        case _ where text.hasPrefix("NOW-"):
            guard let seconds = Self.duration(text.dropFirst(4)) else { return nil }
            self = .beforeNow(seconds)
        case _ where text.hasPrefix("-"):
            guard let seconds = Self.duration(text.dropFirst()) else { return nil }
            self = .beforeNewest(seconds)
        default:
            guard let range = CalendarText(text)?.interval else { return nil }
            self = .interval(range)
        }
    }

    /// The units of `-7d` and `now-90m`, with their seconds.
    static let units: [(name: Character, seconds: Int64, meaning: String)] = [
        ("s", 1, "seconds"), ("m", 60, "minutes"), ("h", 3_600, "hours"), ("d", 86_400, "days"),
        ("w", 604_800, "weeks"),
    ]
    /// 9,999 years: nothing in a calendar lies further back.
    private static let longest: Int64 = 315_537_897_600

    private static func duration(_ text: Substring) -> Int64? {
        guard let last = text.last, let unit = units.first(where: { $0.name.uppercased() == String(last) }),
            text.dropLast().utf8.allSatisfy({ (0x30...0x39).contains($0) }), let count = Int64(text.dropLast())
        else { return nil }
        let (seconds, overflow) = count.multipliedReportingOverflow(by: unit.seconds)
        return overflow || seconds > longest ? nil : seconds
    }

    /// The instants meant, in microseconds, the end not included; `nil` when there is no newest entry to count from.
    func interval(_ reference: TimeReference) -> Range<Int64>? {
        switch self {
        case .interval(let range): range
        case .beforeNewest(let seconds): reference.newest.map { Self.instant($0, before: seconds) }
        case .beforeNow(let seconds): Self.instant(reference.now, before: seconds)
        case .daysAgo(let days): Self.day(of: reference.now, before: days)
        }
    }

    private static func instant(_ time: Timestamp, before seconds: Int64) -> Range<Int64> {
        let (start, overflow) = time.microseconds.subtractingReportingOverflow(seconds * 1_000_000)
        return overflow || start == .max ? Int64.min..<Int64.min + 1 : start..<start + 1
    }

    private static func day(of time: Timestamp, before days: Int64) -> Range<Int64> {
        let fields = time.fields
        let start = time.microseconds - Int64(fields.hour * 3_600 + fields.minute * 60 + fields.second) * 1_000_000
            - Int64(fields.microsecond) - days * Timestamp.microsecondsPerDay
        return start..<start + Timestamp.microsecondsPerDay
    }
}

/// `2026`, `2026-04`, `2026-04-08`, `2026-04-08 07`, `07:00`, `07:00:00`, `07:00:00.123456`; between day and hour a
/// blank, `T` or `-`; a dot may stand for each colon, as IBM i writes it.
struct CalendarText {
    private var rest: Substring.UTF8View
    private var fields: [Int] = []
    /// Microseconds the text stands for, when it is finer than a month.
    private var width: Int64 = 0

    init?(_ text: String) {
        rest = text[...].utf8
        guard readDate() else { return nil }
        guard rest.isEmpty || (fields.count == 3 && readTime()) else { return nil }
    }

    private mutating func number(_ digits: ClosedRange<Int>) -> Int? {
        let run = rest.prefix(digits.upperBound).prefix { (0x30...0x39).contains($0) }
        guard digits.contains(run.count) else { return nil }
        rest = rest.dropFirst(run.count)
        return run.reduce(0) { $0 * 10 + Int($1 - 0x30) }
    }

    private mutating func skip(_ signs: String) -> Bool {
        guard let next = rest.first, signs.utf8.contains(next) else { return false }
        rest = rest.dropFirst()
        return true
    }

    private mutating func add(_ digits: ClosedRange<Int>) -> Bool {
        guard let value = number(digits) else { return false }
        fields.append(value)
        return true
    }

    private mutating func readDate() -> Bool {
        guard add(4...4) else { return false }
        if rest.isEmpty { return true }
        guard skip("-"), add(2...2) else { return false }
        if rest.isEmpty { return true }
        guard skip("-"), add(2...2) else { return false }
        width = Timestamp.microsecondsPerDay
        return true
    }

    private mutating func readTime() -> Bool {
        guard skip(" T-"), add(1...2) else { return false }
        width = 3_600_000_000
        for unit: Int64 in [60_000_000, 1_000_000] {
            if rest.isEmpty { return true }
            guard skip(":."), add(2...2) else { return false }
            width = unit
        }
        return rest.isEmpty || (skip(".,") && readFraction())
    }

    /// Up to six digits; IBM's twelve are read, the last six do not count.
    private mutating func readFraction() -> Bool {
        let digits = rest.prefix { (0x30...0x39).contains($0) }.prefix(13)
        guard (1...12).contains(digits.count), digits.count == rest.count else { return false }
        var value = 0
        width = 1_000_000
        for digit in digits.prefix(6) {
            value = value * 10 + Int(digit - 0x30)
            width /= 10
        }
        fields.append(value * Int(width))
        return true
    }

    private func field(_ index: Int, _ missing: Int) -> Int { index < fields.count ? fields[index] : missing }

    /// `nil` when a field is out of its range.
    var interval: Range<Int64>? {
        guard
            let start = Timestamp(
                year: field(0, 0), month: field(1, 1), day: field(2, 1), hour: field(3, 0), minute: field(4, 0),
                second: field(5, 0), microsecond: field(6, 0))
        else { return nil }
        let length: Int64 =
            switch fields.count {
            case 1: (Timestamp.isLeap(fields[0]) ? 366 : 365) * Timestamp.microsecondsPerDay
            case 2: Int64(Timestamp.days(inMonth: fields[1], year: fields[0])) * Timestamp.microsecondsPerDay
            default: width
            }
        return start.microseconds..<start.microseconds + length
    }
}

extension String {
    /// Without blanks at both ends.
    var trimmingBlanks: String {
        var text = self[...]
        while text.first == " " { text.removeFirst() }
        while text.last == " " { text.removeLast() }
        return String(text)
    }

    /// Without blanks at the end, as values stand in columns.
    var trimmingTrailingBlanks: String {
        var text = self[...]
        while text.unicodeScalars.last == " " { text.unicodeScalars.removeLast() }
        return String(text)
    }
}
