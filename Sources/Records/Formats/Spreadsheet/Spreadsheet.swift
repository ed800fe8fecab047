import Catalog

/// The first sheet of an .xlsx workbook, as rows of texts.
struct Spreadsheet {
    let sheet: String
    private(set) var rows: [[String?]] = []

    /// Columns of a sheet; more are no result of a query.
    private static let mostColumns = 2000

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
        let shared = Self.sharedTexts(try part("xl/sharedStrings.xml") ?? [])
        let dates = Self.dateStyles(try part("xl/styles.xml") ?? [])
        for name in sheets {
            guard let member = parts.first(where: { $0.name == name }) else { continue }
            let rows = Self.rows(try member.everything(), shared, dates)
            if let failure = member.failure { throw SourceError(path: name, reason: failure) }
            guard rows.contains(where: { $0.contains { $0 != nil } }) else { continue }
            (sheet, self.rows) = (String(name.split(separator: "/").last ?? ""), rows)
            return
        }
        sheet = sheets.first ?? ""
    }

    // MARK: parts

    private static func sharedTexts(_ bytes: [UInt8]) -> [String] {
        var texts: [String] = []
        var scan = XMLScan(bytes)
        var text = ""
        // Readings of Japanese texts stand beside them.
        var (isText, isReading) = (false, false)
        while let piece = scan.next() {
            switch piece {
            case .open("si", _, let isEmpty): if isEmpty { texts.append("") } else { text = "" }
            case .close("si"): texts.append(text)
            case .open("rPh", _, let isEmpty): isReading = !isEmpty
            case .close("rPh"): isReading = false
            case .open("t", _, let isEmpty): isText = !isEmpty
            case .close("t"): isText = false
            case .text(let range) where isText && !isReading: text += scan.text(range)
            default: break
            }
        }
        return texts
    }

    /// Indices of cell styles that show numbers as dates: built-in formats, and own ones with years, days or hours.
    private static func dateStyles(_ bytes: [UInt8]) -> Set<Int> {
        var scan = XMLScan(bytes)
        var own: Set<Int> = []
        var styles: Set<Int> = []
        var (isCells, count) = (false, 0)
        while let piece = scan.next() {
            switch piece {
            case .open("numFmt", let attributes, _):
                let code = scan.attribute("formatCode", attributes)?.lowercased() ?? ""
                let bare = code.split(separator: "\"", omittingEmptySubsequences: false).enumerated()
                    .filter { $0.offset % 2 == 0 }.map(\.element).joined()
                if bare.contains(where: { "ydhs".contains($0) }), let id = scan.attribute("numFmtId", attributes).flatMap({ Int($0) }) {
                    own.insert(id)
                }
            case .open("cellXfs", _, _): isCells = true
            case .close("cellXfs"): isCells = false
            case .open("xf", let attributes, _) where isCells:
                let id = scan.attribute("numFmtId", attributes).flatMap { Int($0) } ?? 0
                if (14...22).contains(id) || (45...47).contains(id) || own.contains(id) { styles.insert(count) }
                count += 1
            default: break
            }
        }
        return styles
    }

    private static func rows(_ bytes: [UInt8], _ shared: [String], _ dates: Set<Int>) -> [[String?]] {
        var rows: [[String?]] = []
        var row: [String?] = []
        var scan = XMLScan(bytes)
        var cell: (column: Int, type: String, style: Int) = (0, "", 0)
        var next = 0
        var (value, isValue) = ("", false)
        while let piece = scan.next() {
            switch piece {
            case .open("row", _, let isEmpty): if !isEmpty { (row, next) = ([], 0) }
            case .close("row"): rows.append(row)
            case .open("c", let attributes, let isEmpty):
                let column = scan.attribute("r", attributes).flatMap(column) ?? next
                cell = (
                    column, scan.attribute("t", attributes) ?? "n",
                    scan.attribute("s", attributes).flatMap { Int($0) } ?? 0
                )
                (value, next) = ("", column + 1)
                if isEmpty { continue }
            case .open("v", _, let isEmpty), .open("t", _, let isEmpty): isValue = !isEmpty
            case .close("v"), .close("t"): isValue = false
            case .text(let range) where isValue: value += scan.text(range)
            case .close("c"):
                guard cell.column < mostColumns, !value.isEmpty else { continue }
                while row.count <= cell.column { row.append(nil) }
                row[cell.column] = text(value, cell.type, isDate: dates.contains(cell.style), shared)
            default: break
            }
        }
        return rows
    }

    /// `C7` -> 2.
    private static func column(_ reference: String) -> Int? {
        var column = 0
        for byte in reference.utf8 {
            guard (0x41...0x5A).contains(byte) else { break }
            column = column * 26 + Int(byte - 0x40)
            if column > mostColumns { return nil }
        }
        return column > 0 ? column - 1 : nil
    }

    private static func text(_ value: String, _ type: String, isDate: Bool, _ shared: [String]) -> String? {
        switch type {
        case "s": Int(value).flatMap { shared.indices.contains($0) ? shared[$0] : nil } ?? value
        case "b": value == "1" ? "TRUE" : "FALSE"
        case "n": isDate ? date(value) ?? value : number(value)
        default: value
        }
    }

    /// A whole number without the exponent that large ones are saved with.
    private static func number(_ value: String) -> String {
        guard value.contains("E") || value.contains("e"), let number = Double(value), number == number.rounded(),
            abs(number) < 9_007_199_254_740_992
        else { return value }
        return String(Int(number))
    }

    /// Days since 30 December 1899; the fraction is the time, exact to a millisecond.
    private static func date(_ value: String) -> String? {
        guard let days = Double(value), days >= 0, days < 200_000,
            let start = Timestamp(year: 1899, month: 12, day: 30)
        else { return nil }
        let milliseconds = Int64((days * 86_400_000).rounded())
        return Timestamp(microseconds: start.microseconds + milliseconds * 1000).text()
    }
}

extension Spreadsheet {
    /// The rows as comma-separated text with every value in quotes; nothing where a cell has nothing.
    var csv: [UInt8] {
        let width = rows.map(\.count).max() ?? 0
        var bytes: [UInt8] = []
        for row in rows where row.contains(where: { $0 != nil }) {
            for column in 0..<width {
                if column > 0 { bytes.append(UInt8(ascii: ",")) }
                guard column < row.count, let text = row[column] else { continue }
                bytes.append(0x22)
                for byte in text.utf8 {
                    if byte == 0x22 { bytes.append(0x22) }
                    bytes.append(byte)
                }
                bytes.append(0x22)
            }
            bytes.append(0x0A)
        }
        return bytes
    }
}
