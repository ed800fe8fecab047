import Catalog
import Testing

@testable import Records

/// In which order the numbers of dates stand: what the dates say, what is only assumed, and what people say.
@Suite struct DateOrderTests {
    /// 30 November 2026.
    private static let now = 1_796_000_000

    private func found(_ dates: [String], year: Int? = nil, usual: DateOrder? = nil, stated: DateOrder? = nil) -> LikelyDateOrder {
        LikelyDateOrder(Set(dates), .init(lastChange: Self.now, stated: stated, year: year, usual: usual))
    }

    @Test(arguments: [
        ("4/9/2026", "4/9/2026"), ("04.09.26 07:07:12", "04/09/26"), ("26-04-09-07.07.12", "26/04/09"), ("090426", "09/04/26"),
        ("90426", "09/04/26"), ("090426070712", "09/04/26"), ("2026-04-09", nil), ("20260409", nil), ("Apr 09 2026", nil),
        ("4/9/202", nil), ("4/9-2026", nil), ("123/4/2026", nil), ("", nil), ("0904261", nil),
    ]) func datesWhoseOrderIsNotPlainAreSeen(_ cell: String, _ date: String?) {
        #expect(OpenDate(cell)?.text == date)
        if let found = OpenDate(cell) { #expect(OpenDate(found.written)?.text == date && OpenDate(found.written)?.form == found.form) }
    }

    @Test func oneProofIsEnough() {
        #expect(found(["5/6/2026", "13/6/2026"]).order == .dayFirst)
        #expect(!found(["5/6/2026", "13/6/2026"]).isAssumed)
        #expect(found(["6/13/2026"]).order == .monthFirst && !found(["6/13/2026"]).isAssumed)
        #expect(found(["14/11/99", "99/11/14"]).isAssumed)
    }

    @Test func theNumberThatChangesIsTheDay() {
        let days = (2...12).map { "\($0)/3/2026" }
        #expect(found(days, usual: .monthFirst).order == .dayFirst)
        #expect(found(days, usual: .monthFirst).isAssumed)
        #expect(found(days, usual: .monthFirst).remark.contains("by which number changes"))
        // Two digits of a year that changes every day are none.
        let short = (13...28).map { "\($0)/03/26" }
        #expect(found(short).order == .dayFirst && !found(short).isAssumed)
    }

    @Test func entriesAreNotOfTheFutureNorOfAnotherDecade() {
        #expect(found(["26/11/14"]).order == .yearFirst && found(["26/11/14"]).isAssumed)
        #expect(found(["14/11/26"]).order == .dayFirst && found(["14/11/26"]).isAssumed)
        // The plain dates of the file are of 2014.
        #expect(found(["26/11/14"], year: 2014).order == .dayFirst)
        #expect(found(["3/12/2026"], usual: .dayFirst).order == .monthFirst)
    }

    @Test func wordsOfPeopleGoFirst() {
        #expect(found(["5/6/2026", "13/6/2026"], stated: .monthFirst).order == .monthFirst)
        #expect(!found(["5/6/2026"], stated: .dayFirst).isAssumed)
        // A year of four digits at the end is no year first, whatever is said.
        #expect(found(["5/6/2026"], usual: .dayFirst, stated: .yearFirst).order == .dayFirst)
        #expect(found(["5/6/2026"], stated: .yearFirst).isAssumed)
    }

    @Test func contradictionsAreCounted() {
        let dates = found(["13/6/2026", "14/6/2026", "6/15/2026"])
        #expect(dates.order == .dayFirst && dates.remark == "day first, as the dates tell, but for 1 of them")
    }

    @Test func withoutAnOrderOnlyPlainDatesAreRead() {
        func read(_ text: String) -> Decoded<Timestamp> { TextTimestamp.timestamp(of: text, order: nil) }
        for text in ["2026-04-09", "2026/4/9 07:07", "20260409070712", "Apr 09 2026 07:07:12"] {
            guard case .value = read(text) else {
                Issue.record("\(text) is not read")
                continue
            }
        }
        for text in ["4/9/2026", "26/04/09", "090426", "13/4/2026"] {
            guard case .unreadable(_, let reason) = read(text) else {
                Issue.record("\(text) is read")
                continue
            }
            #expect(reason.contains("--date-order"))
        }
        #expect(read("99/99/2026") == .unreadable(text: "99/99/2026", reason: "not a date and time"))
    }

    // MARK: columns

    private func table(_ heading: String, _ rows: [String], _ order: DateOrder? = nil) throws -> ReadTable {
        try ReadTable(heading + "\n" + rows.map { $0 + "\n" }.joined(), options: InputOptions(dateOrder: order))
    }

    @Test func theOptionOverrulesAllButPlainDates() throws {
        let rows = ["4/9/2026,A", "2026-04-09,B", "13/9/2026,C"]
        #expect(
            try table("ENTRY_TIMESTAMP,USER_NAME", rows, .monthFirst).column("ENTRY_TIMESTAMP")
                == ["2026-04-09 00:00:00.000000", "2026-04-09 00:00:00.000000", "{13/9/2026: no such date or time}"])
        let said = try table("ENTRY_TIMESTAMP,USER_NAME", rows, .dayFirst)
        #expect(said.fact("Dates in ENTRY_TIMESTAMP") == "day first, as --date-order says")
        #expect(said.reader.dates.map(\.isAssumed) == [false] && said.reader.openColumns.isEmpty)
    }

    @Test func columnsWrittenAlikeAreOfOneOrder() throws {
        let proved = try table("ENTRY_TIMESTAMP,USER_NAME,SEEN", ["5/6/2026,A,13/1/2026", "5/6/2026,B,14/1/2026"])
        #expect(proved.column("ENTRY_TIMESTAMP").first == "2026-06-05 00:00:00.000000")
        #expect(proved.fact("Dates in ENTRY_TIMESTAMP") == "day first, as those in SEEN tell")
        let other = try table("ENTRY_TIMESTAMP,USER_NAME,SEEN", ["5/6/2026,A,13.1.2026", "5/6/2026,B,14.1.2026"])
        #expect(other.reader.dates.map(\.isAssumed) == [true, false])
    }

    /// Points mean day first where nothing else tells, also where the first date comes late.
    @Test(arguments: [("07.06.2026", DateOrder.dayFirst), ("07/06/2026", .monthFirst)])
    func marksTellWhatIsUsual(_ date: String, _ order: DateOrder) throws {
        let open = OpenColumn(column: 0, question: .order(nil, isProved: false), isWatched: true)
        let lesson = try #require(open.lesson(of: date + " 09:00:00"))
        #expect(open.isDecisive(lesson))
        var options = InputOptions()
        options.lessons.add(lesson, of: "ENTRY_TIMESTAMP")
        let table = try ReadTable("ENTRY_TIMESTAMP,SEQUENCE_NUMBER,USER_NAME\n,1,A\n,2,B\n", options: options)
        #expect(table.reader.dates.map(\.order) == [order])
        #expect(table.reader.dates.map(\.isAssumed) == [true])
    }

    /// CPYTOIMPF of an outfile of *TYPE1 or *TYPE2.
    @Test(arguments: [("140324", nil), ("240314", nil), ("031424", nil), ("140324", DateOrder.dayFirst), ("240314", .yearFirst)])
    func sixDigitsAreReadAsThoseOfOutfiles(_ date: String, _ order: DateOrder?) throws {
        let heading = "JOENTL,JOSEQN,JOCODE,JOENTT,JODATE,JOTIME,JOJOB,JOUSER,JONBR,JOPGM"
        let copy = try table(heading, (1...3).map { "100,\($0),T,PW,\(date),7591\($0),J,U,123456,P" }, order)
        #expect(copy.column("ENTRY_TIMESTAMP").first == "2024-03-14 07:59:11.000000")
    }

    @Test func jsonPairsKeepTheOrder() throws {
        let rows = (13...15).map { "{\"DATE\":\"\($0)/06/2026\",\"TIME\":\"07:00:00\",\"SEQUENCE_NUMBER\":\($0),\"USER_NAME\":\"A\"}\n" }
        let table = try ReadTable(rows.joined(), name: "a.json")
        #expect(table.column("ENTRY_TIMESTAMP").first == "2026-06-13 07:00:00.000000")
    }

    // MARK: numbers

    @Test(arguments: [
        ("0", true), ("42", true), ("-42", true), ("170141183460469231731687303715884105727", true), ("042", false), ("+42", false),
        ("42.", false), ("42.0", false), ("-0", false), ("00", false), ("-", false),
    ]) func exactNumbersAreWrittenAsTheyAreRead(_ text: String, _ isExact: Bool) {
        let bytes = Array(text.utf8), decoder = FieldDecoder.exact(.text(.utf8))
        var isRead = false
        if case .value(let value) = decoder.integer(bytes.span.bytes) { isRead = String(value) == text }
        #expect(isRead == isExact)
        #expect(decoder.text(bytes.span.bytes) == .value(text))
        #expect(CSVShapes.isExactNumber(text) == isExact)
    }

    @Test func aCommaWithNothingBehindIsNoNumber() throws {
        #expect(!CSVShapes.isNumber("-5,") && CSVShapes.isNumber("42.") && CSVShapes.isNumber("42,0"))
        let table = try table("ENTRY_TIMESTAMP;USER_NAME;OWN", ["2026-04-09;A;-5,", "2026-04-09;B;7"])
        #expect(table.columns.first { $0.name == "OWN" }?.kind == .text)
        #expect(table.column("OWN") == ["-5,", "7"])
    }

    @Test func whatAGuessWouldLoseIsText() throws {
        for values in [["00123", "7"], ["1.0", "2"], ["13/1/2026", "1/13/2026"]] {
            let table = try table("ENTRY_TIMESTAMP,USER_NAME,OWN", values.map { "2026-04-09,A,\($0)" })
            #expect(table.columns.first { $0.name == "OWN" }?.kind == .text)
            #expect(table.column("OWN") == values)
        }
    }
}
