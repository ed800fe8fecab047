import Catalog
@testable import OutfileWriter
import TestRandom
import Testing

@testable import Records

/// What is written into an outfile by the catalog is read from it again: every field of every entry type.
struct OutfileRoundTripTests {
    static let types = AuditCatalog.entryTypes.filter {
        AuditCatalog.layout(journalCode: $0.journalCode, $0.code) != nil
    }.map { [$0.journalCode, $0.code] }

    @Test(arguments: types) func everyFieldComesBack(_ type: [String]) throws {
        var random = SplitMix(seed: UInt64(type[1].utf8.reduce(7) { $0 * 31 + Int($1) }))
        let fields = try #require(AuditCatalog.layout(journalCode: type[0], type[1])).fields
        var entries: [[String: String]] = []
        for round in 1...6 {
            var values = randomHeading(&random).merging(headingValues(type[1], code: type[0], sequence: round)) { $1 }
            for (name, value) in randomValues(of: fields, &random) { values[name] = value }
            entries.append(values)
        }
        let encoder = EntryEncoder()
        let bytes = try entries.flatMap { try encoder.record($0) }
        let reading = try #require(try Reading(bytes))
        #expect(reading.batch.records.count == entries.count)
        #expect(reading.batch.issues == [])
        for (record, values) in entries.enumerated() {
            for (name, value) in values where name != "JOURNAL_CODE" {
                let cell = reading.text(record, name)
                #expect(cell == value, "\(type[1]) record \(record) \(name)")
            }
        }
    }

    @Test(arguments: AuditCatalog.entryTypes.filter { $0.journalCode == "T" }.map(\.code))
    func samplesOfTheCatalogComeBack(_ type: String) throws {
        for sample in AuditCatalog.samples(type) {
            let own = Dictionary(sample.values.map { ($0.column, $0.value) }, uniquingKeysWith: { $1 })
            let bytes = try EntryEncoder().record(headingValues(type).merging(own) { $1 })
            let reading = try #require(try Reading(bytes))
            for (name, value) in own { #expect(reading.text(0, name) == value, "\(type) \(name)") }
        }
    }

    /// Values for the heading that have a form of their own.
    private func randomHeading(_ random: inout SplitMix) -> [String: String] {
        var values = randomValues(of: AuditCatalog.headingType5.filter { $0.column != "ENTRY_LENGTH" }, &random)
        if Bool.random(using: &random) {
            values["REMOTE_ADDRESS"] = random.address()
            values["REMOTE_PORT"] = String(Int.random(in: 1...65535, using: &random))
        } else {
            values["REMOTE_ADDRESS"] = nil
            values["REMOTE_PORT"] = nil
        }
        values["REMOTE_ADDRESS_FAMILY"] = nil
        values["JOURNAL_CODE"] = nil
        return values
    }

    private func randomValues(of fields: [LayoutField], _ random: inout SplitMix) -> [String: String] {
        var values: [String: String] = [:]
        // First the columns others depend on.
        let conditions = fields.compactMap(\.when)
        for condition in conditions { fill(condition, &values, &random) }
        for field in fields where field.isValue && field.bytes(inType: 5) != nil && values[field.column] == nil {
            values[field.column] = random.value(of: field, among: fields)
        }
        for field in fields where field.when != nil || sharesPlace(field, fields) {
            if !isWritten(field, fields, values) { values[field.column] = nil }
        }
        // A row that holds may have lost its value to a sibling of the same column.
        for field in fields where field.isValue && isWritten(field, fields, values) && values[field.column] == nil {
            guard field.bytes(inType: 5) != nil else { continue }
            values[field.column] = random.value(of: field, among: fields)
        }
        setFamilies(fields, &values)
        return values
    }

    /// Makes the condition hold about every second time.
    private func fill(_ condition: RuleCondition, _ values: inout [String: String], _ random: inout SplitMix) {
        if case .isOneOf(let column, let wanted, false) = condition, values[column] == nil {
            values[column] = Bool.random(using: &random) ? wanted.randomElement(using: &random) : nil
        }
    }

    private func sharesPlace(_ field: LayoutField, _ fields: [LayoutField]) -> Bool {
        fields.contains { $0.when != nil && $0.bytes(inType: 5) == field.bytes(inType: 5) }
    }

    private func isWritten(_ field: LayoutField, _ fields: [LayoutField], _ values: [String: String]) -> Bool {
        let rows = fields.filter { $0.column == field.column }
        return rows.contains { row in
            if let condition = row.when { return RowCondition(values).holds(condition) }
            let others = fields.filter { $0.bytes(inType: 5) == row.bytes(inType: 5) }.compactMap(\.when)
            return !others.contains { RowCondition(values).holds($0) }
        }
    }

    /// Families agree with the addresses beside them.
    private func setFamilies(_ fields: [LayoutField], _ values: inout [String: String]) {
        for field in fields where field.column.hasSuffix("ADDRESS_FAMILY") {
            let address = String(field.column.dropLast("_FAMILY".count))
            values[field.column] = (values[address] ?? "").contains(":") ? "6" : "4"
        }
    }
}

extension SplitMix {
    mutating func address() -> String {
        let host = Int.random(in: 1...9, using: &self)
        return Bool.random(using: &self) ? "2001:db8::\(host)" : "10.1.2.\(host)"
    }

    /// A value that goes into every place the column has.
    mutating func value(of field: LayoutField, among fields: [LayoutField]) -> String {
        let rows = fields.filter { $0.column == field.column && $0.bytes(inType: 5) != nil }
        let isPieces = rows.contains { $0.merge == .append }
        let room = isPieces ? rows.map(\.length).reduce(0, +) : rows.map(\.length).min() ?? field.length
        if field.isYesNo { return Bool.random(using: &self) ? "YES" : "NO" }
        let day = "2026-11-0\(Int.random(in: 1...9, using: &self)) 08:03:17."
        if field.merge == .date || field.merge == .time { return day + "000000" }
        switch (field.kind, field.format) {
        case (.timestamp, _): return day + "123456"
        case (.address, _): return room < 16 ? "10.1.2.3" : address()
        case (.hex, _): return hex(field.column == "THREAD" ? 8 : field.format == .varying ? room - 2 : room)
        case (.integer, .zoned(let digits, _)), (.integer, .packed(let digits, _)):
            return String(Int.random(in: 0..<power(min(digits, 18)), using: &self))
        case (_, .zoned(let digits, _)):
            return String(Int.random(in: 0..<power(digits), using: &self)).zeroPadded(digits)
        case (.integer, .binary):
            let high = 1 << min(62, field.length * 8 - 1)
            return String(Int.random(in: -high..<high, using: &self))
        case (.integer, _): return String(Int.random(in: 0..<power(min(room, 18)), using: &self))
        default: return text(field, room)
        }
    }

    private mutating func text(_ field: LayoutField, _ room: Int) -> String {
        if field.isNameList {
            let count = Int.random(in: 1...max(1, room / 11), using: &self)
            return (1...count).map { _ in name(10) }.joined(separator: " ")
        }
        // UTF-16 names take two bytes a character.
        let most = max(1, min(room - (field.format == .varying ? 2 : 0), 3000) / (room > 40 ? 2 : 1))
        let length = Int.random(in: 1...most, using: &self)
        let text = String((0..<length).map { _ in "ABCÄÖÜ /#@$é09".randomElement(using: &self) ?? "X" })
        return text.hasSuffix(" ") ? String(text.dropLast()) + "Z" : text
    }

    private mutating func name(_ most: Int) -> String {
        String((0..<Int.random(in: 1...most, using: &self)).map { _ in "ABCDEFQ#12".randomElement(using: &self) ?? "X" })
    }

    private mutating func hex(_ bytes: Int) -> String {
        (0..<bytes).map { _ in HexText.digits(UInt8.random(in: 1...255, using: &self)) }.joined()
    }

    private func power(_ digits: Int) -> Int { (0..<digits).reduce(1) { product, _ in product * 10 } }
}
