/// `Mappings/Messages.tsv`: the messages of the history log whose values are known, by ID.
struct MessageTable: Sendable {
    private(set) var messages: [String: AuditCatalog.Message] = [:]

    static let shared = MessageTable()

    private init() {
        var columns: [String: [String: (column: String, kind: ValueKind)]] = [:]
        var rows = TableRows(CatalogText.table("Mappings/Messages.tsv"))
        while rows.next("part") { columns[rows[1], default: [:]][rows[2]] = (rows[3], ValueKind(rows, 4)) }
        rows = TableRows(CatalogText.table("Mappings/Messages.tsv"))
        while rows.next("text") {
            let parts = columns[rows[1]] ?? [:]
            let values = Self.placeholders(rows[3]).compactMap { name -> AuditCatalog.Message.Value? in
                guard let part = parts[name] else { return nil }
                return .init(column: part.column, shape: AuditCatalog.Message.Shape(part.column, part.kind))
            }
            messages[rows[1]] = AuditCatalog.Message(id: rows[1], meaning: rows[2], values: values)
        }
    }

    /// `{num}`, `{user}` ... in the order of the text; what stands in brackets behind it is a remark.
    private static func placeholders(_ pattern: String) -> [String] {
        var names: [String] = []
        var rest = Array(pattern.utf8)[...]
        while let open = rest.firstIndex(where: { $0 == UInt8(ascii: "{") || $0 == UInt8(ascii: "(") }),
            rest[open] == UInt8(ascii: "{"), let close = rest[open...].firstIndex(of: UInt8(ascii: "}"))
        {
            names.append(String(decoding: rest[open...close], as: UTF8.self))
            rest = rest[(close + 1)...]
        }
        return names
    }
}
