package import Catalog

/// What a journal covers in sequence numbers, receivers and time, and what is missing from it: `wrkaud check`.
///
/// Everything is told per system: sequence numbers of different systems have nothing to do with each other.
package struct Coverage: Equatable, Sendable {
    package var systems: [SystemCoverage]

    /// Whether anything is missing that a selection of entries does not explain.
    package var isMissingSomething: Bool {
        systems.contains { !$0.missingReceivers.isEmpty || $0.unexplainedGaps > 0 || $0.contradictionCount > 0 }
    }
}

package struct SystemCoverage: Equatable, Sendable {
    /// Empty where the entries name no system.
    package var name: String
    package var entries = 0
    /// Entries without a sequence number: they cannot be placed.
    package var withoutSequence = 0
    /// In the order of the chain.
    package var receivers: [ReceiverCoverage] = []
    /// The first `Coverage.listed` gaps that nothing explains.
    package var gaps: [SequenceGap] = []
    package var unexplainedGaps = 0
    package var explainedGaps = 0
    /// Sequence numbers in all gaps of each kind.
    package var unexplainedMissing: Int128 = 0
    package var explainedMissing: Int128 = 0
    package var missingReceivers: [MissingReceivers] = []
    package var resets: [SequenceReset] = []
    /// Entries that have the system, receiver and sequence number of another one, and tell nothing else.
    package var duplicates = 0
    /// The first `Coverage.listed` rows of them (the second and later of each).
    package var duplicateRows: [Int] = []
    /// Entries that have the system, receiver and sequence number of another one and tell something else: not both can be
    /// true.
    package var contradictionCount = 0
    /// The first `Coverage.listed` of them.
    package var contradictions: [Contradiction] = []
    /// Times the clock went back from one entry to the next; the first `Coverage.listed` of them in `clockSteps`.
    package var clockStepCount = 0
    package var clockSteps: [ClockStep] = []

    package init(name: String) { self.name = name }
}

package struct ReceiverCoverage: Equatable, Sendable {
    /// Empty where the entries name no receiver.
    package var name: String
    package var entries = 0
    package var first: Int128
    package var last: Int128
    package var firstTime: Timestamp?
    package var lastTime: Timestamp?
    package var gaps = 0
    package var missing: Int128 = 0
    /// Entry types of journal code T found in it, sorted.
    package var types: [String] = []
    /// Whether what is loaded of it is a selection (by type, user or object): gaps are then expected.
    package var isSelection = false
}

/// Sequence numbers that are not there: those between `after` and `before`.
package struct SequenceGap: Equatable, Sendable {
    package var after: Int128
    package var before: Int128
    /// Receivers of the entries on both sides.
    package var receiverAfter: String
    package var receiverBefore: String
    package var size: Int128 { before - after - 1 }
}

/// Receivers of the chain of which no entry is loaded.
package struct MissingReceivers: Equatable, Sendable {
    package var after: String
    package var before: String
    /// First and last missing name; the same when one is missing.
    package var first: String
    package var last: String
    package var count: Int
    package var evidence: Evidence

    package enum Evidence: Equatable, Sendable {
        /// The numbers in the names leave them out, and the sequence does not go on without them.
        case numbering
        /// An entry of journal code J says which receiver came before or after.
        case journalEntry
    }
}

/// A sequence that starts again in a new receiver.
package struct SequenceReset: Equatable, Sendable {
    package var receiver: String
    package var from: Int128
    package var to: Int128
}

/// Two entries of one number that cannot be the same.
package struct Contradiction: Equatable, Sendable {
    package var first: Int
    package var second: Int
    package var receiver: String
    package var sequence: String
    /// One of the columns that differ, and what each of the two has there.
    package var column: String
    package var values: [String]
}

/// An entry whose time lies before that of the entry before it in the sequence.
package struct ClockStep: Equatable, Sendable {
    package var row: Int
    package var receiver: String
    package var sequence: Int128
    package var from: Timestamp
    package var to: Timestamp
}
