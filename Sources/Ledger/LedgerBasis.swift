/// What a session is known by. IBM i writes no entry for a successful sign-on, so most of them are inferences.
package enum LedgerBasis: UInt8, CaseIterable, Sendable {
    /// PS V.
    case authenticated
    /// CPIAD09, CPIAD02 or CPI3E34 of the history log.
    case connected
    /// DI BN.
    case bound
    /// JS S or CPF1124 of an interactive job.
    case interactiveStart
    /// JS S or CPF1124 of a server job that belongs to one user.
    case serverStart
    /// JS M or T, or PS A, T, U: a job takes over the user's profile.
    case swap
    /// PS H or P in a server job, and no swap behind it.
    case handle
    /// Nothing but entries of the job.
    case entries
    /// Failed tries only.
    case failures

    /// How sure one can be, in a word.
    package var confidence: String {
        switch self {
        case .authenticated, .connected, .bound: "recorded"
        case .interactiveStart, .swap: "likely"
        case .serverStart: "possible"
        case .handle, .entries: "weak"
        case .failures: "failed"
        }
    }

    /// The same as a sentence.
    package var sentence: String {
        switch self {
        case .authenticated: "Recorded: the system wrote that the user was authenticated (PS V)."
        case .connected: "Recorded: the history log says that the user was connected to the job (CPIAD09, CPI3E34)."
        case .bound: "Recorded: the directory server let the user in (DI BN)."
        case .interactiveStart: "Likely, inferred: an interactive job started for the user (JS S, CPF1124)."
        case .serverStart: "Possible, inferred: a server job started for the user (JS S, CPF1124)."
        case .swap: "Likely, inferred: a server job took over the user's profile (JS M or T, PS A, T or U)."
        case .handle: "Weak, inferred: a server job got a handle or token of the profile (PS H or P); no swap is seen."
        case .entries: "Weak, inferred: entries of the job are here, its start or swap is not."
        case .failures: "Failed tries only: no success of this user from this address followed within 12 hours."
        }
    }
}
