import Catalog
import Columns
import JournalIndex
import Testing

@testable import Query

@Suite struct EvaluationTests {
    static let reference = TimeReference(
        newest: MemoryJournal.instant("2026-04-09 00:00:00"), now: MemoryJournal.instant("2026-04-10 12:34:56"))

    @Test(arguments: 0..<60) func kernelsAgreeWithTheNaiveModel(_ seed: Int) throws {
        var world = RandomWorld(seed: UInt64(seed))
        let journal = world.journal(rows: [1, 2, 63, 64, 65, 300][seed % 6])
        let naive = NaiveEvaluation(journal: journal, reference: Self.reference)
        for _ in 0..<60 {
            let filter = Filter(world.expression(depth: 3))
            let root = try #require(filter.root)
            let rows = try BoundFilter(filter, to: journal.schema, Self.reference).rows(of: journal, Work())
            #expect(rows.rows == naive.rows(root), "\(filter.text)")
        }
    }

    /// Where columns are not built and few rows are left, cells are read.
    @Test(arguments: 0..<30) func cellsAgreeWithTheNaiveModel(_ seed: Int) throws {
        var world = RandomWorld(seed: UInt64(seed) + 1_000)
        var journal = world.journal(rows: [1, 2, 63, 300][seed % 4])
        let naive = NaiveEvaluation(journal: journal, reference: Self.reference)
        journal.unbuilt = Set(journal.schema.columns.map(\.id).filter { $0.index % (1 + seed % 3) == 0 })
        for _ in 0..<60 {
            let filter = Filter(.and([world.expression(depth: 2), world.expression(depth: 2)]))
            let root = try #require(filter.root)
            let rows = try BoundFilter(filter, to: journal.schema, Self.reference).rows(of: journal, Work())
            #expect(rows.rows == naive.rows(root), "\(filter.text)")
        }
    }

    @Test func kernelsAgreeAcrossChunks() throws {
        var world = RandomWorld(seed: 4711)
        let journal = world.journal(rows: chunkRows + 77)
        let naive = NaiveEvaluation(journal: journal, reference: Self.reference)
        for _ in 0..<3 {
            let filter = Filter(world.expression(depth: 1))
            let root = try #require(filter.root)
            let rows = try BoundFilter(filter, to: journal.schema, Self.reference).rows(of: journal, Work())
            #expect(rows.rows == naive.rows(root), "\(filter.text)")
        }
    }

    /// Of conditions that must all hold the later ones are only asked where the earlier ones left rows.
    @Test func whatIsLeftOutOfAChunkDoesNotShow() throws {
        let count = 2 * chunkRows + 77
        let columns: [(String, (Int) -> Cell)] = [
            ("SEQUENCE_NUMBER", { .integer(Int128($0)) }), ("JOURNAL_ENTRY_TYPE", { .text(["PW", "CP", "AF"][$0 % 3]) }),
            ("REMOTE_PORT", { $0 % 5 == 0 ? .null : .integer(Int128($0 % 7)) }),
        ]
        let journal = MemoryJournal(
            columns.enumerated().map { index, column in
                (MemoryJournal.definition(column.0, ColumnID(index)), (0..<count).map(column.1))
            })
        let naive = NaiveEvaluation(journal: journal, reference: Self.reference)
        for text in [
            "seq < 10 and type = PW", "seq >= \(count - 5) and not type = PW", "seq < 9 and not (type = PW and port = 3)",
            "seq = \(chunkRows) and (type in (PW, AF) or port is null)", "(seq < 3 or seq > \(count - 3)) and type != CP",
            "not (seq < \(count - 9) and port > 2) and (port = 1 or not port = 1)",
        ] {
            let filter = try Filter(text)
            let root = try #require(filter.root)
            let rows = try BoundFilter(filter, to: journal.schema, Self.reference).rows(of: journal, Work())
            #expect(rows.rows == naive.rows(root), "\(text)")
        }
    }

    static let journal = MemoryJournal(
        table: """
            SEQUENCE_NUMBER | ENTRY_TIMESTAMP | JOURNAL_ENTRY_TYPE | SUBJECT | REMOTE_ADDRESS | REMOTE_PORT | SEVERITY | CATEGORY | SENTENCE | ACTION | ENTRY_TYPE | JOB_NAME | QUALIFIED_JOB_NAME
            1 | 2026-04-08 06:59:59 | PW | QSECOFR | 10.0.0.1 | 80 | warning | sign-on | Wrong password for QSECOFR | X | P | QINTER | 000001/QSYS/QINTER
            2 | 2026-04-08 07:00:59 | CP | QSECADM | 192.168.1.1 | - | info | profile | Profile QSECADM changed | . | A | QZDASOINIT | 000002/QUSER/QZDASOINIT
            3 | 2026-04-09 00:00:00 | AF | joe | !banana | !x | critical | authority | Joe may not | A | A | QZDASOINIT | 000003/QUSER/QZDASOINIT
            18446744073709551600 | - | JS | | 2001:db8::1 | 65535 | notice | connection | - | - | S | - | -
            """)

    /// A filter and the rows it takes.
    static let answers: [(text: String, rows: [Int])] = [
        ("", [0, 1, 2, 3]),
        ("user = qsecofr", [0]),
        ("user = QSEC*", [0, 1]),
        ("user = 'QSEC*'", []),
        ("user = joe", []),
        ("user = 'joe'", [2]),
        ("user <> QSEC*", [2, 3]),
        ("not user = QSEC*", [2, 3]),
        ("user = *", [0, 1, 2]),
        ("user not in (QSECOFR, 'joe')", [1, 3]),
        ("user is null", [3]),
        ("user like 'QSEC%'", [0, 1]),
        ("user not like 'QSEC%'", [2, 3]),
        ("user contains SEC", [0, 1]),
        ("user contains JOE", [2]),
        ("user not between A and R", [2, 3]),
        ("user ~ '^qsec(ofr|xyz)$'", [0]),
        ("time = 2026-04-08", [0, 1]),
        ("time <> 2026-04-08", [2, 3]),
        ("time <= '2026-04-08 07:00'", [0, 1]),
        ("time < '2026-04-08 07:00'", [0]),
        ("time > 2026-04-08", [2]),
        ("time between 2026-04-08 and 2026-04-08", [0, 1]),
        ("time between 2026-04-08 and '2026-04-08 06:59'", [0]),
        ("time = 2026-04-08-06.59.59.000000", [0]),
        ("time = 2026-04", [0, 1, 2]),
        ("time = '2026-04-08 24:00'", [2]),
        ("time >= -1d", [0, 1, 2]),
        ("time >= -60m", [2]),
        ("time >= -1s", [2]),
        ("time >= now-37h", [2]),
        ("time = today", []),
        ("time = yesterday", [2]),
        ("seq = 18446744073709551600", [3]),
        ("seq >= 3", [2, 3]),
        ("port > 79", [0, 3]),
        ("port <> 80", [1, 2, 3]),
        ("port is null", [1]),
        ("port is not null", [0, 2, 3]),
        ("ip in 10.0.0.0/8", [0]),
        ("ip in (10.0.0.0/8, 192.168.0.0-192.168.9.9, 2001:db8::/32)", [0, 1, 3]),
        ("ip = ::ffff:10.0.0.1", [0]),
        ("ip <> 10.0.0.1", [1, 2, 3]),
        ("ip = 10.*", [0]),
        ("ip > 10.0.0.1", [1, 3]),
        ("ip contains BANANA", [2]),
        ("severity >= warning", [0, 2]),
        ("severity < Warning", [1, 3]),
        ("severity = CRITICAL", [2]),
        ("severity = 'critical'", [2]),
        ("severity in (info, n*)", [1, 3]),
        ("severity between notice and warning", [0, 3]),
        ("category in (sign-on, PROFILE)", [0, 1]),
        ("category = 'sign-on'", [0]),
        ("category = 'SIGN-ON'", []),
        ("action = A", [1, 2]),
        ("\"ACTION\" = A", [2]),
        ("job = QZDA*", [1, 2]),
        ("job = 000002/QUSER/QZDASOINIT", [1]),
        ("job in (QINTER, 000003/*)", [0, 2]),
        ("job is null", [3]),
        ("text contains qinter", [0]),
        ("text contains 'banana'", [2]),
        ("text contains '2026-04-08 07:00:59'", [1]),
        ("text not contains 'Q'", [3]),
        ("PATH_NAME is null", [0, 1, 2, 3]),
        ("PATH_NAME = /home/joe", []),
        ("PATH_NAME <> /home/joe", [0, 1, 2, 3]),
        ("JOTSTP = 2026-04-09", [2]),
    ]

    @Test(arguments: answers.indices) func aFilterTakesItsRows(_ index: Int) throws {
        let (text, rows) = Self.answers[index]
        let bound = try BoundFilter(try Filter(text), to: Self.journal.schema, Self.reference)
        #expect(try bound.rows(of: Self.journal, Work()).rows == rows, "\(text)")
    }

    @Test func withoutANewestEntryARelativeTimeTakesNothing() throws {
        let reference = TimeReference(newest: nil, now: Self.reference.now)
        for text in ["time >= -7d", "time between -7d and 2026-12-31", "time in (-7d)"] {
            let bound = try BoundFilter(try Filter(text), to: Self.journal.schema, reference)
            #expect(try bound.rows(of: Self.journal, Work()).isEmpty)
        }
    }

    @Test func cancelledWorkStops() throws {
        let bound = try BoundFilter(try Filter("user = x or port = 1"), to: Self.journal.schema, Self.reference)
        let work = Work()
        work.cancel()
        #expect(throws: Cancelled.self) { try bound.rows(of: Self.journal, work) }
    }
}

@Suite struct BindingErrorTests {
    static let errors: [(text: String, position: Int, length: Int, message: String, suggestion: String?)] = [
        ("usr = X", 0, 3, "There is no column USR.", "user"),
        ("port = 1 and JOB_NAM = X", 13, 7, "There is no column JOB_NAM.", "JOB_NAME"),
        ("XYZZYPLUGH = X", 0, 10, "There is no column XYZZYPLUGH.", nil),
        ("time = hello", 7, 5, "HELLO is no date or time.", nil),
        ("time = 2026-02-30", 7, 10, "2026-02-30 is no date or time.", nil),
        ("time = '2026-04-08 25:00'", 7, 18, "2026-04-08 25:00 is no date or time.", nil),
        ("time >= -99999999999999999999d", 8, 22, "-99999999999999999999D is no date", nil),
        ("time like '2026%'", 10, 7, "ENTRY_TIMESTAMP holds a date and time", nil),
        ("ip = banana", 5, 6, "BANANA is no address.", nil),
        ("ip in (10.0.0.1, 10.0.0.0/33)", 17, 11, "10.0.0.0/33 is no address.", nil),
        ("ip >= 10.0.0.0/8", 6, 10, "10.0.0.0/8 is no address.", nil),
        ("ip = ban*", 5, 4, "BAN* is no address.", nil),
        ("port = x", 7, 1, "X is no whole number.", nil),
        ("port = 80*", 7, 3, "80* is no whole number.", nil),
        ("port between 1 and 1.5", 19, 3, "1.5 is no whole number.", nil),
        ("port = 999999999999999999999999999999999999999999", 7, 42, "99999", nil),
        ("port contains 8", 14, 1, "REMOTE_PORT holds numbers", nil),
        ("severity >= high", 12, 4, "HIGH is no severity.", nil),
        ("severity = critcal", 11, 7, "CRITCAL is no severity.", "critical"),
        ("user = ''", 7, 2, "An empty value is found by `is null`.", "is null"),
        ("time between 2026-04-09 and 2026-04-08", 13, 25, "Nothing lies between these", "2026-04-08 and 2026-04-09"),
        ("time between now and now-7d", 13, 14, "Nothing lies between these", "NOW-7D and NOW"),
        ("port between 9 and 1", 13, 7, "Nothing lies between these", "1 and 9"),
        ("user not between R and A", 17, 7, "Nothing lies between these", "A and R"),
        ("ip between 10.0.0.9 and 10.0.0.1", 11, 21, "Nothing lies between these", "10.0.0.1 and 10.0.0.9"),
        ("severity between critical and info", 17, 17, "Nothing lies between these", "INFO and CRITICAL"),
        ("ip in (10.0.0.9-10.0.0.1)", 7, 17, "This range goes backwards", "10.0.0.1-10.0.0.9"),
        ("user >= QSEC*", 8, 5, "A generic value stands only beside", nil),
        ("user ~ '(a'", 7, 4, "The expression cannot be read", nil),
        ("user ~ \\d", 7, 2, "An expression with a backslash", nil),
        ("user = ?USER", 7, 5, "The parameter ?USER has no value.", nil),
        ("text > A", 0, 4, "`text` is everything", nil),
        ("text is null", 0, 4, "An entry is never without text", nil),
    ]

    @Test(arguments: errors.indices) func aWrongNameOrValueIsAnErrorAtItsPlace(_ index: Int) throws {
        let expected = Self.errors[index]
        let filter = try Filter(expected.text)
        let error = try #require(throws: FilterError.self) { try filter.check(against: EvaluationTests.journal.schema) }
        #expect(error.position == expected.position)
        #expect(error.length == expected.length)
        #expect(error.message.hasPrefix(expected.message), "\(error.message)")
        #expect(error.suggestion == expected.suggestion)
    }

    @Test func placesOfJoinedFiltersPointIntoTheJoinedText() throws {
        let joined = Filter.all([try Filter("port   =   1"), try Filter("  time = hello")])
        let error = try #require(throws: FilterError.self) { try joined.check(against: EvaluationTests.journal.schema) }
        #expect(error.text == "port = 1 and time = HELLO" || error.text == joined.text)
        #expect(error.text.dropFirst(error.position).lowercased().hasPrefix("hello"))
    }
}

@Suite struct QuestionTests {
    static let parameters = ["USER": "JOE", "POWERFUL": "QSECOFR, ADM*", "LIBRARY": "PAYLIB", "OBJECT": "PAY*", "PATH": "/home/%"]

    @Test func everyQuestionParsesBindsAndRuns() throws {
        #expect(!AuditCatalog.questions.isEmpty)
        for question in AuditCatalog.questions {
            let filter = try Filter(question.filter)
            #expect(filter.parameters == question.parameters)
            #expect(try Filter(filter.text) == filter)
            let filled = try filter.substituting(Self.parameters)
            for journal in [EvaluationTests.journal, MemoryJournal(table: "SENTENCE\nx"), MemoryJournal([])] {
                let bound = try BoundFilter(filled, to: journal.schema, EvaluationTests.reference)
                #expect(try bound.rows(of: journal, Work()).count == journal.count, "\(question.id)")
            }
        }
    }

    @Test func noQuestionMeansAColumnByTheNameOfAnotherShortName() throws {
        // `action` is ENTRY_TYPE: a question that means the column ACTION quotes it.
        for question in AuditCatalog.questions where question.filter.contains("ENTRY_TYPE = R AND") {
            #expect(!(try Filter(question.filter).text.contains("action =")), "\(question.id)")
        }
    }
}
