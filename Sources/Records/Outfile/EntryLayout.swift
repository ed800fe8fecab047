import Catalog

/// The fields of one entry type as places in its records, column by column.
struct EntryLayout: Sendable {
    /// Column name -> places, tried in order. Only what the entry-specific data has.
    var places: [String: [FieldPlace]] = [:]
    /// One field for each column of `places`, in the layout's order: name, kind and role of the column.
    var fields: [LayoutField] = []
    /// Bytes up to the end of the last known field.
    var end: Int
    /// Columns whose value goes before the one of the heading.
    var ownColumns: Set<String> = []
}

/// Turns layout rows into places. One for each source: the code page and the decoders are the source's.
struct EntryLayoutBuilder {
    let type: Int
    let codePage: CodePage
    var decoders = DecoderTable()
    /// CCSIDs that a record may state, and that are read.
    let statedCCSIDs: [Int]

    init(type: Int, codePage: CodePage, alsoStated: [Int]) {
        self.type = type
        self.codePage = codePage
        statedCCSIDs = CodePage.all.map(\.ccsid) + GraphicText.others + alsoStated
    }

    /// The places of all columns of `fields`, which begin `start` bytes into the record.
    mutating func layout(_ fields: [LayoutField], start: Int) -> EntryLayout {
        let present = fields.filter { $0.bytes(inType: type) != nil }
        var result = EntryLayout(end: present.compactMap { $0.bytes(inType: type)?.upperBound }.max() ?? start)
        for field in present where field.isValue && result.places[field.column] == nil {
            let rows = present.filter { $0.column == field.column && $0.isValue }
            result.places[field.column] = places(of: rows, in: present)
            result.fields.append(field)
            if rows.contains(where: { $0.merge == .own || $0.merge == .ownAlternative }) {
                result.ownColumns.insert(field.column)
            }
        }
        return result
    }

    /// The rows of one column, the last alternative first.
    private mutating func places(of rows: [LayoutField], in all: [LayoutField]) -> [FieldPlace] {
        guard let first = rows.first else { return [] }
        if rows.contains(where: { $0.merge == .append || $0.merge == .time }) {
            return [joined(rows, in: all)].compactMap { $0 }
        }
        return rows.reversed().compactMap { row in
            guard var place = place(of: row, in: all) else { return nil }
            place.isSkippedWhenEmpty = rows.count > 1 && row.offset(inType: type) != first.offset(inType: type)
            return place
        }
    }

    private mutating func place(of row: LayoutField, in all: [LayoutField]) -> FieldPlace? {
        guard let bytes = row.bytes(inType: type) else { return nil }
        let decoder = LayoutDecoding.decoder(for: row, codePage: codePage)
        var place = FieldPlace(bytes: bytes, decoder: decoders.index(decoder))
        place.condition = condition(of: row, in: all)
        place.usedLength = usedLength(of: row, in: all)
        place.ccsid = statedCCSID(of: row, in: all)
        place.addressFamily = addressFamily(of: row, in: all)
        return place
    }

    /// Rows that continue each other, as one place from the first byte to the last.
    private mutating func joined(_ rows: [LayoutField], in all: [LayoutField]) -> FieldPlace? {
        let parts = rows.compactMap { row in row.bytes(inType: type).map { (row, $0) } }
        guard let start = parts.map(\.1.lowerBound).min(), let end = parts.map(\.1.upperBound).max() else { return nil }
        if rows.contains(where: { $0.merge == .time }) {
            return FieldPlace(bytes: start..<end, decoder: decoders.index(.timestampEBCDIC(codePage)))
        }
        let pieces = parts.map { row, bytes in
            Piece(
                offset: bytes.lowerBound - start, length: bytes.count,
                decoder: LayoutDecoding.decoder(for: row, codePage: codePage))
        }
        return FieldPlace(bytes: start..<end, decoder: decoders.index(.pieces(pieces)))
    }
}

extension EntryLayoutBuilder {
    /// The row's own condition; for a row without, that none of the others at its offset holds.
    private func condition(of row: LayoutField, in all: [LayoutField]) -> RawCondition? {
        if let own = row.when { return compiled(own, all) }
        let others = all.filter { $0.offset(inType: type) == row.offset(inType: type) }.compactMap(\.when)
        return others.isEmpty ? nil : .not(.any(others.map { compiled($0, all) }))
    }

    private func compiled(_ condition: RuleCondition, _ all: [LayoutField]) -> RawCondition {
        RawCondition(condition, codePage: codePage) { column in
            guard let field = all.first(where: { $0.column == column && $0.when == nil && $0.isValue }),
                let bytes = field.bytes(inType: type)
            else { return nil }
            return (bytes, LayoutDecoding.decoder(for: field, codePage: codePage))
        }
    }

    /// Where the length of a fixed field stands. A length that speaks of several columns is that of the first.
    private func usedLength(of row: LayoutField, in all: [LayoutField]) -> Range<Int>? {
        guard row.format == .char else { return nil }
        return all.first { $0.what == .lengthOf && $0.columnsMeant.first == Substring(row.column) }?.bytes(inType: type)
    }

    private mutating func statedCCSID(of row: LayoutField, in all: [LayoutField]) -> StatedCCSID? {
        let side = all.first { $0.what == .ccsidOf && $0.columnsMeant.contains(Substring(row.column)) }
        guard let bytes = side?.bytes(inType: type), row.isCharacters else { return nil }
        var byCCSID: [Int: UInt8] = [:]
        for ccsid in statedCCSIDs { byCCSID[ccsid] = index(of: row, ccsid) }
        return StatedCCSID(bytes: bytes, decoders: byCCSID, unknown: index(of: row, -1))
    }

    private mutating func index(of row: LayoutField, _ ccsid: Int) -> UInt8 {
        decoders.index(LayoutDecoding.decoder(for: row, statedCCSID: ccsid, codePage: codePage))
    }

    /// `X_ADDRESS` and `X_PORT` mean nothing when `X_ADDRESS_FAMILY` says that there is no address.
    private func addressFamily(of row: LayoutField, in all: [LayoutField]) -> Int? {
        guard row.merge != .own, row.merge != .ownAlternative else { return nil }
        let family = all.first { field in
            guard field.column.hasSuffix("ADDRESS_FAMILY") else { return false }
            let stem = field.column.dropLast("ADDRESS_FAMILY".count)
            return row.column == stem + "ADDRESS" || row.column == stem + "PORT"
        }
        return family?.bytes(inType: type)?.lowerBound
    }
}

extension LayoutField {
    var isValue: Bool {
        if case .value = what { return true }
        return false
    }

    var kind: ValueKind {
        if case .value(let kind) = what { return kind }
        return .text
    }

    /// Whether its bytes are characters, so that a CCSID matters.
    var isCharacters: Bool { (format == .char || format == .varying) && what != .value(.hex) }

    /// The columns a length or CCSID speaks of; several where one place has several meanings.
    var columnsMeant: [Substring] { appliesTo?.split(separator: " ") ?? [] }

    func offset(inType type: Int) -> Int? { bytes(inType: type)?.lowerBound }
}
