import Canvas
import Query
import Testing

@testable import Screens

struct Dice {
    var state: UInt64
    mutating func next(_ limit: Int) -> Int {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return Int((state >> 33) % UInt64(max(1, limit)))
    }
}

@Suite struct RobustnessTests {
    private static let keys: [Key] =
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789 !\"#$%&'()*+,-./:;<=>?@[]^_|~".map { Key.character($0) }
        + (1...24).map { Key.function($0) }
        + [.enter, .enter, .enter, .tab, .backtab, .escape, .backspace, .delete, .up, .down, .left, .right, .home, .end, .pageUp, .pageDown]
        + [.shiftLeft, .shiftRight, .shiftUp, .shiftDown, .control("c"), .control("d"), .control("u"), .control("k"), .character("é"), .character("漢")]

    @Test func aLongPasteIsTakenWholeOrRefusedWithASentence() {
        var script = Script(entries: 10)
        let list = "seq in (" + (1...5_000).map(String.init).joined(separator: ", ") + ")"
        script.keys(":")
        script.paste("where \(list)")
        script.keys("<Enter>")
        #expect(script.session.desk.report.view.conditions.first?.filter.text.hasSuffix("4999, 5000)") == true)
        script.keys(":")
        script.paste(String(repeating: "x", count: 65_537))
        #expect(script.message.contains("Nothing of it was taken"))
        #expect((script.session.stack.last as? CommandLine)?.field.isEmpty == true)
        script.send(.longPaste)
        #expect(script.message.contains("longer than any field holds"))
    }

    @Test func everySizeFromNothingOn() {
        for rows in 0...12 {
            for columns in [0, 1, 2, 3, 20, 79] {
                var script = Script(entries: 30, rows: rows, columns: columns)
                for way in KeyTableTests.ways {
                    script.keys(way.1)
                    _ = script.grid
                    script.keys("jjlL<PageDown>$G")
                    #expect(script.grid.rows == rows)
                    while script.session.stack.count > 1 { script.keys("<F12>") }
                }
            }
        }
    }

    @Test(arguments: 0..<20) func randomKeysAtRandomSizes(_ seed: Int) {
        var dice = Dice(state: UInt64(seed) &* 7919 &+ 1)
        var script = Script(entries: [0, 1, 14, 15, 100][dice.next(5)], rows: dice.next(40), columns: dice.next(150))
        for step in 0..<300 {
            switch dice.next(40) {
            case 0: script.resize(dice.next(45), dice.next(160))
            case 1: script.send(.journal(IndexedJournalOf(dice.next(120), isLoading: dice.next(2) == 0)))
            case 2: script.runsWork.toggle()
            case 3: script.runWork()
            case 4: script.send(.failed(id: dice.next(50), reason: "It did not work."))
            case 5: script.send(.progress(id: dice.next(50), done: [Double.nan, -1, 0.5, 2][dice.next(4)]))
            default: script.press(Self.keys[dice.next(Self.keys.count)])
            }
            let grid = script.grid
            if let cursor = grid.cursor {
                #expect(cursor.row >= 0 && cursor.row < grid.rows && cursor.column >= 0 && cursor.column < grid.columns, "step \(step)")
            }
            // Files are written by one test only.
            if script.session.stack.last is ExportScreen { script.press(.function(12)) }
        }
        #expect(script.session.desk.reports.count >= 1)
    }

    @Test func noEntriesAtAll() {
        var script = Script(entries: 0)
        #expect(script.picture.contains("The sources hold no entries."))
        script.keys("jkGglhLH,xF<Enter>mMyY/x<Enter>n*[]-+)(_!")
        #expect(script.picture.contains("End of report"))
    }

    @Test func lineNumbersHaveSixDigits() {
        let script = Script(entries: 3)
        #expect(script.line(7).hasPrefix(" 000001 "))
    }
}
