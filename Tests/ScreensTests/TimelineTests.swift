import Canvas
import Catalog
import Testing

@testable import Query
@testable import Screens

@Suite struct TimelineTests {
    private func sample(_ keys: String, rows: Int = 24, columns: Int = 80) -> Script {
        var script = Script(sample: .entries([]), rows: rows, columns: columns)
        script.keys(keys)
        return script
    }

    @Test func daysWithGapsAndReceivers() { expectPicture(sample("T"), "timeline-days") }
    @Test func hoursByType() { expectPicture(sample("Tt+"), "timeline-hours-by-type") }
    @Test func hoursOfTheWeek() { expectPicture(sample("Tv", rows: 27, columns: 132), "timeline-week-132") }

    @Test func withoutUnicodeThereAreBlocksOfASCII() {
        let text = sample("T").grid.ascii().text
        #expect(text.contains("2026-11-08 Sun             65  ####"))
        #expect(!text.contains("?"))
        let week = sample("Tv").grid.ascii().text
        #expect(week.utf8.count == week.count)
    }

    @Test func theStepOfTheEntryIsUnderTheCursorInEveryUnit() {
        var script = sample("80GT")
        let time = "2026-11-08 21:41"
        for keys in ["+", "+", "+"] {
            script.keys(keys)
            let line = script.picture.split(separator: "\n").first { $0.hasPrefix(">") } ?? ""
            #expect(line.contains("2026-11-08"), "\(line)")
        }
        #expect(script.picture.contains(time) || script.picture.contains("2026-11-08 21:4"))
        script.keys("+++")
        #expect(script.message == "There is nothing finer than seconds.")
        script.keys("---------")
        #expect(script.message == "There is nothing coarser than years.")
        #expect(script.picture.contains("2026                      158"))
    }

    @Test func enterShowsTheEntriesOfAStep() {
        var script = sample("TG<Up><Up><Enter>")
        #expect(script.session.desk.report.count == 12)
        #expect(script.line(22).contains("1 time >= '2026-11-10"))
        script.keys("<F12>")
        #expect(script.line(1).hasSuffix("Display Timeline"))
    }

    @Test func aRangeBecomesAFilter() {
        var script = sample("Tg jj")
        #expect(script.picture.contains("1 2026-11-02 Mon"))
        script.keys(",")
        #expect(script.line(1).contains("Display Report"))
        #expect(script.session.desk.report.count == 19 + 9 + 14)
        script.keys("u")
        #expect(script.session.desk.report.count == 158)
    }

    @Test func theTimelineFollowsTheSelection() {
        var script = sample("T:and type = PW<Enter>")
        let sum = { (script: Script) in
            ((script.session.stack.last as? TimelineScreen)?.timeline?.steps ?? []).reduce(0) { $0 + $1.entries }
        }
        #expect(sum(script) == 52)
        script.keys("u")
        #expect(sum(script) == 158)
    }

    @Test func linesWithoutEntriesShowNone() {
        var script = sample("Tgjjjj<Enter>")
        #expect(script.message == "There are no entries on this line.")
        script.keys("v<Enter>")
        #expect(script.message.hasPrefix("F11 goes back to the steps"))
    }

    /// A busy journal changes its receiver many times a day: these changes must not hide the days.
    @Test func manyChangesOfReceiverInAStepAreOneLine() {
        func time(_ day: Int, _ hour: Int) -> Timestamp {
            Timestamp(year: 2026, month: 11, day: day, hour: hour, minute: 0, second: 0, microsecond: 0)!
        }
        func mark(_ day: Int, _ hour: Int, _ text: String, gap: Bool = false) -> Timeline.Mark {
            Timeline.Mark(time: time(day, hour), text: text, isGap: gap)
        }
        let steps = (2...4).map { Timeline.Step(start: time($0, 0), end: time($0 + 1, 0), entries: 5, parts: []) }
        let marks =
            (0..<5).map { mark(2, $0, "receiver R\($0)") } + (5..<7).map { mark(3, $0, "receiver R\($0)") }
            + [mark(4, 1, "receiver R7"), mark(4, 2, "receiver R8"), mark(4, 3, "receiver R9 missing before this", gap: true)]
            + (11..<20).map { mark(4, $0, "receiver R\($0)") }
        let timeline = Timeline(
            unit: .day, steps: steps, marks: marks, entries: 15, week: Array(repeating: 0, count: 168), isTooFine: false)
        let texts = TimelineLine.lines(timeline).map { line -> String in
            switch line {
            case .step(let step): String(step.start.fields.day)
            case .mark(let mark): mark.text
            case .empty: "empty"
            }
        }
        #expect(texts == [
            "receivers R0 to R4, 5 changes", "2", "receiver R5", "receiver R6", "3", "receiver R7", "receiver R8",
            "receiver R9 missing before this", "receivers R11 to R19, 9 changes", "4",
        ])
    }

    @Test func barsAreNeverNothingForSomething() {
        for width in 1...40 {
            for entries in [1, 2, 99, 1_000] {
                let bar = TimelineLayout.bar(entries, of: 1_000, width: width)
                #expect(!bar.isEmpty && bar.count <= width)
            }
        }
        #expect(TimelineLayout.bar(0, of: 10, width: 9).isEmpty)
    }

    @Test func unitsAreNamed() {
        #expect(sample(":timeline month<Enter>").picture.contains("2026-11                   158"))
        #expect(sample(":timeline fortnight<Enter>").message.hasPrefix("There are steps of second, 10 seconds,"))
    }

    // MARK: the strip beside the report

    @Test func theStripStandsBelowTheList() { expectPicture(sample("40GV"), "strip") }

    @Test func theStripFollowsTheSelectionAndLeavesTheListItsCursor() {
        var script = sample("V:and type = PW<Enter>G")
        let strip = script.session.desk.report.strip?.picture
        #expect(strip?.counts.reduce(0, +) == 52)
        #expect(script.picture.contains(" 000052 "))
        script.keys("u")
        #expect(script.session.desk.report.strip?.picture?.counts.reduce(0, +) == 158)
        script.keys("V")
        #expect(script.session.desk.stripLines == 0)
    }

    @Test func theStripIsCountedOnceForASelectionAndWidth() {
        var script = sample("V")
        script.runsWork = false
        script.keys("jj<PageDown>Gg")
        #expect(script.effects.isEmpty)
        script.resize(24, 100)
        #expect(script.effects.count == 1)
        // what was stopped is not begun again by itself
        script.keys("<Ctrl-C>j")
        #expect(script.effects.count == 2)
    }

    @Test(arguments: [(17, 80), (24, 49), (1, 1)]) func withoutRoomThereIsNoStrip(_ rows: Int, _ columns: Int) {
        let script = sample("V", rows: rows, columns: columns)
        #expect(!script.session.desk.showsStrip)
    }

    @Test func barsUpwardAreNeverNothingForSomething() {
        #expect(Bars.upward(0, of: 10) == " " && Bars.upward(10, of: 10) == "\u{2588}")
        #expect(Bars.upward(1, of: 1_000_000) == "\u{2581}")
        #expect(Bars.line([UInt32]([0, 0, 1, 1, 4, 4, 0, 8]), width: 4) == " \u{2582}\u{2588}\u{2588}")
        #expect(Bars.line([UInt32]([]), width: 4).isEmpty)
        let plain = sample("V").grid.ascii().text
        #expect(plain.utf8.count == plain.count && !plain.contains("?"))
    }
}
