import Catalog
import Columns

/// Two entries of one system, receiver and sequence number.
struct NumberedTwice: Sendable {
    var first: UInt32
    var second: UInt32

    /// Clocks of exports that leave the fraction of a second out tell the same time.
    private static let second: Int128 = 1_000_000

    /// Those of which both tell something, and not the same: time, type, users, job, program, address or object; each with a
    /// column that differs. How it is spelled, or whether one is cut, makes no other entry.
    ///
    /// - Complexity: O(pairs) for each column; columns that are not built are read for these rows only.
    /// - Throws: `Cancelled`, or the source's error.
    static func contradicting(
        _ pairs: [NumberedTwice], _ provider: any ColumnProvider, _ work: Work
    ) throws -> [(pair: NumberedTwice, column: ColumnID)] {
        guard !pairs.isEmpty else { return [] }
        let rows = Set(pairs.flatMap { [$0.first, $0.second] }).sorted()
        let places = Dictionary(uniqueKeysWithValues: rows.enumerated().map { ($1, $0) })
        let ids = compared.compactMap { provider.schema.id($0) }
        let columns = Array(zip(ids, try provider.columns(ids, of: rows, work)))
        return pairs.compactMap { pair in
            guard let one = places[pair.first], let other = places[pair.second] else { return nil }
            return columns.first { differ($0.1, one, other) }.map { (pair, $0.0) }
        }
    }

    /// What a person looks for first comes first.
    private static let compared: [String] = {
        let first = ["JOURNAL_ENTRY_TYPE", "ENTRY_TIMESTAMP"] + AuditCatalog.subjectColumns.sorted()
        return first + SameEntry.compared.subtracting(first).sorted()
    }()

    private static func differ(_ column: Column, _ a: Int, _ b: Int) -> Bool {
        switch column {
        case .integer(let numbers):
            guard let one = numbers.value(a), let other = numbers.value(b) else { return false }
            return one != other && one / second != other / second
        case .coded(let texts):
            let (one, other) = (texts.code(a), texts.code(b))
            if one == other || one < TextDictionary.firstValue || other < TextDictionary.firstValue { return false }
            switch texts.dictionary.withBytes(of: one, and: other, Spelling.difference) {
            case .spelling: return false
            case .end(let shared): return shared < Spelling.shortestCut
            case .value: return true
            }
        }
    }
}

extension SystemCoverage {
    /// Tells the contradicting ones of the duplicates apart.
    mutating func take(
        _ found: [(pair: NumberedTwice, column: ColumnID)], _ provider: any ColumnProvider
    ) {
        func text(_ row: Int, _ name: String) -> String {
            provider.schema.id(name).map { provider.cell(row: row, $0).exportText } ?? ""
        }
        contradictionCount = found.count
        duplicates -= found.count
        let seconds = Set(found.map { Int($0.pair.second) })
        duplicateRows.removeAll { seconds.contains($0) }
        contradictions = found.prefix(Coverage.listed).map { pair, column in
            let rows = [Int(pair.first), Int(pair.second)], name = provider.schema[column].name
            return Contradiction(
                first: rows[0], second: rows[1], receiver: text(rows[1], "RECEIVER_NAME"),
                sequence: text(rows[1], "SEQUENCE_NUMBER"), column: name, values: rows.map { text($0, name) })
        }
    }
}
