import Catalog

/// What an entry means, by the events table: who it is about, who did it, of what category and severity, in one sentence.
enum EventColumns {
    static let all: [DerivedColumn] = [
        column("SUBJECT", .text, inputs: { $0.subject }) { rule, cells in user(rule.subject, cells) },
        column("ACTOR", .text, inputs: { $0.actor }) { rule, cells in user(rule.actor, cells) },
        column("CATEGORY", .code, inputs: { _ in [] }) { rule, _ in .text(rule.category) },
        column("SEVERITY", .code, inputs: { _ in [] }) { rule, _ in .text(rule.severity.name) },
        // Every sentence is nearly one of a kind: keeping them would cost more than making them.
        column("SENTENCE", .text, isRepetitive: false, inputs: { $0.sentence.columns.sorted() }) { rule, cells in
            .text(rule.sentence.filled { name in blankAware(name, cells(.column(name)).saying) })
        },
    ]

    private static func column(
        _ name: String, _ kind: ValueKind, isRepetitive: Bool = true,
        inputs: @escaping @Sendable (EventRule) -> [String],
        _ value: @escaping @Sendable (EventRule, DerivedColumn.Cells) -> Cell
    ) -> DerivedColumn {
        var column = DerivedColumn(name: name, kind: kind, isRepetitive: isRepetitive) { kind in
            // The table's rule for everything names the type, which such an entry does not have.
            let known = kind.journalCode.isEmpty && kind.entryType.isEmpty
                ? [] : AuditCatalog.rules(journalCode: kind.journalCode, entryType: kind.entryType, action: kind.action)
            let rules = known + (kind.entryType.isEmpty ? [message(kind)] : []) + [unknown(kind)]
            let told = Set(rules.flatMap(inputs))
            let asked = unique(rules.flatMap { looked($0) + inputs($0) })
            return DerivedPlan(inputs: asked.map { .column($0) }, classes: classes(of: asked.filter { !told.contains($0) }, rules)) {
                cells in
                let rule = rules.first { $0.fits(cells) } ?? rules[rules.count - 1]
                return value(rule, cells)
            }
        }
        column.isOneOfAKind = !isRepetitive
        return column.afterGiven()
    }

    /// The columns a rule's condition looks at; SUBJECT and ACTOR in it are those of the row itself.
    private static func looked(_ rule: EventRule) -> [String] {
        (rule.when?.columns ?? []).flatMap { name in
            name == "SUBJECT" ? rule.subject : name == "ACTOR" ? rule.actor : [name]
        }
    }

    fileprivate static func user(_ columns: [String], _ cells: DerivedColumn.Cells) -> Cell {
        for name in columns {
            if let text = cells(.column(name)).saying { return .text(text) }
        }
        return .null
    }

    /// `*NONE` in PROGRAM_NAME means that there was no program.
    private static func blankAware(_ name: String, _ text: String?) -> String? {
        name == "PROGRAM_NAME" && text == "*NONE" ? nil : text
    }

    private static func unique(_ names: [String]) -> [String] {
        var seen: Set<String> = []
        return names.filter { seen.insert($0).inserted }
    }

    /// Of columns that only conditions look at, the answers matter: bit i is that to question i.
    private static func classes(
        of names: [String], _ rules: [EventRule]
    ) -> [DerivedInput: @Sendable (Cell) -> UInt16] {
        var classes: [DerivedInput: @Sendable (Cell) -> UInt16] = [:]
        for name in names where !rules.contains(where: { $0.looksAtUser(name) }) {
            let asked = rules.compactMap(\.when).map { $0.questions(to: name) }
            let questions = asked.flatMap { $0 ?? [] }
            guard !asked.contains(where: { $0 == nil }), questions.count < UInt16.bitWidth else { continue }
            classes[.column(name)] = { cell in
                questions.enumerated().reduce(0) { $0 | ($1.element.holds { _ in cell } ? 1 << UInt16($1.offset) : 0) }
            }
        }
        return classes
    }

    /// A line of a log says itself what happened.
    private static func message(_ kind: EntryKind) -> EventRule {
        var rule = unknown(kind)
        rule.when = .isNull(column: "MESSAGE_TEXT", negated: true)
        rule.sentence = SentenceTemplate(parts: [.column("MESSAGE_TEXT")])
        return rule
    }

    /// An entry no table knows still has a user and a sentence.
    private static func unknown(_ kind: EntryKind) -> EventRule {
        let title = AuditCatalog.entryType(kind.journalCode, kind.entryType)?.title
        let name = [kind.journalCode, kind.entryType].filter { !$0.isEmpty }.joined(separator: " ")
        let what = title ?? (name.isEmpty ? "Entry of unknown type" : "Entry \(name)")
        return EventRule(
            journalCode: kind.journalCode, entryType: kind.entryType, action: kind.action, when: nil, category: "other",
            severity: .info, subject: ["USER_NAME", "JOB_USER"], actor: ["USER_NAME", "JOB_USER"],
            sentence: SentenceTemplate(parts: [
                .literal(what), .optional([.literal(" by "), .column("ACTOR")]),
                .optional([.literal(" from "), .column("REMOTE_ADDRESS")]),
            ]))
    }
}

extension EventRule {
    /// Whether its condition compares the user that this column names.
    fileprivate func looksAtUser(_ column: String) -> Bool {
        let names = when?.columns ?? []
        return names.contains("SUBJECT") && subject.contains(column) || names.contains("ACTOR") && actor.contains(column)
    }

    fileprivate func fits(_ cells: DerivedColumn.Cells) -> Bool {
        guard let when else { return true }
        return when.holds { name in
            switch name {
            case "SUBJECT": EventColumns.user(subject, cells)
            case "ACTOR": EventColumns.user(actor, cells)
            default: cells(.column(name))
            }
        }
    }
}
