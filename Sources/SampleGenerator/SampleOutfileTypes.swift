import Catalog
import OutfileWriter
import Records

/// The same entries as outfiles of the older formats, and as the text that CPYTOSTMF makes of one.
enum SampleOutfileTypes {
    /// The records of an OUTFILFMT(*TYPE`type`): what its heading has no field for is left out.
    static func records(type: Int, _ entries: [StoryEntry]) throws -> [UInt8] {
        let encoder = EntryEncoder(type: type)
        return try entries.flatMap { entry -> [UInt8] in
            let own = AuditCatalog.layout(journalCode: entry.journalCode, entry.entryType, outfileType: type)?.fields ?? []
            let fields = AuditCatalog.heading(type: type) + own.filter { $0.place(inType: type) != nil }
            let known = Set(fields.map(\.column))
            return try encoder.record(entry.values.filter { known.contains($0.key) })
        }
    }

    /// UTF-8 lines without trailing blanks.
    static func text(_ records: [UInt8], count: Int) -> [UInt8] {
        let page = CodePage(ccsid: 37)
        let length = records.count / max(1, count)
        return stride(from: 0, to: records.count, by: max(1, length)).flatMap { start -> [UInt8] in
            var text = page.decode(Array(records[start..<start + length]).span.bytes).unicodeScalars
            while text.last == " " { text.removeLast() }
            return Array(String(text).utf8) + [0x0A]
        }
    }
}
