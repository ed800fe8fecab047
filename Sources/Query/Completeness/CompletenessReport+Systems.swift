import Catalog
import JournalIndex

/// What is said of one system.
extension CompletenessReport {
    func lines(_ system: SystemCoverage, _ spread: CompletenessSpread) -> [CompletenessLine] {
        var lines = [CompletenessLine(0, system.name.isEmpty ? "System not named" : "System \(system.name)", .title)]
        lines.append(CompletenessLine(2, Count.entries(system.entries)))
        if system.withoutSequence > 0 {
            let count = Count.entries(system.withoutSequence)
            lines.append(
                CompletenessLine(
                    2, "\(count) without a sequence number: nothing can be said of them", .quiet,
                    behind: within("SEQUENCE_NUMBER is null", system)))
        }
        lines += list("Receivers", .plain, system.receivers, system.receivers.count) { receiver($0, system) }
        lines += days(spread)
        lines += list("Entry types", .plain, spread.types, spread.types.count) { type($0, system) }
        return lines + gaps(system) + others(system)
    }

    private func gaps(_ system: SystemCoverage) -> [CompletenessLine] {
        let holes = "Gaps, \(Count.text(system.unexplainedMissing, "number", "numbers")) missing, not explained"
        var lines = list(
            "Missing receivers", .problem, system.missingReceivers,
            system.missingReceivers.count
        ) { missing($0, system) }
        lines += list(holes, .problem, system.gaps, system.unexplainedGaps) { gap($0, system) }
        guard system.explainedGaps > 0 else { return lines }
        let gaps = Count.text(system.explainedGaps, "gap", "gaps")
        let numbers = Count.text(system.explainedMissing, "number", "numbers")
        return lines + [
            CompletenessLine(2, "Gaps of the selection"),
            CompletenessLine(
                4,
                "\(gaps), \(numbers): expected, because only some entries were selected; "
                    + "whether any of these should be here cannot be told from them", hang: 0),
        ]
    }

    private func others(_ system: SystemCoverage) -> [CompletenessLine] {
        var lines = list("The sequence starts again", .warning, system.resets, system.resets.count) {
            reset($0, system)
        }
        lines += list(
            "Different entries under one number", .problem, system.contradictions, system.contradictionCount, contradiction)
        if system.duplicates > 0 {
            let count = Count.text(system.duplicates, "entry is", "entries are")
            lines += [
                CompletenessLine(2, "Duplicates", .warning),
                CompletenessLine(
                    4, "\(count) here more than once (same receiver and sequence number)",
                    behind: .rows(system.duplicateRows, "duplicates")),
            ]
        }
        return lines + list("The clock goes back", .warning, system.clockSteps, system.clockStepCount, step)
    }

    // MARK: lines

    private func receiver(_ receiver: ReceiverCoverage, _ system: SystemCoverage) -> CompletenessLine {
        let name = receiver.name.isEmpty ? "(not named)" : receiver.name
        let what = receiver.isSelection ? "selection" : "whole"
        let types =
            receiver.types.count > 12 ? "\(receiver.types.count) entry types" : receiver.types.joined(separator: " ")
        let text = [
            name, "\(receiver.first) to \(receiver.last)", Count.entries(receiver.entries), what, types,
            Self.span(receiver.firstTime, receiver.lastTime),
        ].filter { !$0.isEmpty }.joined(separator: "  ")
        return CompletenessLine(4, text, behind: within(Self.equal("RECEIVER_NAME", receiver.name), system))
    }

    private static func day(_ time: Timestamp) -> String { String(time.text(.seconds).prefix(10)) }

    private static func days(_ first: Timestamp?, _ last: Timestamp?) -> String {
        guard let first, let last else { return "" }
        return day(first) == day(last) ? day(first) : "\(day(first)) to \(day(last))"
    }

    private func days(_ spread: CompletenessSpread) -> [CompletenessLine] {
        guard let days = spread.days else { return [] }
        let day = Self.day
        let with = days.count - days.emptyCount
        let span = days.count == 1 ? day(days.first) : "\(day(days.first)) to \(day(days.last))"
        let text = "\(span)  entries on \(Count.grouped(with)) of \(Count.text(days.count, "day", "days"))"
        return [CompletenessLine(2, "Days"), CompletenessLine(4, text)]
            + list("Days without entries", .warning, days.empty, days.empty.count) { run in
                let one = run.lowerBound == run.upperBound
                return CompletenessLine(4, one ? day(run.lowerBound) : "\(day(run.lowerBound)) to \(day(run.upperBound))")
            }
    }

    private func type(_ type: CompletenessSpread.TypeCount, _ system: SystemCoverage) -> CompletenessLine {
        let code = (type.code.isEmpty ? "-" : type.code) + " " + (type.type.isEmpty ? "-" : type.type)
        let title = AuditCatalog.entryType(type.code, type.type)?.title ?? ""
        let text = [code, Count.entries(type.entries), Self.days(type.first, type.last), title]
        let filter = Self.equal("JOURNAL_CODE", type.code) + " and " + Self.equal("JOURNAL_ENTRY_TYPE", type.type)
        return CompletenessLine(
            4, text.filter { !$0.isEmpty }.joined(separator: "  "), behind: within(filter, system))
    }

    private func missing(_ receivers: MissingReceivers, _ system: SystemCoverage) -> CompletenessLine {
        let names =
            receivers.count == 1 ? receivers.first : "\(receivers.first) to \(receivers.last) (\(receivers.count))"
        let why =
            switch receivers.evidence {
            case .numbering: "by the numbers in the names, and the sequence does not go on"
            case .journalEntry: "named by an entry of journal code J"
            }
        let filter = "RECEIVER_NAME in (\(Self.quoted(receivers.after)), \(Self.quoted(receivers.before)))"
        return CompletenessLine(
            4, "\(names)  between \(receivers.after) and \(receivers.before), \(why)", .problem, behind: within(filter, system))
    }

    private func gap(_ gap: SequenceGap, _ system: SystemCoverage) -> CompletenessLine {
        let numbers = gap.size == 1 ? "\(gap.after + 1)" : "\(gap.after + 1) to \(gap.before - 1)"
        let place =
            gap.receiverAfter == gap.receiverBefore
            ? gap.receiverAfter : "between \(gap.receiverAfter) and \(gap.receiverBefore)"
        let text = "\(numbers)  \(Count.text(gap.size, "number", "numbers"))" + (place.isEmpty ? "" : "  \(place)")
        var filter = "SEQUENCE_NUMBER in (\(gap.after), \(gap.before))"
        let receivers = Set([gap.receiverAfter, gap.receiverBefore]).subtracting([""]).sorted()
        if !receivers.isEmpty {
            filter += " and RECEIVER_NAME in (\(receivers.map(Self.quoted).joined(separator: ", ")))"
        }
        return CompletenessLine(4, text, .problem, behind: within(filter, system))
    }

    private func reset(_ reset: SequenceReset, _ system: SystemCoverage) -> CompletenessLine {
        let with = reset.receiver.isEmpty ? "  (no receiver is named)" : "  with \(reset.receiver)"
        let filter = "SEQUENCE_NUMBER in (\(reset.from), \(reset.to))"
        return CompletenessLine(4, "from \(reset.from) to \(reset.to)\(with)", behind: within(filter, system))
    }

    private func contradiction(_ pair: Contradiction) -> CompletenessLine {
        let text =
            pair.sequence + (pair.receiver.isEmpty ? "" : "  \(pair.receiver)") + "  \(pair.column) is "
            + pair.values.joined(separator: " in one and ") + " in the other"
        return CompletenessLine(
            4, text, .problem, behind: .rows([pair.first, pair.second], "different entries under one number"))
    }

    private func step(_ step: ClockStep) -> CompletenessLine {
        let text =
            "at \(step.sequence)  from \(step.from.text(.sql)) to \(step.to.text(.sql))"
            + (step.receiver.isEmpty ? "" : "  \(step.receiver)")
        return CompletenessLine(4, text, behind: .around(row: step.row))
    }

    // MARK: the entries behind a line

    private func within(_ filter: String, _ system: SystemCoverage) -> CompletenessLine.Evidence? {
        let name = system.name.isEmpty ? "SYSTEM_NAME is null" : "SYSTEM_NAME = \(Self.quoted(system.name))"
        guard completeness.schema.id("SYSTEM_NAME") != nil, completeness.coverage.systems.count > 1 else {
            return evidence(filter)
        }
        return evidence("\(filter) and \(name)")
    }

    static func equal(_ column: String, _ value: String) -> String {
        value.isEmpty ? "\(column) is null" : "\(column) = \(quoted(value))"
    }

    /// A value as a filter takes it literally.
    static func quoted(_ text: String) -> String {
        "'" + text.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "''") + "'"
    }
}
