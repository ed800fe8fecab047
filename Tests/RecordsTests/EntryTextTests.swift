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

    @Test func lettersAndProseAreNone() throws {
        #expect(throws: SourceError.self) { try ReadTable("To : Anna\nRe : T - shirts\nAs : it is\n") }
    }
}
