import Catalog
import OutfileWriter
import Testing

@testable import Records

/// Outfiles of CPYAUDJRNE: one for each entry type, QAUDITxx, made of the model file of the type.
@Suite struct CopiedEntriesTests {
    static let types = AuditCatalog.entryTypes.filter {
        $0.journalCode == "T" && AuditCatalog.layout(journalCode: "T", $0.code) != nil
    }.map(\.code)

    /// The file as it lies in its library: records of the model's length, nothing but entries of one type.
    @Test(arguments: types) func eachTypeHasAFileOfItsOwn(_ type: String) throws {
        let encoder = EntryEncoder()
        let samples = AuditCatalog.samples(type).map { Dictionary($0.values.map { ($0.column, $0.value) }, uniquingKeysWith: { $1 }) }
        let own = samples.isEmpty ? [[:], [:]] : samples + samples
        let bytes = try own.enumerated().flatMap { number, values in
            try encoder.record(headingValues(type, sequence: number + 1).merging(values) { $1 })
        }
        let table = try ReadTable(bytes, name: "QTEMP/QAUDIT\(type)")
        #expect(table.reader.format == "outfile-type5")
        #expect(table.column("JOURNAL_ENTRY_TYPE") == own.map { _ in type })
        #expect(table.column("SEQUENCE_NUMBER") == own.indices.map { String($0 + 1) })
        #expect(table.fact("Record length")?.contains(String(encoder.recordLength(journalCode: "T", entryType: type))) == true)
        for (number, values) in own.enumerated() {
            for (name, value) in values { #expect(table.column(name)[number] == value, "\(type) \(name)") }
        }
        #expect(table.issues.isEmpty)
    }

    /// A query over it that takes some columns, in an order of its own: the names tell the type.
    @Test(arguments: types) func someColumnsOfTheFileTellItsType(_ type: String) throws {
        let values = [
            ("F1", "of its own"), ("RADR", "10.20.3.81"), ("TSTP", "2026-11-04-07.59.13.011437"), ("NBR", "42"), ("JOB", "QINTER"),
            ("USER", "QSYS"),
        ]
        let text = values.map { type + $0.0 }.joined(separator: ";") + "\n"
            + Array(repeating: values.map(\.1).joined(separator: ";") + "\n", count: 2).joined()
        for written in [text, text.replacing(type, with: type.lowercased())] {
            let table = try ReadTable(written, name: "result.csv")
            #expect(table.column("JOURNAL_ENTRY_TYPE") == [type, type])
            #expect(table.column("ENTRY_TIMESTAMP").last == "2026-11-04 07:59:13.011437")
            #expect(table.column("JOB_NUMBER") == ["000042", "000042"])
            #expect(table.column("REMOTE_ADDRESS") == ["10.20.3.81", "10.20.3.81"])
            #expect(table.column(type + "F1") == ["of its own", "of its own"])
        }
    }

    @Test func publishedNamesAreKnown() throws {
        let pw = try ReadTable("PWUSRN,PWRADR,PWTYPE,PWTSTP,PWJOB\nBRUNO,10.20.3.81,P,2026-11-04-07.59.13.011437,QINTER\n")
        #expect(pw.column("AUDIT_USER_NAME") == ["BRUNO"])
        #expect(pw.column("ENTRY_TYPE") == ["P"])
        let deleted = try ReadTable("DOTSTP,DOJOB,DOONAM,DOOLIB,DOUSPF,DOPNM\n2026-11-04-07.59.13.011437,QINTER,*N,*N,BRUNO,/home/x\n")
        #expect(deleted.column("PATH_NAME") == ["/home/x"])
        #expect(deleted.column("OBJECT_NAME") == ["*N"])
        #expect(deleted.column("USER_NAME") == ["BRUNO"])
    }

    /// Names that could be of two types, or one that looks so, tell nothing.
    @Test func oneNameOrTwoTypesAreNoOutfile() throws {
        for heading in ["PWTSTP,NOTE_1,NOTE_2", "PWTSTP,DOJOB,AFNBR"] {
            let table = try ReadTable(heading + "\n2026-11-04-07.59.13.011437,A,1\n2026-11-04-07.59.14.011437,B,2\n")
            #expect(!table.columns.contains { $0.name == "JOURNAL_ENTRY_TYPE" })
        }
    }
}
