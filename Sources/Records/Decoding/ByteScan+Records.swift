import CByteScan
import CProcessor
import Glibc

/// Cuts a block of delimited text into records and fields: by parity of quotes where that is enough, byte by byte where
/// it is not. Both ways agree on every input (tested), so a record never depends on where a block happened to end.
struct RecordCut {
    let dialect: Dialect
    /// Readable for `count` bytes while this value lives.
    let bytes: UnsafePointer<UInt8>
    let count: Int
    /// The block holds whole records only; what is open at its end stays as it is.
    let isFinal: Bool

    private let registers: Int32
    private var careful: CarefulCut
    private var parity = QuoteParity()
    /// Where the record now being read starts.
    private var recordStart = 0
    private var at = 0

    /// Which registers this machine has; each number below is a way that suits older ones.
    static let registersOfMachine = wrkaud_width()

    /// - Parameter registers: Which to use.
    /// - Precondition: `bytes` points at `count` readable bytes, and `count` is below 2 GB.
    init(
        _ bytes: UnsafePointer<UInt8>, count: Int, dialect: Dialect, isFinal: Bool, registers: Int32 = registersOfMachine
    ) {
        self.registers = registers
        precondition(count < 1 << 31, "blocks are shorter than 2 GB")
        self.bytes = bytes
        self.count = count
        self.dialect = dialect
        self.isFinal = isFinal
        careful = CarefulCut(bytes, count: count, dialect: dialect, isFinal: isFinal)
    }

    /// Where the last whole record ends, line end included.
    ///
    /// - Complexity: O(*n*); a few bytes per clock.
    mutating func endOfLastRecord() -> Int {
        if dialect.escape != nil { return carefully() }
        while at < count {
            if goToNextQuote() || goThroughPlainGroups() { continue }
            let size = min(64, count - at)
            let masks = dialect.masks(bytes + at, count: size)
            let step = parity.step(masks, count: size)
            if isPlain(step) {
                if step.lineEnds != 0 { recordStart = at + 64 - step.lineEnds.leadingZeroBitCount }
                at += size
                if at - recordStart <= CarefulCut.longestQuoted { continue }
            } else {
                noteLineEnds(step)
            }
            guard readOneCarefully() else { return recordStart }
        }
        return recordStart
    }

    /// So many bytes without a quote are worth going over them at once.
    private static let leastUnquoted = 256
    /// So many bytes are gone through group by group before a stretch without quotes is looked for again.
    private static let groupsAtOnce = 4096

    /// Goes over everything up to the next quote, or to the end where there is none: nothing there but line ends says where
    /// records end. False where that is not far, or a quote is open.
    private mutating func goToNextQuote() -> Bool {
        guard parity.inside == 0, parity.hasClosed == 0 else { return false }
        let next = dialect.quote.flatMap { memchr(bytes + at, Int32($0), count - at) }
        let stop = next.map { UnsafeRawPointer($0) - UnsafeRawPointer(bytes) } ?? count
        guard stop - at >= Self.leastUnquoted || next == nil else { return false }
        var end = stop
        while end > at, bytes[end - 1] != dialect.lineEnd { end -= 1 }
        let start = end > at ? end : recordStart
        guard stop - start <= CarefulCut.longestQuoted else { return false }
        recordStart = start
        at = stop
        parity.mayOpen = bytes[at - 1] == dialect.lineEnd || bytes[at - 1] == dialect.delimiter ? 1 : 0
        return true
    }

    /// Every field of the block's records, up to the one that ends behind `limit`.
    ///
    /// - Parameter limit: In bytes. At least one record is read, however long.
    /// - Returns: Where the last of these records ends, line end included.
    mutating func all(into cuts: inout CutList, until limit: Int = .max) -> Int {
        if dialect.escape != nil { return carefully(into: &cuts, until: limit) }
        while true {
            while at < count {
                if at >= limit, cuts.records > 0 {
                    cuts.dropUnfinishedRecord()
                    return recordStart
                }
                if goThroughPlainGroups(until: limit, &cuts) { continue }
                let size = min(64, count - at)
                let masks = dialect.masks(bytes + at, count: size)
                let step = parity.step(masks, count: size)
                if step.doubled != 0 { cuts.hasDoubledQuotes = true }
                if step.quotedLineEnds != 0 { cuts.hasQuotedLineEnds = true }
                if isPlain(step) {
                    cuts.append(marks: step.marks, ends: step.lineEnds, base: at)
                    if step.lineEnds != 0 { recordStart = at + 64 - step.lineEnds.leadingZeroBitCount }
                    at += size
                    if at - recordStart <= CarefulCut.longestQuoted { continue }
                } else {
                    let before = bitsBefore(firstDoubt(step))
                    cuts.append(marks: step.marks & before, ends: step.lineEnds & before, base: at)
                    noteLineEnds(step)
                }
                cuts.dropUnfinishedRecord()
                readOneCarefully(into: &cuts)
            }
            guard recordStart < count else { return count }
            if parity.inside == 0 {
                cuts.append(count, endsRecord: true)
                return count
            }
            cuts.dropUnfinishedRecord()
            readOneCarefully(into: &cuts)
        }
    }

    // MARK: groups of 64 bytes without a doubt

    private var kernelMarks: wrkaud_marks {
        wrkaud_marks(
            delimiter: dialect.delimiter, quote: dialect.quote ?? 0, line_end: dialect.lineEnd,
            has_quotes: dialect.quote == nil ? 0 : 1)
    }

    private var kernelState: wrkaud_cut {
        wrkaud_cut(
            at: at, record_start: recordStart, inside: parity.inside, may_open: parity.mayOpen,
            has_closed: parity.hasClosed, cuts: 0, records: 0, doubled: 0, quoted_ends: 0)
    }

    private mutating func take(_ state: wrkaud_cut) -> Bool {
        defer { (at, recordStart) = (state.at, state.record_start) }
        (parity.inside, parity.mayOpen, parity.hasClosed) = (state.inside, state.may_open, state.has_closed)
        return state.at > at
    }

    /// Goes on by the kernel, looking for records only; false where it can go nowhere.
    private mutating func goThroughPlainGroups() -> Bool {
        var state = kernelState
        let stop = min(count, at + Self.groupsAtOnce)
        wrkaud_cut_groups(
            &state, bytes, stop, kernelMarks, stop, CarefulCut.longestQuoted, nil, 0, registers)
        return take(state)
    }

    /// The same, writing down fields.
    private mutating func goThroughPlainGroups(until limit: Int, _ cuts: inout CutList) -> Bool {
        var state = kernelState
        cuts.write { out, known, room in
            (state.cuts, state.records) = known
            wrkaud_cut_groups(
                &state, bytes, count, kernelMarks, limit, CarefulCut.longestQuoted, out, room, registers)
            return (state.cuts, state.records)
        }
        if state.doubled != 0 { cuts.hasDoubledQuotes = true }
        if state.quoted_ends != 0 { cuts.hasQuotedLineEnds = true }
        return take(state)
    }

    // MARK: doubts

    /// Whether parity alone is right for these 64 bytes. A carriage return and line feed behind a closing quote is.
    @inline(__always)
    private func isPlain(_ step: QuoteParity.Step) -> Bool {
        if step.badOpens | step.badAfterClose == 0 { return true }
        return firstDoubt(step) == 64
    }

    /// The first byte (0 ... 63) where parity may be wrong; 64 when there is none.
    private func firstDoubt(_ step: QuoteParity.Step) -> Int {
        var after = step.badAfterClose
        while after != 0, isLineEndPair(at + after.trailingZeroBitCount) { after &= after &- 1 }
        return min(step.badOpens.trailingZeroBitCount, after.trailingZeroBitCount)
    }

    private func isLineEndPair(_ place: Int) -> Bool { careful.isReturnOfLineEnd(place) }

    private func bitsBefore(_ place: Int) -> UInt64 { place >= 64 ? ~0 : (1 << UInt64(place)) &- 1 }

    /// Moves the start of the record behind the last line end that stands before the first doubt.
    private mutating func noteLineEnds(_ step: QuoteParity.Step) {
        let ends = step.lineEnds & bitsBefore(firstDoubt(step))
        if ends != 0 { recordStart = at + 64 - ends.leadingZeroBitCount }
    }

    // MARK: the careful way

    private mutating func readOneCarefully() -> Bool {
        guard let end = careful.record(from: recordStart, field: { _, _ in }) else { return false }
        restart(at: end)
        return true
    }

    private mutating func readOneCarefully(into cuts: inout CutList) {
        let start = recordStart
        cuts.hasDoubledQuotes = true
        cuts.hasQuotedLineEnds = true
        // Whole records only: the careful way always comes to an end.
        let end = careful.record(from: start, field: { cuts.append($0, endsRecord: $1) }) ?? count
        if careful.metUnclosedQuote { cuts.unclosedQuotes.append(start) }
        restart(at: end)
    }

    private mutating func restart(at end: Int) {
        recordStart = end
        at = end
        parity = QuoteParity()
    }

    private mutating func carefully() -> Int {
        while recordStart < count, readOneCarefully() {}
        return recordStart
    }

    private mutating func carefully(into cuts: inout CutList, until limit: Int) -> Int {
        while recordStart < count, recordStart < limit { readOneCarefully(into: &cuts) }
        return recordStart
    }
}
