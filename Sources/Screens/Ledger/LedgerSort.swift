/// What the lines of the ledger are sorted by.
enum LedgerSort: Int, CaseIterable, Sendable {
    case time, user, address, connection, duration, failed, marks

    var title: String {
        switch self {
        case .time: "time"
        case .user: "user"
        case .address: "address"
        case .connection: "connection"
        case .duration: "how long"
        case .failed: "failed tries"
        case .marks: "marks"
        }
    }

    /// Column of the ledger's table.
    var column: String {
        switch self {
        case .time: "ENTRY_TIMESTAMP"
        case .user: "SUBJECT"
        case .address: "REMOTE_ADDRESS"
        case .connection: "CONNECTION_TYPE"
        case .duration: "DURATION_SECONDS"
        case .failed: "FAILED_BEFORE"
        case .marks: "MARKS"
        }
    }

    /// Most first, where that is what one looks for.
    var isDescendingFirst: Bool { self == .duration || self == .failed }

    var next: LedgerSort { LedgerSort(rawValue: rawValue + 1) ?? .time }

    /// `user`, `failed-`: a title or its first word, a column, with `-` for the other direction.
    static func named(_ words: String) -> (LedgerSort, Bool)? {
        let isReversed = words.hasSuffix("-")
        let name = (isReversed ? String(words.dropLast()) : words).lowercased()
        let short = ["ip": address][name]
        let found =
            short
            ?? allCases.first {
                $0.title == name || $0.column.lowercased() == name || $0.title.split(separator: " ")[0] == name
            }
        return found.map { ($0, isReversed) }
    }
}
