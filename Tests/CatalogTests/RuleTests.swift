import Testing

@testable import Catalog

@Suite struct RuleTests {
    static let allRules: [EventRule] =
        AuditCatalog.entryTypes.flatMap { LayoutTable.of($0.journalCode, $0.code)?.rules ?? [] } + EventTable.rules

    @Test func allRulesAreThere() {
        #expect(Self.allRules.count == 433)
        #expect(Self.allRules.filter { $0.journalCode == "QHST" }.count == 29)
    }

    @Test func everyRuleNamesKnownColumns() {
        for rule in Self.allRules {
            let names = rule.sentence.columns.union(rule.subject).union(rule.actor).union(rule.when?.columns ?? [])
            for name in names { #expect(AuditCatalog.column(name) != nil, "\(rule.entryType) \(rule.action) \(name)") }
            #expect(!rule.category.isEmpty && !rule.sentence.parts.isEmpty)
        }
    }

    @Test func everyTypeOfEntryFindsARule() {
        for type in AuditCatalog.entryTypes {
            let rules = AuditCatalog.rules(journalCode: type.journalCode, entryType: type.code, action: "?")
            #expect(rules.last?.entryType == "*" && rules.last?.when == nil)
        }
        #expect(AuditCatalog.rules(journalCode: "T", entryType: "Ü?", action: "").count == 1)
        #expect(AuditCatalog.rules(journalCode: "../", entryType: "", action: "").count == 1)
    }

    @Test func rulesOfOneActionStandInTheOrderOfTheTable() {
        let rules = AuditCatalog.rules(journalCode: "T", entryType: "AD", action: "O")
        #expect(rules.map(\.severity) == [.critical, .warning, .info])
        #expect(rules[0].when == .isOneOf(column: "OBJECT_AUDIT", values: ["*NONE"], negated: false))
        #expect(rules[1].when == nil)
        #expect(AuditCatalog.rules(journalCode: "QHST", entryType: "CPF1124", action: "").count == 4)
        #expect(AuditCatalog.rules(journalCode: "U", entryType: "ZZ", action: "").first?.category == "other")
        #expect(AuditCatalog.rules(journalCode: "J", entryType: "RD", action: "").first?.severity == .critical)
    }

    @Test func usersComeFromKnownColumns() {
        #expect(AuditCatalog.subjectColumns.isSuperset(of: ["AUDIT_USER_NAME", "USER_NAME", "TARGET_JOB_USER"]))
        #expect(AuditCatalog.actorColumns.isSuperset(of: ["USER_NAME", "JOB_USER"]))
        for name in AuditCatalog.subjectColumns.union(AuditCatalog.actorColumns) {
            #expect(AuditCatalog.column(name) != nil, "\(name)")
        }
        #expect(AuditCatalog.subjectColumns == Set(Self.allRules.flatMap(\.subject)))
        #expect(AuditCatalog.actorColumns == Set(Self.allRules.flatMap(\.actor)))
    }
}

@Suite struct ConditionTests {
    private func parse(_ text: String) -> RuleCondition? {
        RuleCondition(text) { ["ACTOR", "SUBJECT"].contains($0) }
    }

    @Test func comparisonsAreRead() {
        #expect(parse("A = X") == .isOneOf(column: "A", values: ["X"], negated: false))
        #expect(parse("A <> 'x y'") == .isOneOf(column: "A", values: ["x y"], negated: true))
        #expect(parse("A IN (B, C*)") == .isOneOf(column: "A", values: ["B", "C*"], negated: false))
        #expect(parse("A NOT IN (0, 0000)") == .isOneOf(column: "A", values: ["0", "0000"], negated: true))
        #expect(parse("A IS NULL") == .isNull(column: "A", negated: false))
        #expect(parse("A IS NOT NULL") == .isNull(column: "A", negated: true))
        #expect(parse("A >= 30") == .compares(column: "A", .greaterOrEqual, 30))
        #expect(parse("A < 3") == .compares(column: "A", .less, 3))
        #expect(parse("ACTOR <> SUBJECT") == .equalsColumn(column: "ACTOR", other: "SUBJECT", negated: true))
        #expect(parse("ACTOR = 'SUBJECT'") == .isOneOf(column: "ACTOR", values: ["SUBJECT"], negated: false))
    }

    @Test func andBindsStrongerThanOr() {
        let (a, b, c) = (parse("A = 1")!, parse("B = 2")!, parse("C = 3")!)
        #expect(parse("A = 1 OR B = 2 AND C = 3") == .or([a, .and([b, c])]))
        #expect(parse("(A = 1 OR B = 2) AND NOT C = 3") == .and([.or([a, b]), .not(c)]))
        #expect(parse("((A = 1))") == a)
    }

    @Test(arguments: ["", "A", "A =", "= A", "A = B C", "A IN B", "A IN ()", "A IN (B", "(A = B", "A = B)", "A IS", "A > B", "A = = B", "NOT", "A = B AND", "'A' = B", "A ! B", "A IN (B,)"])
    func whatIsNoConditionIsRefused(_ text: String) { #expect(parse(text) == nil) }

    @Test func columnsAreGathered() {
        #expect(parse("(A = 1 OR NOT B IS NULL) AND ACTOR = SUBJECT AND C > 2")?.columns == ["A", "B", "C", "ACTOR", "SUBJECT"])
    }
}

@Suite struct SentenceTests {
    @Test func holesAndOptionalPartsAreRead() {
        #expect(
            SentenceTemplate("Of {A}[ by {B}[ or {C}]]: é")?.parts == [
                .literal("Of "), .column("A"), .optional([.literal(" by "), .column("B"), .optional([.literal(" or "), .column("C")])]),
                .literal(": é"),
            ])
        #expect(SentenceTemplate("")?.parts == [])
        #expect(SentenceTemplate("{A}")?.columns == ["A"])
    }

    @Test(arguments: ["[", "]", "{", "}", "{}", "[{A]", "{A", "a[b{c}", "a]b"])
    func whatDoesNotMatchIsRefused(_ text: String) { #expect(SentenceTemplate(text) == nil) }
}
