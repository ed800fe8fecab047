/// One line of the ledger: a session that was inferred, or a run of failed tries that led to none.
package struct LedgerLine: Equatable, Sendable {
    package enum End: UInt8, Sendable {
        /// The job ended (JS E).
        case job
        /// The server job went on to another profile.
        case swap
        case notSeen
    }

    /// Code in `Ledger.users`; 0 where no entry names a user.
    package var user: UInt32 = 0
    /// Code in the column REMOTE_ADDRESS; below `TextDictionary.firstValue` where there is none.
    package var address: UInt32 = 0
    /// Code in the column SYSTEM_NAME.
    package var system: UInt32 = 0
    /// Number of the job in `Ledger.jobs`; -1 for failed tries.
    package var job: Int32 = -1
    /// Place in `Ledger.connections`.
    package var connection: UInt8 = 0
    package var basis = LedgerBasis.failures
    package var end = End.notSeen
    package var marks: LedgerMarks = []
    /// Whether one of its entries is among those selected.
    package var isSelected = false
    /// Positions in the journal's own order of its first and last entry, and of the one that ends it.
    package var first: UInt32 = 0
    package var last: UInt32 = 0
    package var endPosition: UInt32 = .max
    /// Entries of the job inside, those that begin and end it included; failed tries do not count here.
    package var entries: UInt32 = 0
    /// Profile swaps inside.
    package var swaps: UInt32 = 0
    /// Failed tries of the same user from the same address right before it, or those the line is about.
    package var tries: UInt32 = 0
    /// Failed tries since the user's last success, from anywhere.
    package var failedForUser: UInt32 = 0
    /// Failed tries since the last success from this address, for any user.
    package var failedFromAddress: UInt32 = 0
    /// Those of both counts, each once.
    package var failedBefore: UInt32 = 0
    /// Microseconds of the journal's clock; `nil` where the entry has no time.
    package var startTime: Int64?
    package var lastTime: Int64?
    package var endTime: Int64?

    package var isSession: Bool { basis != .failures }
    /// Whether the entry that begins the session is here.
    package var hasStart: Bool { basis != .entries }
    /// Microseconds from start to end; `nil` when one of them is not seen, or the clock went back between them.
    package var duration: Int64? {
        guard isSession, hasStart, let startTime, let endTime, endTime >= startTime else { return nil }
        return endTime - startTime
    }
}
