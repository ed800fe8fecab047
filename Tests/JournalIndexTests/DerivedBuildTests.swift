import Catalog
import Columns
import Records
import Testing
import TestRandom

@testable import JournalIndex

/// A derived column that is built whole has, in every row, what its cell is made of when it is asked for alone.
@Suite struct DerivedBuildTests {
    private static let heading =
        "ENTRY_TIMESTAMP,SEQUENCE_NUMBER,JOURNAL_CODE,JOURNAL_ENTRY_TYPE,ENTRY_TYPE,USER_NAME,JOB_USER,OBJECT_NAME,"
        + "OBJECT_TYPE,AUDIT_USER_NAME,SUBJECT"

    /// - Parameter users: Different ones: more than are kept at once, or few.
    private static func journal(_ count: Int, users: Int) throws -> JournalSnapshot {
        var random = SplitMix(seed: UInt64(count + users))
        let kinds = ["T,CD,C", "T,CO,N", "T,DO,A", "T,PW,P", "T,JS,S", "J,NR,", "T,??,", ",PW,U"]
        let objects = ["CHGUSRPRF", "ENDJRNPF", "CRTLIB", "", "MKELLY", "*N"], types = ["*USRPRF", "*JRN", "*FILE", "NULL"]
        let lines = (0..<count).map { i in
            let user = Int.random(in: 0..<10, using: &random) == 0 ? "" : "U\(Int.random(in: 0..<users, using: &random))"
            let object = objects.randomElement(using: &random)!, type = types.randomElement(using: &random)!
            let given = Int.random(in: 0..<50, using: &random) == 0 ? "GIVEN" : ""
            return "2026-11-01 08:00:00,\(i),\(kinds.randomElement(using: &random)!),\(user),QUSER,\(object),\(type),A\(i % 9),\(given)"
        }
        let text = ([heading] + lines).joined(separator: "\n") + "\n"
        return try JournalLoader.load(sources: [MemorySource(name: "kinds.csv", bytes: Array(text.utf8))])
    }

    @Test(arguments: [(140_000, 100_000), (140_000, 7), (3_000, 50)])
    func everyRowHasWhatItsCellIs(count: Int, users: Int) throws {
        let journal = try Self.journal(count, users: users)
        for name in ["SUBJECT", "ACTOR", "CATEGORY", "SEVERITY", "SENTENCE", "OBJECT", "ENTRY_HOUR"] {
            let id = try #require(journal.schema.id(name))
            let alone = stride(from: 0, to: count, by: 97).map { ($0, journal.cell(row: $0, id)) }
            let column = try journal.column(id, Work())
            let differing = alone.first { Cell(column, row: $0, kind: journal.schema[id].kind) != $1 }
            #expect(differing == nil, "\(name) of \(String(describing: differing))")
        }
    }

    /// Sentences that are thrown away once they were asked are those that a column of them has.
    @Test(arguments: [(140_000, 100_000), (3_000, 50)])
    func textsAreTheSameWithoutColumn(count: Int, users: Int) throws {
        let journal = try Self.journal(count, users: users)
        let id = try #require(journal.schema.id("SENTENCE"))
        let tests: [@Sendable (Span<UInt8>) -> Bool] = [
            { $0.count % 2 == 0 }, { FoldedNeedle("password").stands(in: $0) }, { !FoldedNeedle("u7").stands(in: $0) }, { $0.isEmpty },
        ]
        let found = try tests.map { try #require(try journal.rowsWithoutColumn(id, passing: $0, Work())) }
        let column = try #require(try journal.column(id, Work()).codes)
        for (test, rows) in zip(tests, found) {
            let matches = try column.dictionary.matches(Work(), test)
            #expect(try column.rows(whereCode: matches, Work()) == rows)
        }
        #expect(try journal.rowsWithoutColumn(id, passing: tests[0], Work()) == nil)
    }

    /// Where the codes of all columns do not fit one number, kinds are told apart all the same.
    @Test(arguments: [64, 9, 4] as [UInt64]) func kindsAreEqualWhereTheirCodesAre(mostBits: UInt64) throws {
        var random = SplitMix(seed: mostBits)
        let codes = (0..<3).map { _ in (0..<70_000).map { _ in UInt32.random(in: 0..<30, using: &random) } }
        let columns = codes.map { codes in
            var builder = CodedColumnBuilder()
            for code in 0..<30 { _ = builder.dictionary.intern("V\(code)") }
            builder.append(contentsOf: codes)
            return builder.snapshot()
        }
        var numbers = KindNumbers([columns[0], nil, columns[1], columns[2]], mostBits: mostBits)
        var kinds: [UInt64: [UInt32]] = [:], known: [[UInt32]: UInt64] = [:]
        for chunk in 0..<2 {
            let count = rowRange(ofChunk: chunk, count: 70_000).count
            for (i, number) in numbers.numbers(chunk: chunk, count: count).enumerated() {
                let kind = codes.map { $0[chunk * chunkRows + i] }
                #expect(kinds.updateValue(kind, forKey: number) ?? kind == kind)
                #expect(known.updateValue(number, forKey: kind) ?? number == number)
            }
        }
    }
}
