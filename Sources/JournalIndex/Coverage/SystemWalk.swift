import Catalog
import Columns

/// Goes through the entries of one system in the journal's own order and notes what does not follow.
struct SystemWalk {
    /// One receiver of the chain, while it is gone through.
    private struct Stretch {
        var coverage: ReceiverCoverage
        var code: UInt32
        var types: Set<UInt32> = []
        /// Receivers its entries of code J name as the one before and the one after.
        var previousNamed = ""
        var nextNamed = ""
        var gaps: [SequenceGap] = []
        /// Steps from one entry to the next.
        var steps = 0
        /// The sequence starts again here.
        var isReset = false
        /// The entry gone through last.
        var last: (sequence: Int128, time: Timestamp?)
        var lastRow: Int
        var lastType: UInt32?
    }

    private var system: SystemCoverage
    /// One for each receiver, in the order of first appearance, which is that of the chain.
    private var stretches: [Stretch] = []
    private var places: [UInt32: Int] = [:]
    /// Where in `stretches` the walk is; entries without a receiver belong to the one they fall into.
    private var index = -1

    /// Entries of one number, neighbour by neighbour.
    private(set) var alike: [NumberedTwice] = []

    /// Whether entries were let go while reading.
    private let isSifted: Bool

    init(_ name: String, isSifted: Bool) {
        system = SystemCoverage(name: name)
        self.isSifted = isSifted
    }

    mutating func take(_ row: Int, _ columns: CoverageColumns) {
        system.entries += 1
        guard let sequence = columns.sequence(row) else {
            system.withoutSequence += 1
            return
        }
        let time = columns.time(row)
        if enter(columns.receiver(row), at: sequence, time, columns) {
            noteClock(row, sequence, time, columns)
            step(to: sequence, row, time, columns)
        }
        note(row, sequence, time, columns)
        stretches[index].last = (sequence, time ?? stretches[index].last.time)
        stretches[index].lastRow = row
    }

    // MARK: one entry after another

    /// Goes to the stretch of `receiver`; false when this entry is its first.
    private mutating func enter(
        _ receiver: UInt32, at sequence: Int128, _ time: Timestamp?, _ columns: CoverageColumns
    ) -> Bool {
        if index >= 0, receiver == stretches[index].code || receiver < TextDictionary.firstValue { return true }
        if let place = places[receiver] {
            index = place
            return true
        }
        let name = columns.receiverName(receiver)
        let before = index < 0 ? nil : stretches[index]
        places[receiver] = stretches.count
        stretches.append(
            Stretch(
                coverage: ReceiverCoverage(name: name, first: sequence, last: sequence), code: receiver,
                last: (sequence, time), lastRow: -1))
        index = stretches.count - 1
        if let before { follow(before, at: sequence, name) }
        return false
    }

    /// How the first entry of a receiver goes on from the last one of the receiver before.
    private mutating func follow(_ before: Stretch, at sequence: Int128, _ name: String) {
        if sequence <= before.last.sequence {
            stretches[index].isReset = true
            noteReset(name, from: before.last.sequence, to: sequence)
        }
        let after = stretches[index].isReset ? 0 : before.last.sequence
        if sequence > after + 1 {
            let left = before.coverage.name
            noteGap(SequenceGap(after: after, before: sequence, receiverAfter: left, receiverBefore: name))
        }
    }

    private mutating func step(to sequence: Int128, _ row: Int, _ time: Timestamp?, _ columns: CoverageColumns) {
        let last = stretches[index].last
        stretches[index].steps += 1
        if sequence == last.sequence {
            // without a receiver, the same number at another time is a sequence that started again
            let isOther = stretches[index].code < TextDictionary.firstValue && time != last.time
            if isOther { noteReset("", from: last.sequence, to: sequence) } else { noteDuplicate(row) }
        } else if sequence > last.sequence + 1 {
            let name = stretches[index].coverage.name
            noteGap(SequenceGap(after: last.sequence, before: sequence, receiverAfter: name, receiverBefore: name))
        }
    }

    private mutating func note(_ row: Int, _ sequence: Int128, _ time: Timestamp?, _ columns: CoverageColumns) {
        stretches[index].coverage.entries += 1
        stretches[index].coverage.last = max(sequence, stretches[index].coverage.last)
        if let time {
            let span = stretches[index].coverage
            stretches[index].coverage.firstTime = span.firstTime.map { min($0, time) } ?? time
            stretches[index].coverage.lastTime = span.lastTime.map { max($0, time) } ?? time
        }
        let type = columns.type(row)
        if type == stretches[index].lastType { return }
        if columns.isJournalEntry(row) {
            noteNeighbour(columns.typeName(type), columns.named(row))
        } else {
            stretches[index].lastType = type
            stretches[index].types.insert(type)
        }
    }

    private mutating func noteNeighbour(_ type: String, _ name: String) {
        switch type {
        case "PR": stretches[index].previousNamed = name
        case "NR": stretches[index].nextNamed = name
        default: break
        }
    }

    private mutating func noteGap(_ gap: SequenceGap) {
        stretches[index].coverage.gaps += 1
        stretches[index].coverage.missing += gap.size
        if stretches[index].gaps.count < Coverage.listed { stretches[index].gaps.append(gap) }
    }

    private mutating func noteDuplicate(_ row: Int) {
        system.duplicates += 1
        alike.append(NumberedTwice(first: UInt32(stretches[index].lastRow), second: UInt32(row)))
        if system.duplicateRows.count < Coverage.listed { system.duplicateRows.append(row) }
    }

    private mutating func noteReset(_ receiver: String, from: Int128, to: Int128) {
        if system.resets.count < Coverage.listed {
            system.resets.append(SequenceReset(receiver: receiver, from: from, to: to))
        }
    }

    private mutating func noteClock(_ row: Int, _ sequence: Int128, _ time: Timestamp?, _ columns: CoverageColumns) {
        guard let time, let before = stretches[index].last.time, time < before else { return }
        system.clockStepCount += 1
        guard system.clockSteps.count < Coverage.listed else { return }
        let receiver = stretches[index].coverage.name
        system.clockSteps.append(ClockStep(row: row, receiver: receiver, sequence: sequence, from: before, to: time))
    }

    // MARK: what it comes to

    func result(_ columns: CoverageColumns) -> SystemCoverage {
        var result = system
        for (index, stretch) in stretches.enumerated() {
            var receiver = stretch.coverage
            receiver.types = stretch.types.map { columns.typeName($0) }.filter { !$0.isEmpty }.sorted()
            receiver.isSelection = isSelection(stretch)
            result.receivers.append(receiver)
            let before = index > 0 ? stretches[index - 1] : nil
            let isBeforeSelection = before.map(isSelection) ?? false
            for gap in stretch.gaps {
                let crosses = gap.receiverAfter != gap.receiverBefore
                let isExplained = receiver.isSelection || (crosses && isBeforeSelection)
                result.add(gap, isExplained: isExplained)
            }
            result.addUnlisted(receiver, listed: stretch.gaps)
            if let before, let missing = missing(between: before, and: stretch) { result.missingReceivers.append(missing) }
        }
        return result
    }

    /// A journal that was read whole goes on from number to number; one that was selected from hardly does. One type
    /// alone is a selection in any case, and so is one entry.
    private func isSelection(_ stretch: Stretch) -> Bool {
        if isSifted || stretch.types.count <= 1 { return true }
        // the gap before the first entry is no step inside the receiver
        let inner = stretch.gaps.count { $0.receiverAfter == $0.receiverBefore }
        let gaps = stretch.gaps.count < Coverage.listed ? inner : stretch.coverage.gaps
        return gaps > max(1, stretch.steps / 10)
    }

    private func missing(between before: Stretch, and after: Stretch) -> MissingReceivers? {
        if isSifted { return nil }
        let (a, b) = (before.coverage, after.coverage)
        let known = Set(stretches.map(\.coverage.name))
        if after.previousNamed == a.name || before.nextNamed == b.name { return nil }
        let named = [before.nextNamed, after.previousNamed].filter { !$0.isEmpty && !known.contains($0) }
        if let first = named.first, let last = named.last {
            return MissingReceivers(
                after: a.name, before: b.name, first: first, last: last, count: first == last ? 1 : 2,
                evidence: .journalEntry)
        }
        guard after.isReset || b.first != a.last + 1, let skipped = ReceiverNumber.between(a.name, b.name) else {
            return nil
        }
        return MissingReceivers(
            after: a.name, before: b.name, first: skipped.first, last: skipped.last, count: skipped.count,
            evidence: .numbering)
    }
}

extension SystemCoverage {
    fileprivate mutating func add(_ gap: SequenceGap, isExplained: Bool) {
        if isExplained {
            explainedGaps += 1
            explainedMissing += gap.size
        } else {
            unexplainedGaps += 1
            unexplainedMissing += gap.size
            if gaps.count < Coverage.listed { gaps.append(gap) }
        }
    }

    /// Gaps past the listed ones are counted as the receiver's own.
    fileprivate mutating func addUnlisted(_ receiver: ReceiverCoverage, listed: [SequenceGap]) {
        let count = receiver.gaps - listed.count
        let size = receiver.missing - listed.reduce(0) { $0 + $1.size }
        if receiver.isSelection {
            explainedGaps += count
            explainedMissing += size
        } else {
            unexplainedGaps += count
            unexplainedMissing += size
        }
    }
}

/// The number at the end of a receiver's name: AUDRCV0041.
enum ReceiverNumber {
    /// The names between two of the same pattern, when their numbers are not neighbours.
    static func between(_ a: String, _ b: String) -> (first: String, last: String, count: Int)? {
        guard let (prefix, low, width) = parts(a), let (other, high, _) = parts(b), prefix == other, high > low + 1
        else { return nil }
        func name(_ number: Int) -> String {
            let digits = String(number)
            return prefix + String(repeating: "0", count: max(0, width - digits.count)) + digits
        }
        return (name(low + 1), name(high - 1), high - low - 1)
    }

    private static func parts(_ name: String) -> (prefix: String, number: Int, width: Int)? {
        let digits = name.reversed().prefix { $0.isASCII && $0.isNumber }
        guard !digits.isEmpty, let number = Int(String(digits.reversed())) else { return nil }
        return (String(name.dropLast(digits.count)), number, digits.count)
    }
}
