import Catalog

/// From a heading's text to a column's name.
enum CSVNames {
    /// Upper case, everything but letters, digits, `#`, `@` and `$` as `_`: `Entry Timestamp` -> `ENTRY_TIMESTAMP`.
    static func normalised(_ heading: String) -> String {
        if let name = normalisedASCII(heading) { return name }
        var name = ""
        for character in heading.trimmed.uppercased() {
            if character.isLetter || character.isNumber || "#@$".contains(character) {
                name.append(character)
            } else if !name.isEmpty, name.last != "_" {
                name.append("_")
            }
        }
        while name.last == "_" { name.removeLast() }
        return name
    }

    /// The same of a heading in ASCII, byte by byte; `nil` for others.
    private static func normalisedASCII(_ heading: String) -> String? {
        var name: [UInt8] = []
        name.reserveCapacity(heading.utf8.count)
        for byte in heading.utf8 {
            switch byte {
            case 0x80...: return nil
            case UInt8(ascii: "a")...UInt8(ascii: "z"): name.append(byte & ~0x20)
            case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "#"),
                UInt8(ascii: "@"), UInt8(ascii: "$"):
                name.append(byte)
            default: if !name.isEmpty, name.last != UInt8(ascii: "_") { name.append(UInt8(ascii: "_")) }
            }
        }
        while name.last == UInt8(ascii: "_") { name.removeLast() }
        return String(decoding: name, as: UTF8.self)
    }

    /// The canonical column of a normalised heading, or `nil`.
    ///
    /// - Parameter values: Some cells of the column: an alias counts only when they fit.
    static func canonical(_ name: String, entryType: String?, values: [String]) -> String? {
        if AuditCatalog.column(name) == nil, let alias = CSVAliases.all[name] {
            return alias.fits(values) ? alias.column : nil
        }
        return AuditCatalog.canonicalName(name, entryType: entryType)
    }

    /// Whether a heading of this text would be understood.
    static func isKnown(_ heading: String) -> Bool {
        let name = normalised(heading)
        return name.count > 2 && (CSVAliases.all[name] != nil || AuditCatalog.canonicalName(name, entryType: nil) != nil)
    }
}

/// Headings that people give columns of these results, beyond what the catalog lists; each with what its values must look
/// like to be believed.
enum CSVAliases {
    enum Shape { case any, timestamp, number, code, qualifiedJob, address }

    struct Alias {
        var column: String
        var shape: Shape

        /// Whether most of the values have the shape; no value at all is no proof against it.
        func fits(_ values: [String]) -> Bool {
            let fitting = values.prefix(50).count { CSVAliases.has($0, shape) }
            return fitting * 10 >= min(values.count, 50) * 8
        }
    }

    static let all: [String: Alias] = Dictionary(
        uniqueKeysWithValues: [
            ("JOB_EVENT_TIME", "ENTRY_TIMESTAMP", .timestamp), ("TIMESTAMP", "ENTRY_TIMESTAMP", .timestamp),
            ("TIME_STAMP", "ENTRY_TIMESTAMP", .timestamp), ("ENTRY_TIME", "ENTRY_TIMESTAMP", .timestamp),
            ("EVENT_TIME", "ENTRY_TIMESTAMP", .timestamp), ("EVENT_TIMESTAMP", "ENTRY_TIMESTAMP", .timestamp),
            ("DATETIME", "ENTRY_TIMESTAMP", .timestamp), ("DATE_TIME", "ENTRY_TIMESTAMP", .timestamp),
            ("DATE_AND_TIME", "ENTRY_TIMESTAMP", .timestamp), ("JOURNAL_TIMESTAMP", "ENTRY_TIMESTAMP", .timestamp),
            ("DATE", "ENTRY_TIMESTAMP", .timestamp), ("ENTRY_DATE", "ENTRY_TIMESTAMP", .timestamp),
            ("SEQUENCE", "SEQUENCE_NUMBER", .number), ("SEQ", "SEQUENCE_NUMBER", .number),
            ("SEQNBR", "SEQUENCE_NUMBER", .number), ("SEQUENCE_NBR", "SEQUENCE_NUMBER", .number),
            ("JRNCODE", "JOURNAL_CODE", .code), ("JRNTYPE", "JOURNAL_ENTRY_TYPE", .code),
            ("JRN_CODE", "JOURNAL_CODE", .code), ("JRN_TYPE", "JOURNAL_ENTRY_TYPE", .code),
            ("JOURNAL_TYPE", "JOURNAL_ENTRY_TYPE", .code), ("ENTTYP", "JOURNAL_ENTRY_TYPE", .code),
            ("RECEIVER", "RECEIVER_NAME", .any), ("RECEIVER_LIB", "RECEIVER_LIBRARY", .any),
            ("JOB", "QUALIFIED_JOB_NAME", .qualifiedJob), ("FULL_JOB_NAME", "QUALIFIED_JOB_NAME", .qualifiedJob),
            ("JOB_EVENT_TYPE", "ENTRY_TYPE_DETAIL", .any), ("CURRENT_USER", "USER_NAME", .any),
            ("IP_ADDRESS", "REMOTE_ADDRESS", .address), ("REMOTE_IP", "REMOTE_ADDRESS", .address),
            ("CLIENT_IP", "REMOTE_ADDRESS", .address), ("REMOTE_IP_ADDRESS", "REMOTE_ADDRESS", .address),
        ].map { (name: String, column: String, shape: Shape) in (name, Alias(column: column, shape: shape)) })

    /// Headings of the time that belongs to the date in the column before.
    static let times: Set = ["TIME", "ENTRY_TIME", "EVENT_TIME"]

    private static func has(_ text: String, _ shape: Shape) -> Bool {
        switch shape {
        case .any: true
        case .timestamp: CSVDates.isDate(text)
        case .number: CSVShapes.isNumber(text)
        case .code: text.utf8.count <= 2 && text.utf8.allSatisfy { CSVShapes.isWordByte($0) }
        case .qualifiedJob: text.split(separator: "/", omittingEmptySubsequences: false).count == 3
        case .address: CSVShapes.isAddress(text)
        }
    }
}

/// What a cell's text looks like.
enum CSVShapes {
    static func isNumber(_ text: String) -> Bool {
        if case .value = TextNumber.integer(of: text) { return true }
        return false
    }

    /// Whether the text is a whole number, and the one that is written of it.
    static func isExactNumber(_ text: String) -> Bool {
        guard isNumber(text) else { return false }
        var text = text
        return text.withUTF8 { TextNumber.isExact(UnsafeRawBufferPointer($0).bytes) }
    }

    static func isWordByte(_ byte: UInt8) -> Bool {
        (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte & 0xDF)
    }

    /// Four numbers with points, or hexadecimal digits with at least two colons.
    static func isAddress(_ text: String) -> Bool {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        if parts.count == 4, parts.allSatisfy({ UInt8($0) != nil }) { return true }
        return text.utf8.count { $0 == 0x3A } >= 2
            && text.utf8.allSatisfy { TextHex.value(of: $0) != nil || $0 == 0x3A || $0 == 0x2E || $0 == 0x25 }
    }

    /// Text that can stand in a heading line: starts with a letter and is neither date nor number nor address.
    static func mayBeHeading(_ text: String) -> Bool {
        guard let first = text.trimmed.first, first.isLetter || first == "_" else { return false }
        return text.count <= 128 && !isAddress(text)
    }
}
