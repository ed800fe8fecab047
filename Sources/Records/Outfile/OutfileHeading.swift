import Catalog

/// The standard heading of one DSPJRN outfile format: where the parts stand by which a record is recognised and sorted
/// to its layout. Made of the catalog's heading table; another OUTFILFMT is another table, not other code.
struct OutfileHeading: Sendable {
    /// Number of the OUTFILFMT.
    let type: Int
    let fields: [LayoutField]
    /// Bytes before the entry-specific data.
    let length: Int

    // Places of the parts, in bytes from the start of the record.
    let entryLength: Range<Int>
    let sequence: Range<Int>
    let journalCode: Int
    let entryType: Range<Int>
    /// 26 bytes, or 12 digits of date and time.
    let timestamp: Range<Int>
    /// Bytes of a date and a time that are digits only.
    static let clockLength = 12

    /// - Parameter form: How the file keeps what stands behind the heading; as the model file does when `nil`.
    /// - Returns: `nil` when the catalog's table of this type has not all the parts.
    init?(type: Int, form: OutfileDataForm? = nil) {
        self.type = type
        let all = Self.fields(type, form ?? OutfileDataForm(modelOf: type))
        func place(_ column: String) -> Range<Int>? {
            all.first { $0.column == column }?.bytes(inType: type)
        }
        guard let entryLength = place("ENTRY_LENGTH"), let sequence = place("SEQUENCE_NUMBER"),
            let code = place("JOURNAL_CODE"), let entryType = place("JOURNAL_ENTRY_TYPE"),
            let timestamp = Self.timestamp(all, type)
        else { return nil }
        fields = all
        let end = all.compactMap { $0.bytes(inType: type)?.upperBound }.max() ?? 0
        // The length before varying data is a field in the catalog's tables of *TYPE3 to *TYPE5.
        length = end + (type < 3 && form?.dataVaries == true ? OutfileDataForm.prefix : 0)
        self.entryLength = entryLength
        self.sequence = sequence
        journalCode = code.lowerBound
        self.entryType = entryType
        self.timestamp = timestamp
    }

    private static let nulls = "NULL_VALUE_INDICATORS"

    /// Where null value indicators stand, with the length before them.
    var nullIndicators: Range<Int>? { fields.first { $0.column == Self.nulls }?.bytes(inType: type) }

    /// The catalog's fields, in the places this form gives them.
    private static func fields(_ type: Int, _ form: OutfileDataForm) -> [LayoutField] {
        var fields = AuditCatalog.heading(type: type)
        guard type > 2 else { return fields }
        if !form.dataVaries { fields.removeAll { $0.what == .lengthOf && $0.appliesTo == "ENTRY_DATA" } }
        if !form.nullsVary, let at = fields.firstIndex(where: { $0.column == nulls }) {
            fields[at].format = .char
            fields[at].length -= OutfileDataForm.prefix
            for later in fields.indices where later > at { fields[later] = fields[later].moved(by: -OutfileDataForm.prefix) }
        }
        return fields
    }

    /// Bytes of a heading in the shortest form: no record is shorter.
    var shortest: Int { length - 2 * OutfileDataForm.prefix }

    /// One field, or a date and a time side by side.
    private static func timestamp(_ fields: [LayoutField], _ type: Int) -> Range<Int>? {
        let places = fields.filter { $0.column == "ENTRY_TIMESTAMP" }.compactMap { $0.bytes(inType: type) }
        guard let start = places.map(\.lowerBound).min(), let end = places.map(\.upperBound).max() else { return nil }
        return end - start == EBCDICTimestamp.length || end - start == clockLength ? start..<end : nil
    }

    /// Bytes that must be there to recognise a record.
    var leastBytes: Int { timestamp.upperBound }
}

extension OutfileHeading {
    /// Whether a record's heading starts at `start`: digits, code and type letters, an instant with its separators.
    ///
    /// Cheap: called for every record.
    func isHeading(_ bytes: RawSpan, at start: Int) -> Bool {
        guard start >= 0, start + leastBytes <= bytes.byteCount else { return false }
        func byte(_ offset: Int) -> UInt8 { bytes.unsafeLoad(fromByteOffset: start + offset, as: UInt8.self) }
        let at = timestamp.lowerBound
        if timestamp.count == Self.clockLength {
            for i in timestamp where !Self.isDigit(byte(i)) { return false }
            // Hours, minutes and seconds.
            guard byte(at + 6) <= 0xF2, byte(at + 8) <= 0xF5, byte(at + 10) <= 0xF5 else { return false }
        } else {
            guard byte(at + 4) == 0x60, byte(at + 7) == 0x60, byte(at + 10) == 0x60,
                byte(at + 13) == 0x4B, byte(at + 16) == 0x4B, byte(at + 19) == 0x4B
            else { return false }
        }
        guard Self.isLetter(byte(journalCode)) else { return false }
        var good = true
        for i in entryType { good = good && Self.isNameByte(byte(i)) }
        for i in entryLength { good = good && Self.isDigit(byte(i)) }
        for i in sequence { good = good && (Self.isDigit(byte(i)) || byte(i) == CodePage.blank) }
        return good
    }

    /// Whether a record that `isHeading` is of this format and not of the one whose heading begins alike: *TYPE1 has flags
    /// where *TYPE2 has a user profile, *TYPE4 has flags where *TYPE3 has blanks.
    func isTypical(_ record: RawSpan) -> Bool {
        func isFlag(_ at: Int) -> Bool {
            at < record.byteCount && (0xF0...0xF1).contains(record.unsafeLoad(fromByteOffset: at, as: UInt8.self))
        }
        switch type {
        case 1: return isFlag(117) && isFlag(118)
        case 2: return !(isFlag(117) && isFlag(118))
        case 3: return !isFlag(159)
        case 4: return isFlag(159)
        default: return true
        }
    }

    /// The length that a record that `isHeading` says it has, from its first byte to its last.
    func statedLength(_ record: RawSpan) -> Int {
        entryLength.reduce(0) { $0 * 10 + Int(record[$1] & 0x0F) }
    }

    /// Journal code and entry type of a record that `isHeading`, as one number.
    func entryTypeKey(_ record: RawSpan) -> UInt32 {
        var key = UInt32(record.unsafeLoad(fromByteOffset: journalCode, as: UInt8.self))
        for at in entryType { key = key << 8 | UInt32(record.unsafeLoad(fromByteOffset: at, as: UInt8.self)) }
        return key
    }

    static func isDigit(_ byte: UInt8) -> Bool { byte >= 0xF0 && byte <= 0xF9 }

    /// A to Z, the same bytes in every EBCDIC page.
    private static func isLetter(_ byte: UInt8) -> Bool {
        switch byte {
        case 0xC1...0xC9, 0xD1...0xD9, 0xE2...0xE9: true
        default: false
        }
    }

    private static func isNameByte(_ byte: UInt8) -> Bool { isLetter(byte) || isDigit(byte) }
}

extension LayoutField {
    /// The field's bytes in a record of DSPJRN OUTFILFMT(*TYPE`type`), from the start of the record; `nil` where the
    /// format has no such field.
    func bytes(inType type: Int) -> Range<Int>? {
        let offset = type == 5 ? offsetJ5 : type == 4 ? offsetJ4 : offsetJE
        guard let offset, offset >= 1, length > 0 else { return nil }
        return offset - 1..<offset - 1 + length
    }
}
