import Catalog
import Testing

@testable import Cases

/// What a case file says is read back as it was, whatever was written into it.
@Suite struct CaseTextTests {
    static let hostile = [
        "plain", "", " blanks at both ends ", "two\nlines", "tab\there", "back\\slash \\n no line", "\u{1B}[2J\u{7}",
        "\u{202E}reversed", "entry", "# no comment", "\u{0}", "ÄÖ € 監査", "\r\n", "a\u{2028}b", "\\u{41}",
    ]

    static func file(_ text: String) -> CaseFile {
        var file = CaseFile()
        file.sources = [CaseSource(sha256: String(repeating: "0a", count: 32), name: text, entries: 7)]
        let time = Timestamp(year: 2026, month: 4, day: 8, hour: 8, minute: 10, microsecond: 3)
        file.keep(
            CaseNote(
                entry: EntryIdentity(
                    system: "PROD" + text, receiver: "AUDRCV0041", sequence: 18_446_744_073_709_551_600, time: time, type: "T PW U",
                    job: text, content: "c0"),
                tags: [text], text: text, source: String(repeating: "0a", count: 32)))
        var view = SavedView(name: "name" + text, conditions: [.init(text), .init("type = PW", isEnabled: false)])
        view.columns = ["SUBJECT", text]
        view.sort = ["SUBJECT-"]
        file.keep(view)
        return file
    }

    @Test(arguments: hostile)
    func everythingIsReadBack(text: String) throws {
        let file = Self.file(text)
        let written = CaseText.text(file)
        #expect(try CaseText.read(written) == file)
        #expect(CaseText.text(try CaseText.read(written)) == written)
    }

    @Test(arguments: hostile)
    func nothingThatActsOnATerminalIsWritten(text: String) {
        let scalars = CaseText.text(Self.file(text)).unicodeScalars
        #expect(!scalars.contains { $0.value < 0x20 && $0 != "\n" || $0.value == 0x202E || $0.value == 0x2028 || $0.value == 0x7F })
    }

    @Test func aChangeOfOneThingChangesOneLine() {
        var file = Self.file("x")
        let before = CaseText.text(file).split(separator: "\n")
        var note = file.sortedNotes[0]
        note.text = "y"
        file.keep(note)
        let after = CaseText.text(file).split(separator: "\n")
        #expect(zip(before, after).filter { $0 != $1 }.count == 1 && before.count == after.count)
    }

    @Test func whatIsNotKnownStays() throws {
        let text = """
            wrkaud-case 1

            entry
              system PROD
              receiver R1
              sequence 1
              mood bad \\\\ day

            thing of the future
              with something

            """
        let file = try CaseText.read(text)
        #expect(CaseText.text(file) == text)
    }

    @Test(arguments: [
        ("", 1), ("something else\n", 1), ("wrkaud-case 2\n", 1), ("wrkaud-case 1\n  system A\n", 2),
        ("wrkaud-case 1\nentry\n", 2), ("wrkaud-case 1\nentry\n  sequence x\n", 3),
        ("wrkaud-case 1\nentry\n  time yesterday\n", 3), ("wrkaud-case 1\nentry\n  note a\\b\n", 3),
        ("wrkaud-case 1\nview\n  where type = PW\n", 2), ("wrkaud-case 1\nsource\n  sha256 12\n", 2),
        ("wrkaud-case 1\nsource\n  entries -1\n", 3), ("\nwrkaud-case 1\n", 1),
    ])
    func whatIsWrongIsToldWithItsLine(text: String, line: Int) {
        #expect(throws: CaseTextError.self) { try CaseText.read(text) }
        do throws(CaseTextError) { _ = try CaseText.read(text) } catch { #expect(error.line == line, "\(error)") }
    }

    @Test func twoOfOneNameKeepWhatBothSay() throws {
        let place = "entry\n  system PROD\n  receiver R1\n  sequence 5\n"
        let text = "wrkaud-case 1\n\(place)  tags B A\n  note first\n\(place)  tags C\n  note second\n"
            + "view\n  name Night\n  sort SUBJECT\nview\n  name night\n  sort ACTOR\nview\n  name NIGHT\n  sort ACTOR\n"
        let file = try CaseText.read(text)
        let note = try #require(file.sortedNotes.first)
        #expect(file.notes.count == 1 && note.tags == ["A", "B", "C"] && note.text == "first\nsecond")
        #expect(Set(file.views.map(\.sort)) == [["SUBJECT"], ["ACTOR"]])
        #expect(try CaseText.read(CaseText.text(file)) == file)
    }

    @Test func commentsBlankLinesAndWindowsLineEndsAreFine() throws {
        let text = "\u{FEFF}wrkaud-case 1\r\n# by hand\r\n\r\nentry\r\n\tsystem  PROD\r\n  receiver R1\r\n  sequence 5\r\n  note  Two words\r\n"
        let note = try #require(try CaseText.read(text).sortedNotes.first)
        #expect(note.entry.sequence == 5 && note.entry.system == "PROD" && note.text == "Two words")
    }
}
