import Cases
import Columns
import Foundation
import JournalIndex
import Query
import Testing

@testable import Screens

/// Marks, notes, views and steps, by keys.
@Suite struct CaseScreenTests {
    private func script(_ workbench: Workbench = Workbench(), rows: Int = 24, columns: Int = 80) -> Script {
        Script(SampleSession.journal, workbench: workbench, rows: rows, columns: columns)
    }

    private func folder() throws -> String {
        let path = NSTemporaryDirectory() + "wrkaud-screens-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        return path
    }

    /// Three marks, one with a note, one with tags.
    private static let marking = ":where type = PW<Enter>m;VPN<Tab>Nobody of ours.<Tab>Asked the hoster.<Enter>j:tag scan vpn<Enter>"

    @Test func marksAndNotesAreShownAndFound() {
        var script = script()
        script.keys(Self.marking)
        expectPicture(script, "case-report")
        script.keys("X")
        expectPicture(script, "case")
        script.keys("<F12>M:view<Enter>:show TAGS,NOTE<Enter>")
        #expect(script.message.contains("MARKED") || script.picture.contains("marked = YES 3"))
        script.keys(":and tag contains scan<Enter>")
        #expect(script.picture.contains("1 of 158"))
    }

    @Test func theEntryShowsItsNoteAndTakesOne() {
        var script = script()
        script.keys(":where type = PW<Enter><Enter>;X<Tab>first<Enter>")
        script.keys("/NOTE<Enter>")
        #expect(script.picture.contains("NOTE") && script.picture.contains("first"))
        script.keys("m")
        #expect(script.message.contains(":unmark"))
    }

    @Test func aMarkIsTakenAwayByTheSameKeyAndANoteIsNot() {
        var script = script()
        script.keys(":where type = PW<Enter>m")
        #expect(script.message.hasPrefix("1 entry is marked"))
        script.keys("km")
        #expect(script.message.hasPrefix("No entry is marked"))
        script.keys("k:note once<Enter>m")
        #expect(script.message.contains("has a note"))
        script.keys("k:unmark<Enter>")
        #expect(script.message.hasPrefix("No entry is marked") || script.session.desk.casebook.file.isEmpty)
    }

    @Test func aSelectionByMarksFollowsTheMarks() {
        var script = script()
        script.keys(":where type = PW<Enter>mmmM")
        #expect(script.session.desk.report.count == 3)
        script.keys("m")
        #expect(script.session.desk.report.count == 2)
        script.keys("<F12>m<F12>")
        #expect(script.session.desk.marked.count == 3 || script.session.desk.marked.count == 1)
    }

    @Test func leavingWithUnsavedNotesAsksOnce() throws {
        let folder = try folder()
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let store = CaseStore(path: folder + "/case.txt")
        var script = script(Workbench(store: store))
        script.keys("m<F3>")
        #expect(!script.hasQuit)
        script.keys("<F12>")
        #expect(!script.hasQuit)
        var other = script
        other.keys("<F3><F3>")
        #expect(other.hasQuit)
        #expect(try store.read() == nil)
        script.keys("<F3><Enter>")
        #expect(script.hasQuit)
        #expect(try store.read()?.notes.count == 1)
    }

    /// Every change is kept as it is made, and saving or undoing it ends that.
    @Test func whatIsUnsavedIsKeptAtOnce() throws {
        let folder = try folder()
        defer { try? FileManager.default.removeItem(atPath: folder) }
        var script = script(Workbench(store: CaseStore(path: folder + "/case.txt")))
        func kept(_ script: Script) -> [Int?] {
            script.effects.compactMap { if case .keep(let keeping) = $0 { .some(keeping.changes?.file.notes.count) } else { nil } }
        }
        script.keys("mm")
        #expect(kept(script) == [1, 2])
        script.keys("jk")
        #expect(kept(script).count == 2)
        script.keys(":save<Enter>")
        #expect(kept(script) == [1, 2, nil])
    }

    /// A note of many lines is typed for minutes: it is not lost before Enter.
    @Test func aNoteIsKeptWhileItIsTyped() throws {
        var script = script(Workbench(store: CaseStore(path: "/nowhere/case.txt")))
        func kept(_ script: Script) -> CaseFile? {
            for case .keep(let keeping) in script.effects.reversed() { return keeping.changes?.file }
            return nil
        }
        script.keys("jj;")
        #expect(kept(script) == nil)
        script.keys("vpn<Tab>Nobody of ou")
        #expect(kept(script)?.sortedNotes.map(\.text) == ["Nobody of ou"] && kept(script)?.sortedNotes.first?.tags == ["VPN"])
        #expect(!script.session.desk.casebook.isUnsaved)
        var given = script
        given.keys("rs.<Enter>")
        #expect(kept(given) == given.session.desk.casebook.file && given.session.desk.casebook.isUnsaved)
        script.keys("<F12>")
        #expect(kept(script) == nil && script.effects.contains { if case .keep(let keeping) = $0 { keeping.changes == nil } else { false } })
    }

    @Test func unsavedChangesAreOfferedTakenLeftOrDeleted() throws {
        let folder = try folder()
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let store = CaseStore(path: folder + "/case.txt")
        var before = script(Workbench(store: store))
        before.keys(Self.marking)
        try UnsavedKeeper().keep(before.session.desk.casebook.file, base: CaseFile(), case: store.path)
        var script = script(Workbench(store: store, unsaved: UnsavedCase.left(beside: store.path)))
        #expect(script.line(1).contains("Unsaved Changes"))
        #expect(script.picture.contains("VPN  Nobody of ours."))
        var later = script
        later.keys("<F12>")
        #expect(later.line(1).contains("Display Report") && later.session.desk.marked.isEmpty)
        var gone = script
        gone.keys("<F23>")
        #expect(gone.session.desk.casebook.decided.isEmpty && !gone.session.desk.casebook.isUnsaved)
        script.keys("<Enter>")
        #expect(script.session.desk.marked.count == 3 && script.session.desk.casebook.isUnsaved)
        // Saved after all: there is nothing to ask.
        _ = try store.write(before.session.desk.casebook.file, base: CaseFile(), sources: [])
    }

    @Test func nothingUnsavedLeavesAtOnce() {
        var script = script()
        script.keys("mkm<F3>")
        #expect(script.hasQuit)
    }

    @Test func whatWasSavedIsThereAgainAndNamesItsSource() throws {
        let folder = try folder()
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let store = CaseStore(path: folder + "/case.txt")
        var script = script(Workbench(store: store))
        script.keys(Self.marking + "W")
        script.keys("Failures<Enter>:save<Enter>")
        #expect(script.message.hasPrefix("Saved 3 marked entries and 1 view in "))
        var file = try #require(try store.read())
        let source = try #require(file.sources.first)
        #expect(file.sources.count == 1 && source.name.hasSuffix("QAUDITPW") && source.sha256.count == 64)
        #expect(file.sortedNotes.allSatisfy { $0.source == source.sha256 })
        #expect(script.session.desk.casebook.isUnsaved == false)
        // Handed on: another session finds the entries, and keeps what it does not find.
        file.keep(CaseNote(entry: .init(system: "OTHER", receiver: "R9", sequence: 7, type: "T PW P"), text: "elsewhere"))
        _ = try store.write(file, base: CaseFile(), sources: [])
        var again = self.script(Workbench(store: store, file: file))
        #expect(again.session.desk.notes.contains { $0.text.contains("3 entries are marked here; 1 note found no entry and stays") })
        again.keys("X")
        #expect(again.picture.contains("Notes that found no entry here; they are kept\n OTHER R9 7  T PW P\n     elsewhere"))
        #expect(again.picture.contains("outfiles/QAUDITPW, 52 entries"))
        again.keys(":save<Enter>")
        #expect(try store.read()?.notes.count == 4)
    }

    /// Marks from several sources, in an order that is not that of their digests.
    @Test func aSavedCaseStaysSaved() throws {
        let folder = try folder()
        defer { try? FileManager.default.removeItem(atPath: folder) }
        var script = script(Workbench(store: CaseStore(path: folder + "/case.txt")))
        script.keys("mjjjjmjjjjmjjjjmjjjjmjjjjmjjjjmjjjjmjjjjm")
        for _ in 0..<3 {
            script.keys(":save<Enter>")
            #expect(script.session.desk.casebook.file.sources.count > 1)
            #expect(!script.session.desk.casebook.isUnsaved)
        }
    }

    @Test func anotherInstanceIsNotWrittenOver() throws {
        let folder = try folder()
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let store = CaseStore(path: folder + "/case.txt")
        var (one, two) = (script(Workbench(store: store)), script(Workbench(store: store)))
        one.keys("m:save<Enter>")
        two.keys("jm:save<Enter>")
        #expect(two.message.contains("with what was written there meanwhile"))
        #expect(try store.read()?.notes.count == 2)
        #expect(two.session.desk.marked.count == 2)
    }

    @Test func viewsAreSavedListedAndOpened() {
        var script = script()
        script.keys(":where type = PW and ip = 203.0.113.0/24<Enter>:sort SUBJECT-<Enter>:hide ACTOR<Enter>:save-view Scan by night<Enter>")
        script.keys(":where type = JS<Enter>:save-view Jobs<Enter>e")
        expectPicture(script, "views")
        script.keys("g<Enter>")
        #expect(script.session.desk.report.view.sort == [SortTerm(column: "SUBJECT", descending: true)])
        #expect(!script.picture.contains("Actor") && script.session.desk.report.count == 31)
        script.keys("<F12>4")
        #expect(script.session.desk.casebook.file.views.map(\.name) == ["Jobs"])
        script.keys("<F12>:open-view job<Enter>")
        #expect(script.message.contains("Jobs"))
    }

    @Test func aViewOfAHostileCaseIsRefusedInWords() {
        var file = CaseFile()
        file.keep(SavedView(name: "bad", conditions: [.init("type = = PW")]))
        file.keep(SavedView(name: "other", conditions: [.init("NO_SUCH = 1")], columns: ["NO_SUCH"], sort: ["NO_SUCH-"]))
        var script = script(Workbench(file: file))
        for name in ["bad", "other"] {
            script.keys(":open-view \(name)<Enter>")
            #expect(script.message.contains("View \(name)"), "\(script.message)")
        }
    }

    @Test func stepsAreListedAsCommands() throws {
        var script = script(Workbench(invocation: Invocation(sources: ["-odd name", "it's.csv"], options: ["--ccsid", "273"])), rows: 27, columns: 132)
        script.keys(":where user = 'O''Hara'<Enter>:where type = PW<Enter>:sort SUBJECT-<Enter>:count SUBJECT<Enter><F12>D")
        expectPicture(script, "steps-132")
        let steps = script.session.desk.log.script(script.session.desk.invocation)
        #expect(steps.contains("wrkaud export --ccsid 273 --where 'user = '\\''O'\\'''\\''Hara'\\''' --columns"))
        #expect(steps.contains("-- '-odd name' 'it'\\''s.csv'\n"))
        #expect(steps.contains("wrkaud count --ccsid 273 --where 'type = PW' --by SUBJECT -- "))
        #expect(steps.contains("type = PW: 52 of 158 entries"))
    }

    @Test(arguments: [
        "plain", "", "two words", "it's", "'", "''", "$(reboot)", "`id`", "a\nb", "a\\b", "*", "~", "=ls", "-n", "é'\u{301}; id #", "#x", "!h", "a=b",
    ])
    func aShellGivesTheWordBack(word: String) throws {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/bin/sh")
        process.arguments = ["-c", "printf %s " + ShellCommand.quoted(word)]
        let pipe = Pipe()
        process.standardOutput = pipe
        try process.run()
        let out = pipe.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        #expect(Array(out) == Array(word.utf8))
    }
}
