package import Catalog
package import Columns
import JournalIndex

/// Entries of a selection over time, step by step.
package struct Timeline: Sendable {
    package struct Step: Equatable, Sendable {
        package var start: Timestamp
        /// Start of the next step.
        package var end: Timestamp
        package var entries: Int
        /// Values of the parting column with their entries, most first; empty without one.
        package var parts: [Part]
    }

    package struct Part: Equatable, Sendable {
        package var value: String
        package var entries: Int
    }

    /// Something the journal says of itself at a time.
    package struct Mark: Equatable, Sendable {
        package var time: Timestamp
        package var text: String
        /// Whether entries are missing there.
        package var isGap: Bool
    }

    package var unit: TimeUnit
    /// The steps that hold entries, in order of time.
    package var steps: [Step]
    /// In order of time.
    package var marks: [Mark]
    /// Entries of the selection, also those without a time.
    package var entries: Int
    /// Entries by hour of the week, Monday 00:00 first: 168 numbers.
    package var week: [Int]
    /// Whether the steps are too many to be parted.
    package var isTooFine: Bool
}

package struct TimelineRequest: Equatable, Sendable {
    /// `nil`: the finest that makes no more than `lines` steps.
    package var unit: TimeUnit?
    /// The column that parts the steps.
    package var by: String?
    package var lines: Int
    /// Which part of the time is shown where the steps of the whole would be too many.
    package var around: Timestamp?

    package init(unit: TimeUnit? = nil, by: String? = nil, lines: Int, around: Timestamp? = nil) {
        (self.unit, self.by, self.lines, self.around) = (unit, by, lines, around)
    }
}

extension AuditJournal {
    /// - Returns: `nil` where entries have no time, or are not on this machine.
    package func timeline(
        _ selection: Selection, _ request: TimelineRequest, _ work: Work
    ) throws -> Timeline? {
        guard let provider, let id = schema.id("ENTRY_TIMESTAMP"),
            case .integer(let times) = try provider.column(id, work),
            let (low, high) = try times.minMax(in: selection.rows, work)
        else { return nil }
        let first = Timestamp(microseconds: Int64(clamping: low)), last = Timestamp(microseconds: Int64(clamping: high))
        let edges = TimelineEdges(first, last, request)
        let codes = try request.by.flatMap { schema.id($0) }.flatMap { id -> CodedColumn? in
            if case .coded(let column) = try provider.column(id, work) { column } else { nil }
        }
        let width = codes?.dictionary.codeCount ?? 1
        let isTooFine = codes != nil && edges.edges.count * width > TimelineEdges.most
        let parting = isTooFine ? nil : codes
        let counts = try times.stepCounts(edges: edges.edges, in: selection.rows, by: parting, work)
        let day = Timestamp.microsecondsPerDay
        let week = try times.cycleCounts(slot: day / 24, slots: 168, origin: 4 * day, in: selection.rows, work)
        return Timeline(
            unit: edges.unit, steps: edges.steps(counts, parting), marks: try timelineMarks(work),
            entries: selection.count, week: week, isTooFine: isTooFine)
    }

    /// Changes of receiver, and receivers that are missing, of the whole journal.
    func timelineMarks(_ work: Work) throws -> [Timeline.Mark] {
        var marks: [Timeline.Mark] = []
        for system in try coverage(work)?.systems ?? [] {
            for receiver in system.receivers.dropFirst() where !receiver.name.isEmpty {
                guard let time = receiver.firstTime else { continue }
                let missing = system.missingReceivers.first { $0.before == receiver.name }
                if let missing {
                    let names = missing.count == 1 ? missing.first : "\(missing.first) to \(missing.last)"
                    marks.append(Timeline.Mark(time: time, text: "receiver \(names) missing before this", isGap: true))
                } else {
                    marks.append(Timeline.Mark(time: time, text: "receiver \(receiver.name)", isGap: false))
                }
            }
        }
        return marks.sorted { $0.time < $1.time }
    }
}

/// Where the steps of a timeline begin and end.
struct TimelineEdges {
    /// Steps at most, those without entries among them: 8 bytes each.
    static let most = 1 << 21

    let unit: TimeUnit
    let edges: [Int64]

    init(_ first: Timestamp, _ last: Timestamp, _ request: TimelineRequest) {
        unit =
            request.unit
            ?? TimeUnit.allCases.first { $0.steps(from: first, to: last) <= max(1, request.lines) } ?? .year
        var (start, end) = (unit.start(of: first), last)
        if unit.steps(from: first, to: last) > Self.most {
            // As much as there is room for, half of it before the time that is looked at.
            let middle = request.around ?? first
            let reach =
                (last.microseconds - first.microseconds) / Int64(unit.steps(from: first, to: last))
                * Int64(Self.most / 2 - 2)
            start = unit.start(of: Timestamp(microseconds: max(first.microseconds, middle.microseconds - reach)))
            end = Timestamp(microseconds: min(last.microseconds, start.microseconds + 2 * reach))
        }
        var edges = [start.microseconds]
        while start <= end {
            start = unit.next(after: start)
            edges.append(start.microseconds)
        }
        self.edges = edges
    }

    func steps(_ counts: [Int], _ codes: CodedColumn?) -> [Timeline.Step] {
        let width = codes?.dictionary.codeCount ?? 1
        return (0..<max(0, edges.count - 1)).compactMap { step in
            let slice = counts[step * width..<(step + 1) * width]
            let entries = slice.reduce(0, +)
            guard entries > 0 else { return nil }
            return Timeline.Step(
                start: Timestamp(microseconds: edges[step]), end: Timestamp(microseconds: edges[step + 1]),
                entries: entries,
                parts: codes.map { parts(slice, $0) } ?? [])
        }
    }

    private func parts(_ slice: ArraySlice<Int>, _ codes: CodedColumn) -> [Timeline.Part] {
        var parts = slice.enumerated().filter { $0.element > 0 && $0.offset >= Int(TextDictionary.firstValue) }.map {
            code, entries in
            Timeline.Part(value: codes.dictionary.text(UInt32(code)), entries: entries)
        }
        parts.sort {
            $0.entries != $1.entries ? $0.entries > $1.entries : $0.value.utf8.lexicographicallyPrecedes($1.value.utf8)
        }
        return parts
    }
}
