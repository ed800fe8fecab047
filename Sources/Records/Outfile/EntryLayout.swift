import Catalog

/// The fields of one entry type as places in its records, column by column.
struct EntryLayout: Sendable {
    /// Column name -> places, tried in order. Only what the entry-specific data has.
    var places: [String: [FieldPlace]] = [:]
    /// One field for each column of `places`, in the layout's order: name, kind and role of the column.
    var fields: [LayoutField] = []
    /// Bytes up to the end of the last known field.
    var end: Int
}

/// Turns layout rows into places. One for each source: the code page and the decoders are the source's.
struct EntryLayoutBuilder {
    let type: Int
    let codePage: CodePage
    var decoders = DecoderTable()
    /// Of dates that are six digits.
    var dateOrder = DateOrder.yearFirst
    /// CCSIDs that a record may state, and that are read.
    let statedCCSIDs: [Int]
    /// Decoders by stated CCSID, made once for each shape of field.
    private var byShape: [Shape: (decoders: [Int: UInt8], unknown: UInt8)] = [:]

    private struct Shape: Hashable {
        let isVarying: Bool
        let isYesNo: Bool
    }

    init(type: Int, codePage: CodePage, alsoStated: [Int]) {
        self.type = type
        self.codePage = codePage
        statedCCSIDs = CodePage.all.map(\.ccsid) + GraphicText.others + alsoStated
    }

    /// The places of all columns of `fields`, which begin `start` bytes into the record.
    mutating func layout(_ fields: [LayoutField], start: Int) -> EntryLayout {
        let present = fields.filter { $0.bytes(inType: type) != nil }
        var result = EntryLayout(end: present.compactMap { $0.bytes(inType: type)?.upperBound }.max() ?? start)
        let sides = SideFields(present)
        var rows: [String: [LayoutField]] = [:]
        for field in present where field.isValue {
            if rows[field.column] == nil { result.fields.append(field) }
            rows[field.column, default: []].append(field)
        }
        for field in result.fields { result.places[field.column] = places(of: rows[field.column] ?? [], sides) }
        return result
    }

    /// The rows of one column, the last alternative first.
    private mutating func places(of rows: [LayoutField], _ sides: SideFields) -> [FieldPlace] {
        guard let first = rows.first else { return [] }
        if rows.contains(where: { $0.merge == .append || $0.merge == .time }) {
            return [joined(rows)].compactMap { $0 }
        }
        return rows.reversed().compactMap { row in
            guard var place = place(of: row, sides) else { return nil }
            place.isSkippedWhenEmpty = rows.count > 1 && row.offset(inType: type) != first.offset(inType: type)
            return place
        }
    }

    private mutating func place(of row: LayoutField, _ sides: SideFields) -> FieldPlace? {
        guard let bytes = row.bytes(inType: type) else { return nil }
        let decoder = LayoutDecoding.decoder(for: row, codePage: codePage)
        var place = FieldPlace(bytes: bytes, decoder: decoders.index(decoder))
        place.isVarying = row.format == .varying
        place.condition = condition(of: row, sides)
        place.usedLength = usedLength(of: row, sides)
        place.ccsid = statedCCSID(of: row, sides)
        place.addressFamily = addressFamily(of: row, sides)
        return place
    }

    /// Rows that continue each other, as one place from the first byte to the last.
    private mutating func joined(_ rows: [LayoutField]) -> FieldPlace? {
        let parts = rows.compactMap { row in row.bytes(inType: type).map { (row, $0) } }
        guard let start = parts.map(\.1.lowerBound).min(), let end = parts.map(\.1.upperBound).max() else { return nil }
        if rows.contains(where: { $0.merge == .time }) {
            let decoder = dateOrder == .yearFirst ? FieldDecoder.timestampEBCDIC(codePage) : .clockEBCDIC(dateOrder, codePage)
            return FieldPlace(bytes: start..<end, decoder: decoders.index(decoder))
        }
        let pieces = parts.map { row, bytes in
            Piece(
                offset: bytes.lowerBound - start, length: bytes.count,
                decoder: LayoutDecoding.decoder(for: row, codePage: codePage))
        }
        return FieldPlace(bytes: start..<end, decoder: decoders.index(.pieces(pieces)))
    }
}

/// The fields of a layout that say something about others, taken out once.
private struct SideFields {
    let all: [LayoutField]
    /// With the column that each speaks of, the first of several.
    let lengths: [(column: Substring, field: LayoutField)]
    let ccsids: [(columns: [Substring], field: LayoutField)]
    /// With what stands before ADDRESS_FAMILY in the name.
    let families: [(stem: Substring, field: LayoutField)]
    let conditional: [LayoutField]

    init(_ fields: [LayoutField]) {
        all = fields
        lengths = fields.filter { $0.what == .lengthOf }.compactMap { field in
            field.columnsMeant.first.map { (column: $0, field: field) }
        }
        ccsids = fields.filter { $0.what == .ccsidOf }.map { (columns: $0.columnsMeant, field: $0) }
        families = fields.filter { $0.column.hasSuffix("ADDRESS_FAMILY") }.map {
            (stem: $0.column.dropLast("ADDRESS_FAMILY".count), field: $0)
        }
        conditional = fields.filter { $0.when != nil }
    }
}

extension EntryLayoutBuilder {
    /// The row's own condition; for a row without, that none of the others at its offset holds.
    private func condition(of row: LayoutField, _ sides: SideFields) -> RawCondition? {
        if sides.conditional.isEmpty { return nil }
        if let own = row.when { return compiled(own, sides.all) }
        let others = sides.conditional.filter { $0.offset(inType: type) == row.offset(inType: type) }.compactMap(\.when)
        return others.isEmpty ? nil : .not(.any(others.map { compiled($0, sides.all) }))
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
    private func usedLength(of row: LayoutField, _ sides: SideFields) -> Range<Int>? {
        guard row.format == .char else { return nil }
        return sides.lengths.first { $0.column == row.column }?.field.bytes(inType: type)
    }

    private mutating func statedCCSID(of row: LayoutField, _ sides: SideFields) -> StatedCCSID? {
        guard row.isCharacters else { return nil }
        let column = Substring(row.column)
        let side = sides.ccsids.first { $0.columns.contains(column) }
        guard let bytes = side?.field.bytes(inType: type) else { return nil }
        let shape = Shape(isVarying: row.format == .varying, isYesNo: row.isYesNo)
        if byShape[shape] == nil {
            var decoders: [Int: UInt8] = [:]
            for ccsid in statedCCSIDs { decoders[ccsid] = index(of: row, ccsid) }
            byShape[shape] = (decoders, index(of: row, -1))
        }
        return byShape[shape].map { StatedCCSID(bytes: bytes, decoders: $0.decoders, unknown: $0.unknown) }
    }

    private mutating func index(of row: LayoutField, _ ccsid: Int) -> UInt8 {
        decoders.index(LayoutDecoding.decoder(for: row, statedCCSID: ccsid, codePage: codePage))
    }

    /// `X_ADDRESS` and `X_PORT` mean nothing when `X_ADDRESS_FAMILY` says that there is no address.
    private func addressFamily(of row: LayoutField, _ sides: SideFields) -> Int? {
        guard row.merge != .own, row.merge != .ownAlternative else { return nil }
        let family = sides.families.first { stem, _ in
            row.column.hasPrefix(stem) && ["ADDRESS", "PORT"].contains(row.column.dropFirst(stem.count))
        }
        return family?.field.bytes(inType: type)?.lowerBound
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
