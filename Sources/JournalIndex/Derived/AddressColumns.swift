import Catalog

/// Remote address and port of entries whose heading has none but whose own fields have.
enum AddressColumns {
    static let all: [DerivedColumn] = [
        DerivedColumn(
            name: "REMOTE_ADDRESS", kind: .address, entryTypes: ["IM", "PS", "ST", "VP"] + messages,
            needs: ["REMOTE_ADDRESS", "MESSAGE_TEXT"] + Set(sources.values.map(\.column)),
            inputs: { kind in
                messages.contains(kind.entryType)
                    ? [.column("MESSAGE_TEXT")] : sources[kind.entryType].map { [.column($0.column)] } ?? []
            },
            value: { kind, cells in
                if messages.contains(kind.entryType) { return fromMessage(kind, cells) }
                guard let source = sources[kind.entryType], let text = cells(.column(source.column)).saying else {
                    return .null
                }
                guard let address = IPAddress(text) else { return source.mustBeAddress ? .null : .text(text) }
                return .text(address.text)
            }
        ).afterGiven(),
        DerivedColumn(
            name: "REMOTE_PORT", kind: .integer, entryTypes: ["IM", "PS"],
            needs: ["REMOTE_PORT", "EVENT_REMOTE_PORT", "PORT_NUMBER"],
            inputs: { kind in [.column(kind.entryType == "IM" ? "EVENT_REMOTE_PORT" : "PORT_NUMBER")] },
            value: { kind, cells in
                let cell = cells(.column(kind.entryType == "IM" ? "EVENT_REMOTE_PORT" : "PORT_NUMBER"))
                if case .integer = cell { return cell }
                return cell.saying.flatMap { Int128($0) }.map { .integer($0) } ?? .null
            }
        ).afterGiven(),
    ]

    /// Messages whose text has an address, or a system name that can be one.
    private static let messages = (AuditCatalog.messageColumns["REMOTE_ADDRESS"] ?? [])
        + (AuditCatalog.messageColumns["COMPUTER_NAME"] ?? [])

    private static func fromMessage(_ kind: EntryKind, _ cells: DerivedColumn.Cells) -> Cell {
        let address = MessageColumns.value("REMOTE_ADDRESS", kind, cells)
        guard address.isEmpty, let name = MessageColumns.value("COMPUTER_NAME", kind, cells).saying else { return address }
        return IPAddress(name).map { .text($0.text) } ?? .null
    }

    /// Entry type -> the field that stands in; a computer name counts only when it is an address.
    private static let sources: [String: (column: String, mustBeAddress: Bool)] = [
        "IM": ("EVENT_REMOTE_ADDRESS", false), "PS": ("IP_ADDRESS", false), "ST": ("CURRENT_IP_ADDRESS", false),
        "VP": ("COMPUTER_NAME", true),
    ]
}

private func + (a: Set<String>, b: Set<String>) -> Set<String> { a.union(b) }
