import CByteScan
import Catalog

/// What another delimited input has to show to be read by the same reader: everything that recognition would ask of it.
///
/// There is one only where the heading alone tells the columns, and nothing had to be made out from values: then files
/// of a nightly export, which differ in their entries only, are recognised once.
struct CSVLikeness: InputLikeness {
    /// The heading with its line end.
    let beginning: [UInt8]
    private let dialect: Dialect
    private let lineEnds: String
    /// Cells of a record.
    private let width: Int
    /// Cells that hold an instant: all of them written the way that needs no second look.
    private let times: [Int]

    /// - Parameter head: The whole input.
    /// - Returns: `nil` when the reader owes anything to the values of its input.
    init?(
        _ head: ArraySlice<UInt8>, _ sample: CSVSample, _ dialect: Dialect, _ heading: CSVHeading, _ columns: CSVColumns
    ) {
        guard head.startIndex == 0, heading.isFirstRecord, Self.decidesAlone(heading, dialect), Self.isKnown(columns),
            sample.firstRecord.lowerBound == 0
        else { return nil }
        beginning = Array(head[sample.firstRecord])
        self.dialect = dialect
        lineEnds = head.withUnsafeBytes { CSVDialect.lineEndTitle($0, dialect) }
        width = heading.texts.count
        times = zip(columns.columns, columns.places).compactMap { $0.kind == .timestamp ? $1.cell : nil }
        guard head.withUnsafeBytes(fits) else { return nil }
    }

    /// A heading in which the other delimiters do not occur, of names most of which are known.
    private static func decidesAlone(_ heading: CSVHeading, _ dialect: Dialect) -> Bool {
        let known = heading.texts.count(where: CSVNames.isKnown)
        let others = CSVDialect.delimiters.filter { $0 != dialect.delimiter }
        return known >= 3 && known * 3 >= heading.texts.count && dialect.delimiter != dialect.quote
            && !heading.texts.contains { $0.utf8.contains(where: others.contains) }
    }

    /// Columns of the catalog only, with the entry type among them; no date and time in two cells, no entry data.
    private static func isKnown(_ columns: CSVColumns) -> Bool {
        let names = columns.columns.map(\.name)
        let isPlain = zip(columns.columns, columns.places).allSatisfy { column, place in
            let isPart = [.jobNumber, .jobUser, .jobName].contains(place.kind)
            return AuditCatalog.column(column.name) != nil && (place.kind == .cell || isPart)
                && CSVAliases.all[CSVNames.normalised(column.sourceName)] == nil
        }
        return isPlain && names.contains("JOURNAL_ENTRY_TYPE") && !names.contains("MESSAGE_ID")
            && !names.contains("ENTRY_DATA") && columns.outfile == nil && columns.entryData == nil && columns.choices.isEmpty
    }

    func fits(_ bytes: UnsafeRawBufferPointer) -> Bool {
        guard fitsBesidesRecords(bytes) else { return false }
        let records = UnsafeRawBufferPointer(rebasing: bytes.dropFirst(beginning.count))
        guard let first = records.baseAddress?.assumingMemoryBound(to: UInt8.self), records.count > 0 else { return true }
        var cuts = CutList(forBytes: records.count)
        var cut = RecordCut(first, count: records.count, dialect: dialect, isFinal: true)
        _ = cut.all(into: &cuts)
        return recordsFit(records, cuts)
    }

    func fitsBesidesRecords(_ bytes: UnsafeRawBufferPointer) -> Bool {
        bytes.starts(with: beginning) && Self.isPlainText(bytes) && CSVDialect.lineEndTitle(bytes, dialect) == lineEnds
            && CSVDialect.isWritten(bytes, dialect)
    }

    /// ASCII without controls but tabs and line ends.
    ///
    /// - Parameter isWide: Whether AVX2 may be used.
    static func isPlainText(
        _ bytes: UnsafeRawBufferPointer, isWide: Bool = RecordCut.registersOfMachine > 0
    ) -> Bool {
        guard let start = bytes.baseAddress?.assumingMemoryBound(to: UInt8.self) else { return true }
        var odd: UInt8 = 0
        for byte in bytes[Int(wrkaud_plain_text(start, bytes.count, isWide ? 1 : 0))...] {
            let isControl: UInt8 = byte < 0x20 ? 1 : 0, isGap: UInt8 = byte == 0x09 || byte == 0x0A || byte == 0x0D ? 1 : 0
            odd |= byte & 0x80 | isControl & ~isGap
        }
        return odd == 0
    }

    /// Every record has as many cells as the heading, and every instant is plain.
    func recordsFit(_ bytes: UnsafeRawBufferPointer, _ cuts: borrowing CutList) -> Bool {
        guard cuts.unclosedQuotes.isEmpty, cuts.count == cuts.records * width else { return false }
        let usual = UsualInstant()
        for record in 0..<cuts.records {
            let first = record * width
            guard cuts.endsRecord(first + width - 1) else { return false }
            for cell in times {
                let start = first + cell == 0 ? 0 : cuts.position(first + cell - 1) + 1
                let field = UnsafeRawBufferPointer(rebasing: bytes[start..<cuts.position(first + cell)])
                guard usual.isThis(field) || isPlainInstant(field) else { return false }
            }
        }
        return true
    }

    /// Nothing, or `2026-04-09 08:00:00` and the like: the year first, no zone, nothing but digits and marks.
    private func isPlainInstant(_ field: UnsafeRawBufferPointer) -> Bool {
        let inside = QuotedCell.inside(field, dialect)
        let text = UnsafeRawBufferPointer(rebasing: field[inside ?? 0..<field.count])
        if text.isEmpty { return true }
        return text.count <= Self.longestInstant && CSVDates.isPlainISO(text) && !CSVDates.endsWithZone(text)
            && text.allSatisfy { (0x30...0x39).contains($0) || $0 == 0x3A || $0 == 0x20 || (0x2D...0x2F).contains($0) }
    }

    /// To the microsecond.
    private static let longestInstant = 26
}

/// `2026-04-09 08:00:00.000000`, eight bytes at a time.
private struct UsualInstant {
    /// Eight bytes of it: `shape` has a zero for each digit, and `marks` all bits of the others.
    private struct Part {
        let at: Int
        let shape: UInt64
        let marks: UInt64

        init(_ at: Int, _ text: StaticString) {
            self.at = at
            shape = UnsafeRawPointer(text.utf8Start).loadUnaligned(as: UInt64.self)
            var marks: UInt64 = 0
            for bit in stride(from: 0 as UInt64, to: 64, by: 8) where UInt8(truncatingIfNeeded: shape >> bit) != 0x30 {
                marks |= 0xFF << bit
            }
            self.marks = marks
        }

        @inline(__always)
        func isThere(_ field: UnsafeRawBufferPointer) -> Bool {
            let six: UInt64 = 0x0606_0606_0606_0606, upper: UInt64 = 0xF0F0_F0F0_F0F0_F0F0
            let difference = field.loadUnaligned(fromByteOffset: at, as: UInt64.self) ^ shape
            return difference & marks == 0 && (difference | (difference &+ six)) & upper == 0
        }
    }

    private let day = Part(0, "0000-00-"), minute = Part(8, "00 00:00"), second = Part(16, ":00.0000")
    private let micro = Part(18, "0.000000")

    func isThis(_ field: UnsafeRawBufferPointer) -> Bool {
        field.count == 26 && day.isThere(field) && minute.isThere(field) && second.isThere(field) && micro.isThere(field)
    }
}
