import Catalog

/// Who made an event: decides what its keys mean.
enum SiemProduct: String, CaseIterable, Sendable {
    /// Its number among all.
    var place: Int {
        switch self {
        case .ibm: 0
        case .powertech: 1
        case .razLee: 2
        case .siftIt: 3
        case .other: 4
        }
    }

    case ibm = "IBM", powertech = "Powertech", razLee = "Raz-Lee", siftIt = "SIFT-IT", other = "*"

    init(_ bytes: RawSpan, _ event: SiemEvent) {
        let vendor = event.header[1]
        if bytes.has("IBM", at: vendor.lowerBound), vendor.count == 3 {
            self = .ibm
        } else if Self.starts(bytes, vendor, with: "powertech") || Self.starts(bytes, vendor, with: "fortra") {
            self = .powertech
        } else if Self.starts(bytes, vendor, with: "raz-lee") {
            self = .razLee
        } else if Self.starts(bytes, vendor, with: "arpeggio") {
            self = .siftIt
        } else {
            self = .other
        }
    }

    private static func starts(_ bytes: RawSpan, _ range: Range<Int>, with text: StaticString) -> Bool {
        guard range.count >= text.utf8CodeUnitCount else { return false }
        return text.withUTF8Buffer { wanted in
            wanted.indices.allSatisfy { bytes[range.lowerBound + $0] | 0x20 == wanted[$0] }
        }
    }
}

/// The columns of SIEM lines: what the frame has, what the table of keys names, and keys of the head that no table knows.
struct SiemColumns: Sendable {
    private(set) var table: TextColumns
    let time, code, entryType, action, user, jobName, jobUser, jobNumber, qualifiedJob: Int
    let system, priority, tag, messageID, text, source, objectName, objectLibrary, command: Int
    /// Vendor, product, its version, event class, name and severity as the header has them.
    let header: [Int]
    let entryData: Int
    let qhst: UInt8
    let audit: UInt8
    /// `A` to `Z`: the action of a Powertech event is a number.
    let letters: [UInt8]
    /// For times without a year.
    let yearless: UInt8
    /// By column: how a value with backslashes is read.
    private(set) var escaped: [UInt8] = []
    /// What events tell beside their keys, by entry type.
    let details: [UInt16: SiemDetails]
    private var targets: [KeyTable] = SiemProduct.allCases.map { _ in KeyTable() }

    init(encoding: TextEncoding, years: YearRule) {
        var table = TextColumns(encoding: encoding)
        time = table.add("ENTRY_TIMESTAMP")
        code = table.add("JOURNAL_CODE")
        entryType = table.add("JOURNAL_ENTRY_TYPE")
        action = table.add("ENTRY_TYPE")
        user = table.add("USER_NAME")
        for name in ["AUDIT_USER_NAME", "DEVICE_NAME"] { _ = table.add(name) }
        qualifiedJob = table.add("QUALIFIED_JOB_NAME")
        jobName = table.add("JOB_NAME")
        jobUser = table.add("JOB_USER")
        jobNumber = table.add("JOB_NUMBER")
        system = table.add("SYSTEM_NAME")
        messageID = table.add("MESSAGE_ID")
        text = table.add("MESSAGE_TEXT")
        source = table.add("MESSAGE_SOURCE")
        objectName = table.add("OBJECT_NAME")
        objectLibrary = table.add("OBJECT_LIBRARY")
        command = table.add("COMMAND_STRING")
        entryData = table.add("ENTRY_DATA")
        priority = table.add("SYSLOG_PRIORITY")
        tag = table.add("SYSLOG_TAG")
        header = ["EVENT_VENDOR", "EVENT_PRODUCT", "EVENT_VERSION", "EVENT_CLASS", "EVENT_NAME", "CEF_SEVERITY"].map {
            table.add($0)
        }
        details = SiemDetails.all(&table)
        for key in AuditCatalog.eventKeys where !key.key.hasPrefix("header") {
            guard let product = SiemProduct(rawValue: key.product) else { continue }
            let column = table.add(key.column, sourceName: key.key)
            targets[product.place].insert(Array(key.key.utf8), column: column)
        }
        qhst = table.decoder(.constant("QHST"))
        audit = table.decoder(.constant("T"))
        letters = (0..<26).map { table.decoder(.constant(String(Character(Unicode.Scalar(UInt8(65 + $0)))))) }
        yearless = table.decoder(.spelled(.yearless(years), encoding))
        self.table = table
        setEscaped()
    }

    private mutating func setEscaped() {
        let encoding = table.encoding
        escaped = table.columns.map { column in
            table.decoder(column.kind == .timestamp ? .timestampText(.yearFirst, encoding) : .spelled(.cef, encoding))
        }
    }

    /// The column of a key that no table knows, under its own name.
    mutating func addOwn(_ key: [UInt8], _ product: SiemProduct) {
        // What stands in it has columns of its own.
        if product == .powertech, key == Array("msg".utf8) { return }
        guard targets[product.place].column(key.span.bytes, 0..<key.count) == nil, targets[product.place].count < Self.mostKeys
        else { return }
        let own = CSVNames.normalised(String(decoding: key, as: UTF8.self))
        let isTaken = AuditCatalog.column(own) != nil || own.isEmpty
        let column = table.add(isTaken ? "EVENT_" + own : own, sourceName: String(decoding: key, as: UTF8.self))
        targets[product.place].insert(key, column: column)
        setEscaped()
    }

    /// Keys of one product that get columns of their own.
    private static let mostKeys = 200

    /// Where the values of keys go in events of a product.
    func keys(_ product: SiemProduct) -> KeyTable { targets[product.place] }
}
