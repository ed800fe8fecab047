import Catalog

/// The columns of a text format and the decoders of their values.
struct TextColumns: Sendable {
    private(set) var columns: [SourceColumn] = []
    private(set) var decoders = DecoderList()
    /// By column: how its value is read where it stands as it is.
    private(set) var plain: [UInt8] = []
    private var byName: [String: Int] = [:]
    let encoding: TextEncoding
    /// Order of the parts of dates.
    let order: DateOrder

    init(encoding: TextEncoding, order: DateOrder = .yearFirst) {
        self.encoding = encoding
        self.order = order
    }

    /// The index of the column `name`, added when it is new: kind and role are the catalog's, text where it knows none.
    mutating func add(_ name: String, sourceName: String = "", entryTypes: [String] = []) -> Int {
        if let known = byName[name] { return known }
        let fact = AuditCatalog.column(name)
        let column = SourceColumn(
            name: name, sourceName: sourceName.isEmpty ? name : sourceName, kind: fact?.kind ?? .text,
            role: fact?.role ?? .none, entryTypes: entryTypes, isHeading: fact?.isHeading ?? false)
        byName[name] = columns.count
        columns.append(column)
        plain.append(decoders.index(of: column.kind == .timestamp ? .timestampText(order, encoding) : .text(encoding)))
        return columns.count - 1
    }

    func index(_ name: String) -> Int? { byName[name] }

    mutating func decoder(_ decoder: FieldDecoder) -> UInt8 { decoders.index(of: decoder) }
}
