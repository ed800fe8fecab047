/// What a canonical column holds.
package enum ValueKind: String, Sendable, CaseIterable {
    /// Characters, trailing blanks dropped.
    case text
    /// A short code or special value; text, with meanings in the catalog.
    case code
    /// A whole number, exact to 38 digits.
    case integer
    /// A local date and time (`Timestamp`).
    case timestamp
    /// An IPv4 or IPv6 address (`IPAddress`), or text where it is none.
    case address
    /// Raw bytes, shown as upper-case hexadecimal text.
    case hex
}

/// What a column is about; decides which columns `anyuser`, `object` and the prompts look at.
package enum ColumnRole: String, Sendable, CaseIterable {
    case none
    case subjectUser = "subject-user"
    case actorUser = "actor-user"
    case targetUser = "target-user"
    case group, job, device, object, path, library, program, command
    case remoteAddress = "remote-address"
    case remotePort = "remote-port"

    /// Whether `anyuser` covers a column of this role.
    package var isUser: Bool { self == .subjectUser || self == .actorUser || self == .targetUser }
}
