import Catalog

/// An invented outfile of two failed sign-ons, made of the catalog's layouts.
enum OutfileSample {
    private static let values = [
        "JOURNAL_CODE": "T", "JOURNAL_ENTRY_TYPE": "PW", "JOB_NAME": "QINTER", "JOB_USER": "QSYS",
        "JOB_NUMBER": "104177", "PROGRAM_NAME": "QWTMCMNL", "USER_NAME": "QSYS", "SYSTEM_NAME": "SYSA",
        "INCOMPLETE_DATA": "0", "MINIMIZED_ENTRY_DATA": "0", "REFERENTIAL_CONSTRAINT": "0", "TRIGGER": "0",
        "IGNORE_ON_APPLY": "0", "ENTRY_TYPE": "P", "AUDIT_USER_NAME": "BRUNO", "DEVICE_NAME": "QPADEV0007",
    ]

    static func sample(type: Int) -> FormatSample {
        FormatSample(file: "QAUDITPW", bytes: record(type, 8_412_101, "13") + record(type, 8_412_102, "27"), entries: 2)
    }

    /// The record of one entry, at 07:59 and `second`.
    private static func record(_ type: Int, _ sequence: Int, _ second: String) -> [UInt8] {
        let fields = AuditCatalog.heading(type: type) + (AuditCatalog.layout(journalCode: "T", "PW", outfileType: type)?.fields ?? [])
        let length = fields.compactMap { $0.bytes(inType: type)?.upperBound }.max() ?? 0
        var record = Array(repeating: CodePage.blank, count: length)
        for field in fields {
            guard let place = field.bytes(inType: type) else { continue }
            switch (field.column, field.merge) {
            case ("ENTRY_TIMESTAMP", .date): write("110426", at: place, of: &record)
            case ("ENTRY_TIMESTAMP", .time): write("0759" + second, at: place, of: &record)
            case ("ENTRY_TIMESTAMP", _): write("2026-11-04-07.59.\(second).000000", at: place, of: &record)
            case ("SEQUENCE_NUMBER", _): write(digits(sequence, place.count), at: place, of: &record)
            case ("ENTRY_LENGTH", _): write(digits(length, place.count), at: place, of: &record)
            default: write(values[field.column] ?? empty(field), at: place, of: &record)
            }
        }
        return record
    }

    private static func write(_ text: String, at place: Range<Int>, of record: inout [UInt8]) {
        for (at, byte) in zip(place, CodePage(ccsid: 37).encode(text) ?? []) { record[at] = byte }
    }

    private static func digits(_ number: Int, _ count: Int) -> String {
        let text = String(number)
        return String(repeating: "0", count: max(0, count - text.count)) + text
    }

    private static func empty(_ field: LayoutField) -> String {
        switch field.format {
        case .zoned: String(repeating: "0", count: field.length)
        case .binary, .packed, .varying: String(repeating: "\u{0}", count: field.length)
        case .char, .hex, .timestamp: ""
        }
    }
}
