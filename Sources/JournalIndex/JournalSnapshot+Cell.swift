import Catalog
import Columns
import Records

/// Single cells, for the rows on the screen.
extension JournalSnapshot {
    package func cell(row: Int, _ id: ColumnID) -> Cell {
        let definition = schema[id]
        if let column = ready(id, given: false) { return Cell(column, row: row, kind: definition.kind) }
        if PlaceColumns.names.contains(definition.name), definition.origin == .derived {
            return placeCell(definition.name, row)
        }
        guard let derived = DerivedColumns.byName[definition.name] else { return givenCell(row, id) }
        let kind = kind(row)
        guard derived.applies(to: kind.entryType) else { return givenCell(row, id) }
        return plan(derived, kind).value { input in
            switch input {
            case .given(let name): schema.id(name).map { givenCell(row, $0) } ?? .absent
            case .column(let name): schema.id(name).map { cell(row: row, $0) } ?? .absent
            }
        }
    }

    func kind(_ row: Int) -> EntryKind {
        EntryKind(Self.kindColumns.map { name in schema.id(name).flatMap { ready($0, given: true)?.codes } }, row: row)
    }

    /// The cell as the source gave it.
    func givenCell(_ row: Int, _ id: ColumnID) -> Cell {
        if let column = ready(id, given: true) { return Cell(column, row: row, kind: schema[id].kind) }
        let segment = segment(ofRow: row)
        guard let column = inputs[segment.source].columns[id] else { return .absent }
        do {
            let record = try record(row)
            guard let field = record.fields[column] else { return .absent }
            let kind = schema[id].kind
            let cell = decode(field, record.bytes.span.bytes, inputs[segment.source].reader.decoders, kind)
            // Nothing is left of the field: a dictionary has one place for all texts that are empty.
            if case .unreadable(let text, _) = cell, text.isEmpty, !kind.isNumber { return .blank }
            return cell
        } catch {
            return .unreadable(text: "", reason: String(describing: error))
        }
    }

    /// The value of a field, read from the bytes of its record.
    func decode(_ field: FieldRange, _ record: RawSpan, _ decoders: [FieldDecoder], _ kind: ValueKind) -> Cell {
        switch field.state {
        case .absent: return .absent
        case .null: return .null
        case .value, .truncated, .damaged: break
        }
        let range = Int(field.start)..<Int(field.start) + Int(field.length)
        let bytes = record.extracting(range)
        let decoder = decoders[Int(field.decoder)]
        if let problem = field.state.problem {
            let text: String
            if case .value(let left) = decoder.text(bytes) { text = left } else { text = "" }
            return .unreadable(text: text, reason: problem)
        }
        switch kind {
        case .integer: return Cell(decoder.integer(bytes)) { .integer($0) }
        case .timestamp: return Cell(decoder.timestamp(bytes)) { .timestamp($0) }
        case .address:
            return Cell(decoder.text(bytes)) { text in
                IPAddress(text).map { .text($0.text) } ?? .unreadable(text: text, reason: Cell.reason(.address))
            }
        case .text, .code, .hex: return Cell(decoder.text(bytes)) { .text($0) }
        }
    }
}

extension Cell {
    init<Value>(_ decoded: Decoded<Value>, _ make: (Value) -> Cell) {
        switch decoded {
        case .null: self = .null
        case .blank: self = .blank
        case .value(let value): self = make(value)
        case .unreadable(let text, let reason): self = .unreadable(text: text, reason: reason)
        }
    }
}
