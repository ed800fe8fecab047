import Catalog

/// Hour and weekday of the entry, as written on the system.
enum ClockColumns {
    static let all: [DerivedColumn] = [
        column("ENTRY_HOUR") { $0.hour }, column("ENTRY_WEEKDAY") { $0.weekday },
    ]

    private static func column(_ name: String, _ part: @escaping @Sendable (Timestamp.Fields) -> Int) -> DerivedColumn {
        DerivedColumn(
            name: name, kind: .integer, needs: ["ENTRY_TIMESTAMP"], isRepetitive: false,
            inputs: { _ in [.column("ENTRY_TIMESTAMP")] },
            value: { _, cells in
                guard case .timestamp(let time) = cells(.column("ENTRY_TIMESTAMP")) else { return .null }
                return .integer(Int128(part(time.fields)))
            })
    }
}
