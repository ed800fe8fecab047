import Catalog

/// Tells headings that stand inside an input from its entries: somebody joined exports.
struct CSVHeadingWatch: Sendable {
    /// What a heading among the records is, in a sentence for column ERROR.
    struct Finding: Equatable {
        var remark: String
        /// Whether what follows is read by it: it is not the first line again.
        var isOther: Bool
    }

    /// Normalised names of the first line, in its order; none where the input has no heading.
    private let names: [String]
    private let known: Set<String>
    private let map: ColumnMap
    private let delimiter: UInt8
    /// How names begin, of the catalog and of the first line.
    private let starts: HeadingStarts

    /// - Parameter texts: Cells of the first line; empty where that is no heading.
    init(_ texts: [String], _ dialect: Dialect, _ encoding: TextEncoding, _ map: ColumnMap) {
        names = texts.map(CSVNames.normalised)
        known = Set(names.filter { $0.count > 2 })
        self.map = map
        delimiter = dialect.delimiter
        starts = HeadingStarts.ofCatalog.adding((texts + map.headings).map { TextCharacters.encode($0, encoding) })
    }

    /// Whether a record may be a heading: its first two cells begin as names do.
    ///
    /// - Precondition: `bytes` points at `count` readable bytes.
    @inline(__always)
    func mayStand(at start: Int, _ bytes: UnsafePointer<UInt8>, _ count: Int) -> Bool {
        start < count && starts.mayBegin(at: start, bytes, count) && starts.fit(UnsafeRawBufferPointer(start: bytes, count: count).bytes, start)
    }

    /// The same of a record in which the second cell stands at `next`: a value of an entry says so at its first byte, as a rule.
    @inline(__always)
    func mayStand(at start: Int, next: Int, _ bytes: UnsafePointer<UInt8>, _ count: Int) -> Bool {
        next < count && starts.mayBegin(at: next, bytes, count) && mayStand(at: start, bytes, count)
    }

    /// Cells that tell whether the others are worth a look.
    static let looked = 32

    /// Whether these first cells of a record are those of a heading: a quarter of them are names, where they are many.
    func mayBegin(_ first: [String]) -> Bool {
        first.count < Self.looked || first.count(where: isName) * 4 >= first.count
    }

    /// What is to be said of a record that is a heading; `nil` where it is an entry.
    ///
    /// - Parameter line: The whole record: a heading may have a delimiter of its own.
    func finding(_ cells: [String], line: String) -> Finding? {
        let found = cells.map(CSVNames.normalised)
        if found == names {
            return Finding(remark: "the heading stands here again, as between two exports in one file: no entry", isOther: false)
        }
        if isHeading(found) { return Finding(remark: remark(found), isOther: true) }
        let others = CSVDialect.delimiters.lazy.filter { $0 != delimiter && line.utf8.contains($0) }.map { Self.cells(line, $0) }
        return others.first(where: isHeading).map { Finding(remark: remark($0), isOther: true) }
    }

    /// Whether the cell at `start` may be the second one of a heading.
    ///
    /// - Precondition: `bytes` points at `count` readable bytes.
    func mayFollow(at start: Int, _ bytes: UnsafePointer<UInt8>, _ count: Int) -> Bool {
        start < count && starts.mayBegin(at: start, bytes, count)
    }

    /// Where the first name of a heading begins in the last cell of an export without a line end at its end.
    ///
    /// - Parameter cell: The value and, behind it, the name.
    /// - Parameter rest: The cells that follow.
    func heading(behind cell: UnsafeRawBufferPointer, _ rest: [String]) -> Int? {
        let isQuoted = cell.last == 0x22
        let end = isQuoted ? cell.count - 1 : cell.count
        guard mayBegin(Array(rest.prefix(Self.looked))) else { return nil }
        let names = rest.map(CSVNames.normalised)
        guard names.count(where: isName) >= 2, var start = (max(0, end - Self.longestName)..<max(0, end)).first(where: { at in
            CSVShapes.isWordByte(cell[at]) && cell[at] >= 0x40 && isName(String(decoding: cell[at..<end], as: UTF8.self))
        }), isHeading([CSVNames.normalised(String(decoding: cell[start..<end], as: UTF8.self))] + names)
        else { return nil }
        if isQuoted {
            guard start > 0, cell[start - 1] == 0x22 else { return nil }
            start -= 1
        }
        return cell[..<start].suffix(3).elementsEqual("\u{FEFF}".utf8) ? start - 3 : start
    }

    private static let longestName = 128

    /// What is said of the record before such a heading.
    static let glued = "another heading stands behind the last field: what follows is read by it"

    private func isName(_ text: String) -> Bool {
        let name = CSVNames.normalised(text)
        return known.contains(name) || map.has(name) || CSVNames.isKnown(name)
    }

    private static func cells(_ line: String, _ delimiter: UInt8) -> [String] {
        let mark = Character(Unicode.Scalar(delimiter))
        return line.split(separator: mark, omittingEmptySubsequences: false).map { CSVNames.normalised(String($0)) }
    }

    /// Three known names or more, and most of all cells; the others might be names.
    private func isHeading(_ found: [String]) -> Bool {
        let meant = found.count(where: isName)
        return meant >= 3 && meant * 2 > found.count
            && found.allSatisfy { $0.isEmpty || known.contains($0) || CSVShapes.mayBeHeading($0) }
    }

    private func remark(_ found: [String]) -> String {
        if found.sorted() == names.sorted() {
            return found == names
                ? "the heading stands here again, written in another way: what follows is read as it is written"
                : "the heading stands here again in another order: what follows is read in that order"
        }
        let others = Set(found).subtracting(names).sorted(), missing = Set(names).subtracting(found).sorted()
        return "a heading with other columns stands here, as between two exports in one file: what follows is read by it"
            + Self.listed("; new", others) + Self.listed("; missing", missing)
    }

    private static func listed(_ what: String, _ names: [String]) -> String {
        names.isEmpty ? "" : "\(what): \(names.prefix(5).joined(separator: ", "))\(names.count > 5 ? ", ..." : "")"
    }
}

extension CSVSample {
    /// The same without headings that stand among the records, and what another one has behind it.
    func without(_ watch: CSVHeadingWatch, _ dialect: Dialect) -> CSVSample {
        let mark = String(Unicode.Scalar(dialect.delimiter))
        var sample = self
        sample.rows = Array(rows.prefix(1))
        for row in rows.dropFirst() {
            let texts = row.map(\.text), line = texts.joined(separator: mark)
            let mayBe = Array(line.utf8).withUnsafeBufferPointer { bytes in
                bytes.baseAddress.map { watch.mayStand(at: 0, $0, bytes.count) } ?? false
            }
            guard mayBe, let finding = watch.finding(texts, line: line) else {
                sample.rows.append(row)
                continue
            }
            if finding.isOther { break }
        }
        return sample
    }
}
