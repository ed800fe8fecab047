import Catalog

/// An outfile saved as delimited text (CPYTOIMPF): which field of its entry type's layout each cell behind the heading is.
///
/// The entry-specific fields of an outfile have names of its own (`PWUSRN`) that no table knows; but they stand in the
/// layout's order. Names made of the fields' texts (`User Name`) are found by the text instead.
struct CSVOutfile {
    let journalCode: String
    let entryType: String
    /// Fields a cell can be, by cell: several where the entry decides (`when`). Reserved areas and lengths are not there.
    private(set) var fields: [Int: [LayoutField]] = [:]
    /// What was assumed, for people.
    private(set) var remark = ""

    /// - Parameter names: Normalised headings, or names by place.
    /// - Parameter values: Cells of each column that hold something.
    init?(_ names: [String], _ values: [[String]]) {
        guard let heading = OutfileNames(names), heading.count < names.count,
            let code = Self.onlyValue(heading.cells["JOURNAL_CODE"], values),
            let type = Self.onlyValue(heading.cells["JOURNAL_ENTRY_TYPE"], values),
            let layout = AuditCatalog.layout(journalCode: code, type)
        else { return nil }
        journalCode = code
        entryType = type
        let slots = LayoutSlot.all(layout.fields, type: heading.type)
        let cells = heading.count..<names.count
        if let titled = Self.byTitle(names, cells, slots, type) {
            fields = titled
            remark = "fields of \(type) by their texts"
        } else if let placed = Self.byPlace(values, cells, slots) {
            fields = placed
            remark = "fields of \(type) assumed by their places, *TYPE\(heading.type)"
        } else {
            return nil
        }
    }

    /// The value that all rows have.
    private static func onlyValue(_ cell: Int?, _ values: [[String]]) -> String? {
        guard let cell, let first = values[cell].first?.trimmed, !first.isEmpty,
            values[cell].allSatisfy({ $0.trimmed == first })
        else { return nil }
        return first
    }

    /// When most names are texts of the layout or canonical: each cell that is a text, in the layout's order.
    private static func byTitle(
        _ names: [String], _ cells: Range<Int>, _ slots: [LayoutSlot], _ type: String
    ) -> [Int: [LayoutField]]? {
        var found: [Int: [LayoutField]] = [:]
        var known = 0
        var used: Set<Int> = []
        for cell in cells {
            let slot = slots.indices.first { slots[$0].titles.contains(names[cell]) && !used.contains($0) }
            if let slot {
                used.insert(slot)
                found[cell] = slots[slot].columns
            }
            if slot != nil || AuditCatalog.canonicalName(names[cell], entryType: type) != nil { known += 1 }
        }
        return known * 2 >= cells.count ? found.filter { !$0.value.isEmpty } : nil
    }

    /// The layout's fields one behind the other, with or without reserved areas and what else a copy may have left out;
    /// only when every value fits its field.
    private static func byPlace(
        _ values: [[String]], _ cells: Range<Int>, _ slots: [LayoutSlot]
    ) -> [Int: [LayoutField]]? {
        let plain = slots.filter { !$0.isReserved }
        let bare = plain.filter { !$0.values.isEmpty }
        var best: (cells: Int, fields: [Int: [LayoutField]])?
        for list in [slots, plain, bare] {
            // The length of the entry-specific data may stand before its first field.
            for start in [cells.lowerBound, cells.lowerBound + 1] where start < cells.upperBound {
                let pairs = Array(zip(start..<cells.upperBound, list))
                guard pairs.allSatisfy({ cell, slot in slot.fits(values[cell]) }) else { continue }
                // A record ends early in an older release and goes on in a newer one; the same number is the best sign.
                let distance = abs(cells.upperBound - start - list.count)
                if let best, best.cells <= distance { continue }
                best = (distance, Dictionary(uniqueKeysWithValues: pairs.map { ($0, $1.columns) }))
            }
        }
        return best?.fields.filter { !$0.value.isEmpty }
    }
}

extension CSVOutfile {
    /// Where a column stands: the fields with their cells in the order to try them, as the records of an outfile are read.
    typealias Places = [(cell: Int, field: LayoutField, condition: CellCondition?)]

    /// Every column with its places, by the first cell of each.
    var columns: [(name: String, places: Places)] {
        var order: [String] = []
        var rows: [String: Places] = [:]
        for cell in fields.keys.sorted() {
            for field in fields[cell] ?? [] {
                if rows[field.column] == nil { order.append(field.column) }
                rows[field.column, default: []].append((cell, field, condition(of: field, in: cell)))
            }
        }
        return order.map { ($0, (rows[$0] ?? []).reversed()) }
    }

    /// The field's own condition; for a field without, that none of the others in its cell holds.
    private func condition(of field: LayoutField, in cell: Int) -> CellCondition? {
        if let own = field.when { return CellCondition(own, cell: self.cell(of:)) }
        let others = (fields[cell] ?? []).compactMap(\.when).compactMap { CellCondition($0, cell: self.cell(of:)) }
        return others.isEmpty ? nil : .none(of: others)
    }

    private func cell(of column: String) -> Int? {
        fields.first { $0.value.contains { $0.column == column && $0.when == nil } }?.key
    }
}

/// The heading's cells of an outfile, told by its names: `JOENTL, JOSEQN ...` or `PWENTL, PWSEQN ...`, in their order.
private struct OutfileNames {
    /// 1...5, as in OUTFILFMT.
    var type = 0
    /// Cells of the heading.
    var count = 0
    /// By canonical column.
    var cells: [String: Int] = [:]

    init?(_ names: [String]) {
        for type in [5, 4, 3, 2, 1] where read(names, type) {
            self.type = type
            return
        }
        return nil
    }

    private mutating func read(_ names: [String], _ type: Int) -> Bool {
        count = 0
        cells = [:]
        for field in AuditCatalog.heading(type: type) {
            let name = count < names.count ? names[count] : ""
            if field.isValue {
                guard name.count > 2, name.dropFirst(2) == field.title.dropFirst(2) else { return false }
                cells[field.column] = count
            } else if field.what == .lengthOf || AuditCatalog.canonicalName(name, entryType: nil) != nil || name.isEmpty {
                continue
            }
            count += 1
        }
        return true
    }
}

/// The fields that stand at one place of a layout.
private struct LayoutSlot {
    let fields: [LayoutField]

    var values: [LayoutField] { fields.filter(\.isValue) }
    /// Those that are a column by themselves: continuations and dates apart from their times keep the file's own names.
    var columns: [LayoutField] { values.filter { ![.append, .date, .time].contains($0.merge) } }
    var isReserved: Bool { fields.allSatisfy { $0.what == .reserved } }
    var titles: Set<String> { Set(fields.map { CSVNames.normalised($0.title) }) }

    /// The places of a layout in their order; `type` is that of the heading, 1...5.
    static func all(_ fields: [LayoutField], type: Int) -> [Self] {
        Dictionary(grouping: fields.filter { $0.offset(inType: type) != nil }) { $0.offset(inType: type) ?? 0 }
            .sorted { $0.key < $1.key }.map { Self(fields: $0.value) }
    }

    /// Whether the values have room in the field and are numbers where it is one.
    func fits(_ values: [String]) -> Bool {
        guard let field = fields.first else { return false }
        return values.prefix(50).allSatisfy { value in
            switch field.format {
            case .zoned, .packed, .binary: CSVShapes.isNumber(value)
            case .char: value.count <= field.length
            case .varying: value.count <= field.length - 2
            case .hex, .timestamp: true
            }
        }
    }
}
