import Catalog

/// The first sheet of an .xlsx workbook that has rows, as comma-separated text.
struct Spreadsheet {
    let sheet: String
    /// The rows with every value in quotes; nothing where a cell has nothing.
    let csv: [UInt8]

    /// - Returns: `nil` when the archive is no workbook.
    /// - Throws: `SourceError` when it cannot be read.
    init?(_ source: any ByteSource) throws {
        let parts = try Zip.members(of: source)
        func part(_ suffix: String) throws -> [UInt8]? {
            try parts.first { $0.name.hasSuffix("/" + suffix) }?.everything()
        }
        guard try part("xl/workbook.xml") != nil else { return nil }
        // Sheets are numbered as they stand in the workbook.
        let sheets = parts.map(\.name).filter { $0.contains("/xl/worksheets/sheet") }
            .sorted { ($0.utf8.count, $0) < ($1.utf8.count, $1) }
        let shared = SharedTexts(try part("xl/sharedStrings.xml") ?? [])
        let dates = Self.dateStyles(try part("xl/styles.xml") ?? [])
        for name in sheets {
            guard let member = parts.first(where: { $0.name == name }) else { continue }
            let rows = try Self.rows(of: member, shared, dates)
            if let failure = member.failure { throw SourceError(path: name, reason: failure) }
            guard !rows.isEmpty else { continue }
            (sheet, csv) = (String(name.split(separator: "/").last ?? ""), rows)
            return
        }
        (sheet, csv) = (sheets.first ?? "", [])
    }

    /// The sheet is walked again where a row is wider than all before it: every row gets as many cells as the widest.
    private static func rows(of member: any ByteSource, _ shared: SharedTexts, _ dates: Set<Int>) throws -> [UInt8] {
        var width = 0
        while true {
            var rows = SheetRows(shared: shared, dates: dates, width: width)
            try rows.read(member)
            if rows.narrow == 0 { return rows.csv }
            width = rows.width
        }
    }

    /// Indices of cell styles that show numbers as dates: built-in formats, and own ones with years, days or hours.
    private static func dateStyles(_ bytes: [UInt8]) -> Set<Int> {
        var scan = XMLScan(bytes)
        var own: Set<Int> = []
        var styles: Set<Int> = []
        var (isCells, count) = (false, 0)
        while let piece = scan.next() {
            switch piece {
            case .open(let tag) where scan.has(tag.name, "numFmt"):
                let code = scan.attribute("formatCode", tag.attributes)?.lowercased() ?? ""
                let bare = code.split(separator: "\"", omittingEmptySubsequences: false).enumerated()
                    .filter { $0.offset % 2 == 0 }.map(\.element).joined()
                if bare.contains(where: { "ydhs".contains($0) }),
                    let id = scan.attribute("numFmtId", tag.attributes).flatMap({ Int($0) }) { own.insert(id) }
            case .open(let tag) where scan.has(tag.name, "cellXfs"): isCells = true
            case .close(let name) where scan.has(name, "cellXfs"): isCells = false
            case .open(let tag) where isCells && scan.has(tag.name, "xf"):
                let id = scan.attribute("numFmtId", tag.attributes).flatMap { Int($0) } ?? 0
                if (14...22).contains(id) || (45...47).contains(id) || own.contains(id) { styles.insert(count) }
                count += 1
            default: break
            }
        }
        return styles
    }
}

/// The texts that cells name by number.
struct SharedTexts {
    private var bytes: [UInt8] = []
    private var ends: [Int] = []

    init(_ part: [UInt8]) {
        var scan = XMLScan(part)
        // Readings of Japanese texts stand beside them.
        var (isText, isReading) = (false, false)
        while let piece = scan.next() {
            switch piece {
            case .open(let tag):
                if scan.has(tag.name, "t") {
                    isText = !tag.isEmpty
                } else if scan.has(tag.name, "rPh") {
                    isReading = !tag.isEmpty
                } else if tag.isEmpty, scan.has(tag.name, "si") {
                    ends.append(bytes.count)
                }
            case .close(let name):
                if scan.has(name, "t") {
                    isText = false
                } else if scan.has(name, "si") {
                    ends.append(bytes.count)
                } else if scan.has(name, "rPh") {
                    isReading = false
                }
            case .text(let range): if isText, !isReading { scan.append(range, to: &bytes) }
            }
        }
    }

    /// The text of this number; `nil` when there is none.
    subscript(number: Int) -> ArraySlice<UInt8>? {
        guard ends.indices.contains(number) else { return nil }
        return bytes[(number == 0 ? 0 : ends[number - 1])..<ends[number]]
    }
}
