extension AuditCatalog {
    /// A user profile or service tools user ID that IBM supplies.
    package struct Profile: Sendable {
        package enum Privilege: String, Sendable { case none, some, all, unknown }
        package var name: String
        /// A service tools user ID, not a user profile.
        package var isServiceToolsID: Bool
        package var purpose: String
        /// How many special authorities it is shipped with.
        package var privilege: Privilege
        /// Whether a person can be expected to sign on with it.
        package var canSignOn: Bool
        /// What of this was seen in a source, in words.
        package var verified: String
    }

    /// The IBM-supplied profiles. Customers create names with Q too: a label, not a proof.
    package static let profiles: [Profile] = {
        var rows = TableRows(CatalogText.table("Profiles.tsv"))
        var profiles: [Profile] = []
        while rows.next() { profiles.append(Profile(row: rows)) }
        return profiles
    }()

    /// The IBM-supplied user profile of this name, or `nil`.
    package static func profile(_ name: String) -> Profile? { userProfiles[name] }

    private static let userProfiles = Dictionary(
        profiles.filter { !$0.isServiceToolsID }.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
}

extension AuditCatalog.Profile {
    init(row: TableRows) {
        guard let privilege = Privilege(rawValue: row[4]) else { preconditionFailure("unknown privilege \(row[4])") }
        self.init(
            name: row[1], isServiceToolsID: row.is(2, "service-tools-id"), purpose: row[3], privilege: privilege,
            canSignOn: row.is(5, "possible"), verified: row[6])
    }
}
