import Testing

@testable import Catalog

@Suite struct QuestionTests {
    @Test(arguments: AuditCatalog.questions.map(\.id)) func everyQuestionNamesKnownColumns(_ id: String) throws {
        let question = try #require(AuditCatalog.questions.first { $0.id == id })
        let sorted = question.sort.map { term -> String? in
            switch term.key {
            case .column(let name): name
            case .measure(let measure): measure.column
            }
        }
        let names = question.columns + question.groupBy + (sorted + question.measures.map(\.column)).compactMap { $0 }
        for name in names { #expect(AuditCatalog.column(name) != nil, "\(id) \(name)") }
        #expect(!question.title.isEmpty && !question.why.isEmpty)
        guard case .entries = question.answer else { return }
        #expect(!question.filter.isEmpty && !question.columns.isEmpty && !question.sort.isEmpty)
        #expect(question.measures.isEmpty == question.groupBy.isEmpty)
    }

    /// Left of every comparison in a filter stands a column.
    @Test(arguments: AuditCatalog.questions.map(\.id)) func everyFilterNamesKnownColumns(_ id: String) throws {
        let question = try #require(AuditCatalog.questions.first { $0.id == id })
        let tokens = ConditionParser.tokens(question.filter)
        let operators: [ConditionParser.Token] = [
            .sign("="), .sign("<>"), .sign(">="), .sign("<="), .sign("<"), .sign(">"), .word("IN"), .word("IS"),
            .word("LIKE"), .word("BETWEEN"), .word("NOT"),
        ]
        for (token, after) in zip(tokens, tokens.dropFirst()) where operators.contains(after) {
            guard case .word(let name) = token, !["AND", "OR", "NOT", "IS"].contains(name) else { continue }
            // In double quotes stands the name of a column whose short name means another one.
            let column = name.hasPrefix("\"") && name.hasSuffix("\"") ? String(name.dropFirst().dropLast()) : name
            #expect(AuditCatalog.column(column) != nil, "\(id) \(name)")
        }
    }

    @Test func idsAreUniqueAndGroupsStandTogether() {
        let questions = AuditCatalog.questions
        #expect(questions.count == 49)
        #expect(Set(questions.map(\.id)).count == questions.count)
        var groups: [String] = []
        for question in questions where groups.last != question.group { groups.append(question.group) }
        #expect(Set(groups).count == groups.count)
    }

    @Test func parametersAreFoundOnceInOrder() throws {
        let life = try #require(AuditCatalog.questions.first { $0.id == "object-life" })
        #expect(life.parameters == ["LIBRARY", "OBJECT", "PATH"])
        #expect(AuditCatalog.questions.first { $0.id == "coverage" }?.parameters == [])
    }

    @Test func answersAreReportsUnlessTheTableSaysOtherwise() {
        func answer(_ id: String) -> AuditCatalog.Question.Answer? { AuditCatalog.questions.first { $0.id == id }?.answer }
        #expect(answer("failed-signons") == .entries)
        #expect(answer("journal-gaps") == .completeness)
        #expect(answer("signons") == .ledger(""))
        #expect(answer("failure-then-success") == .ledger("MARKS contains FAILURES-THEN-SUCCESS"))
        let row = "question\tmine\t\tMine\t\t\t\t\t\t\t\t\t"
        #expect(QuestionTable.read(row + "ledger where user = Q*").questions.first?.answer == .ledger("user = Q*"))
        #expect(QuestionTable.read(row + "chart").problems.first?.reason.contains("shows no answer") == true)
        #expect(QuestionTable.read(row).problems.first?.reason.contains("has no filter") == true)
    }

    @Test func measuresAreRead() {
        #expect(AuditCatalog.Measure("COUNT") == .count)
        #expect(AuditCatalog.Measure("DISTINCT(SUBJECT)") == .distinct("SUBJECT"))
        #expect(AuditCatalog.Measure("SUM(X)") == nil)
        #expect(AuditCatalog.Measure("FIRST(X") == nil)
        #expect(AuditCatalog.Measure("") == nil)
        let term = AuditCatalog.SortTerm("DISTINCT(SUBJECT) DESC")
        #expect(term.key == .measure(.distinct("SUBJECT")) && term.descending)
    }
}

@Suite struct ConnectionTests {
    @Test(arguments: [
        ("QZDASOINIT", nil, nil, nil, "ODBC"), ("QPADEV0007", "I", nil, nil, "5250"), ("QPADEV00071", nil, nil, nil, "OTHER"),
        ("QTFTP00123", nil, nil, nil, "FTP"), ("QHTTPSVR", "B", nil, nil, "WEB"), ("PAYRUN", "B", nil, nil, "BATCH"),
        ("PAYRUN", "BCH", nil, nil, "BATCH"), ("DSP01", "I", nil, nil, "5250"), ("DSP01", "INT", nil, nil, "5250"),
        ("QSYSARB", "S", nil, nil, "SYSTEM"), ("QINTER", nil, "DSP01", "PW", "5250"), ("QINTER", nil, "  ", "PW", "OTHER"),
        ("QINTER", nil, "DSP01", "AF", "OTHER"), ("QZSOSIGN", nil, "DSP01", "PW", "SIGNON-SERVER"),
        (nil, nil, nil, nil, "OTHER"), (nil, "I", nil, nil, "5250"), ("X", "?", nil, nil, "OTHER"), ("QPM*", nil, nil, nil, "OTHER"),
    ] as [(String?, String?, String?, String?, String)])
    func jobsAreLabelled(_ job: String?, _ basic: String?, _ device: String?, _ type: String?, _ label: String) {
        #expect(
            AuditCatalog.connectionLabel(jobName: job, jobTypeBasic: basic, deviceName: device, entryType: type) == label)
    }

    @Test(arguments: [
        ("INT", "QPADEV0007", "5250 / Telnet (Non-Secure unless SSL/Telnet configured)"),
        ("BCI", "QP0ZSPWP", "SSH / Spawned Process (Secure)"), ("PJ", "QZDASSINIT", "ODBC / JDBC (Secure SSL/TLS)"),
        (nil, "QZDASOINIT", "ODBC / JDBC (Non-Secure)"), ("BCH", "PAYRUN", "Other Host Server (Security Unknown)"),
        ("INTX", "PAYRUN", "Other Host Server (Security Unknown)"), (nil, nil, nil), ("BCH", nil, nil),
    ] as [(String?, String?, String?)])
    func casesAreIBMs(_ type: String?, _ job: String?, _ label: String?) {
        #expect(AuditCatalog.connectionCase(jobType: type, jobName: job) == label)
    }

    @Test func jobTypesComeFromTheirTwoCodes() {
        #expect(AuditCatalog.jobType(basic: "I", subtype: "") == "INT")
        #expect(AuditCatalog.jobType(basic: "I", subtype: " ") == "INT")
        #expect(AuditCatalog.jobType(basic: "B", subtype: "J") == "PJ")
        #expect(AuditCatalog.jobType(basic: "B", subtype: "") == "BCH")
        #expect(AuditCatalog.jobType(basic: "Z", subtype: "") == nil)
    }

    /// So that the order of the patterns does not matter.
    @Test func noListedJobNameFitsTwoLabels() {
        var rows = TableRows(CatalogText.table("ConnectionLabels.tsv"))
        var patterns: [(String, String)] = []
        while rows.next("job") { patterns.append((rows[1], rows[2])) }
        for (name, label) in patterns {
            for (pattern, other) in patterns where JobPattern.matches(name.utf8, pattern.utf8) { #expect(label == other) }
        }
        #expect(patterns.count == 40)
        #expect(AuditCatalog.connectionLabels.map(\.label).contains("OTHER"))
    }

    @Test func profilesAreKnown() {
        #expect(AuditCatalog.profiles.count == 67)
        #expect(AuditCatalog.profile("QSECOFR")?.privilege == .all)
        #expect(AuditCatalog.profile("QSYS")?.canSignOn == false)
        #expect(AuditCatalog.profile("MARTA") == nil)
    }
}
