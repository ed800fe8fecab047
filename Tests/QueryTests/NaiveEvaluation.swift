import Catalog
import JournalIndex

@testable import Query

/// What a filter means, row by row and cell by cell, written without any of the clever code.
struct NaiveEvaluation {
    let journal: MemoryJournal
    let reference: TimeReference
    private let regexes = Regexes()

    init(journal: MemoryJournal, reference: TimeReference) {
        self.journal = journal
        self.reference = reference
    }

    /// Making one takes longer than using it.
    private final class Regexes {
        private var known: [String: Regex<AnyRegexOutput>] = [:]

        func made(_ pattern: String) -> Regex<AnyRegexOutput>? {
            if let known = known[pattern] { return known }
            known[pattern] = try? Regex(pattern).ignoresCase().matchingSemantics(.unicodeScalar)
            return known[pattern]
        }
    }

    func rows(_ expression: Filter.Expression) -> [Int] { (0..<journal.count).filter { holds(expression, $0) } }

    func holds(_ expression: Filter.Expression, _ row: Int) -> Bool {
        switch expression {
        case .or(let parts): parts.contains { holds($0, row) }
        case .and(let parts): parts.allSatisfy { holds($0, row) }
        case .not(let part): !holds(part, row)
        case .compare(let column, .unequal, let value): !some(column, row, [value]) { equals($0, $1, value) }
        case .compare(let column, let comparison, let value):
            some(column, row, [value]) { compares($0, $1, comparison, value) }
        case .isIn(let column, let values, let negated):
            values.contains { value in some(column, row, [value]) { equals($0, $1, value) } } != negated
        case .like(let column, let value, let negated):
            some(column, row, [value]) { like(Array($1.exportText.unicodeScalars)[...], Array(value.characters.unicodeScalars)[...]) || $0 == nil } != negated
        case .contains(let column, let value, let negated):
            some(column, row, [value]) { $1.exportText.lowercased().contains(value.characters.lowercased()) || $0 == nil } != negated
        case .matches(let column, let value): some(column, row, [value]) { matches($1.exportText, value) || $0 == nil }
        case .between(let column, let low, let high, let negated):
            some(column, row, [low, high]) {
                compares($0, $1, .greaterOrEqual, low) && compares($0, $1, .lessOrEqual, high)
            } != negated
        case .isNull(let column, let negated):
            names(column, []).allSatisfy { name in cell(name, row).isEmpty } != negated
        }
    }

    private func cell(_ name: String, _ row: Int) -> Cell {
        journal.schema.id(name).map { journal.cell(row: row, $0) } ?? .absent
    }

    /// Whether some column of the reference has a cell that is not empty and satisfies `test`.
    private func some(
        _ column: ColumnReference, _ row: Int, _ values: [Constant], _ test: (String?, Cell) -> Bool
    ) -> Bool {
        names(column, values).contains { name in
            let cell = cell(name, row)
            return !cell.isEmpty && test(name, cell)
        }
    }

    private func names(_ column: ColumnReference, _ values: [Constant]) -> [String] {
        switch column.name {
        case .column(let name): return [name]
        case .short(.object): return ["OBJECT_NAME", "OBJECT"]
        case .short(.anyuser): return ["SUBJECT", "ACTOR", "USER_NAME", "OWNER_NAME"]
        case .short(.job):
            if values.isEmpty { return ["JOB_NAME", "QUALIFIED_JOB_NAME"] }
            return values.contains { $0.characters.contains("/") } ? ["QUALIFIED_JOB_NAME"] : ["JOB_NAME"]
        case .short(.text): return journal.schema.columns.filter { $0.origin != .derived }.map(\.name)
        case .short(let short):
            if case .column(let name) = short.meaning { return [name] }
            return []
        }
    }

    private func kind(_ name: String) -> ValueKind { journal.schema.id(name).map { journal.schema[$0].kind } ?? .text }

    private func equals(_ name: String?, _ cell: Cell, _ value: Constant) -> Bool {
        switch cell {
        case .integer(let number): return number == Int128(value.characters)
        case .timestamp: return compares(name, cell, .equal, value)
        default: break
        }
        guard let name else { return false }
        let text = cell.exportText
        if kind(name) == .integer || kind(name) == .timestamp { return false }
        if kind(name) == .address, !value.characters.hasSuffix("*") {
            guard let address = IPAddress(text), let range = AddressRange(value.characters) else { return false }
            return range.contains(address)
        }
        let ignoresCase = ["SEVERITY", "CATEGORY", "SENTENCE", "SOURCE"].contains(name)
        if case .quoted(let quoted) = value.value {
            return name == "SEVERITY" ? text.uppercased() == quoted.uppercased() : text == quoted
        }
        let word = ignoresCase ? value.characters.uppercased() : kind(name) == .address ? value.characters.lowercased() : value.characters
        let shown = ignoresCase ? text.uppercased() : text
        return word.hasSuffix("*") ? shown.hasPrefix(word.dropLast()) : shown == word
    }

    private func compares(_ name: String?, _ cell: Cell, _ comparison: Filter.Comparison, _ value: Constant) -> Bool {
        if comparison == .equal, cell.isTyped == false { return equals(name, cell, value) }
        let order: (low: Int, high: Int)?
        switch cell {
        case .integer(let number):
            order = Int128(value.characters).map { sign(number, $0) }.map { ($0, $0) }
        case .timestamp(let time):
            guard let interval = TimeConstant(value.characters)?.interval(reference) else { return false }
            order = (time.microseconds < interval.lowerBound ? -1 : 0, time.microseconds >= interval.upperBound ? 1 : 0)
        default:
            order = name.flatMap { textOrder($0, cell, value) }.map { ($0, $0) }
        }
        guard let order else { return false }
        return switch comparison {
        case .equal: order.low == 0 && order.high == 0
        case .unequal: order.low != 0 || order.high != 0
        case .less: order.low < 0
        case .lessOrEqual: order.high <= 0
        case .greater: order.high > 0
        case .greaterOrEqual: order.low >= 0
        }
    }

    private func sign<T: Comparable>(_ a: T, _ b: T) -> Int { a < b ? -1 : a > b ? 1 : 0 }

    private func textOrder(_ name: String, _ cell: Cell, _ value: Constant) -> Int? {
        let text = cell.exportText
        switch kind(name) {
        case .integer, .timestamp: return nil
        case .address:
            guard let a = IPAddress(text), let b = IPAddress(value.characters) else { return nil }
            return sign(a, b)
        default: break
        }
        guard name == "SEVERITY" else { return sign(Array(text.unicodeScalars), Array(value.characters.unicodeScalars)) }
        let levels = ["INFO", "NOTICE", "WARNING", "CRITICAL"]
        guard let a = levels.firstIndex(of: text.uppercased()), let b = levels.firstIndex(of: value.characters.uppercased())
        else { return nil }
        return sign(a, b)
    }

    private func sign(_ a: [Unicode.Scalar], _ b: [Unicode.Scalar]) -> Int {
        a == b ? 0 : a.lexicographicallyPrecedes(b) ? -1 : 1
    }

    private func like(_ text: ArraySlice<Unicode.Scalar>, _ pattern: ArraySlice<Unicode.Scalar>) -> Bool {
        guard let first = pattern.first else { return text.isEmpty }
        if first == "%" { return like(text, pattern.dropFirst()) || (!text.isEmpty && like(text.dropFirst(), pattern)) }
        guard let head = text.first, first == "_" || first == head else { return false }
        return like(text.dropFirst(), pattern.dropFirst())
    }

    private func matches(_ text: String, _ value: Constant) -> Bool {
        guard let regex = regexes.made(value.characters) else { return false }
        return text.firstMatch(of: regex) != nil
    }
}

extension Cell {
    var isTyped: Bool {
        switch self {
        case .integer, .timestamp: true
        default: false
        }
    }
}
