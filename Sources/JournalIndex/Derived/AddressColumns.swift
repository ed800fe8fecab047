import Catalog

/// Remote address and port of entries whose heading has none but whose own fields have.
enum AddressColumns {
    static let all: [DerivedColumn] = [
        DerivedColumn(
            name: "REMOTE_ADDRESS", kind: .address, entryTypes: ["IM", "PS", "ST", "VP"],
            needs: ["REMOTE_ADDRESS"] + Set(sources.values.map(\.column)),
            inputs: { kind in sources[kind.entryType].map { [.column($0.column)] } ?? [] },
            value: { kind, cells in
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

    /// Entry type -> the field that stands in; a computer name counts only when it is an address.
    private static let sources: [String: (column: String, mustBeAddress: Bool)] = [
        "IM": ("EVENT_REMOTE_ADDRESS", false), "PS": ("IP_ADDRESS", false), "ST": ("CURRENT_IP_ADDRESS", false),
        "VP": ("COMPUTER_NAME", true),
    ]
}

private func + (a: Set<String>, b: Set<String>) -> Set<String> { a.union(b) }
