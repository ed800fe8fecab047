import Catalog
import Foundation
import Records
import Testing

@testable import JournalIndex

/// Bytes too many or missing in a raw outfile: every entry whose heading is there is a row, and the damage is told.
@Suite struct DamagedOutfileTests {
    /// The record of a failed sign-on, which states its length.
    private static func record(_ sequence: Int) throws -> [UInt8] {
        var record = try sample.get()
        let digits = Array(String(sequence).utf8).map { $0 - 0x30 + 0xF0 }
        record.replaceSubrange(5..<25, with: Array(repeating: 0xF0, count: 20 - digits.count) + digits)
        return record
    }

    private static let length = 727
    private static let sample = Result {
        Array(try Data(contentsOf: SampleFiles.folder.appending(path: "outfiles/QAUDITPW")).prefix(length))
    }

    /// Sequence numbers of the rows, and of those with ERROR.
    private func read(_ bytes: [UInt8]) throws -> (numbers: [String], flawed: [String], rejected: Int) {
        let journal = try JournalLoader.load(sources: [MemorySource(name: "QAUDITPW", bytes: bytes)])
        let sequence = try #require(journal.schema.id("SEQUENCE_NUMBER"))
        let error = journal.schema.id("ERROR")
        var numbers: [String] = [], flawed: [String] = []
        for row in 0..<journal.count {
            let number = journal.cell(row: row, sequence).exportText
            if number.isEmpty { continue }
            numbers.append(number)
            if let error, !journal.cell(row: row, error).exportText.isEmpty { flawed.append(number) }
        }
        #expect(journal.sources.reduce(0) { $0 + $1.bytesRead } == bytes.count)
        return (numbers, flawed, journal.sources.reduce(0) { $0 + $1.rejected })
    }

    private static let twelve = (100..<112).map(String.init)

    /// The entry that lacks bytes has ERROR, wherever it stands and however much is left behind its heading.
    @Test(arguments: [0, 1, 5, 10, 11], [60, 400, 609, 650, 726]) func aCutRecordIsOneEntryWithError(_ cut: Int, _ kept: Int) throws {
        let bytes = try (0..<12).flatMap { try Self.record(100 + $0).prefix($0 == cut ? kept : Self.length) }
        let (numbers, flawed, rejected) = try read(bytes)
        #expect(numbers == Self.twelve)
        #expect(flawed == [String(100 + cut)])
        #expect(rejected == 0)
    }

    /// Wherever it stands, and however many records there are: no multiple of the length is taken for the length.
    @Test(arguments: [2, 3, 5, 20, 31]) func noEntryIsSwallowed(_ count: Int) throws {
        for place in 0..<count {
            for change in [-327, -1, 1, 100] {
                let bytes = try (0..<count).flatMap { number in
                    let record = try Self.record(100 + number), here = number == place ? change : 0
                    return record.prefix(Self.length + here) + Array(repeating: 0, count: max(0, here))
                }
                let (numbers, flawed, rejected) = try read(bytes)
                #expect(numbers == (100..<100 + count).map(String.init), "\(change) at \(place)")
                #expect(flawed.count + rejected == 1, "\(change) at \(place)")
            }
        }
    }

    /// Blanks too many in the first of few records do not make a length of their own.
    @Test(arguments: [3, 4, 12]) func blanksInTheFirstRecordAreTold(_ count: Int) throws {
        let first = try Self.record(100)
        let blanks = Array(repeating: UInt8(0x40), count: 100)
        let bytes = try first.prefix(700) + blanks + first.suffix(27) + (1..<count).flatMap { try Self.record(100 + $0) }
        let (numbers, _, rejected) = try read(Array(bytes))
        #expect(numbers == (100..<100 + count).map(String.init) && rejected == 1)
    }

    @Test func whatIsNoRecordIsToldByItsBytes() throws {
        let bytes = try Self.record(100) + Self.record(101) + [0] + Self.record(102) + Self.record(103)
        let journal = try JournalLoader.load(sources: [MemorySource(name: "QAUDITPW", bytes: bytes)])
        let error = try #require(journal.schema.id("ERROR"))
        let errors = (0..<journal.count).map { journal.cell(row: $0, error).exportText }.filter { !$0.isEmpty }
        #expect(errors == ["1 byte without a heading: the rest of a record, or too many in the one before"])
    }

    @Test func cutRecordsBehindEachOtherAreEachTold() throws {
        let bytes = try (0..<12).flatMap { try Self.record(100 + $0).prefix([3: 650, 4: 400, 5: 700, 8: 700][$0] ?? Self.length) }
        let (numbers, flawed, _) = try read(bytes)
        #expect(numbers == Self.twelve)
        #expect(flawed == ["103", "104", "105", "108"])
    }

    /// A stretch that is lost takes the heading of an entry with it: what is left of that one is told.
    @Test(arguments: [0, 4, 10]) func whatHasLostItsHeadingIsTold(_ behind: Int) throws {
        let bytes = try (0..<12).flatMap { try Self.record(100 + $0).suffix($0 == behind + 1 ? 215 : Self.length) }
        let (numbers, _, rejected) = try read(bytes)
        #expect(numbers == Self.twelve.filter { $0 != String(101 + behind) })
        #expect(rejected == 1)
    }

    @Test(arguments: [0, 4, 10], [1, 100, 700, 2_000]) func bytesBetweenRecordsAreTold(_ behind: Int, _ more: Int) throws {
        let bytes = try (0..<12).flatMap { try Self.record(100 + $0) + Array(repeating: 0, count: $0 == behind ? more : 0) }
        let (numbers, _, rejected) = try read(bytes)
        #expect(numbers == Self.twelve)
        #expect(rejected == (more + Self.length - 1) / Self.length)
    }

    @Test(arguments: [54, 400, 608, 609, 650, 726]) func theOnlyRecordLacksWhatItStates(_ kept: Int) throws {
        let (numbers, flawed, _) = try read(Array(try Self.record(100).prefix(kept)))
        #expect(numbers == ["100"] && flawed == ["100"])
    }

    /// Entries of another type behind a record that is cut keep their own length.
    @Test(arguments: [54, 400, 650, 726]) func anotherOutfileBehindACutRecord(_ kept: Int) throws {
        let other = Array(try Data(contentsOf: SampleFiles.folder.appending(path: "outfiles/QAUDITCP")))
        let alone = try read(other)
        for whole in [0, 1, 4] {
            let first = try (0...whole).flatMap { try Self.record(100 + $0).prefix($0 == whole ? kept : Self.length) }
            let (numbers, flawed, rejected) = try read(first + other)
            #expect(numbers == Self.twelve.prefix(whole + 1) + alone.numbers)
            #expect(flawed == [String(100 + whole)])
            #expect(rejected == 0)
        }
    }

    /// A single record behind others of another length ends the file: it states its length, and is whole.
    @Test(arguments: ["QAUDITCP", "QAUDITGR", "QAUDITST"]) func aSingleRecordAtTheEnd(_ name: String) throws {
        let other = Array(try Data(contentsOf: SampleFiles.folder.appending(path: "outfiles/\(name)")))
        let stated = other.prefix(5).reduce(0) { $0 * 10 + Int($1 & 0x0F) }
        let bytes = try (0..<3).flatMap { try Self.record(100 + $0) } + other.prefix(stated)
        let (numbers, flawed, rejected) = try read(bytes)
        #expect(numbers.count == 4 && flawed.isEmpty && rejected == 0)
    }
}
