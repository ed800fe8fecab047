/// A journal that the memory will not hold, or with more entries than can be numbered.
package struct JournalTooLarge: Error, Equatable, CustomStringConvertible {
    private let shortage: MemoryWatch.Shortage

    init(_ shortage: MemoryWatch.Shortage) { self.shortage = shortage }

    /// What is missing, and what helps.
    package var description: String {
        if shortage.entries != nil { return "The journal is too large: \(reason) Read a part of it with --from, --to, --type or --user." }
        return "The journal does not fit into memory: \(reason) "
            + "Read a part of it with --from, --to, --type or --user, or allow more with --max-memory."
    }

    /// The same where the entries read so far are kept.
    var partlyRead: String {
        "\(reason) The entries read so far are here; --from, --to, --type or --user would read a part"
    }

    /// What is missing.
    var reason: String {
        if let entries = shortage.entries { return "it has more than \(entries) entries, which is what one journal can hold." }
        let room = "\(Self.size(shortage.bound)) may be used."
        guard let estimate = shortage.estimate else { return "\(Self.size(shortage.used)) are taken already, \(room)" }
        return "all of it would take about \(Self.size(estimate)), \(room)"
    }

    private static func size(_ bytes: Int) -> String {
        let megabytes = (bytes + (1 << 20) - 1) >> 20
        return megabytes < 10_240 ? "\(megabytes) MB" : "\(megabytes >> 10) GB"
    }
}
