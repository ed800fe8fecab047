import Testing

@testable import Catalog

@Suite struct TimeUnitTests {
    @Test(arguments: TimeUnit.allCases) func stepsFollowEachOtherAndHoldTheirTimes(_ unit: TimeUnit) {
        var state: UInt64 = 11
        for _ in 0..<3_000 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            // From year 1 to the end of 9998.
            let time = Timestamp(microseconds: -62_135_596_800_000_000 + Int64(state >> 1) % 315_500_000_000_000_000)
            let start = unit.start(of: time), next = unit.next(after: start)
            #expect(start <= time && time < next)
            #expect(unit.start(of: start) == start && unit.start(of: next) == next)
            #expect(unit.start(of: Timestamp(microseconds: next.microseconds - 1)) == start)
        }
    }

    @Test(arguments: [
        (TimeUnit.second, "2026-11-08 21:15:38"), (.tenSeconds, "2026-11-08 21:15:30"), (.minute, "2026-11-08 21:15:00"),
        (.tenMinutes, "2026-11-08 21:10:00"), (.hour, "2026-11-08 21:00:00"), (.day, "2026-11-08 00:00:00"),
        (.week, "2026-11-02 00:00:00"), (.month, "2026-11-01 00:00:00"), (.year, "2026-01-01 00:00:00"),
    ]) func stepsBeginWhereTheCalendarSays(_ unit: TimeUnit, _ start: String) throws {
        let time = try #require(Timestamp(year: 2026, month: 11, day: 8, hour: 21, minute: 15, second: 38, microsecond: 948_332))
        #expect(unit.start(of: time).text(.seconds) == start)
    }

    @Test func unitsGoFromSecondsToYears() {
        #expect(TimeUnit.second.finer == nil && TimeUnit.year.coarser == nil)
        for unit in TimeUnit.allCases { #expect(unit.finer?.coarser ?? unit == unit) }
    }
}
