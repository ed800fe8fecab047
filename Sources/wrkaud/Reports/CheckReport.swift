import Catalog
import JournalIndex

/// What was read, what it covers and what is missing, as text.
struct CheckReport {
    let sources: [SourceReport]
    let coverage: Coverage
    /// Entries with ERROR set: rejected ones, cut ones, and those with a field that could not be read.
    let withError: Int

    /// Lines of one kind of finding that are written; the others are counted.
    private static let most = 50

    var isMissingSomething: Bool { !findings.isEmpty }

    var lines: [String] {
        var lines = ["Sources"]
        for source in sources { lines += self.lines(source) }
        for system in coverage.systems { lines += [""] + self.lines(system) }
        return lines + [""] + conclusion
    }

    // MARK: sources

    private func lines(_ source: SourceReport) -> [String] {
        var entries = Count.text(source.entries, "entry", "entries")
        if source.rejected > 0 { entries += ", \(Count.grouped(source.rejected)) of them could not be read" }
        if source.flawed > 0 { entries += ", \(Count.grouped(source.flawed)) with a field that could not be read" }
        let facts: [(name: String, value: String)] =
            [("Read as", source.format)] + source.facts + [
                ("Holds", "\(entries), \(Count.text(source.bytesRead, "byte", "bytes"))"),
                ("Time", span(source.first, source.last)), ("Failure", source.failure ?? ""),
            ]
        return ["  " + source.name] + FactList.lines(facts, indent: "    ")
    }

    private func span(_ first: Timestamp?, _ last: Timestamp?) -> String {
        guard let first, let last else { return "" }
        return "\(first.text(.sql)) to \(last.text(.sql))"
    }

    // MARK: systems

    private func lines(_ system: SystemCoverage) -> [String] {
        var lines = [system.name.isEmpty ? "System not named" : "System \(system.name)"]
        lines.append("  " + Count.text(system.entries, "entry", "entries"))
        if system.withoutSequence > 0 {
            lines.append("  \(Count.text(system.withoutSequence, "entry", "entries")) without a sequence number: nothing can be said of them")
        }
        lines += list("Receivers", system.receivers, system.receivers.count, receiver)
        lines += list("Missing receivers", system.missingReceivers, system.missingReceivers.count, missing)
        let holes = "Gaps, \(Count.text(system.unexplainedMissing, "number", "numbers")) missing, not explained"
        lines += list(holes, system.gaps, system.unexplainedGaps, gap)
        if system.explainedGaps > 0 {
            lines += [
                "  Gaps of the selection",
                "    \(Count.text(system.explainedGaps, "gap", "gaps")), "
                    + "\(Count.text(system.explainedMissing, "number", "numbers")): expected, because only some entries were selected;",
                "    whether any of these should be here cannot be told from them",
            ]
        }
        lines += list("The sequence starts again", system.resets, system.resets.count, reset)
        if system.duplicates > 0 {
            lines += ["  Duplicates", "    \(Count.text(system.duplicates, "entry is", "entries are")) here more than once (same receiver and sequence number)"]
        }
        return lines + list("The clock goes back", system.clockSteps, system.clockStepCount, step)
    }

    private func list<Item>(_ title: String, _ items: [Item], _ count: Int, _ text: (Item) -> String) -> [String] {
        guard count > 0 else { return [] }
        var lines = ["  " + title] + items.prefix(Self.most).map { "    " + text($0) }
        let rest = count - min(items.count, Self.most)
        if rest > 0 { lines.append("    and \(Count.grouped(rest)) more") }
        return lines
    }

    private func receiver(_ receiver: ReceiverCoverage) -> String {
        let name = receiver.name.isEmpty ? "(not named)" : receiver.name
        let what = receiver.isSelection ? "selection" : "whole"
        let types = receiver.types.count > 12 ? "\(receiver.types.count) entry types" : receiver.types.joined(separator: " ")
        return [
            name, "\(receiver.first) to \(receiver.last)", Count.text(receiver.entries, "entry", "entries"), what, types,
            span(receiver.firstTime, receiver.lastTime),
        ].filter { !$0.isEmpty }.joined(separator: "  ")
    }

    private func missing(_ receivers: MissingReceivers) -> String {
        let names = receivers.count == 1 ? receivers.first : "\(receivers.first) to \(receivers.last) (\(receivers.count))"
        let why =
            switch receivers.evidence {
            case .numbering: "by the numbers in the names, and the sequence does not go on"
            case .journalEntry: "named by an entry of journal code J"
            }
        return "\(names)  between \(receivers.after) and \(receivers.before), \(why)"
    }

    private func gap(_ gap: SequenceGap) -> String {
        let numbers = gap.size == 1 ? "\(gap.after + 1)" : "\(gap.after + 1) to \(gap.before - 1)"
        let place =
            gap.receiverAfter == gap.receiverBefore
            ? gap.receiverAfter : "between \(gap.receiverAfter) and \(gap.receiverBefore)"
        return "\(numbers)  \(Count.text(gap.size, "number", "numbers"))" + (place.isEmpty ? "" : "  \(place)")
    }

    private func reset(_ reset: SequenceReset) -> String {
        "from \(reset.from) to \(reset.to)" + (reset.receiver.isEmpty ? "  (no receiver is named)" : "  with \(reset.receiver)")
    }

    private func step(_ step: ClockStep) -> String {
        "at \(step.sequence)  from \(step.from.text(.sql)) to \(step.to.text(.sql))"
            + (step.receiver.isEmpty ? "" : "  \(step.receiver)")
    }

    // MARK: what it comes to

    private var conclusion: [String] {
        findings.isEmpty
            ? ["Nothing is known to be missing."] : ["Something is missing:"] + findings.map { "  " + $0 }
    }

    private var findings: [String] {
        let rejected = sources.reduce(0) { $0 + $1.rejected }
        let failed = sources.count { $0.failure != nil }
        let receivers = coverage.systems.reduce(0) { sum, system in system.missingReceivers.reduce(sum) { $0 + $1.count } }
        let gaps = coverage.systems.reduce(0) { $0 + $1.unexplainedGaps }
        return [
            (failed, "source could not be read to its end", "sources could not be read to their end"),
            (rejected, "record could not be read", "records could not be read"),
            (withError - rejected, "record could not be read whole", "records could not be read whole"),
            (receivers, "receiver is missing", "receivers are missing"),
            (gaps, "gap in the sequence is not explained", "gaps in the sequence are not explained"),
        ].filter { $0.0 > 0 }.map { Count.text($0.0, $0.1, $0.2) }
    }
}
