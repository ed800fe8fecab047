package import Catalog

/// The fields of an outfile as a site's own system lists them: DSPFFD OUTPUT(*OUTFILE) or QSYS2.SYSCOLUMNS, saved as CSV.
/// It goes before the catalog's layout, and is the answer where that is unverified.
///
/// A field is the catalog's one with the same text, or else the one at the same place and of the same length; a field
/// that is neither is kept under its own name. Columns of QADSPFFD are recalled: `WHFILE`, `WHFLDE`, `WHFOBO` (position in
/// the record), `WHFLDB` (bytes), `WHFLDD` and `WHFLDP` (digits and decimals), `WHFLDT` (type), `WHVARL`, `WHFTXT` (text).
package struct SiteLayout: Sendable {
    package let entryType: String
    /// OUTFILFMT, where the file's name tells it (`QASYPWJ5`); `nil` fits all.
    package let outfileType: Int?
    /// Behind the heading, in the order of their places.
    package let fields: [LayoutField]
    /// Where the list was read.
    let path: String

    /// The lists in a file; it can hold those of several outfiles.
    ///
    /// - Throws: `SourceError` when the file is no such list.
    package static func read(_ source: any ByteSource) throws -> [SiteLayout] {
        let table = table(try source.everything())
        guard let names = table.first?.map({ CSVNames.normalised($0.text) }), let columns = SiteFieldColumns(names) else {
            throw SourceError(
                path: source.name, reason: "this is no list of fields",
                remedy: "Save the outfile of DSPFFD, or QSYS2.SYSCOLUMNS of the model file, as CSV with its heading.")
        }
        let rows = table.dropFirst().compactMap { columns.field($0.map { $0.text.trimmed }) }
        var files: [String] = []
        for row in rows where !files.contains(row.file) { files.append(row.file) }
        let layouts = files.compactMap { file in
            SiteLayout(file, placed(rows.filter { $0.file == file }), source.name)
        }
        guard !layouts.isEmpty else {
            throw SourceError(
                path: source.name, reason: "no file in this list is an outfile of an entry type",
                remedy: "The file's name or its fields must begin with the type, as QASYPWJ5 and PWTYPE do.")
        }
        return layouts
    }

    /// The cells of a list, names first: delimited text in any encoding, or what db2 printed.
    private static func table(_ given: [UInt8]) -> [[CSVSample.Cell]] {
        let detected = CSVEncoding.detect(given, ccsid: nil, isDelimited: false)
        var bytes = detected.utf8(given), encoding = TextEncoding.utf8
        if case .bytes(let own, let mark) = detected { (bytes, encoding) = (Array(given.dropFirst(mark)), own) }
        if let printed = Db2TableSurvey(bytes.span.bytes, isWhole: true, encoding: encoding, takesAll: true) {
            return [printed.names.map { CSVSample.Cell(text: $0, isQuoted: false) }] + printed.rows
        }
        let found = CSVDialect.detect(bytes[...], isWhole: true, encoding: encoding, known: { CSVHeading.knownNames($0) })
        return CSVSample(bytes[...], isWhole: true, dialect: found.dialect, encoding: encoding, mostRows: 1_000_000).rows
    }

    private init?(_ file: String, _ rows: [SiteField], _ path: String) {
        guard let type = Self.entryType(file, rows) else { return nil }
        entryType = type
        let told = ["J5": 5, "J4": 4, "JE": 2][String(file.suffix(2))]
        outfileType = told
        self.path = path
        let format = told ?? 5
        let start = AuditCatalog.heading(type: format).compactMap { $0.bytes(inType: format)?.upperBound }.max() ?? 0
        let known = AuditCatalog.layout(journalCode: "T", type, outfileType: format)?.fields ?? []
        let own = rows.filter { $0.position > start }.sorted { $0.position < $1.position }
        // Texts first: a field that moved must not be taken for the one that stood there.
        var used: Set<Int> = []
        let titled = own.map { $0.matchByTitle(known, format, &used) }
        var fields: [LayoutField] = []
        for (row, found) in zip(own, titled) {
            let same = found.isEmpty ? row.matchByPlace(known, format, &used) : found
            fields += same.isEmpty ? [row.own()] : same.map { row.placed($0, in: format, everywhere: told == nil) }
        }
        guard !fields.isEmpty else { return nil }
        self.fields = fields
    }

    /// `QASYPWJ5`, `QAUDITPW`, or the letters all names begin with.
    private static func entryType(_ file: String, _ rows: [SiteField]) -> String? {
        var candidates: [String] = []
        if file.hasPrefix("QASY"), file.count >= 6 { candidates.append(String(file.dropFirst(4).prefix(2))) }
        if file.hasPrefix("QAUDIT"), file.count >= 8 { candidates.append(String(file.dropFirst(6).prefix(2))) }
        let prefixes = Set(rows.map { String($0.name.prefix(2)) })
        if prefixes.count == 1, let prefix = prefixes.first { candidates.append(prefix) }
        return candidates.first { AuditCatalog.entryType("T", $0) != nil }
    }
}

/// Where the cells of a list of fields stand.
private struct SiteFieldColumns {
    private let names: [String]
    private let isDSPFFD: Bool

    init?(_ names: [String]) {
        self.names = names
        let known = Set(names)
        isDSPFFD = known.contains("WHFOBO") && known.contains("WHFLDB")
        let isColumns = known.contains("ORDINAL_POSITION") && known.contains("DATA_TYPE") && known.contains("STORAGE")
        guard isDSPFFD || isColumns else { return nil }
    }

    private func text(_ row: [String], _ names: String...) -> String {
        for name in names {
            if let at = self.names.firstIndex(of: name), at < row.count, !row[at].isEmpty { return row[at] }
        }
        return ""
    }

    /// - Returns: `nil` for a row whose numbers cannot be.
    func field(_ row: [String]) -> SiteField? {
        func number(_ name: String) -> Int? { Int(text(row, name)).flatMap { (0...32_766).contains($0) ? $0 : nil } }
        let bytes = number(isDSPFFD ? "WHFLDB" : "STORAGE") ?? 0
        guard let position = number(isDSPFFD ? "WHFOBO" : "ORDINAL_POSITION"), position > 0, bytes > 0 else { return nil }
        return SiteField(
            file: text(row, "WHFILE", "SYSTEM_TABLE_NAME", "TABLE_NAME"),
            name: text(row, "WHFLDE", "WHFLDI", "SYSTEM_COLUMN_NAME", "COLUMN_NAME").uppercased(),
            title: text(row, "WHFTXT", "COLUMN_TEXT", "COLUMN_HEADING"), position: position, length: bytes,
            type: text(row, "WHFLDT", "DATA_TYPE").uppercased(), isVarying: text(row, "WHVARL") == "Y",
            digits: number("WHFLDD") ?? number("NUMERIC_PRECISION") ?? number("LENGTH") ?? bytes,
            scale: number("WHFLDP") ?? number("NUMERIC_SCALE") ?? 0, isOrdinal: !isDSPFFD)
    }
}

/// One row of a list of fields.
private struct SiteField {
    let file: String
    let name: String
    let title: String
    /// 1-based place in the record, or number of the field where the list has no places.
    var position: Int
    var length: Int
    let type: String
    let isVarying: Bool
    let digits: Int
    let scale: Int
    let isOrdinal: Bool

    var format: FieldFormat {
        switch type {
        case "S", "NUMERIC": .zoned(digits: digits, scale: scale)
        case "P", "DECIMAL": .packed(digits: digits, scale: scale)
        case "B", "SMALLINT", "INTEGER", "BIGINT": .binary
        case "Z", "TIMESTMP", "TIMESTAMP": .timestamp
        case "H", "BINARY", "5": .hex
        case "VARCHAR", "VARBIN", "VARBINARY", "VARG", "VARGRAPHIC": .varying
        default: isVarying ? .varying : .char
        }
    }

    /// The catalog's rows that have this field's text.
    func matchByTitle(_ known: [LayoutField], _ format: Int, _ used: inout Set<Int>) -> [LayoutField] {
        let title = CSVNames.normalised(self.title)
        guard !title.isEmpty else { return [] }
        return match(known, format, &used) { CSVNames.normalised($0.title) == title }
    }

    /// The catalog's rows at this field's place, of its length.
    func matchByPlace(_ known: [LayoutField], _ format: Int, _ used: inout Set<Int>) -> [LayoutField] {
        match(known, format, &used) { $0.bytes(inType: format) == position - 1..<position - 1 + length }
    }

    private func match(
        _ known: [LayoutField], _ format: Int, _ used: inout Set<Int>, where isSame: (LayoutField) -> Bool
    ) -> [LayoutField] {
        let at = known.indices.first { !used.contains($0) && isSame(known[$0]) }
        guard let at, let place = known[at].bytes(inType: format) else { return [] }
        // Several meanings of one place are several rows.
        let rows = known.indices.filter { known[$0].bytes(inType: format)?.lowerBound == place.lowerBound }
        used.formUnion(rows)
        return rows.map { known[$0] }
    }

    /// The catalog's row at this field's place.
    func placed(_ row: LayoutField, in format: Int, everywhere: Bool) -> LayoutField {
        var field = row
        field.offsetJ5 = everywhere || format == 5 ? position : nil
        field.offsetJ4 = everywhere || format == 4 ? position : nil
        field.offsetJE = everywhere || format == 2 ? position : nil
        field.length = length
        field.format = row.what == .value(.hex) && self.format == .char ? .char : self.format
        field.verified = true
        return field
    }

    /// A field that the catalog does not have.
    func own() -> LayoutField {
        let kind: ValueKind =
            switch format {
            case .zoned, .packed, .binary: scale == 0 ? .integer : .text
            case .timestamp: .timestamp
            case .hex: .hex
            case .char, .varying: .text
            }
        return LayoutField(
            title: title.isEmpty ? name : title, offsetJE: position, offsetJ4: position, offsetJ5: position, format: format,
            length: length, column: name, what: .value(kind), role: .none, isYesNo: false, when: nil, appliesTo: nil,
            merge: nil, note: "", verified: true)
    }
}

extension SiteLayout {
    /// SYSCOLUMNS has no places: each field stands behind the one before it.
    fileprivate static func placed(_ rows: [SiteField]) -> [SiteField] {
        var at = 1
        return rows.sorted { $0.position < $1.position }.map { row in
            guard row.isOrdinal else { return row }
            var row = row
            // A timestamp is 26 characters in a record, whatever it takes on disk.
            if row.format == .timestamp { row.length = 26 }
            row.position = at
            at += row.length
            return row
        }
    }
}

/// The site's layouts before the catalog's.
struct LayoutSource: Sendable {
    let sites: [SiteLayout]
    let outfileType: Int
    /// How far entry-specific data stands from where the catalog has it. A site's list is of the file itself.
    var shift = 0

    func fields(_ key: EntryTypeKey) -> [LayoutField]? {
        if let site = site(key) { return site.fields }
        let fields = AuditCatalog.layout(journalCode: key.journalCode, key.entryType, outfileType: outfileType)?.fields
        return shift == 0 ? fields : fields?.map { $0.moved(by: shift) }
    }

    func site(_ key: EntryTypeKey) -> SiteLayout? {
        guard key.journalCode == "T" else { return nil }
        return sites.first { $0.entryType == key.entryType && ($0.outfileType ?? outfileType) == outfileType }
    }
}
