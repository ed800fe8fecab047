import Catalog
import Records

/// The values of one entry on their way into a record, field by field.
struct EntryFields {
    let type: Int
    let codePage: CodePage
    let nameCCSID: Int
    let values: [String: String]

    /// Writes one field; what the catalog says about it beside its format decides what goes there.
    func write(_ field: LayoutField, among fields: [LayoutField], into record: inout [UInt8]) throws {
        guard let place = field.place(inType: type), !isOverruled(field, fields) else { return }
        switch field.what {
        case .reserved: break
        case .lengthOf: writeNumber(try lengthMeant(by: field, fields), field, into: &record)
        case .ccsidOf: writeNumber(ccsidMeant(by: field), field, into: &record)
        case .value:
            let text = try part(of: field, fields)
            record.replaceSubrange(place, with: try bytes(text, field, ccsid: ccsid(of: field, fields)))
        }
    }

    /// Several meanings of one place: only the row whose condition holds is written.
    private func isOverruled(_ field: LayoutField, _ fields: [LayoutField]) -> Bool {
        if let condition = field.when { return !RowCondition(values).holds(condition) }
        let others = fields.filter { $0.place(inType: type) == field.place(inType: type) }.compactMap(\.when)
        return others.contains { RowCondition(values).holds($0) }
    }

    /// The text this field holds of its column's value: all of it, or its share of a value in several fields.
    private func part(of field: LayoutField, _ fields: [LayoutField]) throws -> String {
        let value = values[field.column] ?? ""
        let rows = fields.filter { $0.column == field.column && $0.place(inType: type) != nil }
        if field.merge == .date { return ServerClock(value)?.date ?? value }
        if field.merge == .time { return ServerClock(value)?.time ?? "0" }
        guard rows.contains(where: { $0.merge == .append }), let index = rows.firstIndex(where: { $0 == field })
        else { return fits(value, field, rows) ? value : "" }
        let before = rows[..<index].reduce(0) { $0 + $1.share }
        if field.isNameList {
            let names = value.split(separator: " ").dropFirst(before)
            return names.prefix(field.share).joined(separator: " ")
        }
        return String(value.dropFirst(before).prefix(field.share))
    }

    /// Another form of a column may have less room; it stays blank when the value goes into the roomier one.
    private func fits(_ value: String, _ field: LayoutField, _ rows: [LayoutField]) -> Bool {
        // Fields of 15 bytes are for IPv4.
        if field.what == .value(.address), value.contains(":"), field.length < 16 { return false }
        return rows.count == 1 || field.format != .char || field.what == .value(.hex) || value.unicodeScalars.count <= field.length
    }

    private func lengthMeant(by side: LayoutField, _ fields: [LayoutField]) throws -> Int {
        guard let field = fieldMeant(by: side, fields) else { return 0 }
        let text = values[field.column] ?? ""
        return try FieldBytes(codePage).characters(text, ccsid: ccsid(of: field, fields), field).count
    }

    private func ccsidMeant(by side: LayoutField) -> Int {
        if let stated = values[side.column].flatMap({ Int($0) }) { return stated }
        let isUsed = side.columnNames.contains { !(values[$0] ?? "").isEmpty }
        return isUsed ? nameCCSID : 0
    }

    private func ccsid(of field: LayoutField, _ fields: [LayoutField]) -> Int? {
        fields.first { $0.what == .ccsidOf && $0.columnNames.contains(field.column) }.map { ccsidMeant(by: $0) }
    }

    /// The column a length speaks of; of several meanings of one place the one that is written.
    private func fieldMeant(by side: LayoutField, _ fields: [LayoutField]) -> LayoutField? {
        side.columnNames.compactMap { name in
            fields.first { $0.column == name && $0.place(inType: type) != nil && !isOverruled($0, fields) }
        }.first
    }

    private func bytes(_ text: String, _ field: LayoutField, ccsid: Int?) throws -> [UInt8] {
        do { return try FieldBytes(codePage).field(text, field, ccsid: ccsid) } catch let wrong as FieldBytes.Wrong {
            throw EntryEncoder.Failure(column: field.column, value: text, reason: wrong.reason)
        }
    }

    func writeNumber(_ number: Int, _ field: LayoutField, into record: inout [UInt8]) {
        guard let place = field.place(inType: type) else { return }
        record.replaceSubrange(place, with: FieldBytes.bigEndian(number, count: field.length))
    }
}

extension LayoutField {
    var columnNames: [String] { appliesTo?.split(separator: " ").map(String.init) ?? [] }

    /// Ten-byte names side by side.
    var isNameList: Bool {
        if case .list = LayoutDecoding.decoder(for: self, codePage: CodePage(ccsid: 37)) { return true }
        return isVaryingNameList
    }

    var isVaryingNameList: Bool {
        if case .varying(.list) = LayoutDecoding.decoder(for: self, codePage: CodePage(ccsid: 37)) { return true }
        return false
    }

    /// Characters, or names of a list, that one field of a value in several fields holds.
    var share: Int { isNameList ? length / LayoutDecoding.listItemLength : length }

    static func == (a: Self, b: Self) -> Bool {
        a.title == b.title && a.offsetJ5 == b.offsetJ5 && a.offsetJ4 == b.offsetJ4 && a.offsetJE == b.offsetJE
    }
}

/// The date and time of a SERVER_TIMESTAMP as an entry holds them: `YYMMDD` and `HHMMSS`.
struct ServerClock {
    let date: String
    let time: String

    init?(_ text: String) {
        let digits = text.filter(\.isNumber)
        guard digits.count >= 14 else { return nil }
        date = String(digits.dropFirst(2).prefix(6))
        time = String(digits.dropFirst(8).prefix(6))
    }
}
