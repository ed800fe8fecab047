import Catalog
import Columns
@testable import JournalIndex
import Testing

@Suite struct CoverageTests {
    @Test func wholeJournalMissesNothing() throws {
        let coverage = try cover(numbers(1...100, "AUDRCV0001") + numbers(101...200, "AUDRCV0002"))
        let system = try #require(coverage.systems.first)
        #expect(!coverage.isMissingSomething)
        #expect(system.receivers.map(\.name) == ["AUDRCV0001", "AUDRCV0002"])
        #expect(system.receivers.map(\.first) == [1, 101])
        #expect(system.receivers.map(\.last) == [100, 200])
        #expect(system.receivers.map(\.entries) == [100, 100])
        #expect(system.receivers[0].types == ["CP", "PW"])
        #expect(system.resets.isEmpty && system.clockSteps.isEmpty && system.duplicates == 0)
    }

    @Test func holeInAWholeJournalIsUnexplained() throws {
        let coverage = try cover(numbers(1...40, "R1") + numbers(46...100, "R1"))
        #expect(coverage.isMissingSomething)
        let system = coverage.systems[0]
        #expect(system.gaps == [SequenceGap(after: 40, before: 46, receiverAfter: "R1", receiverBefore: "R1")])
        #expect(system.unexplainedMissing == 5)
    }

    @Test func gapsOfASelectionByTypeAreExpected() throws {
        let entries = (1...50).map { Entry(sequence: $0 * 7, receiver: "R1", type: "PW") }
        let coverage = try cover(entries)
        #expect(!coverage.isMissingSomething)
        #expect(coverage.systems[0].explainedGaps == 49)
        #expect(coverage.systems[0].explainedMissing == 49 * 6)
        #expect(coverage.systems[0].receivers[0].isSelection)
    }

    @Test func severalTypesWithGapsEverywhereAreASelection() throws {
        let entries = (1...200).map { Entry(sequence: $0 * 3 + $0 % 2, receiver: "R1", type: $0 % 2 == 0 ? "JS" : "PW") }
        #expect(!(try cover(entries)).isMissingSomething)
    }

    @Test func receiverLeftOutByNumberIsMissing() throws {
        let coverage = try cover(numbers(1...50, "AUDRCV0041") + numbers(151...200, "AUDRCV0044"))
        #expect(
            coverage.systems[0].missingReceivers == [
                MissingReceivers(
                    after: "AUDRCV0041", before: "AUDRCV0044", first: "AUDRCV0042", last: "AUDRCV0043", count: 2,
                    evidence: .numbering)
            ])
        #expect(coverage.isMissingSomething)
    }

    @Test func skippedNumberIsNoMissingReceiverWhenTheSequenceGoesOn() throws {
        let coverage = try cover(numbers(1...50, "AUDRCV0041") + numbers(51...99, "AUDRCV0043"))
        #expect(!coverage.isMissingSomething)
    }

    @Test func journalEntriesNameTheReceiverThatIsMissing() throws {
        let attached = Entry(sequence: 300, receiver: "NEWNAME", type: "PR", code: "J", named: "BETWEEN")
        let coverage = try cover(numbers(1...50, "OLD") + [attached] + numbers(301...350, "NEWNAME"))
        #expect(coverage.systems[0].missingReceivers.map(\.first) == ["BETWEEN"])
        #expect(coverage.systems[0].missingReceivers.map(\.evidence) == [.journalEntry])
    }

    @Test func journalEntryProvesThatNothingIsBetween() throws {
        let attached = Entry(sequence: 1, receiver: "RCV0009", type: "PR", code: "J", named: "RCV0001")
        let coverage = try cover(numbers(1...50, "RCV0001") + [attached] + numbers(2...50, "RCV0009"))
        #expect(coverage.systems[0].missingReceivers.isEmpty)
        #expect(coverage.systems[0].resets == [SequenceReset(receiver: "RCV0009", from: 50, to: 1)])
        #expect(!coverage.isMissingSomething)
    }

    @Test func entriesThatContradictEachOtherAreNoDuplicates() throws {
        let entries = numbers(1...5, "R1") + [Entry(sequence: 5, receiver: "R1", type: "PW")] + numbers(6...9, "R1")
        let coverage = try cover(entries)
        let system = coverage.systems[0]
        #expect(coverage.isMissingSomething)
        #expect(system.duplicates == 0 && system.duplicateRows.isEmpty && system.contradictionCount == 1)
        #expect(
            system.contradictions == [
                Contradiction(
                    first: 4, second: 5, receiver: "R1", sequence: "5", column: "JOURNAL_ENTRY_TYPE", values: ["CP", "PW"])
            ])
        let twice = [Entry(sequence: 5, receiver: "R1", type: "PW", time: 0), Entry(sequence: 5, receiver: "R1", type: "PW", time: 2_000_000)]
        #expect(try cover(twice).systems[0].contradictions.map(\.column) == ["ENTRY_TIMESTAMP"])
    }

    @Test func duplicatesAreTheSameSystemReceiverAndSequence() throws {
        let once = numbers(1...10, "R1")
        let twice = (once + once).sorted { ($0.sequence ?? 0) < ($1.sequence ?? 0) }
        let coverage = try cover(twice)
        #expect(coverage.systems[0].duplicates == 10)
        #expect(coverage.systems[0].duplicateRows.count == 10)
        #expect(!coverage.isMissingSomething)
        let elsewhere = once + once.map { Entry(sequence: $0.sequence, receiver: "R1", type: $0.type, system: "OTHER") }
        #expect(try cover(elsewhere).systems.map(\.duplicates) == [0, 0])
    }

    @Test func withoutReceiverANumberAtAnotherTimeIsAReset() throws {
        let first = Entry(sequence: 1, receiver: "", type: "PW", time: 100)
        let second = Entry(sequence: 1, receiver: "", type: "PW", time: 900)
        let system = try cover([first, second]).systems[0]
        #expect(system.duplicates == 0)
        #expect(system.resets.count == 1)
    }

    @Test func clockThatGoesBackIsNoted() throws {
        var entries = numbers(1...20, "R1")
        entries[10].time = 5
        let system = try cover(entries).systems[0]
        #expect(system.clockStepCount == 1)
        #expect(system.clockSteps.first?.row == 10)
        #expect(system.clockSteps.first?.sequence == 11)
    }

    @Test func entriesWithoutSequenceAreCountedAndNothingElse() throws {
        let coverage = try cover([Entry(sequence: nil, receiver: "", type: "PW"), Entry(sequence: nil, receiver: "", type: "")])
        #expect(coverage.systems[0].entries == 2)
        #expect(coverage.systems[0].withoutSequence == 2)
        #expect(!coverage.isMissingSomething)
    }

    @Test func emptyJournalHasNoSystems() throws {
        #expect(try cover([]).systems.isEmpty)
    }

    @Test func greatestSequenceNumbersAreExact() throws {
        let top: Int128 = 18_446_744_073_709_551_600
        let entries = [top - 5, top - 4, top].map { Entry(sequence: $0, receiver: "R1", type: $0 == top ? "PW" : "CP") }
        #expect(try cover(entries).systems[0].receivers[0].missing == 3)
    }

    /// What is counted agrees with plain sets, whatever was taken out of a journal.
    @Test(arguments: 0..<20)
    func missingNumbersAgreeWithSets(seed: Int) throws {
        var random = Numbers(state: UInt64(seed) &* 977 + 1)
        let kept = (1...400).filter { _ in random.next() % 17 != 0 }
        let entries = kept.map { Entry(sequence: Int128($0), receiver: "R\($0 / 100)", type: $0 % 2 == 0 ? "PW" : "CP") }
        let system = try cover(entries).systems[0]
        let span = (kept.first ?? 0)...(kept.last ?? 0)
        let missing = Set(span).subtracting(kept).count
        #expect(system.explainedMissing + system.unexplainedMissing == Int128(missing))
    }
}

private struct Numbers {
    var state: UInt64
    mutating func next() -> UInt64 {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return state >> 33
    }
}

/// An entry of the small journals here.
private struct Entry {
    var sequence: Int128?
    var receiver: String
    var type: String
    var code = "T"
    var named = ""
    var system = "PROD"
    var time: Int64?
}

private func numbers(_ range: ClosedRange<Int>, _ receiver: String) -> [Entry] {
    range.map { Entry(sequence: Int128($0), receiver: receiver, type: $0 % 2 == 0 ? "PW" : "CP") }
}

/// Entries as columns, in load order, which is the journal's own.
private struct SmallJournal: ColumnProvider {
    let entries: [Entry]
    var count: Int { entries.count }
    var naturalOrder: Permutation? { nil }
    let schema = Schema(
        columns: [
            "SYSTEM_NAME", "RECEIVER_NAME", "JOURNAL_CODE", "JOURNAL_ENTRY_TYPE", "NAMED_RECEIVER_NAME",
            "SEQUENCE_NUMBER", "ENTRY_TIMESTAMP",
        ].enumerated().map { index, name in
            ColumnDefinition(
                id: ColumnID(index), name: name, kind: index < 5 ? .text : .integer, role: .none, origin: .heading,
                heading: [name], width: 10, verified: true)
        })

    func cell(row: Int, _ id: ColumnID) -> Cell {
        (try? column(id, Work())).map { Cell($0, row: row, kind: schema[id].kind) } ?? .absent
    }

    func column(_ id: ColumnID, _ work: Work) throws -> Column {
        switch id.index {
        case 0: texts { $0.system }
        case 1: texts { $0.receiver }
        case 2: texts { $0.code }
        case 3: texts { $0.type }
        case 4: texts { $0.named }
        case 5: integers { $1.sequence }
        default: integers { $1.time.map { Int128($0) } ?? Int128($0 * 1_000) }
        }
    }

    private func texts(_ value: (Entry) -> String) -> Column {
        var dictionary = TextDictionary()
        let codes = entries.map { entry in
            value(entry).isEmpty ? TextDictionary.null : dictionary.intern(value(entry))
        }
        return .coded(CodedColumn(dictionary: dictionary, chunks: codes.isEmpty ? [] : [CodeChunk(codes)]))
    }

    private func integers(_ value: (Int, Entry) -> Int128?) -> Column {
        let values = entries.enumerated().map { value($0, $1) }
        let states = values.map { ($0 == nil ? CellState.null : .value).rawValue }
        return .integer(
            IntegerColumn(chunks: values.isEmpty ? [] : [IntegerChunk(values.map { $0 ?? 0 }, states: states)]))
    }
}

private func cover(_ entries: [Entry]) throws -> Coverage { try Coverage.of(SmallJournal(entries: entries), Work()) }
