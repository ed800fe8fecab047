import Testing

@testable import Catalog

@Suite struct TimestampTests {
    /// The 400 years after which the calendar repeats itself, counted day by day.
    @Test func everyDayGoesThereAndBack() {
        var (year, month, day) = (1801, 1, 1)
        var count = Timestamp.daysSinceEpoch(year: 1801, month: 1, day: 1)
        var weekday = 4  // 1801-01-01 was a Thursday
        while year <= 2200 {
            let instant = Timestamp(year: year, month: month, day: day, hour: 13)
            let fields = instant?.fields
            guard instant?.microseconds == (Int64(count) * 86_400 + 46_800) * 1_000_000, fields?.year == year,
                fields?.month == month, fields?.day == day, fields?.weekday == weekday, fields?.hour == 13
            else {
                Issue.record("\(year)-\(month)-\(day)")
                return
            }
            count += 1
            weekday = weekday % 7 + 1
            day += 1
            if day > Timestamp.days(inMonth: month, year: year) { (month, day) = (month + 1, 1) }
            if month > 12 { (year, month) = (year + 1, 1) }
        }
        #expect(count == Timestamp.daysSinceEpoch(year: 2201, month: 1, day: 1))
        #expect(count - Timestamp.daysSinceEpoch(year: 1801, month: 1, day: 1) == 146_097)
    }

    @Test func knownInstants() {
        #expect(Timestamp(year: 1970, month: 1, day: 1)?.microseconds == 0)
        #expect(Timestamp(year: 2000, month: 3, day: 1)?.microseconds == 951_868_800_000_000)
        #expect(Timestamp(year: 1969, month: 12, day: 31, hour: 23, minute: 59, second: 59, microsecond: 999_999)?.microseconds == -1)
        #expect(Timestamp(year: 2026, month: 11, day: 2)?.fields.weekday == 1)
        #expect(Timestamp(year: 2000, month: 2, day: 29)?.fields.weekday == 2)
        #expect(Timestamp(year: 1900, month: 1, day: 1)?.fields.weekday == 1)
        #expect(Timestamp(year: 1, month: 1, day: 1)?.fields.weekday == 1)
        #expect(Timestamp(year: 9999, month: 12, day: 31)?.fields.weekday == 5)
        #expect(Timestamp(year: 9999, month: 12, day: 31)?.microseconds == 253_402_214_400_000_000)
    }

    @Test func leapDaysAreThoseOfTheGregorianCalendar() {
        #expect(Timestamp(year: 2000, month: 2, day: 29) != nil)
        #expect(Timestamp(year: 2024, month: 2, day: 29) != nil)
        #expect(Timestamp(year: 1900, month: 2, day: 29) == nil)
        #expect(Timestamp(year: 2100, month: 2, day: 29) == nil)
        #expect(Timestamp(year: 2023, month: 2, day: 29) == nil)
    }

    @Test func midnightAtTheEndOfADayIsTheNextDay() {
        #expect(Timestamp(year: 2026, month: 12, day: 31, hour: 24) == Timestamp(year: 2027, month: 1, day: 1))
        #expect(Timestamp(year: 2026, month: 12, day: 31, hour: 24, second: 1) == nil)
        #expect(Timestamp(year: 2026, month: 12, day: 31, hour: 24, microsecond: 1) == nil)
    }

    @Test func fieldsOutOfRangeAreRefused() {
        #expect(Timestamp(year: 0, month: 1, day: 1) == nil)
        #expect(Timestamp(year: 10000, month: 1, day: 1) == nil)
        #expect(Timestamp(year: 2026, month: 0, day: 1) == nil)
        #expect(Timestamp(year: 2026, month: 13, day: 1) == nil)
        #expect(Timestamp(year: 2026, month: 4, day: 31) == nil)
        #expect(Timestamp(year: 2026, month: 4, day: 0) == nil)
        #expect(Timestamp(year: 2026, month: 4, day: 1, hour: 25) == nil)
        #expect(Timestamp(year: 2026, month: 4, day: 1, minute: 60) == nil)
        #expect(Timestamp(year: 2026, month: 4, day: 1, second: 60) == nil)
        #expect(Timestamp(year: 2026, month: 4, day: 1, microsecond: -1) == nil)
        #expect(Timestamp(year: Int.min, month: Int.max, day: Int.min, hour: Int.max) == nil)
    }

    @Test func instantsAreWrittenInThreeStyles() throws {
        let instant = try #require(
            Timestamp(year: 2026, month: 11, day: 2, hour: 8, minute: 3, second: 17, microsecond: 7919))
        #expect(instant.text() == "2026-11-02 08:03:17.007919")
        #expect(instant.text(.ibm) == "2026-11-02-08.03.17.007919")
        #expect(instant.text(.seconds) == "2026-11-02 08:03:17")
        #expect(Timestamp(year: 1, month: 1, day: 1)?.text() == "0001-01-01 00:00:00.000000")
        #expect(Timestamp(microseconds: -1).text() == "1969-12-31 23:59:59.999999")
        #expect(Timestamp(year: 9999, month: 12, day: 31, hour: 24)?.text() == "9999-12-31 24:00:00.000000")
    }

    @Test func anyNumberOfMicrosecondsHasAText() {
        for value in [Int64.min, Int64.min + 1, -1, 0, 1, Int64.max] {
            #expect(Timestamp(microseconds: value).text().utf8.count == 26)
            #expect((1...7).contains(Timestamp(microseconds: value).fields.weekday))
        }
    }
}
