import Catalog

/// ENTRY_DATA of a DISPLAY_JOURNAL result: the entry-specific data of a record in one cell, laid out by the record's own
/// entry type, as in a *TYPE5 outfile behind the heading.
struct CSVEntryData: Sendable {
    enum Spelling: String, Sendable {
        /// Two digits a byte; `X'...'`, `BX'...'`, `BLOB(X'...')` and `0x...` around or before them are passed over.
        case hexadecimal = "hexadecimal digits"
        /// Characters, as INTERPRET gives them: only fields of characters can be read.
        case characters
    }

    let spelling: Spelling
    /// Cells of the record: the data, the entry type, the journal code (`nil`: T).
    let dataCell: Int
    let typeCell: Int
    let codeCell: Int?
    /// Columns of all types; `CellPlace.entryColumn` points here.
    let columns: [Column]
    private let layouts: [String: Layout]
    private let codePage: CodePage
    /// The byte of each of the first 256 characters.
    private let pageBytes: [UInt8]
    private let isUTF8: Bool
    /// By index of the layouts' decoders: the reader's decoder over the cell's own characters, or `nil` where there is
    /// none.
    private let cellDecoders: [UInt8?]
    /// The same where some character of the cell is spelled.
    private let spelledDecoders: [UInt8?]
    private let escapes: CellEscapes?

    struct Column: Sendable {
        var column: SourceColumn
    }

    private struct Layout: Sendable {
        /// By index in `columns`.
        var places: [Int: [FieldPlace]]
    }

    /// Bytes before the entry-specific data in a *TYPE5 record, from which the catalog counts.
    private static let heading = 609
    /// A question mark in EBCDIC, for characters that the page does not have.
    private static let unknown: UInt8 = 0x6F

    /// - Parameter escapes: How the cell spells marks; `nil` where it has none.
    /// - Parameter decoders: The reader's decoders; those of the layouts are added.
    init(
        _ spelling: Spelling, dataCell: Int, typeCell: Int, codeCell: Int?, codePage: CodePage, encoding: TextEncoding,
        escapes: CellEscapes?, decoders: inout DecoderList
    ) {
        self.spelling = spelling
        self.dataCell = dataCell
        self.typeCell = typeCell
        self.codeCell = codeCell
        self.codePage = codePage
        pageBytes = (UInt8.min...UInt8.max).map { codePage.byte(of: Unicode.Scalar($0)) ?? Self.unknown }
        isUTF8 = encoding == .utf8
        var builder = EntryLayoutBuilder(type: 5, codePage: codePage, alsoStated: [])
        var columns: [Column] = []
        var byName: [String: Int] = [:]
        var layouts: [String: Layout] = [:]
        for type in AuditCatalog.entryTypes {
            guard let known = AuditCatalog.layout(journalCode: type.journalCode, type.code) else { continue }
            let entry = builder.layout(known.fields.map { $0.moved(by: -Self.heading) }, start: 0)
            var layout = Layout(places: [:])
            for field in entry.fields {
                let at = byName[field.column] ?? columns.count
                if at == columns.count {
                    columns.append(Column(column: SourceColumn(field)))
                    byName[field.column] = at
                }
                columns[at].column.entryTypes.append(type.code)
                if !field.verified { columns[at].column.verified = false }
                layout.places[at] = entry.places[field.column]
            }
            layouts[type.journalCode + type.code] = layout
        }
        self.columns = columns
        self.layouts = layouts
        let known = builder.decoders.decoders
        cellDecoders = known.map { Self.overCell($0, spelling, encoding).flatMap { decoders.addedIndex(of: $0) } }
        self.escapes = spelling == .characters ? escapes : nil
        let spelled = self.escapes?.decoder(encoding)
        spelledDecoders = spelled.map { text in
            known.map { Self.overCell($0, spelling, encoding, text).flatMap { decoders.addedIndex(of: $0) } }
        } ?? []
    }

    /// The reader's decoders that a field of the data can name.
    var decoders: Set<UInt8> { Set((cellDecoders + spelledDecoders).compactMap { $0 }) }

    /// How the cell's characters are read that stand for bytes `decoder` reads.
    ///
    /// - Parameter spelled: How characters are read where some are spelled.
    private static func overCell(
        _ decoder: FieldDecoder, _ spelling: Spelling, _ encoding: TextEncoding, _ spelled: FieldDecoder? = nil
    ) -> FieldDecoder? {
        if spelling == .hexadecimal { return .unhexed(encoding, then: decoder) }
        switch decoder {
        case .ebcdic, .zoned: return spelled ?? .text(encoding)
        case .timestampEBCDIC: return .timestampText(.yearFirst, encoding)
        case .yesNo(let inner): return overCell(inner, spelling, encoding, spelled).map { .yesNo($0) }
        case .list(let length, let inner):
            return overCell(inner, spelling, encoding, spelled).map { .list(itemLength: length, then: $0) }
        default: return nil
        }
    }
}

extension CSVEntryData {
    /// The entry-specific data of one record.
    struct Entry {
        fileprivate let places: [Int: [FieldPlace]]
        /// The data without a heading.
        fileprivate let record: [UInt8]
        /// Where the data starts in the block, and characters for each byte of it.
        fileprivate let cell: Int
        fileprivate let unit: Int
        /// Where each byte's character starts in the cell, and its end behind the last; empty where `unit` tells it.
        fileprivate let characters: [Int]
        fileprivate let decoders: [UInt8?]
        fileprivate let spelling: Spelling

        /// The field's range in the block; absent when this entry has no such field.
        /// `isEmpty`: nothing but blanks and zeros stands there.
        func field(_ column: Int) -> (range: FieldRange, isEmpty: Bool) {
            guard let places = places[column] else { return (.absent, true) }
            var problem: LengthProblem?
            let found = places.resolve(record.span.bytes, problem: &problem)
            guard found.state == .value || found.state == .truncated else { return (found, true) }
            guard let decoder = decoders[Int(found.decoder)] else { return (.absent, true) }
            let bytes = Int(found.start)..<Int(found.start + found.length)
            let (start, end) = (place(bytes.lowerBound), place(bytes.upperBound))
            let range = FieldRange(start: UInt32(start), length: UInt32(end - start), decoder: decoder,
                // Blanks at the end of characters go lost on the way.
                state: spelling == .characters ? .value : found.state)
            return (range, EBCDICText.usedCount(record.span.bytes.extracting(bytes)) == 0)
        }

        /// Where the character of a byte of the record starts in the block.
        private func place(_ byte: Int) -> Int {
            cell + (characters.isEmpty ? byte * unit : characters[min(byte, characters.count - 1)])
        }
    }

    /// The bytes that characters stand for, with where each starts in the cell where some take more than one byte there.
    private func bytes(ofCharacters content: UnsafeRawBufferPointer) -> (bytes: [UInt8], places: [Int]) {
        guard isUTF8, !content.bytes.isASCII(0..<content.count) else {
            let bytes = [UInt8](unsafeUninitializedCapacity: content.count) { bytes, count in
                for at in 0..<content.count { bytes[at] = pageBytes[Int(content[at])] }
                count = content.count
            }
            return (bytes, [])
        }
        var (bytes, places): ([UInt8], [Int]) = ([], [])
        var at = 0
        for scalar in String(decoding: content, as: UTF8.self).unicodeScalars {
            bytes.append(codePage.byte(of: scalar) ?? Self.unknown)
            places.append(min(at, content.count))
            at += String(scalar).utf8.count
        }
        return (bytes, places + [min(at, content.count)])
    }

    /// The same of a cell in which characters are spelled.
    private func bytes(ofSpelled content: RawSpan, _ escapes: CellEscapes) -> (bytes: [UInt8], places: [Int]) {
        var (bytes, places): ([UInt8], [Int]) = ([], [])
        var at = 0
        while at < content.byteCount {
            places.append(at)
            if let spelled = escapes.character(content, at: at) {
                bytes.append(codePage.byte(of: spelled.scalar) ?? Self.unknown)
                at = spelled.next
                continue
            }
            let start = at
            repeat { at += 1 } while isUTF8 && at < content.byteCount && content[at] & 0xC0 == 0x80
            let character = TextDecoding.string(content.extracting(start..<at), isUTF8 ? .utf8 : .latin1)
            bytes.append(character.unicodeScalars.first.flatMap { codePage.byte(of: $0) } ?? Self.unknown)
        }
        return (bytes, places + [content.byteCount])
    }

    /// - Parameter key: Journal code and entry type: `TPW`.
    /// - Parameter content: The cell; `start`: where it stands in the block.
    func entry(key: String, content: UnsafeRawBufferPointer, at start: Int) -> Entry? {
        guard let layout = layouts[key] else { return nil }
        let record: [UInt8]
        let unit = spelling == .hexadecimal ? 2 : 1
        let skipped = spelling == .hexadecimal ? Self.prefixLength(content) : 0
        let rest = UnsafeRawBufferPointer(rebasing: content[skipped...])
        var characters: [Int] = []
        var decoders = cellDecoders
        switch spelling {
        case .hexadecimal: record = TextHex.bytes(of: rest.bytes)
        case .characters:
            if let escapes, escapes.occur(in: rest.bytes) {
                (record, characters) = bytes(ofSpelled: rest.bytes, escapes)
                decoders = spelledDecoders
            } else {
                (record, characters) = bytes(ofCharacters: rest)
            }
        }
        return Entry(
            places: layout.places, record: record, cell: start + skipped, unit: unit, characters: characters,
            decoders: decoders, spelling: spelling)
    }

    /// Characters before the first digit: `X'`, `BX'`, `BLOB(X'`, `0x`.
    static func prefixLength(_ content: UnsafeRawBufferPointer) -> Int {
        if let quote = content.prefix(8).firstIndex(of: UInt8(ascii: "'")) { return quote + 1 }
        if content.count >= 2, content[0] == 0x30, content[1] | 0x20 == 0x78 { return 2 }
        return 0
    }

    /// Whether the cells of a column are hexadecimal digits, with or without a mark before them.
    static func areHexadecimal(_ values: [String]) -> Bool {
        values.prefix(20).allSatisfy { value in
            Array(value.utf8).withUnsafeBytes { bytes in
                let digits = bytes.dropFirst(prefixLength(bytes))
                let count = digits.prefix { TextHex.value(of: $0) != nil }.count
                return digits.dropFirst(count).allSatisfy { $0 == UInt8(ascii: "'") || $0 == UInt8(ascii: ")") }
            }
        }
    }
}

extension SourceColumn {
    fileprivate init(_ field: LayoutField) {
        self.init(
            name: field.column, sourceName: "ENTRY_DATA: \(field.title)", kind: field.kind, role: field.role,
            isHeading: AuditCatalog.column(field.column)?.isHeading ?? false)
    }
}
