import Catalog
import JournalIndex

/// Completeness in words.
///
///     for line in CompletenessReport(completeness, digests: digests, most: 50).systems { … }
package struct CompletenessReport: Sendable {
    let completeness: Completeness
    /// The SHA-256 of each source by its place, as far as it is known.
    let digests: [Int: String]
    /// Lines of one kind of finding that are written; the others are counted.
    let most: Int

    package init(_ completeness: Completeness, digests: [Int: String], most: Int) {
        (self.completeness, self.digests, self.most) = (completeness, digests, most)
    }

    package var sources: [CompletenessLine] {
        [CompletenessLine(0, "Sources", .title)] + completeness.sources.enumerated().flatMap { lines($1, digests[$0]) } + folded
    }

    /// How what was read and what is counted add up, where sources share entries.
    private var folded: [CompletenessLine] {
        let read = completeness.sources.reduce(0) { $0 + $1.entries }
        let copies = completeness.sources.reduce(0) { $0 + $1.folded }
        guard copies > 0 else { return [] }
        let text = "Read \(Count.entries(read)): \(Count.grouped(read - copies)) counted below, and "
            + "\(Count.text(copies, "copy", "copies")) of them from other sources, folded."
        return [.blank, CompletenessLine(0, text, behind: evidence("FOLDED = YES"))]
    }

    /// System by system, then what the selection leaves out, each with a blank line behind it.
    package var systems: [CompletenessLine] {
        zip(completeness.coverage.systems, completeness.spreads).flatMap { lines($0, $1) + [.blank] }
            + (completeness.leftOut.map { lines($0) + [.blank] } ?? [])
    }

    package var conclusion: [CompletenessLine] {
        let findings = findings
        guard !findings.isEmpty else { return nothingFound }
        return [CompletenessLine(0, "Something is missing:", .title)]
            + findings.map { CompletenessLine(2, $0.text, .problem, behind: $0.evidence) }
    }

    /// Of what is not there nothing is known where nothing was read.
    private var nothingFound: [CompletenessLine] {
        let sources = completeness.sources
        if !completeness.coverage.systems.contains(where: { $0.entries > 0 }) {
            let leftOut = sources.reduce(0) { $0 + $1.leftOut }
            let why = leftOut > 0 ? "No entry is left of \(Count.entries(leftOut)) read" : "No entry was read"
            return [CompletenessLine(0, "\(why): whether anything is missing cannot be told.", .title)]
        }
        let nothing = [CompletenessLine(0, "Nothing is known to be missing.", .title)]
        guard completeness.leftOut?.selected == 0 else { return nothing }
        return [CompletenessLine(0, "No entry is selected; what follows is of all that was read.", .title)] + nothing
    }

    package var isMissingSomething: Bool { !findings.isEmpty }

    private var findings: [(text: String, evidence: CompletenessLine.Evidence?)] {
        let rejected = completeness.sources.reduce(0) { $0 + $1.rejected }
        let hidden = completeness.sources.reduce(0) { $0 + $1.hidden }
        let failed = completeness.sources.count { $0.failure != nil }
        let systems = completeness.coverage.systems
        let receivers = systems.reduce(0) { sum, system in system.missingReceivers.reduce(sum) { $0 + $1.count } }
        let gaps = systems.reduce(0) { $0 + $1.unexplainedGaps }
        let contradictions = systems.reduce(0) { $0 + $1.contradictionCount }
        let withError = evidence("ERROR is not null")
        return [
            (failed, "source could not be read to its end", "sources could not be read to their end", nil),
            (rejected, "record could not be read", "records could not be read", withError),
            (
                completeness.withError - rejected, "record could not be read whole", "records could not be read whole",
                withError
            ),
            (
                hidden, "line within a quoted cell looks like an entry", "lines within quoted cells look like entries", withError
            ),
            (receivers, "receiver is missing", "receivers are missing", nil),
            (
                contradictions, "entry contradicts another one of the same number",
                "entries contradict others of the same number", nil
            ),
            (gaps, "gap in the sequence is not explained", "gaps in the sequence are not explained", nil),
        ].filter { $0.0 > 0 }.map { (Count.text($0.0, $0.1, $0.2), $0.3) }
    }

    func evidence(_ filter: String) -> CompletenessLine.Evidence? { (try? Filter(filter)).map { .filter($0) } }

    /// The first lines of a list under its title, and how many more there are.
    func list<Item>(
        _ title: String, _ tone: CompletenessLine.Tone, _ items: [Item], _ count: Int,
        _ line: (Item) -> CompletenessLine
    ) -> [CompletenessLine] {
        guard count > 0 else { return [] }
        let rest = count - min(items.count, most)
        return [CompletenessLine(2, title, tone)] + items.prefix(most).map(line)
            + (rest > 0 ? [CompletenessLine(4, "and \(Count.grouped(rest)) more", .quiet)] : [])
    }
}

extension CompletenessReport {
    private func lines(_ source: SourceReport, _ digest: String?) -> [CompletenessLine] {
        if source.isPassedOver {
            return [CompletenessLine(2, source.name), CompletenessLine(4, "Left out: \(SourceReport.passedOver)", .quiet)]
        }
        var entries = Count.entries(source.entries)
        if source.rejected > 0 { entries += ", \(Count.grouped(source.rejected)) of them could not be read" }
        if source.flawed > 0 { entries += ", \(Count.grouped(source.flawed)) with a field that could not be read" }
        if source.hidden > 0 { entries += "; \(Count.text(source.hidden, "line", "lines")) within quoted cells look like entries" }
        if source.leftOut > 0 { entries += "; \(Count.entries(source.leftOut)) left out while reading" }
        let facts: [(name: String, value: String)] =
            [("Read as", source.format)] + source.facts + [
                ("Holds", "\(entries), \(Count.text(source.bytesRead, "byte", "bytes"))"),
                ("Folded", source.folded > 0 ? "\(Count.entries(source.folded)) that another source has, too, and is shown from" : ""),
                ("Copy", source.twinReason ?? ""), ("Time", Self.span(source.first, source.last)), ("SHA-256", digest ?? ""),
                ("Failure", source.failure ?? ""),
            ]
        let shown = facts.filter { !$0.value.isEmpty }
        let width = (shown.map(\.name.count).max() ?? 0) + 2
        return [CompletenessLine(2, source.name)]
            + shown.map { name, value in
                let label = name + String(repeating: " ", count: width - name.count)
                // A digest is one long word: on a narrow screen it has a line of its own.
                return CompletenessLine(
                    4, label + value, name == "Failure" ? .problem : .plain, hang: name == "SHA-256" ? 2 : width)
            }
    }

    static func span(_ first: Timestamp?, _ last: Timestamp?) -> String {
        guard let first, let last else { return "" }
        return first == last ? first.text(.seconds) : "\(first.text(.seconds)) to \(last.text(.seconds))"
    }
}
