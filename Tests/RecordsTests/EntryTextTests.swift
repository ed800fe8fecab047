import Testing

@testable import Records

/// Entries copied from the screens of DSPJRN.
@Suite struct EntryTextTests {
    private static let german = """
         Objekt . . . . . . . :                   Bibliothek . . . . . :
         Teildatei  . . . . . :
         Unvollständige Daten :   Nein            Minimierte Daten . . :   *NONE
         Folge  . . . . . . . :   4547878677
         Code . . . . . . . . :   T  -  Prüfprotokolleintrag
         Art  . . . . . . . . :   CP  -  Benutzerprofil geändert

                      Eintragsspezifische Daten
         Spalte      *...+....1....+....2....+....3....+....4....+....5
         00001      'AMÜLLER    QSYS      *USRPRF CRT NN               '
         00051      '   YES'

        """

    @Test func valuesTellInAnyLanguage() throws {
        let table = try ReadTable(Self.german)
        #expect(table.reader.format == "entry-text")
        #expect(table.column("SEQUENCE_NUMBER") == ["4547878677"])
        #expect(table.column("JOURNAL_ENTRY_TYPE") == ["CP"])
        #expect(table.column("ENTRY_TYPE") == ["A"])
        #expect(table.column("USER_PROFILE_NAME") == ["MÜLLER"] || table.column("OBJECT_NAME") == ["MÜLLER"])
    }

    @Test func severalEntriesAreKeptApart() throws {
        let sample = EntryTextFormat.sample
        let table = try ReadTable(sample.bytes)
        #expect(table.column("AUDIT_USER_NAME") == ["BRUNO", "KLARA"])
        #expect(table.column("DEVICE_NAME") == ["QPADEV0007", "QPADEV0003"])
        #expect(table.column("ENTRY_TIMESTAMP") == ["2026-11-04 07:59:13.000000", "∅"])
        #expect(table.column("JOB_NUMBER") == ["104177", "∅"])
    }

    /// A date or a time that stands there and cannot be read is an error, and no missing one.
    @Test(arguments: [
        ("2026-11-04", "99/99/99"), ("2026-11-04", "00/00/00"), ("2026-11-04", "2026-02-30"), ("2026-11-04", "1l/04/26"),
        ("2026-11-04", "**/**/**"), ("07:59:13", "99:99:99"), ("07:59:13", "08:61:00"), ("07:59:13", "0l:04:26"), ("07:59:13", "**:**:**"),
    ])
    func aTimeThatCannotBeReadIsTold(_ written: String, _ broken: String) throws {
        let text = String(decoding: EntryTextFormat.sample.bytes, as: UTF8.self)
        let table = try ReadTable(text.replacing(written, with: broken))
        #expect(table.column("AUDIT_USER_NAME") == ["BRUNO", "KLARA"])
        #expect(table.column("JOB_NUMBER") == ["104177", "∅"])
        let times = try #require(table.column("ENTRY_TIMESTAMP"))
        #expect(times[0].hasPrefix("{") && times[1] == "∅", "\(times)")
    }

    /// As IBM's page "Viewing audit journal entries" shows the list; object and library of another journal's entries too.
    @Test func linesOfTheListAreEntries() throws {
        let list = """
                                     Display Journal Entries

             Journal . . . . . . :   QAUDJRN        Library . . . . . . :   QSYS
             Largest sequence number on this screen  . . . . . :   00000000000000000012
             Type options, press Enter.
               5=Display entire entry

             Opt    Sequence  Code  Type  Object      Library     Job         Time
             _             1   J     PR                           SCPF        10:24:55
             5             2   T     CA                           SCPF        10:24:56
                           3   D     JF   CUSTOMER    SALES       QPADEV0007  10:24:57
                                                                                    More...
             F3=Exit   F12=Cancel

            """
        let table = try ReadTable(list)
        #expect(table.reader.format == "entry-text")
        #expect(table.column("SEQUENCE_NUMBER") == ["1", "2", "3"])
        #expect(table.column("JOURNAL_CODE") == ["J", "T", "D"])
        #expect(table.column("JOURNAL_ENTRY_TYPE") == ["PR", "CA", "JF"])
        #expect(table.column("JOB_NAME") == ["SCPF", "SCPF", "QPADEV0007"])
        #expect(table.column("OBJECT_NAME").last == "CUSTOMER")
        #expect(table.column("ENTRY_TIME") == ["10:24:55", "10:24:56", "10:24:57"])
        #expect(table.column("ENTRY_TIMESTAMP") == ["∅", "∅", "∅"])
        let both = try ReadTable(list + String(decoding: EntryTextFormat.sample.bytes, as: UTF8.self))
        #expect(both.column("SEQUENCE_NUMBER") == ["1", "2", "3", "8412101", "8412102"])
        #expect(both.column("JOB_NAME") == ["SCPF", "SCPF", "QPADEV0007", "QINTER", "∅"])
        #expect(both.column("AUDIT_USER_NAME").suffix(2) == ["BRUNO", "KLARA"])
        #expect(both.issues.isEmpty)
    }

    /// However the text falls into pieces, and whatever it is.
    @Test func piecesMakeTheSameEntries() {
        func rows(_ text: [UInt8], pieces: (Int) -> Int) -> [UInt8] {
            var texts = EntryTexts(.utf8)
            var (rest, at): ([UInt8], Int) = ([], 0)
            repeat {
                let end = min(text.count, at + pieces(at))
                rest += text[at..<end]
                at = end
                rest.removeFirst(texts.read(rest.span.bytes, isLast: at == text.count))
            } while at < text.count
            return texts.rows
        }
        let sample = EntryTextFormat.sample.bytes + Array(Self.german.utf8) + EntryTextFormat.sample.bytes
        for seed in 0..<100 {
            let text = seed == 0 ? sample : Mutator(seed: UInt64(seed)).broken(sample)
            let whole = rows(text) { _ in text.count }
            for piece in [1, 3, 50, 400, 777] { #expect(rows(text) { _ in piece } == whole, "seed \(seed) pieces of \(piece)") }
        }
    }

    /// An entry that nothing ends is not kept for ever.
    @Test func anEntryWithoutEndIsWritten() {
        var texts = EntryTexts(.utf8)
        let start = Array(" Sequence : 1\n Code : T  -  Audit\n Type : PW  -  Password\n".utf8)
        let more = Array(start.dropFirst(texts.read(start.span.bytes, isLast: false))) + Array(repeating: Array("and so on\n".utf8), count: 200_000).joined()
        #expect(texts.read(more.span.bytes, isLast: false) == more.count)
        #expect(String(decoding: texts.rows, as: UTF8.self).hasPrefix("\"1\",\"T\",\"PW\""))
    }

    @Test func dataWithoutItsHeadIsNotLost() throws {
        let text = " 00001      'PBRUNO'\n" + String(decoding: EntryTextFormat.sample.bytes, as: UTF8.self)
        #expect(try ReadTable(text).rows.count == 3)
    }

    @Test func lettersAndProseAreNone() throws {
        #expect(throws: SourceError.self) { try ReadTable("To : Anna\nRe : T - shirts\nAs : it is\n") }
    }
}
