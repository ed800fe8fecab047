extension AuditCatalog {
    /// A ready-made question, as a filter and what to show of the entries.
    package struct Question: Sendable {
        /// Lower case with hyphens: `failed-signons`.
        package var id: String
        package var group: String
        package var title: String
        package var why: String
        /// In the filter language; `?NAME` is asked for.
        package var filter: String
        package var columns: [String]
        package var sort: [SortTerm]
        /// Empty where single entries are shown.
        package var groupBy: [String]
        package var measures: [Measure]
        /// The auditing without which an empty answer means nothing.
        package var needsAudit: String
        package var note: String
        package var answer = Answer.entries

        /// What shows the answer.
        package enum Answer: Sendable, Hashable {
            /// Entries as a report, or their counts.
            case entries
            /// The lines of the sign-on ledger that satisfy a condition on them; an empty one is for all lines.
            case ledger(String)
            /// What is covered and what is missing.
            case completeness
        }

        /// The names after `?` in the filter, in order, each once.
        package var parameters: [String] {
            var names: [String] = []
            for part in filter.split(separator: "?", omittingEmptySubsequences: false).dropFirst() {
                let name = String(part.prefix { $0.isLetter || $0.isNumber || $0 == "_" })
                if !name.isEmpty, !names.contains(name) { names.append(name) }
            }
            return names
        }

        /// The columns entries are sorted by; measures are no columns of entries.
        package var entryOrder: [(column: String, descending: Bool)] {
            sort.compactMap { term in
                if case .column(let name) = term.key { (name, term.descending) } else { nil }
            }
        }
    }

    /// What is counted per group.
    package enum Measure: Sendable, Hashable {
        case count
        case first(String)
        case last(String)
        case distinct(String)

        /// `COUNT`, `FIRST(COLUMN)`, `LAST(COLUMN)`, `DISTINCT(COLUMN)`; `nil` for anything else.
        package init?(_ text: String) {
            if text == "COUNT" {
                self = .count
                return
            }
            guard text.last == ")", let open = text.firstIndex(of: "(") else { return nil }
            let column = String(text[text.index(after: open)...].dropLast())
            switch text[..<open] {
            case "FIRST": self = .first(column)
            case "LAST": self = .last(column)
            case "DISTINCT": self = .distinct(column)
            default: return nil
            }
        }

        /// The column it looks at; `nil` for the count.
        package var column: String? {
            switch self {
            case .count: nil
            case .first(let column), .last(let column), .distinct(let column): column
            }
        }
    }

    /// What an answer is sorted by: a column of the entries, or a measure of the groups.
    package struct SortTerm: Sendable, Hashable {
        package enum Key: Sendable, Hashable {
            case column(String)
            case measure(Measure)
        }
        package var key: Key
        package var descending: Bool

        package init(_ key: Key, descending: Bool = false) {
            self.key = key
            self.descending = descending
        }

        /// `ENTRY_TIMESTAMP DESC`, `COUNT DESC`, `SYSTEM_NAME`.
        init(_ text: String) {
            let words = text.split(separator: " ").map(String.init)
            let name = words.first ?? ""
            key = Measure(name).map { .measure($0) } ?? .column(name)
            descending = words.dropFirst().first == "DESC"
        }
    }

    /// Every question, in the order of the menu: groups stand together.
    package static let questions: [Question] = {
        let read = QuestionTable.read(CatalogText.table("Questions.tsv"))
        precondition(read.problems.isEmpty, "Questions.tsv: \(read.problems)")
        return read.questions
    }()
}
