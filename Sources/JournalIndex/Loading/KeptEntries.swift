/// Which entries become part of the journal: the others are counted and let go while they are read, so that a journal too
/// large for the memory can be looked at in parts.
///
/// An entry stays when every condition holds. What cannot be read cannot be judged: such an entry stays too.
package struct KeptEntries: Sendable, Equatable {
    /// Microseconds since 1970, the end not included.
    package var times: Range<Int64>?
    /// Entry types, upper case; empty for all.
    package var types: Set<String> = []
    /// User profiles, upper case; `QSEC*` stands for all that begin so. Empty for all. An entry stays when any of its
    /// columns that can name a user, the job's included, has one of them, or the text of its message.
    package var users: Set<String> = []

    package init() {}

    package var isEverything: Bool { times == nil && types.isEmpty && users.isEmpty }
}

/// What loading may take, and what it may leave out.
package struct LoadingLimits: Sendable {
    package var kept = KeptEntries()
    /// Bytes of memory; `nil` for what the machine can spare.
    package var memory: Int?
    /// Entries that one journal can hold: rows, and with them the codes of values, are numbered in 32 bits.
    package var entries = Int(UInt32.max) - 16
    /// Whether a journal that will not fit is refused; else what was read of it is kept.
    package var refuses = true

    package init() {}
}
