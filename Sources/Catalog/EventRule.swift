/// How serious an event is from an auditor's view.
package enum Severity: Int, Comparable, Sendable, CaseIterable {
    case info, notice, warning, critical
    package static func < (a: Self, b: Self) -> Bool { a.rawValue < b.rawValue }
    /// `info`, `notice`, `warning`, `critical`, as stored in column SEVERITY.
    package var name: String { String(describing: self) }
}

/// One row of the events table: what an entry of this type and action means.
package struct EventRule: Sendable {
    /// `T`, `J`, `U`, or `QHST` (history log: the message id stands in `entryType`); `*` fits every value.
    package var journalCode: String
    package var entryType: String
    package var action: String
    package var when: RuleCondition?
    package var category: String
    package var severity: Severity
    /// The first of these columns that is not blank is the SUBJECT / the ACTOR.
    package var subject: [String]
    package var actor: [String]
    package var sentence: SentenceTemplate

    package init(
        journalCode: String, entryType: String, action: String, when: RuleCondition?, category: String,
        severity: Severity, subject: [String], actor: [String], sentence: SentenceTemplate
    ) {
        self.journalCode = journalCode
        self.entryType = entryType
        self.action = action
        self.when = when
        self.category = category
        self.severity = severity
        self.subject = subject
        self.actor = actor
        self.sentence = sentence
    }
}

/// A sentence with holes: `Password of {SUBJECT} changed[ by {ACTOR}]`. A part in brackets is left out when a column in
/// it is blank; a blank column outside brackets reads "unknown".
package struct SentenceTemplate: Sendable, Equatable {
    package enum Part: Sendable, Equatable {
        case literal(String)
        case column(String)
        case optional([Part])
    }
    package var parts: [Part]
    package init(parts: [Part]) { self.parts = parts }

    /// Every column named in it.
    package var columns: Set<String> {
        func names(_ parts: [Part]) -> Set<String> {
            parts.reduce(into: []) { set, part in
                switch part {
                case .literal: break
                case .column(let name): set.insert(name)
                case .optional(let inner): set.formUnion(names(inner))
                }
            }
        }
        return names(parts)
    }
}
