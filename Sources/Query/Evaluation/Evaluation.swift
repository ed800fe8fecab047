import Catalog
package import Columns
package import JournalIndex

extension BoundFilter {
    /// The rows that satisfy the filter.
    ///
    /// Text conditions are asked once per distinct value, numbers and times as ranges. Of conditions that must all hold
    /// the cheap ones go first, and nothing more is asked when no row is left.
    ///
    /// - Throws: `Cancelled`, or the source's error when a column can no longer be read.
    package func rows(of journal: any ColumnProvider, _ work: Work) throws -> Bitmap {
        try Evaluation(journal: journal, work: work).rows(root)
    }
}

/// One run of a bound filter over one journal.
struct Evaluation {
    let journal: any ColumnProvider
    let work: Work

    /// - Parameter among: Rows that are asked for; `nil` for all. What is said of other rows means nothing.
    func rows(_ node: BoundFilter.Node, among: Bitmap? = nil) throws -> Bitmap {
        try work.check()
        switch node {
        case .always: return Bitmap(count: journal.count, repeating: true)
        case .never: return Bitmap(count: journal.count)
        case .and(let parts): return try all(parts, among)
        case .or(let parts): return try any(parts, among)
        case .not(let part):
            var rows = try rows(part, among: among)
            rows.invert()
            return rows
        case .text(let id, let test): return try rows(id, test, among)
        case .number(let id, let ranges): return try rows(id, ranges, among)
        case .empty(let id): return try emptyRows(id)
        case .anyCell(.contains(let needle)): return try journal.rows(containingText: needle.text, work)
        case .anyCell(let test): return try journal.rows(whereAnyCell: { test.holds($0) }, work)
        }
    }

    private func all(_ parts: [BoundFilter.Node], _ among: Bitmap?) throws -> Bitmap {
        var found = among
        for part in parts.sorted(by: { order($0) < order($1) }) {
            if found?.isEmpty == true { break }
            if needsBuilding(part), found?.ones ?? journal.count <= fewRows, isReadByCells(part) {
                let left = found ?? Bitmap(count: journal.count, repeating: true)
                found = Bitmap(count: journal.count, rows: try rows(left, whoseCellsSatisfy: part))
            } else {
                let rows = try rows(part, among: found)
                if found == nil { found = rows } else { found?.formIntersection(rows) }
            }
        }
        return found ?? Bitmap(count: journal.count, repeating: true)
    }

    private func any(_ parts: [BoundFilter.Node], _ among: Bitmap?) throws -> Bitmap {
        var found = Bitmap(count: journal.count)
        // Each is asked of every entry: what no column is built of yet is read in one pass.
        try journal.prepare(parts.filter(\.asksEveryEntry).flatMap { $0.columns.sorted() }, work)
        for part in parts.sorted(by: { $0.cost < $1.cost }) {
            if found.isFull { break }
            found.formUnion(try rows(part, among: among))
        }
        return found
    }

    private func emptyRows(_ id: ColumnID) throws -> Bitmap {
        switch try journal.column(id, work) {
        case .coded(let column): try column.emptyRows(work)
        case .integer(let column): try column.emptyRows(work)
        }
    }

    private func rows(_ id: ColumnID, _ test: TextTest, _ among: Bitmap?) throws -> Bitmap {
        if let rows = try journal.rows(of: id, passing: { test.holds($0) }, work) { return rows }
        switch try journal.column(id, work) {
        case .coded(let column): return try column.rows(where: test, among, work)
        case .integer(let column):
            return try column.rows(whereText: { test.holds($0) }, journal.schema[id].kind, work)
        }
    }

    private func rows(_ id: ColumnID, _ ranges: [ClosedRange<Int128>], _ among: Bitmap?) throws -> Bitmap {
        switch try journal.column(id, work) {
        case .integer(let column): return try column.rows(inAny: ranges, among: among, work)
        case .coded(let column):
            // A provider may keep numbers as text: then each distinct text is read once.
            let matches = try column.dictionary.matches(work) { text in
                Int128(String(text)).map { number in ranges.contains { $0.contains(number) } } ?? false
            }
            return try column.rows(whereCode: matches, among: among, work)
        }
    }
}

extension CodedColumn {
    /// The rows whose text satisfies the test. A few whole texts are looked up; anything else is asked of every value.
    func rows(where test: TextTest, _ among: Bitmap?, _ work: Work) throws(Cancelled) -> Bitmap {
        guard case .among(let set) = test, let texts = set.onlyExact else {
            return try rows(whereCode: try dictionary.matches(work) { test.holds($0) }, among: among, work)
        }
        let codes = texts.compactMap { dictionary.code(of: $0) }
        if codes.isEmpty { return Bitmap(count: count) }
        if codes.count == 1 { return try rows(equalTo: codes[0], among: among, work) }
        var matches = [Bool](repeating: false, count: dictionary.codeCount)
        for code in codes { matches[Int(code)] = true }
        return try rows(whereCode: matches, among: among, work)
    }
}

extension BoundFilter.Node {
    /// Whether each of its columns is looked at in every entry; of parts that all must hold, a rare first one may be enough.
    var asksEveryEntry: Bool {
        switch self {
        case .text, .number, .empty: true
        case .not(let part): part.asksEveryEntry
        case .or(let parts): parts.allSatisfy(\.asksEveryEntry)
        case .and(let parts): parts.count == 1 && parts[0].asksEveryEntry
        case .always, .never, .anyCell: false
        }
    }

    /// What asking costs, roughly and relative to one look at every row of a narrow column.
    var cost: Int {
        switch self {
        case .always, .never: 0
        case .number, .empty: 1
        case .text(_, .among(let set)): set.onlyExact == nil ? 3 : 2
        case .text(_, .ordered): 3
        case .text(_, .like), .text(_, .contains): 4
        case .text: 5
        case .not(let part): part.cost
        case .and(let parts), .or(let parts): parts.reduce(0) { min(1_000, $0 + $1.cost) }
        case .anyCell: 1_000
        }
    }
}
