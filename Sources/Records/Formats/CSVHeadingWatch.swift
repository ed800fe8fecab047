import Catalog

/// Tells a heading that stands inside an input from its entries: somebody joined two exports.
struct CSVRepeatedHeading: Sendable {
    /// Normalised names of the first line, in its order.
    private let names: [String]
    private let known: Set<String>
    /// The names as they stand, by their first byte: one look tells most records.
    private let spelled: [[[UInt8]]]
    /// The same as bits, which cost no reference to count for each record.
    private let begins: (UInt64, UInt64, UInt64, UInt64)
    private let quote: UInt16

    /// - Parameter texts: Cells of the first line.
    /// - Returns: `nil` where they are too few to be told from values.
    init?(_ texts: [String], _ dialect: Dialect, _ encoding: TextEncoding) {
        names = texts.map(CSVNames.normalised)
        known = Set(names.filter { $0.count > 2 })
        guard known.count > 1 else { return nil }
        var spelled: [[[UInt8]]] = Array(repeating: [], count: 256)
        for text in texts {
            let bytes = TextCharacters.encode(text.trimmed, encoding)
            if bytes.count > 2 { spelled[Int(bytes[0])].append(bytes) }
        }
        var words: [UInt64] = [0, 0, 0, 0]
        for byte in 0..<256 where byte == 0xEF || !spelled[byte].isEmpty { words[byte >> 6] |= 1 << UInt64(byte & 63) }
        begins = (words[0], words[1], words[2], words[3])
        (self.spelled, quote) = (spelled, dialect.quoteOrNone)
    }

    /// A byte order mark, which the second of two files may have brought along.
    private static let mark: StaticString = "\u{FEFF}"

    /// Whether the first cell of a record is a name of the heading.
    ///
    /// - Precondition: `bytes` points at `count` readable bytes.
    @inline(__always)
    func mayStand(at start: Int, _ bytes: UnsafePointer<UInt8>, _ count: Int) -> Bool {
        guard start < count else { return false }
        let isQuoted = UInt16(bytes[start]) == quote && start + 1 < count
        let first = bytes[isQuoted ? start + 1 : start]
        let word = first < 128 ? (first < 64 ? begins.0 : begins.1) : (first < 192 ? begins.2 : begins.3)
        guard word >> UInt64(first & 63) & 1 == 1 else { return false }
        return beginsWithName(start, UnsafeRawBufferPointer(start: bytes, count: count).bytes)
    }

    private func beginsWithName(_ start: Int, _ bytes: RawSpan) -> Bool {
        var at = bytes.has(Self.mark, at: start) ? start + Self.mark.utf8CodeUnitCount : start
        if at < bytes.byteCount, UInt16(bytes[at]) == quote { at += 1 }
        guard at < bytes.byteCount else { return false }
        return spelled[Int(bytes[at])].contains { name in
            at + name.count <= bytes.byteCount && bytes.equals(name, at: at..<at + name.count)
        }
    }

    func mayStand(_ cells: [CSVSample.Cell]) -> Bool {
        let first = Array((cells.first?.text ?? "").utf8)
        return first.withUnsafeBufferPointer { bytes in bytes.baseAddress.map { mayStand(at: 0, $0, bytes.count) } ?? false }
    }

    /// What is to be said of a record that is a heading; `nil` where it is an entry.
    func remark(_ cells: [String]) -> String? {
        let found = cells.map(CSVNames.normalised)
        if found == names { return "the heading stands here again, as between two exports in one file: no entry" }
        let same = found.count { known.contains($0) }
        let meant = found.count { known.contains($0) || ($0.count > 2 && AuditCatalog.column($0) != nil) }
        guard same > 1, meant * 2 > found.count else { return nil }
        if found.sorted() == names.sorted() {
            return "the heading stands here again in another order: what follows is read in the order of the first line; "
                + "make two files of this one"
        }
        let others = Set(found).subtracting(names).sorted(), missing = Set(names).subtracting(found).sorted()
        return "a heading with other columns stands here: what follows is read by the columns of the first line; make two files "
            + "of this one" + Self.listed("; new", others) + Self.listed("; missing", missing)
    }

    private static func listed(_ what: String, _ names: [String]) -> String {
        names.isEmpty ? "" : "\(what): \(names.prefix(5).joined(separator: ", "))\(names.count > 5 ? ", ..." : "")"
    }
}

extension CSVSample {
    /// The same without headings that stand among the records.
    func without(_ heading: CSVRepeatedHeading?) -> CSVSample {
        guard let heading else { return self }
        var sample = self
        sample.rows = rows.prefix(1) + rows.dropFirst().filter { !heading.mayStand($0) || heading.remark($0.map(\.text)) == nil }
        return sample
    }
}
