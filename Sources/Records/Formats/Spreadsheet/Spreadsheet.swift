import Catalog

/// The first sheet of an .xlsx workbook that has rows, as comma-separated text.
struct Spreadsheet {
    let sheet: String
    /// The rows with every value in quotes; nothing where a cell has nothing.
    let csv: any ByteSource
    /// Whether its days are counted from 1904 on.
    let isFrom1904: Bool

    /// Bytes of rows whose cells are counted before any is written.
    private static let looked = InputFormats.headSize

    /// - Returns: `nil` when the archive is no workbook.
    /// - Throws: `SourceError` when it cannot be read.
    init?(_ source: any ByteSource) throws {
        let parts = try Zip.members(of: source)
        func part(_ suffix: String) throws -> [UInt8]? {
            try parts.first { $0.name.hasSuffix("/" + suffix) }?.everything()
        }
        guard let workbook = try part("xl/workbook.xml") else { return nil }
        isFrom1904 = Self.isFrom1904(workbook)
        // Sheets are numbered as they stand in the workbook.
        let sheets = parts.map(\.name).filter { $0.contains("/xl/worksheets/sheet") }
            .sorted { ($0.utf8.count, $0) < ($1.utf8.count, $1) }
        let cells = SheetCells(
            shared: SharedTexts(try part("xl/sharedStrings.xml") ?? []),
            dates: Self.dateStyles(try part("xl/styles.xml") ?? []), isFrom1904: isFrom1904)
        for name in sheets {
            guard let member = parts.first(where: { $0.name == name }) else { continue }
            var first = SheetRows(cells)
            let whole = try first.read(member, atMost: Self.looked)
            guard first.width > 0 else { continue }
            sheet = String(name.split(separator: "/").last ?? "")
            if whole, first.narrow == 0 {
                csv = MemorySource(name: source.name, bytes: first.csv, failure: member.failure ?? first.failure ?? source.failure)
            } else {
                csv = Self.written(member, source, cells, width: first.width)
            }
            return
        }
        (sheet, csv) = (sheets.first ?? "", MemorySource(name: source.name, bytes: [], failure: source.failure))
    }

    /// The rows of a long sheet, or of one whose first rows are not as wide as others, as they come.
    private static func written(
        _ member: any ByteSource, _ source: any ByteSource, _ cells: SheetCells, width: Int
    ) -> any ByteSource {
        WrittenSource(name: source.name, of: member) { hand in
            var rows = SheetRows(cells, width: width)
            do {
                try rows.write(member, hand)
            } catch {
                return "reading the sheet stopped: \(error)"
            }
            return rows.failure
        }
    }

    /// Whether the workbook counts days from 1904 on, as those of old Macintosh programs do.
    private static func isFrom1904(_ bytes: [UInt8]) -> Bool {
        let bytes = bytes.span.bytes
        var scan = XMLScan()
        while let piece = scan.next(in: bytes) {
            guard case .open(let tag) = piece, bytes.isName(tag.name, "workbookPr") else { continue }
            return ["1", "true", "on"].contains(XMLScan.attribute(bytes, "date1904", tag.attributes) ?? "")
        }
        return false
    }

    /// Indices of cell styles that show numbers as dates: built-in formats, and own ones with years, days or hours.
    private static func dateStyles(_ bytes: [UInt8]) -> Set<Int> {
        let bytes = bytes.span.bytes
        var scan = XMLScan()
        var own: Set<Int> = []
        var styles: Set<Int> = []
        var (isCells, count) = (false, 0)
        while let piece = scan.next(in: bytes) {
            switch piece {
            case .open(let tag) where bytes.isName(tag.name, "numFmt"):
                let code = XMLScan.attribute(bytes, "formatCode", tag.attributes)?.lowercased() ?? ""
                let bare = code.split(separator: "\"", omittingEmptySubsequences: false).enumerated()
                    .filter { $0.offset % 2 == 0 }.map(\.element).joined()
                if bare.contains(where: { "ydhs".contains($0) }),
                    let id = XMLScan.attribute(bytes, "numFmtId", tag.attributes).flatMap({ Int($0) }) { own.insert(id) }
            case .open(let tag) where bytes.isName(tag.name, "cellXfs"): isCells = true
            case .close(let name) where bytes.isName(name, "cellXfs"): isCells = false
            case .open(let tag) where isCells && bytes.isName(tag.name, "xf"):
                let id = XMLScan.attribute(bytes, "numFmtId", tag.attributes).flatMap { Int($0) } ?? 0
                if (14...22).contains(id) || (45...47).contains(id) || own.contains(id) { styles.insert(count) }
                count += 1
            default: break
            }
        }
        return styles
    }
}

/// The texts that cells name by number, as they stand in comma-separated text.
struct SharedTexts {
    /// Each in quotes, and behind the last one what may be copied with it.
    private var quoted: [UInt8] = []
    private var ends: [Int] = []

    /// Loops copy short texts with a length that is always the same, in bytes.
    private static let padding = 64

    init(_ part: [UInt8]) {
        let part = part.span.bytes
        var scan = XMLScan()
        var text: [UInt8] = []
        var start = 0
        // Readings of Japanese texts stand beside them.
        var (isText, isReading) = (false, false)
        while let piece = scan.next(in: part) {
            switch piece {
            case .open(let tag):
                if part.isName(tag.name, "t") {
                    (isText, start) = (!tag.isEmpty, text.count)
                } else if part.isName(tag.name, "rPh") {
                    isReading = !tag.isEmpty
                } else if tag.isEmpty, part.isName(tag.name, "si") {
                    end(&text)
                }
            case .close(let name):
                if part.isName(name, "t") {
                    SheetText.unescape(&text, from: min(start, text.count))
                    isText = false
                } else if part.isName(name, "si") {
                    end(&text)
                } else if part.isName(name, "rPh") {
                    isReading = false
                }
            case .text(let range): if isText, !isReading { XMLScan.append(part, range, to: &text) }
            case .literal(let range): if isText, !isReading { part.append(range, to: &text) }
            }
        }
        quoted.append(contentsOf: repeatElement(0, count: Self.padding))
    }

    private mutating func end(_ text: inout [UInt8]) {
        SheetRows.quote(text.span.bytes, 0..<text.count, to: &quoted)
        ends.append(quoted.count)
        text.removeAll(keepingCapacity: true)
    }

    /// The text of this number, without quotes around it; `nil` when there is none.
    subscript(number: Int) -> [UInt8]? {
        guard ends.indices.contains(number) else { return nil }
        var text: [UInt8] = []
        var at = (number == 0 ? 0 : ends[number - 1]) + 1
        while at < ends[number] - 1 {
            text.append(quoted[at])
            at += quoted[at] == 0x22 ? 2 : 1
        }
        return text
    }

    /// Calls `body` with the texts and where each ends.
    func withTable<Result>(_ body: (UnsafeBufferPointer<UInt8>, UnsafeBufferPointer<Int>) -> Result) -> Result {
        quoted.withUnsafeBufferPointer { texts in ends.withUnsafeBufferPointer { body(texts, $0) } }
    }
}
