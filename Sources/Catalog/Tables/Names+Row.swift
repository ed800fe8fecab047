// The enums of the catalog, read from a cell without making a text of it first.

extension FieldRole {
    /// The `kind` cell of a field row.
    init(_ row: TableRows, _ cell: Int) {
        if let kind = row.value(cell, of: ValueKind.names) {
            self = .value(kind)
        } else if let role = row.value(cell, of: Self.names) {
            self = role
        } else {
            preconditionFailure("unknown kind \(row[cell])")
        }
    }

    private static let names: [(StaticString, FieldRole)] = [
        ("reserved", .reserved), ("length-of-next", .lengthOf), ("ccsid-of-next", .ccsidOf),
    ]
}

extension ValueKind {
    init(_ row: TableRows, _ cell: Int) {
        guard let kind = row.value(cell, of: Self.names) else { preconditionFailure("unknown kind \(row[cell])") }
        self = kind
    }

    static let names: [(StaticString, ValueKind)] = [
        ("text", .text), ("code", .code), ("integer", .integer), ("hex", .hex), ("timestamp", .timestamp),
        ("address", .address),
    ]
}

extension ColumnRole {
    init(_ row: TableRows, _ cell: Int) {
        guard let role = row.value(cell, of: Self.names) else { preconditionFailure("unknown role \(row[cell])") }
        self = role
    }

    private static let names: [(StaticString, ColumnRole)] = [
        ("none", .none), ("object", .object), ("library", .library), ("job", .job), ("path", .path), ("group", .group),
        ("subject-user", .subjectUser), ("target-user", .targetUser), ("actor-user", .actorUser), ("device", .device),
        ("program", .program), ("command", .command), ("remote-address", .remoteAddress), ("remote-port", .remotePort),
    ]
}

extension FieldMerge {
    /// `nil` for an empty cell.
    init?(_ row: TableRows, _ cell: Int) {
        guard !row.isEmpty(cell) else { return nil }
        guard let merge = Self(rawValue: row[cell]) else { preconditionFailure("unknown merge \(row[cell])") }
        self = merge
    }
}

extension Severity {
    init(_ row: TableRows, _ cell: Int) {
        let names: [(StaticString, Severity)] = [
            ("info", .info), ("notice", .notice), ("warning", .warning), ("critical", .critical),
        ]
        guard let severity = row.value(cell, of: names) else { preconditionFailure("unknown severity \(row[cell])") }
        self = severity
    }
}
