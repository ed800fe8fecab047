import Catalog
import Columns
import Foundation
import JournalIndex
import Records
import Testing

@testable import Query

/// Every question on SampleData, compared with answers found in other ways.
@Suite struct SampleQuestionTests {
    private static let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "SampleData/outfiles")

    /// The sample journal, loaded anew: nothing is built yet.
    private static func load() throws -> JournalSnapshot {
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.path()).sorted()
        return try JournalLoader.load(sources: names.map { name in
            MemorySource(name: name, bytes: Array(try Data(contentsOf: folder.appending(path: name))))
        })
    }

    private static let values = ["USER": "QSECOFR", "POWERFUL": "QSECOFR", "LIBRARY": "PAYLIB", "OBJECT": "PAY*", "PATH": "/home/%"]

    private static func filter(_ question: AuditCatalog.Question) throws -> Filter { try Filter(question.filter).substituting(values) }

    /// By the naive model, row by row and cell by cell.
    @Test func everyQuestionFindsWhatARowScanFinds() throws {
        let snapshot = try Self.load()
        let journal = IndexedJournal(snapshot)
        let cells = MemoryJournal(snapshot.schema.columns.map { column in
            (column, (0..<snapshot.count).map { snapshot.cell(row: $0, column.id) })
        })
        let newest = cells.cells[try #require(snapshot.schema.id("ENTRY_TIMESTAMP")).index].compactMap { cell -> Timestamp? in
            if case .timestamp(let time) = cell { time } else { nil }
        }.max()
        let naive = NaiveEvaluation(journal: cells, reference: TimeReference(newest: newest))
        var found = 0
        for (index, question) in AuditCatalog.questions.enumerated() where !question.filter.isEmpty {
            let filter = try Self.filter(question)
            let expected = naive.rows(try #require(filter.root))
            #expect(try journal.rows(filter, Work()).rows == expected, "\(question.id)")
            if index % 6 == 0 {
                #expect(try IndexedJournal(try Self.load()).count(filter, Work()) == expected.count, "\(question.id), nothing built")
            }
            found += expected.isEmpty ? 0 : 1
        }
        #expect(found >= 30)
    }

    /// What an entry says, by name.
    private struct Entry {
        let snapshot: JournalSnapshot
        let row: Int
        subscript(name: String) -> String {
            snapshot.schema.id(name).map { snapshot.cell(row: row, $0).exportText } ?? ""
        }
        var type: String { self["JOURNAL_ENTRY_TYPE"] }
        var action: String { self["ENTRY_TYPE"] }
    }

    /// The questions the program was made for, said again in another language.
    private static let meanings: [(id: String, holds: @Sendable (Entry) -> Bool)] = [
        ("failed-signons", { $0.type == "PW" && $0.action != "S" || $0.type == "AF" && $0.action == "S" }),
        ("user-connections", {
            $0.type == "JS" && "SEBM".contains($0.action) && $0["REAL_USER_PROFILE"] == "QSECOFR" && $0["ENTRY_TIMESTAMP"] >= "2026-11-05"
        }),
        ("profile-changes", {
            $0.type == "CP" || ["CO", "DO", "RU"].contains($0.type) && $0["OBJECT_TYPE"] == "*USRPRF" || $0.type == "AD" && $0.action == "U"
        }),
        ("profiles-disabled", { $0.type == "CP" && ["*DISABLED", "*ENABLED"].contains($0["STATUS"]) }),
        ("profile-swaps", { $0.type == "PS" || $0.type == "JS" && "MT".contains($0.action) || $0.type == "AF" && "PNVW".contains($0.action) }),
        ("qsecofr-any", { entry in
            ["ACTOR", "SUBJECT", "TARGET_JOB_USER", "EFFECTIVE_USER_PROFILE", "OBJECT_OWNER"].contains { entry[$0] == "QSECOFR" }
        }),
        ("user-any", { entry in
            ["ACTOR", "SUBJECT", "TARGET_JOB_USER", "EFFECTIVE_USER_PROFILE", "REAL_USER_PROFILE", "SAVED_USER_PROFILE"].contains {
                entry[$0] == "QSECOFR"
            }
        }),
        ("authority-failures", { $0.type == "AF" || $0.type == "GR" && $0["FUNCTION_REGISTRATION_OPERATION"] == "*USAGEFAILURE" }),
        ("object-access", {
            ["ZC", "ZR"].contains($0.type) && ($0["OBJECT_LIBRARY"] == "PAYLIB" && $0["OBJECT_NAME"].hasPrefix("PAY") || $0["PATH_NAME"].hasPrefix("/home/"))
        }),
        ("journal-receivers", { entry in
            entry["JOURNAL_CODE"] == "J" || entry.type == "DO" && ["*JRNRCV", "*JRN"].contains(entry["OBJECT_TYPE"])
                || entry.type == "SV" && "CD".contains(entry.action)
                || entry.type == "CD" && ["DLTJRNRCV", "CHGJRN", "DLTJRN"].contains(entry["OBJECT_NAME"])
        }),
    ]

    @Test(arguments: meanings.map(\.id)) func questionsMeanWhatTheyAreAskedFor(_ id: String) throws {
        let snapshot = try Self.load()
        let question = try #require(AuditCatalog.questions.first { $0.id == id })
        let holds = try #require(Self.meanings.first { $0.id == id }?.holds)
        let expected = (0..<snapshot.count).filter { holds(Entry(snapshot: snapshot, row: $0)) }
        #expect(!expected.isEmpty)
        #expect(try IndexedJournal(snapshot).rows(try Self.filter(question), Work()).rows == expected)
    }

    /// First, last, how many and from how many addresses, added up entry by entry.
    @Test func accountsWithFailuresAreCountedExactly() throws {
        let snapshot = try Self.load()
        let journal = IndexedJournal(snapshot)
        let question = try #require(AuditCatalog.questions.first { $0.id == "failed-by-account" })
        let selection = try journal.select(SelectionRequest(conditions: [Condition(try Self.filter(question))]), Work())
        let tally = try journal.tally(selection, TallyRequest(question), Work())
        var times: [String: [String]] = [:], addresses: [String: Set<String>] = [:]
        for row in 0..<snapshot.count {
            let entry = Entry(snapshot: snapshot, row: row)
            guard Self.meanings[0].holds(entry) else { continue }
            times[entry["SUBJECT"], default: []].append(entry["ENTRY_TIMESTAMP"])
            addresses[entry["SUBJECT"], default: []].formUnion([entry["REMOTE_ADDRESS"]].filter { !$0.isEmpty })
        }
        #expect(tally.lines.count == times.count)
        for line in tally.lines {
            let user = line.key[0].exportText
            let seen = try #require(times[user]).sorted()
            #expect(line.values.prefix(4).map(\.exportText) == [String(seen.count), seen[0], seen[seen.count - 1], String(addresses[user]?.count ?? 0)])
        }
        #expect(tally.lines.map(\.entries) == tally.lines.map(\.entries).sorted(by: >))
    }
}
