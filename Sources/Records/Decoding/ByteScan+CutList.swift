/// Where the fields of a block end, in ascending order: grown by hand because it is written 64 bytes of input at a time.
///
/// Every entry is the position of a delimiter or line end, in bytes from the start of the block; entries that end a
/// record have the top bit set. Blocks are therefore shorter than 2 GB.
struct CutList: ~Copyable {
    static let recordEnd: UInt32 = 1 << 31

    private(set) var memory: CutMemory
    private(set) var count = 0
    /// Entries that end a record.
    private(set) var records = 0
    /// Whether a quote stood twice somewhere: cells may have marks to take out.
    var hasDoubledQuotes = false
    /// Whether a line end may have stood within quotes somewhere.
    var hasQuotedLineEnds = false
    /// Starts of records in which a quote opens and never closes, in ascending order.
    var unclosedQuotes: [Int] = []

    /// - Parameter bytes: Size of the block; room for one field in 6 bytes is made at once.
    init(forBytes bytes: Int) {
        memory = CutMemory(capacity: bytes / 6 + 128)
    }

    private var storage: UnsafeMutablePointer<UInt32> { memory.entries }

    /// All entries, with their flags.
    var entries: UnsafePointer<UInt32> { UnsafePointer(storage) }

    /// The entry without its flag.
    @inline(__always)
    func position(_ index: Int) -> Int {
        assert(index < count)
        return Int(storage[index] & ~CutList.recordEnd)
    }

    @inline(__always)
    func endsRecord(_ index: Int) -> Bool { storage[index] & CutList.recordEnd != 0 }

    /// Index behind the first entry from `start` on that ends a record; `count` when none does.
    @inline(__always)
    func recordEnd(from start: Int) -> Int {
        var index = start
        while index < count {
            index &+= 1
            if storage[index &- 1] & CutList.recordEnd != 0 { break }
        }
        return index
    }

    /// Adds the bits of `marks` as positions from `base` on; those also in `ends` end a record.
    mutating func append(marks: UInt64, ends: UInt64, base: Int) {
        var rest = marks
        while rest != 0 {
            let bit = rest & (0 &- rest)
            append(base + rest.trailingZeroBitCount, endsRecord: ends & bit != 0)
            rest ^= bit
        }
    }

    /// Has `write` add entries behind the last one, as many as there is room for.
    ///
    /// - Parameter write: Gets the storage, how many entries and records are there, and the room; says how many are
    ///   there then.
    mutating func write(
        _ write: (UnsafeMutablePointer<UInt32>, (cuts: Int, records: Int), _ room: Int) -> (cuts: Int, records: Int)
    ) {
        if count + 72 > memory.capacity { grow() }
        (count, records) = write(storage, (count, records), memory.capacity)
    }

    mutating func append(_ position: Int, endsRecord: Bool) {
        if count + 72 > memory.capacity { grow() }
        if endsRecord { records += 1 }
        storage[count] = UInt32(truncatingIfNeeded: position) | (endsRecord ? CutList.recordEnd : 0)
        count += 1
    }

    /// Takes back what was added since the last end of a record.
    mutating func dropUnfinishedRecord() {
        while count > 0, !endsRecord(count - 1) { count -= 1 }
    }

    private mutating func grow() {
        let larger = CutMemory(capacity: memory.capacity * 2)
        larger.entries.update(from: storage, count: count)
        memory = larger
    }
}

/// Memory of a list of cuts. Who has cut hands it on with the batch; nobody writes to it then.
final class CutMemory: @unchecked Sendable {
    /// `capacity` entries; before them stands one of -1, where the first cell of the block begins.
    let entries: UnsafeMutablePointer<UInt32>
    let capacity: Int

    init(capacity: Int) {
        self.capacity = capacity
        let start = UnsafeMutablePointer<UInt32>.allocate(capacity: capacity + 1)
        start.pointee = .max
        entries = start + 1
    }

    deinit { (entries - 1).deallocate() }
}
