package import Catalog
import Records

/// What the interface may know about reading one source.
package struct SourceReport: Sendable {
    package var name: String
    package var format: String
    /// What was recognised: delimiter, encoding, record length, CCSID, what was assumed.
    package var facts: [(name: String, value: String)]
    package var bytes: Int
    package var bytesRead: Int
    package var entries: Int
    /// Entries of which nothing could be read (they stand in the journal with ERROR set).
    package var rejected: Int
    /// Entries with ERROR set that are not rejected: a field could not be read, a ragged row.
    package var flawed: Int
    /// Lines within its entries that look like entries themselves: quotes that opened and did not close may have taken them.
    package var hidden: Int
    /// False for pipes and packed sources: `bytes` is what was read of them.
    package var isSizeKnown = true
    /// Entries that are folded, because another source has them, too, and is shown.
    package var folded = 0
    /// Name of the source before it that holds the same bytes; `nil` where there is none.
    package var twin: String?
    /// Entries that were read and let go because they were not asked for (`KeptEntries`); not among `entries`.
    package var leftOut: Int
    package var first: Timestamp?
    package var last: Timestamp?
    /// One sentence for each column of dates whose order was only assumed, to follow the name.
    package var assumedDates: [String] = []
    /// Whether it is a document by its name, found in a folder, and no format fits it: nothing of it was read.
    package var isPassedOver = false
    /// Whether it was read, and no format fits what it holds.
    package var isOfUnknownFormat = false
    /// Why reading stopped early, one sentence.
    package var failure: String?

    package init(
        name: String, format: String, facts: [(name: String, value: String)], bytes: Int, bytesRead: Int, entries: Int,
        rejected: Int, flawed: Int, first: Timestamp?, last: Timestamp?, failure: String?, leftOut: Int = 0,
        hidden: Int = 0
    ) {
        (self.leftOut, self.hidden) = (leftOut, hidden)
        self.name = name
        self.format = format
        self.facts = facts
        self.bytes = bytes
        self.bytesRead = bytesRead
        self.entries = entries
        self.rejected = rejected
        self.flawed = flawed
        self.first = first
        self.last = last
        self.failure = failure
    }
}

extension [SourceReport] {
    /// Names of inputs that were read and hold no entry, not in any of their parts.
    package var namesOfEmpty: [String] {
        let held = Set(filter { $0.entries + $0.leftOut > 0 }.map(\.name))
        return filter { $0.entries + $0.leftOut == 0 && $0.failure == nil && !$0.isPassedOver && !held.contains($0.name) }.map(\.name)
    }
}

extension SourceReport {
    /// That it holds the same bytes as another one, as the rest of a sentence that begins with the name.
    package var twinReason: String? {
        twin.map { $0 == name ? "given twice" : "the same bytes as \($0)" }
    }

    /// What was assumed of the entry type, or that it could not be told; `nil` where it is sure.
    package var typeDoubt: String? {
        facts.first { $0.name == EntryTypeFact.name && EntryTypeFact.isDoubtful($0.value) }?.value
    }

    /// What is said of a source that is passed over.
    package static let passedOver = "a document by its name, and no format fits: nothing of it was read"

    /// Why reading ended before the end, as the rest of a sentence that begins with the name.
    package var failureReason: String? {
        guard var reason = failure else { return nil }
        if reason.hasPrefix(name + ": ") { reason.removeFirst(name.count + 2) }
        if reason.hasSuffix(".") { reason.removeLast() }
        return reason
    }
}
