import Testing

@testable import Catalog

@Suite struct QuestionTableTests {
    /// A row and what is wrong with it.
    static let problems: [(row: String, reason: String)] = [
        ("failed\tx", "The row does not start with the word question."),
        ("question", "The id '' is no id."),
        ("question\tBig Name\tG\tT\tW\ttype = PW", "The id 'Big Name' is no id."),
        ("question\tx\tG\t\tW\ttype = PW", "The question x has no title."),
        ("question\tx\tG\tT\tW", "The question x has no filter."),
        ("question\tx\tG\tT\tW\ttype = PW\t\t\tSUBJECT\tSUM(X)", "SUM(X) of x is no measure."),
        ("question\tx\tG\tT\tW\ttype = PW\t\t\t\tCOUNT", "The question x measures but groups by nothing."),
        ("question\tx\tG\tT\tW\ttype = PW\t\tUSER_NAME\tSUBJECT", "The question x sorts by what it does not count."),
        ("question\tx\tG\tT\tW\ttype = PW\t\t\t\t\t\t\t\tmore", "The row has 14 cells; a question has 13."),
        ("question\tgood\tG\tT\tW\ttype = PW", "The id good stands in the file before."),
        ("question\tx\tG\tT\tW\tnonsense", "checked"),
    ]

    @Test(arguments: problems.indices) func aBadRowIsToldAndHindersNoOther(_ index: Int) {
        let text = "# mine\r\n\r\nquestion\tgood\tG\tT\tW\ttype = PW\r\n" + Self.problems[index].row + "\nquestion\tlast\t\tL\t\ttype = CP\n"
        let table = QuestionTable.read(text) { $0.filter == "nonsense" ? "checked" : nil }
        #expect(table.questions.map(\.id) == ["good", "last"])
        #expect(table.problems.count == 1 && table.problems[0].line == 4)
        #expect(table.problems.first?.reason.hasPrefix(Self.problems[index].reason) == true, "\(table.problems)")
    }

    @Test func whatStandsBehindTheFilterMayBeLeftOut() throws {
        let table = QuestionTable.read("question\tby-user\tMine\tBy user\t\ttype = PW\tSUBJECT,  REMOTE_ADDRESS\tCOUNT DESC\tSUBJECT\t\t*AUTFAIL")
        let question = try #require(table.questions.first)
        #expect(question.columns == ["SUBJECT", "REMOTE_ADDRESS"])
        #expect(question.measures == [.count, .first("ENTRY_TIMESTAMP"), .last("ENTRY_TIMESTAMP")])
        #expect(question.needsAudit == "*AUTFAIL" && question.note.isEmpty)
    }

    @Test func anyBytesAreReadWithoutATrap() {
        var state: UInt64 = 7
        for _ in 0..<2_000 {
            let text = String((0..<60).map { _ -> Character in
                state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                return ["question", "\t", "\n", "x", "COUNT", ",", " ", "FIRST(", ")", "é"][Int(state >> 33) % 10].first ?? " "
            })
            let table = QuestionTable.read("question\t" + text)
            #expect(table.questions.count + table.problems.count <= 61)
        }
    }
}
