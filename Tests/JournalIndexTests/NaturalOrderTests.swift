import Columns
import TestRandom
import Testing

@testable import JournalIndex

/// The journal's own order: sequence within a system, time across systems.
struct NaturalOrderTests {
    private struct Row {
        var system = "SYSA", receiver = "RCV1"
        var sequence: Int? = nil
        var time: Int? = nil
    }

    private func order(_ rows: [Row]) -> [Int] {
        func coded(_ text: (Row) -> String) -> CodedColumn {
            var builder = CodedColumnBuilder()
            for row in rows { builder.append(text(row).isEmpty ? TextDictionary.null : builder.dictionary.intern(text(row))) }
            return builder.snapshot()
        }
        func integers(_ value: (Row) -> Int?) -> IntegerColumn {
            var builder = IntegerColumnBuilder()
            for row in rows { builder.append(Int128(value(row) ?? 0), state: value(row) == nil ? .null : .value) }
            return builder.snapshot()
        }
        let permutation = NaturalOrder(
            count: rows.count, times: integers(\.time), sequences: integers(\.sequence),
            systems: coded(\.system), receivers: coded(\.receiver)
        ).permutation()
        return (0..<permutation.count).map { permutation[$0] }
    }

    @Test func sequenceOrdersWithinASystemEvenWhenTheClockWasSetBack() {
        #expect(order([Row(sequence: 2, time: 90), Row(sequence: 1, time: 100)]) == [1, 0])
    }

    /// Whatever cannot be read, and however many values stand where a system's name should.
    @Test(arguments: [1, 3, 64, 65, 200]) func everyRowStandsInTheOrderOnce(systems: Int) {
        var random = SplitMix(seed: UInt64(systems))
        let rows = (0..<1_000).map { i in
            Row(
                system: "S\(Int.random(in: 0..<systems, using: &random))", receiver: "RCV\(Int.random(in: 0..<3, using: &random))",
                sequence: Bool.random(using: &random) ? i / 7 : nil, time: Bool.random(using: &random) ? i / 3 : nil)
        }
        #expect(order(rows).sorted() == Array(0..<rows.count))
    }

    @Test func timeOrdersAcrossSystems() {
        let rows = [
            Row(system: "B", sequence: 1, time: 30), Row(system: "A", sequence: 900, time: 20),
            Row(system: "B", sequence: 2, time: 40), Row(system: "A", sequence: 901, time: 35),
        ]
        #expect(order(rows) == [1, 0, 3, 2])
    }

    @Test func aResetSequenceStartsBehindTheReceiverBeforeIt() {
        let rows = [
            Row(receiver: "RCV2", sequence: 1, time: 50), Row(receiver: "RCV1", sequence: 1, time: 10),
            Row(receiver: "RCV1", sequence: 9, time: 40), Row(receiver: "RCV2", sequence: 2, time: 60),
        ]
        #expect(order(rows) == [1, 2, 0, 3])
    }

    @Test func receiversWithoutOverlapAreChainedBySequenceNotByTime() {
        let rows = [
            Row(receiver: "RCV2", sequence: 10, time: 5), Row(receiver: "RCV1", sequence: 1, time: 50),
        ]
        #expect(order(rows) == [1, 0])
    }

    @Test func anUnreadableRecordStaysBehindTheOneBeforeIt() {
        let rows = [
            Row(sequence: 5, time: 50), Row(system: "", receiver: ""), Row(sequence: 6, time: 60), Row(sequence: 4, time: 40),
        ]
        #expect(order(rows) == [3, 0, 1, 2])
    }

    @Test func entriesWithoutSequenceAreMergedByTime() {
        let rows = [Row(sequence: 1, time: 10), Row(sequence: 2, time: 30), Row(time: 20)]
        #expect(order(rows) == [0, 2, 1])
    }

    @Test func tiesKeepLoadOrder() {
        #expect(order([Row(time: 7), Row(time: 7), Row(time: 7)]) == [0, 1, 2])
        #expect(order([]) == [])
    }
}
