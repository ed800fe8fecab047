import Catalog
import JournalIndex

/// Writes bound filters as SQL. A "not" goes down to the single comparisons, where null can be told apart: SQL has three
/// truth values, the filter language two.
struct SQLWriter {
    let schema: Schema

    func text(_ node: BoundFilter.Node, negated: Bool) -> SQLText {
        switch node {
        case .always: return negated ? .nothing : .everything
        case .never: return negated ? .everything : .nothing
        case .not(let part): return text(part, negated: !negated)
        case .and(let parts): return joined(parts, byAnd: !negated, negated)
        case .or(let parts): return joined(parts, byAnd: negated, negated)
        case .anyCell: return .unsupported
        case .empty(let id): return column(id) { SQLText(isEmpty($0, schema[id].kind, negated)) }
        case .number(let id, let ranges):
            return column(id) { SQLText(twoValued($0, numbers($0, ranges, schema[id].kind), negated)) }
        case .text(let id, let test):
            return column(id) { text($0, test, negated) }
        }
    }

    private func text(_ name: String, _ test: TextTest, _ negated: Bool) -> SQLText {
        guard let written = comparison(name, test) else { return .unsupported }
        // The opposite of "finds more" finds less: it cannot be used.
        if negated, written.pushdown != .exact { return .unsupported }
        return SQLText(twoValued(name, written.condition, negated), written.pushdown)
    }

    /// Computed columns are not in the database.
    private func column(_ id: ColumnID, _ write: (String) -> SQLText) -> SQLText {
        schema[id].origin == .derived ? .unsupported : write(SQLText.name(schema[id].name))
    }

    /// What the database cannot answer is left out of an "and" and spoils an "or".
    private func joined(_ parts: [BoundFilter.Node], byAnd: Bool, _ negated: Bool) -> SQLText {
        let texts = parts.map { text($0, negated: negated) }
        let answered = texts.filter { $0.pushdown != .unsupported }
        if answered.isEmpty { return texts.isEmpty ? (byAnd ? .everything : .nothing) : .unsupported }
        if !byAnd, answered.count < texts.count { return .unsupported }
        let isExact = answered.count == texts.count && answered.allSatisfy { $0.pushdown == .exact }
        let condition = answered.map { "(\($0.condition))" }.joined(separator: byAnd ? " AND " : " OR ")
        return SQLText(answered.count == 1 ? answered[0].condition : condition, isExact ? .exact : .inexact)
    }

    /// True for null when the comparison is negated.
    private func twoValued(_ name: String, _ condition: String, _ negated: Bool) -> String {
        negated ? "\(name) IS NULL OR NOT (\(condition))" : condition
    }

    /// Numbers and instants have no blank; text has.
    private func isEmpty(_ name: String, _ kind: ValueKind, _ negated: Bool) -> String {
        if kind == .integer || kind == .timestamp { return "\(name) IS\(negated ? " NOT" : "") NULL" }
        let blank = "RTRIM(\(name)) = ''"
        return negated ? "\(name) IS NOT NULL AND NOT (\(blank))" : "\(name) IS NULL OR \(blank)"
    }
}

extension SQLWriter {
    private func numbers(_ name: String, _ ranges: [ClosedRange<Int128>], _ kind: ValueKind) -> String {
        ranges.map { range in
            let low = range.lowerBound == .min ? nil : "\(name) >= \(value(range.lowerBound, kind))"
            let high = range.upperBound == .max ? nil : end(name, range.upperBound, kind)
            return [low, high].compactMap { $0 }.joined(separator: " AND ")
        }
        .map { ranges.count > 1 ? "(\($0))" : $0.isEmpty ? "\(name) IS NOT NULL" : $0 }.joined(separator: " OR ")
    }

    /// Instants end before the next microsecond: the database may keep finer ones.
    private func end(_ name: String, _ value: Int128, _ kind: ValueKind) -> String {
        kind == .timestamp ? "\(name) < \(self.value(value + 1, kind))" : "\(name) <= \(self.value(value, kind))"
    }

    private func value(_ value: Int128, _ kind: ValueKind) -> String {
        guard kind == .timestamp else { return String(value) }
        return "TIMESTAMP " + SQLText.literal(Timestamp(microseconds: Int64(clamping: value)).text(.sql))
    }

    /// `nil` where the database would answer differently. Ordered text is such a case: the system sorts EBCDIC, where
    /// letters come before digits.
    private func comparison(_ name: String, _ test: TextTest) -> SQLText? {
        switch test {
        case .among(let set): return SQLText(among(name, set))
        case .like(let pattern): return like(name, pattern)
        case .contains(let needle): return needle.isASCII ? SQLText(contains(name, needle)) : nil
        case .address(let set): return addresses(name, set)
        case .matches, .ordered, .addressOrdered: return nil
        }
    }

    /// Letters outside ASCII may count as several characters there.
    private func like(_ name: String, _ pattern: LikePattern) -> SQLText? {
        guard pattern.source.utf8.allSatisfy({ $0 < 0x80 }) else { return nil }
        return SQLText("RTRIM(\(name)) <> '' AND RTRIM(\(name)) LIKE \(SQLText.literal(pattern.source))")
    }

    private func contains(_ name: String, _ needle: FoldedNeedle) -> String {
        "LOCATE(LOWER(\(SQLText.literal(needle.text))), LOWER(\(name))) > 0"
    }

    private func among(_ name: String, _ set: TextSet) -> String {
        func list(_ texts: Set<[UInt8]>) -> String {
            texts.map { String(decoding: $0, as: UTF8.self) }.sorted().map(SQLText.literal).joined(separator: ", ")
        }
        var parts: [String] = []
        if !set.exact.isEmpty { parts.append("\(name) IN (\(list(set.exact)))") }
        if !set.folded.isEmpty { parts.append("LOWER(\(name)) IN (\(list(set.folded)))") }
        parts += set.prefixes.map { begins(name, $0) } + set.foldedPrefixes.map { begins("LOWER(\(name))", $0) }
        return parts.joined(separator: " OR ")
    }

    private func begins(_ name: String, _ prefix: [UInt8]) -> String {
        let text = String(decoding: prefix, as: UTF8.self)
        return text.isEmpty ? "\(name) <> ''" : "LEFT(\(name), \(text.unicodeScalars.count)) = \(SQLText.literal(text))"
    }

    /// Single IPv4 addresses by their text. The database may keep an address in another spelling, inside IPv6 for
    /// instance, so everything with a colon comes too and is filtered here.
    private func addresses(_ name: String, _ set: AddressSet) -> SQLText? {
        let singles = set.ranges.filter { $0.lowerBound == $0.upperBound && $0.lowerBound.family == .v4 }
        guard set.prefixes.isEmpty, singles.count == set.ranges.count else { return nil }
        let list = singles.map { SQLText.literal($0.lowerBound.text) }.joined(separator: ", ")
        return SQLText("\(name) IN (\(list)) OR \(name) LIKE '%:%'", .inexact)
    }
}
