/// What is remarkable about a line of the ledger. A mark says what is seen, never that it is an attack.
package struct LedgerMarks: OptionSet, Hashable, Sendable {
    package let rawValue: UInt8
    package init(rawValue: UInt8) { self.rawValue = rawValue }

    package static let manyUsers = LedgerMarks(rawValue: 1)
    package static let manyAddresses = LedgerMarks(rawValue: 2)
    package static let failuresThenSuccess = LedgerMarks(rawValue: 4)
    package static let newAddress = LedgerMarks(rawValue: 8)
    package static let outOfHours = LedgerMarks(rawValue: 16)

    /// One row per mark: its letter on the screen, its word in exports, what it says.
    package static let all: [(mark: LedgerMarks, letter: Character, word: String, title: String)] = [
        (.manyUsers, "U", "MANY-USERS", "many users tried from one address"),
        (.manyAddresses, "A", "MANY-ADDRESSES", "one user from many addresses"),
        (.failuresThenSuccess, "F", "FAILURES-THEN-SUCCESS", "failures, then success"),
        (.newAddress, "N", "NEW-ADDRESS", "first use of this address by the user"),
        (.outOfHours, "H", "OUT-OF-HOURS", "begun out of hours"),
    ]

    /// `U.F.H`: every mark in its place, a dot where it is not set.
    package var letters: String { String(Self.all.map { contains($0.mark) ? $0.letter : "." }) }
    /// `MANY-USERS OUT-OF-HOURS`, as columns hold lists.
    package var words: String { Self.all.filter { contains($0.mark) }.map(\.word).joined(separator: " ") }
}
