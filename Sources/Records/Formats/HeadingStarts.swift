import Catalog

/// How the names of columns begin: tells in some nanoseconds that a record is no heading.
///
/// The first eight bytes of each name, normalised, are bits of a small table. Most records end at the first one: times
/// and numbers begin no name.
struct HeadingStarts: Sendable {
    /// First bytes of names, and of a byte order mark.
    private var first: (UInt64, UInt64, UInt64, UInt64) = (0, 0, 0, 0)
    private var table: [UInt64] = Array(repeating: 0, count: 1 << (NameStart.hashBits - 6))
    /// A byte order mark, which the second of two files may have brought along.
    private static let mark: StaticString = "\u{FEFF}"

    private init() { setFirst(0xEF) }

    /// Those that the catalog knows, and the aliases.
    static let ofCatalog: HeadingStarts = {
        var starts = HeadingStarts()
        for name in AuditCatalog.knownNames { starts.add(name.utf8) }
        for name in CSVAliases.all.keys { starts.add(name.utf8) }
        return starts
    }()

    /// The same with names of an input.
    func adding(_ names: [[UInt8]]) -> HeadingStarts {
        var starts = self
        for name in names { starts.add(name) }
        return starts
    }

    private mutating func setFirst(_ byte: UInt8) {
        let bit = UInt64(1) << UInt64(byte & 63)
        switch byte >> 6 {
        case 0: first.0 |= bit
        case 1: first.1 |= bit
        case 2: first.2 |= bit
        default: first.3 |= bit
        }
    }

    private mutating func add(_ name: some Sequence<UInt8>) {
        let bytes = Array(name)
        guard let byte = bytes.first(where: { NameStart.isOfName($0) }) else { return }
        setFirst(byte)
        if CSVShapes.isWordByte(byte), byte >= 0x40 { setFirst(byte ^ 0x20) }
        let hash = NameStart(bytes.span.bytes, 0, limit: bytes.count).hash
        table[Int(hash >> 6)] |= 1 << (hash & 63)
    }

    /// Whether the cell at `start` begins as a name may, in quotes or without.
    ///
    /// - Precondition: `bytes` points at `count` readable bytes, more than `start`.
    @inline(__always)
    func mayBegin(at start: Int, _ bytes: UnsafePointer<UInt8>, _ count: Int) -> Bool {
        var byte = bytes[start]
        if byte == 0x22 || byte == 0x27, start + 1 < count { byte = bytes[start + 1] }
        let word = byte < 128 ? (byte < 64 ? first.0 : first.1) : (byte < 192 ? first.2 : first.3)
        return word >> UInt64(byte & 63) & 1 == 1
    }

    /// Whether the two cells from `start` on begin as names.
    func fit(_ bytes: RawSpan, _ start: Int) -> Bool {
        let at = bytes.has(Self.mark, at: start) ? start + Self.mark.utf8CodeUnitCount : start
        guard let next = behindName(bytes, at) else { return false }
        return behindName(bytes, next) != nil
    }

    /// Where the cell behind this one starts; `nil` when this one begins as no name does.
    private func behindName(_ bytes: RawSpan, _ start: Int) -> Int? {
        let limit = min(bytes.byteCount, start + Self.longest)
        let name = NameStart(bytes, start, limit: limit)
        guard name.count > 2, has(name.hash) || has(name.hashBehindType) else { return nil }
        var at = name.end
        while at < limit, !NameStart.endsCell(bytes[at]) { at += 1 }
        return at + 1
    }

    private static let longest = 130

    private func has(_ hash: UInt64) -> Bool { table[Int(hash >> 6)] >> (hash & 63) & 1 == 1 }
}

/// The first bytes of a name, as `CSVNames.normalised` has them so far as they are ASCII.
private struct NameStart {
    /// The first eight, and the eight behind the first two: names of an outfile's heading have their entry type there.
    private var first: UInt64 = 0
    private var behindType: UInt64 = 0
    private(set) var count = 0
    /// Behind the last byte that was looked at.
    private(set) var end: Int

    static let hashBits: UInt64 = 13

    init(_ bytes: RawSpan, _ start: Int, limit: Int) {
        end = start
        var isBetween = false
        while end < limit, count < 10, !Self.endsCell(bytes[end]) {
            let byte = bytes[end]
            end += 1
            guard Self.isOfName(byte) else {
                isBetween = count > 0
                continue
            }
            if isBetween { take(0x5F) }
            isBetween = false
            take((0x61...0x7A).contains(byte) ? byte & ~0x20 : byte)
        }
    }

    private mutating func take(_ byte: UInt8) {
        if count < 8 { first = first << 8 | UInt64(byte) }
        if count >= 2, count < 10 { behindType = behindType << 8 | UInt64(byte) }
        count += 1
    }

    var hash: UInt64 { Self.hash(first) }
    var hashBehindType: UInt64 { Self.hash(behindType) }

    private static func hash(_ bytes: UInt64) -> UInt64 { (bytes &* 0x9E37_79B9_7F4A_7C15) >> (64 - hashBits) }

    @inline(__always)
    static func isOfName(_ byte: UInt8) -> Bool {
        CSVShapes.isWordByte(byte) || byte >= 0x80 || byte == 0x23 || byte == 0x40 || byte == 0x24
    }

    /// Delimiters and line ends.
    @inline(__always)
    static func endsCell(_ byte: UInt8) -> Bool {
        byte == 0x2C || byte == 0x3B || byte == 0x09 || byte == 0x7C || byte == Dialect.lineFeed || byte == Dialect.carriageReturn
    }
}
