import Catalog

/// The columns of a delimited input: names, kinds, and where each stands in a record.
struct CSVColumns {
    var columns: [SourceColumn] = []
    var places: [CellPlace] = []
    private(set) var decoders = DecoderList()
    /// What was assumed of names, dates and types, for people.
    var facts: [(name: String, value: String)] = []
    private(set) var entryData: CSVEntryData?
    /// Columns of which the sample does not tell everything.
    var open: [OpenColumn] = []
    /// How dates are read whose order is not plain.
    var dates: [ColumnDates] = []
    /// `CellPlace.choice` points here.
    var choices: [CSVChoice] = []

    private let sample: CSVSample
    private let encoding: TextEncoding
    private let dialect: Dialect
    /// How values are written that are not plain, where not by quotes.
    private let spelling: Spelling?
    private let firstRow: Int
    private let entryType: String?
    /// Whether a cell `"null"` is null, as `db2util` writes it: no heading, and every cell in quotes.
    private let hasNullInQuotes: Bool
    /// Whether numbers have marks between thousands, as reports print them.
    private let hasGroupedNumbers: Bool
    let outfile: CSVOutfile?
    /// Cells of each column that hold something.
    let values: [[String]]
    var used: Set<String> = []

    init(
        _ heading: CSVHeading, _ sample: CSVSample, dialect: Dialect, encoding: TextEncoding,
        source: any ByteSource, options: InputOptions, spelling: Spelling? = nil, hasGroupedNumbers: Bool = false
    ) {
        (self.spelling, self.hasGroupedNumbers) = (spelling, hasGroupedNumbers)
        self.sample = sample
        self.dialect = dialect
        self.encoding = encoding
        firstRow = heading.isFirstRecord ? 1 : 0
        let firstRow = firstRow
        hasNullInQuotes = spelling == nil && dialect.quote != nil && !heading.isFirstRecord && !sample.rows.isEmpty
            && sample.rows.allSatisfy { $0.count > 1 && $0.allSatisfy(\.isQuoted) }
        values = heading.texts.indices.map { sample.values($0, from: firstRow) }
        let given = heading.texts.map(CSVNames.normalised)
        let normalised = given.map(options.map.name)
        let shape = Shape(normalised)
        outfile = CSVOutfile(normalised, values)
        // Names of the user's map are those of a log, and no proof of a result of AUDIT_JOURNAL_xx.
        let unmapped = zip(given, normalised).map { $0 == $1 ? $0 : "" }
        let type = shape.hasEntryType ? nil : Self.type(unmapped, values, heading, source.name, options)
        entryType = type?.code ?? outfile?.entryType
        let names = Self.names(normalised, values, entryType, shape, outfile)
        var added: [(cell: Int, isPair: Bool)] = []
        for cell in heading.texts.indices where add(cell, heading.texts[cell], names, options.lessons) {
            added.append((cell, cell + 1 < names.count && names[cell + 1] == nil))
        }
        let dates = orders(of: added.map(\.cell), source.lastChange, options)
        for (index, one) in added.enumerated() {
            places.append(place(one.cell, columns[index], dates[index], isPair: one.isPair))
        }
        addOutfileFields(heading.texts)
        addJobParts()
        if shape.isHistoryLog { addMessageType() }
        if let type, shape.isAuditResult(type) { addType(type) }
        addEntryData(options)
        if hasNullInQuotes { facts.append(("Null", Self.nulls(dialect))) }
    }

    /// What `db2util` makes of null: its `-o space` writes what it finds in the memory of the value.
    private static func nulls(_ dialect: Dialect) -> String {
        dialect.delimiter == CSVDialect.blank
            ? "not told: db2util -o space writes any text for it, that of an entry before as well; -o csv and -o json tell"
            : "null in quotes"
    }

    // MARK: what kind of result

    private struct Shape {
        var hasEntryType: Bool
        var isDisplayJournal: Bool
        /// QSYS2.HISTORY_LOG_INFO.
        var isHistoryLog: Bool
        var hasTime: Bool

        init(_ names: [String]) {
            let known = names.map { CSVNames.canonical($0, entryType: nil, values: []) ?? $0 }
            hasEntryType = known.contains("JOURNAL_ENTRY_TYPE") || known.contains("MESSAGE_ID")
            isDisplayJournal = !Set(names).isDisjoint(with: [
                "ENTRY_DATA", "COUNT_OR_RRN", "CURRENT_USER", "OBJECT_TYPE_INDICATOR", "NULL_VALUE_INDICATORS",
            ])
            isHistoryLog = names.contains("MESSAGE_ID") && !isDisplayJournal && !known.contains("JOURNAL_ENTRY_TYPE")
            hasTime = known.contains("ENTRY_TIMESTAMP")
        }

        /// Whether the columns look like those of an AUDIT_JOURNAL_xx function at all.
        func isAuditResult(_ type: CSVEntryType) -> Bool { hasTime && !isDisplayJournal }
    }

    private static func type(
        _ names: [String], _ values: [[String]], _ heading: CSVHeading, _ source: String, _ options: InputOptions
    ) -> CSVEntryType? {
        let action = names.firstIndex { $0 == "ENTRY_TYPE" || $0 == "VIOLATION_TYPE" }
        let type = CSVEntryType(
            names: names, actions: action.map { values[$0] } ?? [], source: source, options: options)
        guard options.entryType == nil, let placed = heading.entryType else { return type }
        return CSVEntryType(placed: placed)
    }

    // MARK: names

    /// Canonical names; `nil` for the second cell of a date and time pair.
    private static func names(
        _ names: [String], _ values: [[String]], _ type: String?, _ shape: Shape, _ outfile: CSVOutfile?
    ) -> [String?] {
        let own: [(sqlName: String, column: String)] =
            shape.isHistoryLog
            ? AuditCatalog.historyLogColumns
            : shape.isDisplayJournal ? AuditCatalog.displayJournalColumns.map { ($0.sqlName, $0.column) } : []
        var result: [String?] = names.indices.map { cell in
            let name = names[cell]
            let known =
                own.first { $0.sqlName == name }?.column
                ?? CSVNames.canonical(name, entryType: type, values: values[cell]) ?? name
            // Our own columns are computed anew; what the file says of them stays beside them.
            return AuditCatalog.column(known)?.isDerived == true ? "REPORTED_" + known : known
        }
        for cell in names.indices.dropFirst() where result[cell - 1] == "ENTRY_TIMESTAMP" {
            let isTime = CSVAliases.times.contains(names[cell]) || (names[cell].hasSuffix("TIME") && names[cell].count == 6)
            if isTime, values[cell].allSatisfy(CSVDates.isTime) { result[cell] = nil }
        }
        preferExactNames(names, &result, outfile)
        return result
    }

    /// Where several headings mean one column, the one that is called so gets the name; the others keep their own.
    /// An outfile has the older form of a column (JOTHD, raw bytes) before the newer one (JOTHDX).
    private static func preferExactNames(_ names: [String], _ result: inout [String?], _ outfile: CSVOutfile?) {
        let named = result.indices.filter { result[$0] != nil && outfile?.fields[$0] == nil }
        for (name, cells) in Dictionary(grouping: named, by: { result[$0] })
        where cells.count > 1 {
            guard let name else { continue }
            let best = cells.first { names[$0] == name } ?? cells[outfile == nil ? 0 : cells.count - 1]
            for cell in cells where cell != best && !names[cell].isEmpty { result[cell] = names[cell] }
        }
    }

    private mutating func unique(_ name: String, cell: Int) -> String {
        let base = name.isEmpty ? "COLUMN_\(cell + 1)" : name
        var candidate = base
        var number = 2
        while !used.insert(candidate).inserted {
            candidate = "\(base)_\(number)"
            number += 1
        }
        return candidate
    }

    // MARK: one column

    /// - Returns: Whether the cell is a column of its own.
    private mutating func add(_ cell: Int, _ text: String, _ names: [String?], _ lessons: Lessons) -> Bool {
        guard let given = names[cell], outfile?.fields[cell] == nil else { return false }
        let name = unique(given, cell: cell)
        let known = AuditCatalog.column(name)
        let column = SourceColumn(
            name: name, sourceName: text.trimmed.isEmpty ? name : text.trimmed,
            kind: known?.kind ?? guessedKind(values[cell], lessons.texts[name]), role: known?.role ?? .none,
            entryTypes: entryType.map { known != nil && known?.isHeading == false ? [$0] : [] } ?? [],
            isHeading: known?.isHeading ?? false)
        if known == nil, column.kind != .text {
            open.append(OpenColumn(column: columns.count, question: .kind, isWatched: true))
        }
        columns.append(column)
        return true
    }

    private mutating func place(_ cell: Int, _ column: SourceColumn, _ dates: CSVDates?, isPair: Bool) -> CellPlace {
        let dashIsNull = [.integer, .timestamp, .address].contains(column.kind)
        if column.kind == .timestamp, let dates {
            let index = decoders.index(of: timestampDecoder(dates, column, isPair: isPair))
            let quoted = isPair && spelling == .json ? decoders.index(of: .spelled(.jsonPair(dates.order), encoding)) : index
            return CellPlace(
                kind: isPair ? .pair : .cell, cell: cell, plain: index, quoted: quoted, dashIsNull: dashIsNull)
        }
        let (plain, quoted) = textDecoders(column)
        return CellPlace(cell: cell, plain: plain, quoted: quoted, dashIsNull: dashIsNull)
    }

    private mutating func textDecoders(_ column: SourceColumn) -> (plain: UInt8, quoted: UInt8) {
        let isYesNo =
            entryType.flatMap { AuditCatalog.sqlColumns($0) }?.contains { $0.column == column.name && $0.isYesNo } ?? false
        let isGrouped = hasGroupedNumbers && (column.kind == .integer || column.name.hasSuffix("JOB_NUMBER"))
        return textDecoders { decoder in
            let decoder = isGrouped ? .grouped(decoder) : decoder
            if column.name == "THREAD" { return .thread(decoder) }
            if column.name.hasSuffix("JOB_NUMBER") { return .jobNumber(decoder) }
            if column.kind == .integer, !isGrouped, AuditCatalog.column(column.name) == nil { return .exact(decoder) }
            return isYesNo ? .yesNo(decoder) : decoder
        }
    }

    mutating func textDecoders(_ wrapped: @escaping (FieldDecoder) -> FieldDecoder) -> (plain: UInt8, quoted: UInt8) {
        let wrapped = hasNullInQuotes ? { .unlessNull(wrapped($0)) } : wrapped
        let plain = decoders.index(of: wrapped(.text(encoding)))
        if let spelling { return (plain, decoders.index(of: wrapped(.spelled(spelling, encoding)))) }
        guard let quote = dialect.quote else { return (plain, plain) }
        return (plain, decoders.index(of: wrapped(.quoted(encoding, quote: quote, escape: dialect.escape))))
    }

    private mutating func timestampDecoder(_ dates: CSVDates, _ column: SourceColumn, isPair: Bool) -> FieldDecoder {
        if let remark = dates.remark { facts.append(("Dates in \(column.sourceName)", remark)) }
        if dates.hasZone { facts.append(("Zone in \(column.sourceName)", "left out: times are kept as written")) }
        if isPair { facts.append(("Time", "\(column.sourceName) and the column behind it")) }
        let decoder = FieldDecoder.timestampText(dates.order, encoding)
        return hasNullInQuotes ? .unlessNull(decoder) : decoder
    }

    /// For columns no table knows: a number or time only when every cell looked at is one, and nothing of it goes lost.
    private func guessedKind(_ values: [String], _ later: Set<String>?) -> ValueKind {
        guard values.count > 0 else { return .text }
        if values.allSatisfy(CSVShapes.isExactNumber) { return later == nil ? .integer : .text }
        if values.allSatisfy({ $0.utf8.count >= 8 && CSVDates.isDate($0) }) { return .timestamp }
        return .text
    }

    // MARK: columns that are in no cell of their own

    /// Number, user and name of the job, where only the qualified name is there.
    private mutating func addJobParts() {
        guard let whole = columns.firstIndex(where: { $0.name == "QUALIFIED_JOB_NAME" }) else { return }
        let parts: [(String, CellPlace.Kind)] = [
            ("JOB_NAME", .jobName), ("JOB_USER", .jobUser), ("JOB_NUMBER", .jobNumber),
        ]
        for (name, kind) in parts where used.insert(name).inserted {
            var place = places[whole]
            place.kind = kind
            columns.append(
                SourceColumn(
                    name: name, sourceName: columns[whole].sourceName, kind: .text, role: .job, isHeading: true))
            places.append(place)
        }
    }

    /// JOURNAL_CODE and JOURNAL_ENTRY_TYPE, which no column of the result has.
    private mutating func addType(_ type: CSVEntryType) {
        facts.append((EntryTypeFact.name, type.remark))
        addConstant("JOURNAL_CODE", "T")
        if let code = type.code { addConstant("JOURNAL_ENTRY_TYPE", code) }
    }

    /// A history log message is of the type that its ID says.
    private mutating func addMessageType() {
        guard let id = columns.firstIndex(where: { $0.name == "MESSAGE_ID" }) else { return }
        facts.append(("Entry type", "the message ID: a result of HISTORY_LOG_INFO"))
        addConstant("JOURNAL_CODE", "QHST")
        guard used.insert("JOURNAL_ENTRY_TYPE").inserted else { return }
        columns.append(
            SourceColumn(name: "JOURNAL_ENTRY_TYPE", sourceName: columns[id].sourceName, kind: .code, isHeading: true))
        places.append(places[id])
    }

    private mutating func addConstant(_ name: String, _ value: String) {
        guard used.insert(name).inserted else { return }
        let index = decoders.index(of: .constant(value))
        columns.append(SourceColumn(name: name, sourceName: "", kind: .code, isHeading: true))
        places.append(CellPlace(kind: .constant, cell: 0, plain: index, quoted: index, dashIsNull: false))
    }

    /// How cells spell the marks that would end them.
    private var escapes: CellEscapes? {
        if spelling != nil { return .json }
        return dialect.quote.map { .quoted(quote: $0, escape: dialect.escape) }
    }

    /// The fields inside ENTRY_DATA. Where a cell has the same column, the field goes first and the cell is for entries
    /// that have none.
    private mutating func addEntryData(_ options: InputOptions) {
        func cell(_ name: String) -> Int? { columns.firstIndex { $0.name == name }.map { places[$0].cell } }
        guard let dataCell = cell("ENTRY_DATA"), let typeCell = cell("JOURNAL_ENTRY_TYPE") else { return }
        let values = values[dataCell] + (options.lessons.texts["ENTRY_DATA"]?.sorted() ?? [])
        guard !values.isEmpty else {
            let column = columns.firstIndex { $0.name == "ENTRY_DATA" }
            if let column { open.append(OpenColumn(column: column, question: .spelling, isWatched: true)) }
            return
        }
        let spelling: CSVEntryData.Spelling = CSVEntryData.areHexadecimal(values) ? .hexadecimal : .characters
        let codePage = CodePage(ccsid: options.ccsid ?? 37)
        let data = CSVEntryData(
            spelling, dataCell: dataCell, typeCell: typeCell, codeCell: cell("JOURNAL_CODE"), codePage: codePage,
            encoding: encoding, escapes: escapes, decoders: &decoders)
        entryData = data
        let how = options.ccsid == nil && spelling == .hexadecimal ? " (assumed; --ccsid to overrule)" : ""
        facts.append(("Entry data", "\(spelling.rawValue), decoded by entry type from CCSID \(codePage.ccsid)\(how)"))
        for (index, own) in data.columns.enumerated() {
            if let known = columns.firstIndex(where: { $0.name == own.column.name }) {
                guard places[known].kind == .cell, places[known].cell != typeCell else { continue }
                places[known].kind = .entryDataOrCell
                places[known].entryColumn = index
            } else {
                used.insert(own.column.name)
                columns.append(own.column)
                places.append(
                    CellPlace(kind: .entryData, cell: 0, plain: 0, quoted: 0, dashIsNull: false, entryColumn: index))
            }
        }
    }
}

/// Decoders, each once; there is room for 256.
struct DecoderList {
    private(set) var all: [FieldDecoder] = []

    /// Index of the decoder; of the first one when there is no room for another.
    mutating func index(of decoder: FieldDecoder) -> UInt8 { addedIndex(of: decoder) ?? 0 }

    /// Index of the decoder, `nil` when there is no room for another.
    mutating func addedIndex(of decoder: FieldDecoder) -> UInt8? {
        if let known = all.firstIndex(of: decoder) { return UInt8(known) }
        guard all.count < 256 else { return nil }
        all.append(decoder)
        return UInt8(all.count - 1)
    }
}
