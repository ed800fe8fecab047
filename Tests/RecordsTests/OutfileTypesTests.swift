import Catalog
import OutfileWriter
import Testing

@testable import Records

/// *TYPE1 to *TYPE4: other headings, the same entries.
@Suite struct OutfileTypesTests {
    static let types = [1, 2, 3, 4, 5]

    private static let entry = [
        "JOURNAL_CODE": "T", "JOURNAL_ENTRY_TYPE": "PW", "SEQUENCE_NUMBER": "77",
        "ENTRY_TIMESTAMP": "2026-11-13 07:59:13.000000", "JOB_NAME": "QINTER", "JOB_USER": "QSYS", "JOB_NUMBER": "104177",
        "PROGRAM_NAME": "QWTMCMNL", "INCOMPLETE_DATA": "0", "MINIMIZED_ENTRY_DATA": "0", "ENTRY_TYPE": "P",
        "AUDIT_USER_NAME": "BRUNO", "DEVICE_NAME": "QPADEV0007",
    ]

    /// The entry with what only some headings have.
    private static func values(_ type: Int) -> [String: String] {
        let known = Set(AuditCatalog.heading(type: type).map(\.column))
        let more = ["USER_NAME": "QSYS", "SYSTEM_NAME": "SYSA", "REFERENTIAL_CONSTRAINT": "0", "TRIGGER": "0", "IGNORE_ON_APPLY": "0"]
        return entry.merging(more.filter { known.contains($0.key) }) { $1 }
    }

    @Test(arguments: types) func everyHeadingIsToldFromTheOthers(_ type: Int) throws {
        let encoder = EntryEncoder(type: type)
        let bytes = try (0..<3).flatMap { number in
            try encoder.record(Self.values(type).merging(["SEQUENCE_NUMBER": String(77 + number)]) { $1 })
        }
        let table = try ReadTable(bytes)
        #expect(table.reader.format == "outfile-type\(type)")
        #expect(table.rows.count == 3)
        for (name, value) in Self.values(type) where name != "SEQUENCE_NUMBER" {
            #expect(table.column(name) == [value, value, value], "\(name)")
        }
        #expect(table.column("SEQUENCE_NUMBER") == ["77", "78", "79"])
        #expect(table.issues.isEmpty)
    }

    /// Every entry type of the catalog, in each format that has it.
    @Test(arguments: types) func samplesOfTheCatalogComeBack(_ type: Int) throws {
        let encoder = EntryEncoder(type: type)
        for code in AuditCatalog.entryTypes.filter({ $0.journalCode == "T" }).map(\.code) {
            let fields = AuditCatalog.layout(journalCode: "T", code, outfileType: type)?.fields ?? []
            let present = Set(fields.filter { $0.place(inType: type) != nil }.map(\.column))
            for sample in AuditCatalog.samples(code) {
                let own = sample.values.filter { present.contains($0.column) }
                var values = Self.values(type).filter { !["ENTRY_TYPE", "AUDIT_USER_NAME", "DEVICE_NAME"].contains($0.key) }
                values["JOURNAL_ENTRY_TYPE"] = code
                for (name, value) in own { values[name] = value }
                let table = try ReadTable(encoder.record(values))
                #expect(table.reader.format == "outfile-type\(type)", "\(code)")
                for (name, value) in own { #expect(table.column(name) == [value], "\(code) \(name)") }
            }
        }
    }

    /// Date order of the job that ran DSPJRN: told by the dates, or the latest day that fits.
    @Test(arguments: [("111326", "month first"), ("131126", "day first"), ("261113", "year first")])
    func sixDigitDatesTellTheirOrder(_ date: String, _ order: String) throws {
        var records: [UInt8] = []
        for type in [2, 2] {
            var record = try EntryEncoder(type: type).record(Self.values(2))
            record.replaceSubrange(18..<24, with: CodePage(ccsid: 37).encode(date) ?? [])
            records += record
        }
        let table = try ReadTable(records)
        #expect(table.fact("Dates")?.hasPrefix(order) == true)
        #expect(table.column("ENTRY_TIMESTAMP") == Array(repeating: "2026-11-13 07:59:13.000000", count: 2))
    }

    /// The generic outfile: entries of all types with one record length.
    @Test(arguments: types) func entriesOfManyTypesInOneFileAreDecodedByType(_ type: Int) throws {
        let encoder = EntryEncoder(type: type)
        var other = Self.values(type).filter { !["ENTRY_TYPE", "AUDIT_USER_NAME", "DEVICE_NAME"].contains($0.key) }
        other["JOURNAL_ENTRY_TYPE"] = "SV"
        other["SYSTEM_VALUE"] = "QMAXSIGN"
        let length = max(encoder.recordLength(journalCode: "T", entryType: "PW"), encoder.recordLength(journalCode: "T", entryType: "SV"))
        let bytes = try [Self.values(type), other, Self.values(type)].flatMap { try encoder.record($0, length: length) }
        let table = try ReadTable(bytes)
        #expect(table.column("JOURNAL_ENTRY_TYPE") == ["PW", "SV", "PW"])
        #expect(table.column("AUDIT_USER_NAME") == ["BRUNO", "-", "BRUNO"])
        #expect(table.column("SYSTEM_VALUE") == ["-", "QMAXSIGN", "-"])
    }

    /// DSPJRN with ENTDTALEN(*CALC), a number or *VARLEN, and NULLINDLEN with or without *VARLEN.
    @Test(arguments: types, [(true, true), (true, false), (false, true), (false, false)])
    func fixedAndVaryingDataIsTold(_ type: Int, _ varies: (nulls: Bool, data: Bool)) throws {
        if type < 3, !varies.nulls { return }
        let encoder = EntryEncoder(type: type)
        var other = Self.values(type).filter { !["ENTRY_TYPE", "AUDIT_USER_NAME", "DEVICE_NAME"].contains($0.key) }
        (other["JOURNAL_ENTRY_TYPE"], other["SYSTEM_VALUE"]) = ("SV", "QMAXSIGN")
        var unknown = other.filter { $0.key != "SYSTEM_VALUE" }
        unknown["JOURNAL_ENTRY_TYPE"] = "99"
        let length = max(encoder.recordLength(journalCode: "T", entryType: "PW"), encoder.recordLength(journalCode: "T", entryType: "SV"))
        let offset = encoder.entryDataOffset
        let data = Array(repeating: UInt8(0xC1), count: 40)
        let records = try [Self.values(type), other, unknown, Self.values(type)].map { values -> [UInt8] in
            var record = try encoder.record(values, data: values["JOURNAL_ENTRY_TYPE"] == "99" ? data : [], length: length)
            if type < 3 {
                let own = record.count - offset
                if varies.data { record.insert(contentsOf: [UInt8(own >> 8), UInt8(own & 255)], at: offset) }
                return record
            }
            // The model files have two varying fields: a length is taken out where one is fixed.
            if !varies.data { record.removeSubrange(offset - 2..<offset) }
            if !varies.nulls { record.removeSubrange(offset - 54..<offset - 52) }
            if !varies.nulls { record.replaceSubrange(offset - 54..<offset - 4, with: Array(repeating: 0x40, count: 50)) }
            return record
        }
        let table = try ReadTable(records.flatMap { $0 })
        #expect(table.reader.format == "outfile-type\(type)")
        #expect(table.column("JOURNAL_ENTRY_TYPE") == ["PW", "SV", "99", "PW"])
        #expect(table.column("AUDIT_USER_NAME") == ["BRUNO", "-", "-", "BRUNO"])
        #expect(table.column("DEVICE_NAME").first == "QPADEV0007")
        #expect(table.column("SYSTEM_VALUE") == ["-", "QMAXSIGN", "-", "-"])
        #expect(table.column("ENTRY_DATA")[2].hasPrefix(String(repeating: "C1", count: 40)))
        #expect((table.fact("Entry data") == nil) == (type < 3 ? !varies.data : varies.nulls && varies.data))
        #expect(table.issues.isEmpty)
    }

    /// More data than there is room for: everything is read, and the entry says so.
    @Test(arguments: [3, 4, 5], [1, 2, 40_000]) func aLengthBeyondTheRecordIsTold(_ type: Int, _ more: Int) throws {
        let encoder = EntryEncoder(type: type)
        let whole = try encoder.record(Self.values(type))
        let offset = encoder.entryDataOffset, room = whole.count - offset
        var record = whole
        (record[offset - 2], record[offset - 1]) = (UInt8((room + more) >> 8), UInt8((room + more) & 255))
        let table = try ReadTable(whole + record + whole)
        #expect(table.rows[1] == table.rows[0])
        let said = table.reader.unstatedFields(of: record.span.bytes)
        #expect(said?.sentence.hasPrefix("The entry states \(room + more) bytes of data, the record has room for \(room):") == true)
    }

    /// Data of varying length ends where the entry says, whatever stands behind: a field that is not there as a whole is
    /// absent, the others are what they are in a whole entry.
    @Test(arguments: [3, 4, 5]) func fieldsBehindTheStatedLengthAreAbsent(_ type: Int) throws {
        let encoder = EntryEncoder(type: type)
        let whole = try encoder.record(Self.values(type))
        let offset = encoder.entryDataOffset
        let fields = (AuditCatalog.layout(journalCode: "T", "PW", outfileType: type)?.fields ?? []).filter {
            $0.place(inType: type) != nil && $0.isValue && $0.merge != .append
        }
        for stated in 0...60 {
            var record = whole
            (record[offset - 2], record[offset - 1]) = (0, UInt8(stated))
            let bytes = whole + record + whole
            let table = try ReadTable(bytes)
            for (column, at) in zip(table.columns, table.columns.indices) where !column.isHeading {
                let places = fields.filter { $0.column == column.name }.compactMap { $0.place(inType: type) }
                guard let place = places.first, places.count == 1 else { continue }
                let isThere = place.upperBound <= offset + stated
                #expect(table.rows[1][at] == (isThere ? table.rows[0][at] : "-"), "\(stated) \(column.name)")
            }
            #expect(table.rows[2] == table.rows[0])
            #expect(table.issues.isEmpty)
            let said = table.reader.unstatedFields(of: record.span.bytes)
            #expect(said?.bytes == stated)
            #expect(said?.fields.contains("AUDIT_USER_NAME") == (stated < 11))
            #expect(table.reader.unstatedFields(of: whole.span.bytes) == nil)
        }
    }

    @Test func rawDataOfAnUnknownTypeEndsWhereTheEntrySays() throws {
        let encoder = EntryEncoder()
        var values = Self.values(5).filter { !["ENTRY_TYPE", "AUDIT_USER_NAME", "DEVICE_NAME"].contains($0.key) }
        values["JOURNAL_ENTRY_TYPE"] = "99"
        var record = try encoder.record(values, data: Array(repeating: 0xC1, count: 40))
        record[encoder.entryDataOffset - 1] = 3
        let table = try ReadTable(record + record)
        #expect(table.column("ENTRY_DATA") == ["C1C1C1", "C1C1C1"])
    }

    @Test func theUserOverrulesWhatWasFound() throws {
        let bytes = try EntryEncoder(type: 4).record(Self.values(4))
        #expect(try ReadTable(bytes, options: InputOptions(format: "outfile-type3")).reader.format == "outfile-type3")
        #expect(throws: SourceError.self) { try ReadTable(bytes, options: InputOptions(format: "outfile-type1")) }
    }

    @Test func orderOfDatesIsTheOneThatPutsThemTogether() {
        // 10 January 2026.
        let now = 1_768_046_400
        func order(_ dates: String...) -> DateOrder { LikelyDateOrder(dates, lastChange: now).order }
        #expect(order("01/02/25", "01/03/25", "01/04/25") == .monthFirst)
        #expect(order("01/02/25", "02/02/25", "03/02/25") == .dayFirst)
        #expect(order("25/02/01", "25/02/02") == .yearFirst)
        #expect(order("01/09/26") == .monthFirst)
        #expect(order("09/01/26") == .dayFirst)
        #expect(order() == .yearFirst)
    }
}
