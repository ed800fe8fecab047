import Catalog

/// The entry-specific fields of an outfile that was saved as text.
extension CSVColumns {
    /// The columns of the entry-specific cells, each with the cells it can stand in.
    mutating func addOutfileFields(_ texts: [String]) {
        guard let outfile else { return }
        facts.append(("Entry-specific columns", outfile.remark))
        for (name, found) in outfile.columns {
            var options = found.map { cell, field, condition in
                let isOneOfSeveral = found.contains { $0.cell != cell } || field.merge == .own
                return CSVChoice.Option(
                    place: place(cell, field), condition: condition, isSkippedWhenEmpty: isOneOfSeveral)
            }
            let column = SourceColumn(found[found.count - 1].field, in: texts[found[found.count - 1].cell], outfile)
            if let known = columns.firstIndex(where: { $0.name == name }) {
                // The entry's own value goes before the heading's.
                options.append(CSVChoice.Option(place: places[known], condition: nil, isSkippedWhenEmpty: false))
                places[known] = place(choosing: options)
            } else {
                used.insert(name)
                columns.append(column)
                places.append(place(choosing: options))
            }
        }
    }

    private mutating func place(_ cell: Int, _ field: LayoutField) -> CellPlace {
        let dashIsNull = [.integer, .timestamp, .address].contains(field.kind)
        let (plain, quoted) = textDecoders { decoder in
            if field.column.hasSuffix("JOB_NUMBER") { return .jobNumber(decoder) }
            if let length = field.itemLength { return .list(itemLength: length, then: decoder) }
            return field.isYesNo ? .yesNo(decoder) : decoder
        }
        return CellPlace(cell: cell, plain: plain, quoted: quoted, dashIsNull: dashIsNull)
    }

    private mutating func place(choosing options: [CSVChoice.Option]) -> CellPlace {
        var place = options[0].place
        guard options.count > 1 || options[0].condition != nil else { return place }
        place.kind = .choice
        place.choice = choices.count
        // The reader looks at a place only in records that have its cell.
        place.cell = options.map(\.place.cell).min() ?? place.cell
        choices.append(CSVChoice(options: options))
        return place
    }
}

extension SourceColumn {
    /// A field of an outfile under the heading that its copy has.
    fileprivate init(_ field: LayoutField, in text: String, _ outfile: CSVOutfile) {
        self.init(
            name: field.column, sourceName: text.trimmed, kind: field.kind, role: field.role,
            entryTypes: [outfile.entryType], isHeading: false, verified: field.verified)
    }
}
