import Catalog
import Columns
import JournalIndex
import Records
import Testing

@testable import Cases

/// Exports with pseudonyms name nobody, and say the same of the same value everywhere.
@Suite struct PseudonymTests {
    private static let key = PseudonymKey(bytes: (0..<32).map { UInt8($0) })
    private let pseudonyms = Pseudonyms(key)

    @Test func oneValueHasOnePseudonym() {
        let name = pseudonyms.text("MKELLY")
        #expect(name.count == 13 && name.first == "X" && name != "MKELLY")
        #expect(pseudonyms.text("mkelly  ") == name)
        #expect(pseudonyms.text("104265/MKELLY/QZDASOINIT").split(separator: "/").dropFirst().map(String.init) == [name, "QZDASOINIT"])
        #expect(pseudonyms.text("/home/mkelly").hasSuffix("/" + name))
        #expect(Pseudonyms(PseudonymKey(bytes: Array(repeating: 1, count: 32))).text("MKELLY") != name)
    }

    @Test(arguments: ["QSECOFR", "QSYS", "*NONE", "", "QZDASOINIT", "QUSER", "127.0.0.1", "::1", "0.0.0.0"])
    func whatNamesNobodyStays(text: String) {
        #expect(pseudonyms.text(text) == text)
    }

    @Test(arguments: ["QMKELLY", "*MKELLY", "104265", "QPADEV0007", "call MKELLY", "10.1.2.3", "2001:db8::5", "MARTA'S PC"])
    func everythingElseIsReplaced(text: String) {
        #expect(!pseudonyms.text(text).contains(text))
    }

    @Test func addressesStayAddresses() {
        let one = pseudonyms.text("10.1.2.3")
        #expect(IPAddress(one) != nil && one.hasPrefix("2001:db8:"))
        #expect(pseudonyms.text("::ffff:10.1.2.3") == one)
        #expect(pseudonyms.text("10.1.2.4") != one)
    }

    /// Every text of a source, in any column, is a secret word of its own; none may be left.
    @Test func nothingOfTheSourceIsLeft() throws {
        let heading = "ENTRY_TIMESTAMP,SEQUENCE_NUMBER,JOURNAL_CODE,JOURNAL_ENTRY_TYPE,ENTRY_TYPE,USER_NAME,QUALIFIED_JOB_NAME,JOB_NAME,JOB_USER,JOB_NUMBER,PROGRAM_NAME,PROGRAM_LIBRARY,REMOTE_ADDRESS,SYSTEM_NAME,RECEIVER_NAME,AUDIT_USER_NAME,DEVICE_NAME,OBJECT_NAME,OBJECT_LIBRARY,OBJECT_TYPE,PATH_NAME,COMMAND_STRING,ENTRY_TYPE_DETAIL,CONNECTION_TYPE,SENTENCE,MY_OWN_COLUMN,MESSAGE_TEXT"
        let secrets = [
            "2026-04-08 07:00:00", "ZSEQ", "T", "PW", "P", "ZUSER", "104265/ZUSER/ZJOB", "ZJOB", "ZUSER", "104265", "ZPGM", "ZPGMLIB", "10.66.77.88",
            "ZSYS", "ZRCV", "ZAUDIT", "ZDEVICE", "ZOBJECT", "ZLIB", "*ZTYPE99999", "/home/zpath/zfile", "CALL ZCMD", "Zdetail", "ZCONN",
            "Zsentence of Zmary", "Zown", "Job 104266/ZMSG/ZMSGJOB ended",
        ]
        let journal = try NoteSearchTests.journal([secrets.joined(separator: ",")], heading)
        var names = NameTable()
        _ = names.add("10.66.77.88 = Zhost\n10.0.0.0/8 = Znet\nZUSER = Zmary\n", file: "n")
        let note = CaseNote(entry: EntryIdentity(row: 0, of: journal), tags: ["ZTAG"], text: "Znote")
        let annotated = AnnotatedJournal(journal, names: names, notes: [0: note])
        let hidden = PseudonymousJournal(annotated, Self.key)
        for column in hidden.schema.columns {
            let cell = hidden.cell(row: 0, column.id).exportText
            let built: String
            switch try hidden.column(column.id, Work()) {
            case .coded(let values): built = values.text(0)
            case .integer(let values): built = values.value(0).map { String($0) } ?? values.unreadable[0] ?? ""
            }
            for text in [cell, built] {
                let upper = text.uppercased()
                let left = secrets.filter { $0.count > 3 && $0.first?.isNumber != true }.filter { upper.contains($0.uppercased()) }
                #expect(left.isEmpty && !upper.contains("ZMARY") && !upper.contains("ZTAG") && !text.contains("10.66.77.88"), "\(column.name): \(text)")
                #expect(!text.contains("104265") && !text.contains("104266") && !upper.contains("ZNOTE") && !upper.contains("ZHOST"), "\(column.name): \(text)")
            }
        }
    }

    /// Words that wrkaud itself chooses among name nobody.
    @Test func ownWordsStay() throws {
        let heading = "ENTRY_TIMESTAMP,JOURNAL_CODE,JOURNAL_ENTRY_TYPE,ENTRY_TYPE,AUDIT_USER_NAME,JOB_NAME"
        let journal = try NoteSearchTests.journal(["2026-04-08 07:00:00,T,PW,P,MKELLY,QZDASOINIT"], heading)
        let note = CaseNote(entry: EntryIdentity(row: 0, of: journal), tags: [], text: "")
        let annotated = AnnotatedJournal(journal, names: NameTable(), notes: [0: note])
        let hidden = PseudonymousJournal(annotated, Self.key)
        let words = ["FOLDED", "MARKED", "CATEGORY", "SEVERITY", "CONNECTION_TYPE", "ENTRY_TYPE_DETAIL"]
        for name in words {
            let id = try #require(annotated.schema.id(name), "\(name)")
            #expect(!annotated.cell(row: 0, id).isEmpty, "\(name)")
            #expect(hidden.cell(row: 0, id) == annotated.cell(row: 0, id), "\(name)")
        }
    }

    /// Whatever is YES or NO in every entry tells nothing but that.
    @Test func yesAndNoStay() throws {
        let journal = try NoteSearchTests.journal(["2026-04-08 07:00:00,T,PW,P,MKELLY"], "ENTRY_TIMESTAMP,JOURNAL_CODE,JOURNAL_ENTRY_TYPE,ENTRY_TYPE,AUDIT_USER_NAME")
        let hidden = PseudonymousJournal(journal, Self.key)
        for column in journal.schema.columns where ["YES", "NO"].contains(journal.cell(row: 0, column.id).exportText) {
            #expect(hidden.cell(row: 0, column.id) == journal.cell(row: 0, column.id), "\(column.name)")
        }
    }

    @Test func sentencesAreToldWithPseudonyms() throws {
        let heading = "ENTRY_TIMESTAMP,JOURNAL_CODE,JOURNAL_ENTRY_TYPE,ENTRY_TYPE,AUDIT_USER_NAME,USER_NAME,REMOTE_ADDRESS"
        let journal = try NoteSearchTests.journal(["2026-04-08 07:00:00,T,PW,P,MKELLY,QSYS,10.1.2.3"], heading)
        let hidden = PseudonymousJournal(journal, Self.key)
        let sentence = hidden.cell(row: 0, try #require(journal.schema.id("SENTENCE"))).exportText
        let original = journal.cell(row: 0, try #require(journal.schema.id("SENTENCE"))).exportText
        #expect(original.contains("MKELLY") && original.contains("10.1.2.3"))
        #expect(
            sentence == original.replacing("MKELLY", with: pseudonyms.text("MKELLY")).replacing("10.1.2.3", with: pseudonyms.text("10.1.2.3")))
    }
}
