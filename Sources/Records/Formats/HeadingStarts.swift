import Catalog

/// How the names of columns begin: tells in some nanoseconds that a record is no heading.
///
/// The first eight bytes of each name, normalised, are bits of a small table. Most records end at the first one: times
/// and numbers begin no name.
struct HeadingStarts: Sendable {
    /// First bytes of names, of quotes, and of a byte order mark.
    private var first: (UInt64, UInt64, UInt64, UInt64) = (0, 0, 0, 0)
    private var table: [UInt64] = Array(repeating: 0, count: 1 << (tableBits - 6))
    private static let tableBits: UInt64 = 13
    /// Names of an outfile's heading have their entry type before them.
    private static let prefix = 2
    /// A byte order mark, which the second of two files may have brought along.
    private static let mark: StaticString = "\u{FEFF}"

    private init() {
        for byte: UInt8 in [0x22, 0x27, 0xEF] { setFirst(byte) }
    }

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
        var start = NameStart()
        let bytes = Array(name)
        guard let byte = bytes.first(where: { NameStart.isOfName($0) }) else { return }
        setFirst(byte)
        if byte < 0x80 { setFirst(byte ^ 0x20) }
        for byte in bytes { start.take(byte) }
        table[Int(start.hash >> (70 - Self.tableBits))] |= 1 << (start.hash >> (64 - Self.tableBits) & 63)
    }

    @inline(__always)
    func mayBegin(_ byte: UInt8) -> Bool {
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
        var whole = NameStart(), own = NameStart()
        var at = start, letters = 0
        while at < bytes.byteCount, at - start < Self.longest, !NameStart.endsCell(bytes[at]) {
            let byte = bytes[at]
            whole.take(byte)
            if letters >= Self.prefix { own.take(byte) }
            if NameStart.isOfName(byte) { letters += 1 }
            at += 1
        }
        return letters > Self.prefix && (has(whole) || has(own)) ? at + 1 : nil
    }

    private static let longest = 130

    private func has(_ start: NameStart) -> Bool {
        table[Int(start.hash >> (70 - Self.tableBits))] >> (start.hash >> (64 - Self.tableBits) & 63) & 1 == 1
    }
}

/// The first bytes of a name as one number: as `CSVNames.normalised` has them, so far as that is ASCII.
private struct NameStart {
    private(set) var hash: UInt64 = 0x9E37_79B9_7F4A_7C15
    private var taken = 0
    private var isBetween = false

    static func isOfName(_ byte: UInt8) -> Bool {
        CSVShapes.isWordByte(byte) || byte >= 0x80 || byte == 0x23 || byte == 0x40 || byte == 0x24
    }

    /// Delimiters and line ends.
    static func endsCell(_ byte: UInt8) -> Bool {
        CSVDialect.delimiters.contains(byte) || byte == Dialect.lineFeed || byte == Dialect.carriageReturn
    }

    mutating func take(_ byte: UInt8) {
        guard taken < 8 else { return }
        guard Self.isOfName(byte) else { return isBetween = taken > 0 }
        if isBetween { mix(0x5F) }
        isBetween = false
        mix((0x61...0x7A).contains(byte) ? byte & ~0x20 : byte)
    }

    private mutating func mix(_ byte: UInt8) {
        guard taken < 8 else { return }
        taken += 1
        hash = (hash ^ UInt64(byte)) &* 0x0100_0000_01B3 &* 0x9E37_79B9_7F4A_7C15
    }
}
