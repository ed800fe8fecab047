import CByteScan

/// Cells that stand side by side and usually all repeat from one record to the next, as user, job, program and address do
/// while one job writes. One comparison then says of all of them that they are as those of the record before.
///
/// Learned from what is read, and looked at again from time to time; wrong guesses cost time and nothing else.
struct RepeatGroups: Sendable {
    /// Cells of a record, ascending.
    private(set) var groups: [ClosedRange<Int>] = []
    private var width = 0
    private var stripsToCome = 0

    /// Fewer cells are compared one by one as fast.
    private static let leastWanted = 3
    /// Of the records looked at, so many of 8 have to repeat.
    private static let leastEighths = 6
    /// Bytes that may be compared for each column that gains by it.
    private static let mostBytes = 48
    private static let looksAt = 64
    private static let looksEach = 128

    /// Looks at a strip where it is time to.
    ///
    /// - Parameter cuts: Of `records` records of `width` cells each, and one before them; they lie in `bytes`.
    /// - Parameter wanted: Cells whose columns are read by their cuts.
    mutating func look(
        _ bytes: UnsafePointer<UInt8>, cuts: UnsafePointer<UInt32>, width: Int, records: Int, wanted: some Sequence<Int>
    ) {
        if width == self.width, stripsToCome > 0 {
            stripsToCome -= 1
            return
        }
        (self.width, stripsToCome, groups) = (width, Self.looksEach, [])
        let records = min(records, Self.looksAt)
        guard records >= Self.looksAt / 2 else { return stripsToCome = 0 }
        let repeats = (0..<width - 1).map { cell in Self.repeats(bytes, cuts, width, records, cell) }
        let ends = [Int](wanted).sorted()
        groups = Self.grouped(repeats, of: records - 1, wanted: Set(ends)).filter { group in
            let bytes = (0..<records).reduce(0) { $0 + Self.bytes(cuts + $1 * width, group).count } / records
            return bytes > 16 && bytes <= Self.mostBytes * ends.count { group.contains($0) }
        }
    }

    /// The bytes of cells that stand side by side; `cuts` are those of their record.
    private static func bytes(_ cuts: UnsafePointer<UInt32>, _ cells: ClosedRange<Int>) -> Range<Int> {
        Int((cuts[cells.lowerBound - 1] &+ 1) & ~CutList.recordEnd)..<Int(cuts[cells.upperBound] & ~CutList.recordEnd)
    }

    /// Bit r - 1: the cell of record r has the bytes of that of record r - 1.
    private static func repeats(
        _ text: UnsafePointer<UInt8>, _ cuts: UnsafePointer<UInt32>, _ width: Int, _ records: Int, _ cell: Int
    ) -> UInt64 {
        var repeats: UInt64 = 0
        var before = bytes(cuts, cell...cell)
        for record in 1..<records {
            let own = bytes(cuts + record * width, cell...cell)
            let isSame = own.count == before.count && zip(own, before).allSatisfy { text[$0] == text[$1] }
            if isSame { repeats |= 1 << UInt64(record - 1) }
            before = own
        }
        return repeats
    }

    /// Runs of cells whose repeats fall together often enough, each from a wanted cell to a wanted one.
    private static func grouped(_ repeats: [UInt64], of records: Int, wanted: Set<Int>) -> [ClosedRange<Int>] {
        var groups: [ClosedRange<Int>] = []
        var cells: [Int] = []
        var together = UInt64.max
        func close() {
            let gaining = cells.filter(wanted.contains)
            if gaining.count >= leastWanted { groups.append(gaining[0]...gaining[gaining.count - 1]) }
            (cells, together) = ([], .max)
        }
        for (cell, own) in repeats.enumerated() {
            func isEnough(_ repeats: UInt64) -> Bool { repeats.nonzeroBitCount * 8 >= records * leastEighths }
            if !isEnough(together & own) { close() }
            guard isEnough(own) else { continue }
            cells.append(cell)
            together &= own
        }
        close()
        return groups
    }
}

/// Which records of a strip repeat the cells of a group.
struct RepeatedCells: Sendable {
    let cells: ClosedRange<Int>
    /// As `wrkaud_cells.same`.
    let bits: [UInt64]

    /// - Parameter cuts: Of `records` records of `width` cells each, and one before them.
    /// - Parameter registers: As `wrkaud_width` says.
    init(
        _ cells: ClosedRange<Int>, _ bytes: UnsafePointer<UInt8>, count: Int, cuts: UnsafePointer<UInt32>, width: Int,
        records: Int, registers: Int32 = RecordCut.registersOfMachine
    ) {
        self.cells = cells
        bits = [UInt64](unsafeUninitializedCapacity: (records + 63) / 64) { bits, initialized in
            guard let place = bits.baseAddress else { return }
            wrkaud_mark_repeats(
                bytes, count, cuts, width, cells.lowerBound, cells.upperBound, records, place, registers)
            initialized = (records + 63) / 64
        }
    }
}
