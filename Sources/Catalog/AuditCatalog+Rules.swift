extension AuditCatalog {
    /// The rows of the events table that can hold for such an entry, in the order in which they are tried: the rows of its
    /// type, those of its journal code, at last the one for everything. The first one whose `when` holds counts.
    ///
    /// - Parameter action: The action code, `""` when there is none.
    package static func rules(journalCode: String, entryType: String, action: String) -> [EventRule] {
        let own = LayoutTable.of(journalCode, entryType)?.rules ?? []
        return (own + EventTable.rules.filter { $0.fits(journalCode, entryType) })
            .filter { $0.action == "*" || $0.action == action }
    }

    /// Every column that a rule takes the SUBJECT from.
    package static var subjectColumns: Set<String> { EventTable.userColumns.subject }
    /// Every column that a rule takes the ACTOR from.
    package static var actorColumns: Set<String> { EventTable.userColumns.actor }
}

/// `Events.tsv`: the events that belong to no file of `Layouts/`; and what all events together name.
enum EventTable {
    static let rules: [EventRule] = {
        var rows = TableRows(CatalogText.table("Events.tsv"))
        var rules: [EventRule] = []
        while rows.next("event") {
            rules.append(EventRule(row: rows, at: 3, journalCode: rows[1], entryType: rows[2]))
        }
        return rules
    }()

    /// Gathered without parsing conditions and sentences.
    static let userColumns: (subject: Set<String>, actor: Set<String>) = {
        var subject: Set<String> = []
        var actor: Set<String> = []
        for file in CatalogText.files where file.path.hasPrefix("Layouts/") || file.path == "Events.tsv" {
            let at = file.path == "Events.tsv" ? 3 : 1
            var row = TableRows(file.contents)
            while row.next("event", or: "event") {
                subject.formUnion(row.words(at + 4))
                actor.formUnion(row.words(at + 5))
            }
        }
        return (subject, actor)
    }()
}

extension EventRule {
    /// An event row whose action code stands in cell `at`.
    init(row: TableRows, at: Int, journalCode: String, entryType: String) {
        guard let sentence = SentenceTemplate(row[at + 6]) else {
            preconditionFailure("sentence cannot be read: \(row[at + 6])")
        }
        self.init(
            journalCode: journalCode, entryType: entryType, action: row[at], when: RuleCondition(cell: row[at + 1]),
            category: row[at + 2], severity: Severity(row, at + 3), subject: row.words(at + 4), actor: row.words(at + 5),
            sentence: sentence)
    }

    func fits(_ journalCode: String, _ entryType: String) -> Bool {
        (self.journalCode == "*" || self.journalCode == journalCode)
            && (self.entryType == "*" || self.entryType == entryType)
    }
}
