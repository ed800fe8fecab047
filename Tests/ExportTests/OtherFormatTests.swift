import Catalog
import Columns
import Export
import JournalIndex
import Testing

@Suite struct JSONLinesExportTests {
    @Test func jsonLinesAreAsWritten() throws {
        #expect(
            try SmallJournal.sample.export(JSONLinesExport.self) == #"""
                {"ENTRY_TIMESTAMP":"2026-11-02 08:03:17.007919","SEQUENCE_NUMBER":"18446744073709551600","USER_NAME":"QSECOFR","ENTRY_TEXT":"a \"quoted\", text"}
                {"ENTRY_TIMESTAMP":null,"SEQUENCE_NUMBER":7,"USER_NAME":"","ENTRY_TEXT":"-"}
                {"ENTRY_TIMESTAMP":"yesterday","SEQUENCE_NUMBER":null,"USER_NAME":null,"ENTRY_TEXT":"\u001b[31mred\nline"}

                """#)
    }

    @Test func numbersThatADoubleHoldsAreNumbers() throws {
        let limit: Int128 = 1 << 53
        let journal = SmallJournal([("N", .integer, [-limit - 1, -limit, 0, limit, limit + 1].map { .integer($0) })])
        #expect(
            try journal.export(JSONLinesExport.self) == """
                {"N":"-9007199254740993"}
                {"N":-9007199254740992}
                {"N":0}
                {"N":9007199254740992}
                {"N":"9007199254740993"}

                """)
    }
}

@Suite struct TextExportTests {
    /// Marks beyond the third over a character, and what no one sees, are told by a point.
    @Test func whatSmearsOrHidesIsAPoint() throws {
        let flood = "e" + String(repeating: "\u{301}", count: 5_000)
        let journal = SmallJournal([("A", .text, [.text(flood), .text("a\u{34F}b"), .text("a\u{3164}b"), .text("e\u{301}")])])
        let lines = try journal.export(TextExport.self).split(separator: "\n").map(String.init)
        #expect(lines.suffix(4).map { Array($0.unicodeScalars) } == ["e\u{301}\u{301}\u{301}·", "a·b", "a·b", "e\u{301}"].map { Array($0.unicodeScalars) })
    }

    @Test func reportIsAsWritten() throws {
        #expect(
            try SmallJournal.sample.export(TextExport.self) == """
                ENTRY                                   SEQUENCE  USER     ENTRY
                TIMESTAMP                                 NUMBER  NAME     TEXT
                --------------------------  --------------------  -------  ----------------
                2026-11-02 08:03:17.007919  18446744073709551600  QSECOFR  a "quoted", text
                                                               7           -
                yesterday                                                  ␛[31mred␊line

                """)
    }

    @Test func hostileTextCannotChangeItsLine() throws {
        let journal = SmallJournal([("A", .text, [.text("a\u{202E}b\u{9B}c\u{200B}d\u{7F}"), .text("é漢")])])
        #expect(try journal.export(TextExport.self) == "A\n--------\na·b·c·d␡\né漢\n")
    }

    @Test func oneLongValueDoesNotWidenTheReport() throws {
        let journal = SmallJournal([("A", .text, [.text(String(repeating: "x", count: 5000))])])
        let lines = try journal.export(TextExport.self).split(separator: "\n")
        #expect(lines.allSatisfy { $0.count <= 120 })
        #expect(lines.last?.hasSuffix("x…") == true)
    }
}

@Suite struct ExporterTests {
    /// 20,000 rows: several blocks, more than one wave when few rows make a block.
    static let big = SmallJournal([
        ("T", .timestamp, (0..<20_000).map { .timestamp(.init(microseconds: Int64($0) * 7_777_777_777_777 - 1)) }),
        ("N", .integer, (0..<20_000).map { $0 % 11 == 0 ? .null : .integer(Int128($0) - 9_000) }),
        ("C", .code, (0..<20_000).map { $0 % 7 == 0 ? .blank : .text("USER\($0 % 50)") }),
        ("U", .text, (0..<20_000).map { .text("unique, \($0)") }),
    ])

    @Test func blocksComeInTheOrderAskedFor() throws {
        let rows = Permutation(rows: (0..<20_000).reversed())
        let lines = try Self.big.export(CSVExport.self, rows: rows).split(separator: "\n")
        #expect(lines.count == 20_001)
        for (position, line) in lines.dropFirst().enumerated() {
            let row = rows[position]
            let cells = Self.big.cells.map { $0[row] }
            let user = cells[2] == .blank ? "\"\"" : cells[2].exportText
            let expected = "\(cells[0].exportText),\(cells[1].exportText),\(user),\"\(cells[3].exportText)\""
            #expect(line == expected)
        }
    }

    /// Neighbours that change seldom, each at rows of its own, between others; instants with the same second or day.
    @Test func cellsThatRepeatAreWrittenInEveryRow() throws {
        let count = 5_000
        let columns: [(String, ValueKind, (Int) -> Cell)] = [
            ("A", .text, { _ in .text("same") }), ("B", .text, { .text("user \($0 / 300)") }),
            ("C", .integer, { $0 / 700 % 2 == 0 ? .null : .integer(Int128($0 / 350) - 3) }),
            ("D", .text, { $0 / 450 % 3 == 0 ? .absent : .text(String(repeating: "x,", count: $0 / 450 * 40)) }),
            ("E", .timestamp, { .timestamp(.init(microseconds: Int64($0 / 40 - 60) * 3_599_999_999 + Int64($0 % 40) * 30_000)) }),
            ("F", .integer, { .integer(Int128($0 * $0 * $0)) }), ("G", .text, { .text("\($0 / 3)") }),
            ("H", .text, { $0 < 4_990 ? .absent : .text("last") }), ("I", .text, { _ in .absent }),
        ]
        let journal = SmallJournal(columns.map { ($0.0, $0.1, (0..<count).map($0.2)) })
        let orders: [[UInt32]] = [
            (0..<5_000).map { $0 }, (0..<5_000).reversed(), (0..<5_000).filter { $0 % 3 == 1 }, (0..<5_000).map { $0 * 1_871 % 5_000 },
            [4_999], [7, 7, 7, 7, 8, 7],
        ]
        func shown(_ cell: Cell) -> String {
            let text = cell.exportText
            return text.contains(",") ? "\"\(text)\"" : text
        }
        for order in orders {
            let lines = try journal.export(CSVExport.self, rows: Permutation(rows: order)).split(separator: "\n").dropFirst()
            #expect(lines.count == order.count)
            for (line, row) in zip(lines, order) {
                let expected = columns.map { shown($0.2(Int(row))) }.joined(separator: ",")
                if line != expected { Issue.record("row \(row): \(line)") }
            }
        }
    }

    @Test(arguments: ["csv", "jsonl", "text"])
    func fewRowsAreWrittenAsFromWholeColumns(name: String) throws {
        let format = try #require(ExportFormats.named(name))
        let page = SmallJournal(
            Self.big.schema.columns.map { ($0.name, $0.kind, Array(Self.big.cells[$0.id.index].prefix(40))) })
        #expect(try Self.big.export(format, rows: Permutation(identity: 40)) == page.export(format))
    }

    @Test(arguments: ["csv", "jsonl", "text"])
    func noRowsAreNoError(name: String) throws {
        let format = try #require(ExportFormats.named(name))
        let out = try SmallJournal.sample.export(format, rows: Permutation(rows: []))
        #expect(out.split(separator: "\n").count == ["csv": 1, "jsonl": 0, "text": 3][name])
    }

    @Test func cancelledExportsThrow() {
        let work = Work()
        work.cancel()
        var sink = MemorySink()
        #expect(throws: Cancelled.self) { try Self.big.exporter(CSVExport.self).write(to: &sink, work) }
    }
}
