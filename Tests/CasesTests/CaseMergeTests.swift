import Catalog
import Testing

@testable import Cases

/// Two people who go on from the same case lose nothing of each other.
@Suite struct CaseMergeTests {
    private static func entry(_ sequence: Int) -> EntryIdentity {
        EntryIdentity(system: "PROD", receiver: "R1", sequence: Int128(sequence), time: Timestamp(microseconds: 0), type: "T PW P")
    }

    private static func note(_ sequence: Int, _ text: String = "", _ tags: [String] = []) -> CaseNote {
        CaseNote(entry: entry(sequence), tags: tags, text: text)
    }

    private static func file(_ notes: [CaseNote], views: [SavedView] = []) -> CaseFile {
        var file = CaseFile()
        for note in notes { file.keep(note) }
        for view in views { file.keep(view) }
        return file
    }

    private func texts(_ file: CaseFile) -> [String] {
        file.sortedNotes.map { "\($0.entry.sequence ?? 0) \($0.text)" + ($0.tags.isEmpty ? "" : " \($0.tags)") }
    }

    @Test func changesOfDifferentEntriesAreAllThere() {
        let base = Self.file([Self.note(1, "one"), Self.note(2, "two")])
        let ours = Self.file([Self.note(1, "ours"), Self.note(2, "two"), Self.note(3, "new")])
        let theirs = Self.file([Self.note(1, "one"), Self.note(4, "theirs")])
        let merged = CaseFile.merged(base: base, ours: ours, theirs: theirs)
        #expect(texts(merged) == ["1 ours", "3 new", "4 theirs"])
    }

    @Test func ofOneEntryBothNotesStay() {
        let base = Self.file([Self.note(1, "one")])
        let merged = CaseFile.merged(
            base: base, ours: Self.file([Self.note(1, "ours", ["A"])]), theirs: Self.file([Self.note(1, "theirs", ["B"])]))
        #expect(texts(merged) == ["1 ours\ntheirs [\"A\", \"B\"]"])
    }

    @Test func whatWasChangedElsewhereIsNotTakenAwayHere() {
        let base = Self.file([Self.note(1, "one"), Self.note(2, "two")])
        let merged = CaseFile.merged(base: base, ours: Self.file([]), theirs: Self.file([Self.note(1, "more"), Self.note(2, "two")]))
        #expect(texts(merged) == ["1 more"])
    }

    @Test func twoViewsOfOneNameBothStay() {
        let mine = SavedView(name: "Night", conditions: [.init("type = PW")])
        let other = SavedView(name: "night", conditions: [.init("type = JS")])
        let merged = CaseFile.merged(base: CaseFile(), ours: Self.file([], views: [mine]), theirs: Self.file([], views: [other]))
        #expect(merged.view("NIGHT") == mine && merged.view("night (2)")?.conditions == other.conditions)
    }

    @Test func nothingChangedHereMeansWhatIsThere() {
        let base = Self.file([Self.note(1)]), theirs = Self.file([Self.note(2)])
        #expect(CaseFile.merged(base: base, ours: base, theirs: theirs) == theirs)
        #expect(CaseFile.merged(base: base, ours: theirs, theirs: base) == theirs)
    }
}
