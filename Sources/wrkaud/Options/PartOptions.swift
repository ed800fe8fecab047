import ArgumentParser
import Catalog
import JournalIndex
import Query

/// Which entries are kept while reading, and how much memory they may take: for journals larger than the memory.
struct PartOptions: ParsableArguments {
    @Option(help: ArgumentHelp("Keep entries from this time on: 2026-04-08, '2026-04-08 07:00', today, now-7d.", valueName: "time"))
    var from: String?

    @Option(help: ArgumentHelp("Keep entries up to the end of this time.", valueName: "time"))
    var to: String?

    @Option(help: ArgumentHelp("Keep entries of these types, such as PW,CP.", valueName: "types"))
    var type: String?

    @Option(help: ArgumentHelp("Keep entries that name one of these user profiles, in any column or the text of a message: MKELLY,QSEC*.", valueName: "users"))
    var user: String?

    @Option(help: ArgumentHelp("Memory that may be taken, such as 800M or 4G, instead of what the machine can spare.", valueName: "size"))
    var maxMemory: String?

    var isEmpty: Bool { [from, to, type, user, maxMemory].allSatisfy { $0 == nil } }

    /// What was asked for, as it was typed; empty when everything is kept.
    var typed: String {
        [("--from", from), ("--to", to), ("--type", type), ("--user", user)]
            .compactMap { name, value in value.map { "\(name) \($0)" } }.joined(separator: " ")
    }

    /// The options as they were given, for commands that repeat a step.
    var arguments: [String] {
        [("--from", from), ("--to", to), ("--type", type), ("--user", user)].flatMap { name, value in
            value.map { [name, $0] } ?? []
        }
    }

    /// - Throws: `UsageError` for a value that is none.
    func limits() throws -> LoadingLimits {
        try EmptyOption.refuse([("--from", from), ("--to", to), ("--max-memory", maxMemory)])
        try EmptyOption.refuse(lists: [("--type", type), ("--user", user)])
        var limits = LoadingLimits()
        limits.kept.times = try times()
        limits.kept.types = Set(types)
        limits.kept.users = Set(user.map { Lookup.list($0).map { $0.uppercased() } } ?? [])
        limits.memory = try maxMemory.map(Self.size)
        return limits
    }

    private func times() throws -> Range<Int64>? {
        guard from != nil || to != nil else { return nil }
        let start = try from.map { try Self.time($0).lowerBound } ?? .min
        let end = try to.map { try Self.time($0).upperBound } ?? .max
        guard start < end else { throw UsageError("--from \(from ?? "") is behind --to \(to ?? "").") }
        return start..<end
    }

    private static func time(_ text: String) throws -> Range<Int64> {
        if let interval = Timestamp.interval(text, TimeReference(newest: nil)) { return interval }
        if text.hasPrefix("-") {
            throw UsageError(
                "\(text) counts from the newest entry, which is not known before all is read. Count from the clock: now\(text).")
        }
        throw UsageError("\(text) is no date or time. Write 2026-04-08, '2026-04-08 07:00', today or now-7d.")
    }

    /// Whoever writes an entry of journal code U chooses its type, and types of the history log are message IDs: none is
    /// refused.
    private var types: [String] { type.map { Lookup.list($0).map { $0.uppercased() } } ?? [] }

    /// A sentence for each type that neither the catalog knows nor an entry that was kept has: it may be misspelt.
    func doubts(_ present: Set<String>) -> [String] {
        let present = Set(present.map { $0.uppercased() })
        return types.filter { type in
            !type.hasSuffix("*") && !present.contains(type) && !Lookup.isEntryType(type) && AuditCatalog.message(type) == nil
        }.map { "No entry of type \($0) is there.\(Lookup.nearestEntryType($0)) wrkaud catalog lists the types of audit entries." }
    }

    private static func size(_ text: String) throws -> Int {
        let upper = text.uppercased().hasSuffix("B") ? text.uppercased().dropLast() : text.uppercased()[...]
        let units: [Character: Int] = ["K": 10, "M": 20, "G": 30, "T": 40]
        let shift = upper.last.flatMap { units[$0] }
        guard let shift, let number = Int(upper.dropLast()), number > 0, number < 1 << (62 - shift) else {
            throw UsageError("\(text) is no size of memory. Write 800M or 4G.")
        }
        return number << shift
    }
}
