/// Rows of a table of questions, the catalog's own or one a user wrote.
///
/// Tab-separated, one question to a row: `question`, id, group, title, why, filter, columns, sort, group by, measures,
/// what must be audited, note, what shows the answer. What stands behind the filter may be left out. Lines that start with `#` are comments.
package struct QuestionTable: Sendable {
    package var questions: [AuditCatalog.Question] = []
    package var problems: [Problem] = []

    /// A row that was left out.
    package struct Problem: Error, Equatable, Sendable {
        /// 1-based, as editors count.
        package var line: Int
        /// What is wrong, and what to do: two short sentences.
        package var reason: String

        package init(line: Int, reason: String) {
            self.line = line
            self.reason = reason
        }
    }

    /// Reads every row it can; a bad one does not hinder the rest.
    ///
    /// - Parameter check: What the catalog cannot know of a question, such as the language of its filter: why the row
    ///   is bad, or `nil`.
    package static func read(_ text: String, check: (AuditCatalog.Question) -> String? = { _ in nil }) -> QuestionTable
    {
        var table = QuestionTable()
        for (index, line) in lines(text).enumerated() {
            guard !line.hasPrefix("#"), line.utf8.contains(where: { $0 != 0x20 && $0 != 0x09 }) else { continue }
            do throws(Reason) {
                let question = try question(of: line)
                if table.questions.contains(where: { $0.id == question.id }) {
                    throw Reason("The id \(question.id) stands in the file before. Give one of them another id.")
                }
                if let reason = check(question) { throw Reason(reason) }
                table.questions.append(question)
            } catch {
                table.problems.append(Problem(line: index + 1, reason: error.text))
            }
        }
        return table
    }

    /// Lines of any system. By bytes, not by characters: the catalog's questions are read before the first picture.
    private static func lines(_ text: String) -> [Substring] {
        let feeds = text.utf8.contains(0x0D) ? text.replacingReturns : text
        return feeds.utf8.split(separator: 0x0A, omittingEmptySubsequences: false).map { Substring($0) }
    }

    private struct Reason: Error {
        var text: String
        init(_ text: String) { self.text = text }
    }

    /// More cells than a row has are a tab inside a cell.
    private static let cells = 13

    private static func question(of line: Substring) throws(Reason) -> AuditCatalog.Question {
        let cells = line.utf8.split(separator: 0x09, omittingEmptySubsequences: false).map { trimmed(Substring($0)) }
        func cell(_ index: Int) -> String { index < cells.count ? cells[index] : "" }
        func list(_ index: Int) -> [String] {
            cell(index).utf8.split(separator: UInt8(ascii: ",")).map { trimmed(Substring($0)) }.filter { !$0.isEmpty }
        }
        guard cell(0) == "question" else {
            throw Reason("The row does not start with the word question. Put it and a tab before the id.")
        }
        guard cells.count <= Self.cells || cells[Self.cells...].allSatisfy(\.isEmpty) else {
            throw Reason(
                "The row has \(cells.count) cells; a question has \(Self.cells). Take out the tabs that are too many.")
        }
        let (id, title, filter) = (cell(1), cell(3), cell(5))
        guard !id.isEmpty, id.utf8.allSatisfy(isIDByte) else {
            throw Reason("The id '\(id.prefix(40))' is no id. Use small letters, digits and hyphens.")
        }
        guard !title.isEmpty else { throw Reason("The question \(id) has no title. Write one into the fourth cell.") }
        let answer = try answer(cell(12), id: id)
        guard !filter.isEmpty || answer != .entries else { throw Reason("The question \(id) has no filter. Write one into the sixth cell.") }
        let question = AuditCatalog.Question(
            id: id, group: cell(2), title: title, why: cell(4), filter: filter, columns: list(6),
            sort: list(7).map { AuditCatalog.SortTerm($0) }, groupBy: list(8),
            measures: try measures(list(9), id: id), needsAudit: cell(10), note: cell(11), answer: answer)
        return try completed(question)
    }

    /// `ledger`, `ledger where CONDITION`, `completeness`, or nothing.
    private static func answer(_ text: String, id: String) throws(Reason) -> AuditCatalog.Question.Answer {
        let condition = "ledger where "
        if text.hasPrefix(condition) { return .ledger(trimmed(text.dropFirst(condition.count))) }
        switch text {
        case "": return .entries
        case "ledger": return .ledger("")
        case "completeness": return .completeness
        default:
            throw Reason(
                "\(text.prefix(40)) of \(id) shows no answer. Use ledger, ledger where CONDITION or completeness.")
        }
    }

    private static func measures(_ texts: [String], id: String) throws(Reason) -> [AuditCatalog.Measure] {
        var measures: [AuditCatalog.Measure] = []
        for text in texts {
            guard let measure = AuditCatalog.Measure(text) else {
                throw Reason(
                    "\(text.prefix(40)) of \(id) is no measure. Use COUNT, FIRST(COLUMN), LAST(COLUMN) or DISTINCT(COLUMN)."
                )
            }
            measures.append(measure)
        }
        return measures
    }

    /// With the counts a grouped question has by itself, and without contradictions.
    private static func completed(_ question: AuditCatalog.Question) throws(Reason) -> AuditCatalog.Question {
        var question = question
        guard !question.groupBy.isEmpty else {
            if question.measures.isEmpty { return question }
            throw Reason(
                "The question \(question.id) measures but groups by nothing. Name the columns in the ninth cell.")
        }
        if question.measures.isEmpty {
            question.measures = [.count, .first("ENTRY_TIMESTAMP"), .last("ENTRY_TIMESTAMP")]
        }
        for term in question.sort {
            let isKnown =
                switch term.key {
                case .column(let name): question.groupBy.contains(name)
                case .measure(let measure): question.measures.contains(measure)
                }
            guard isKnown else {
                throw Reason(
                    "The question \(question.id) sorts by what it does not count. Sort by a column or a measure of it.")
            }
        }
        return question
    }

    private static func isIDByte(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte) || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
            || byte == UInt8(ascii: "-")
    }

    private static func trimmed(_ text: Substring) -> String {
        var rest = text.utf8.drop { $0 == 0x20 }
        while rest.last == 0x20 { rest.removeLast() }
        return String(Substring(rest))
    }
}

extension String {
    /// With line feeds for carriage returns, alone or before a line feed.
    fileprivate var replacingReturns: String {
        var bytes: [UInt8] = []
        var last: UInt8 = 0
        for byte in utf8 {
            if !(byte == 0x0A && last == 0x0D) { bytes.append(byte == 0x0D ? 0x0A : byte) }
            last = byte
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
