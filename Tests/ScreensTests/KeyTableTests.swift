import Canvas
import Cases
import Foundation
import Testing

@testable import Screens

@Suite struct KeyTableTests {
    /// Accepted anew by `make docs`.
    @Test func keyReferenceIsUpToDate() throws {
        let path = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
            .appending(path: "docs/keys.md")
        if ProcessInfo.processInfo.environment["WRKAUD_ACCEPT"] != nil {
            try KeyReference.markdown.write(to: path, atomically: true, encoding: .utf8)
        }
        #expect(try String(contentsOf: path, encoding: .utf8) == KeyReference.markdown)
    }

    /// How each screen is reached from the report.
    static let ways: [(String, String)] = [
        ("Ask Questions", "A"), ("Ask Question", "A/one user<Enter><Enter>"), ("Display Report", ""), ("Display Journal Entry", "<Enter>"), ("Follow", "z"), ("Select Entries", "<F4>"), ("Select Value", "<F4><F4>"),
        ("Display Counts", "lF"), ("Display Timeline", "T"), ("Display Sign-on Ledger", "O"), ("Work with Conditions", ":where type = PW and user = J*<Enter><F8>"), ("Select Sort Fields", "<F15>"),
        ("Work with Columns", "<F23>"), ("Write Entries", "<F6>"), ("Command line", ":"), ("Display Issues", "I"), ("Display Sources", "s"),
        ("Note on Entry", ";"), ("Display Case", "X"), ("Work with Views", "e"), ("Display Steps", "D"), ("Leave wrkaud", "mQ"), ("Unsaved Changes", ""),
        ("Help", "?"), ("Display Messages", "Z"),
    ]

    @Test(arguments: ways) func everyRowRunsOnce(_ name: String, _ way: String) throws {
        var opened = name == "Unsaved Changes" ? try Self.afterAnUnsavedSession() : Script()
        opened.keys(way)
        let screen = try #require(opened.session.stack.last)
        #expect(screen.screenName == name)
        for info in screen.keyInfos {
            for key in info.keys {
                var script = opened
                script.press(key)
                script.keys("jk")
                #expect(!script.picture.isEmpty || script.hasQuit, "\(key.name)")
                #expect(!script.message.contains("means nothing here") || screen.isTyping, "\(key.name)")
            }
            for command in info.commands where !screen.isTyping {
                var script = opened
                for text in ["", " USER_NAME", " 3", " nonsense ("] { script.session.run(command.name + text); _ = script.session.finish() }
                #expect(!script.picture.isEmpty, "\(command.text)")
            }
        }
    }

    /// Every screen as it opens on the sample journal.
    @Test(arguments: ways) func everyScreenHasAPicture(_ name: String, _ way: String) throws {
        var script = name == "Unsaved Changes" ? try Self.afterAnUnsavedSession() : Script(sample: .entries([]))
        script.keys(way)
        // The one thing that differs from run to run: the folder and process of the session before.
        let lines = script.picture.split(separator: "\n", omittingEmptySubsequences: false).map {
            $0.contains(".unsaved-") ? " /home/klara/.config/wrkaud/case.txt.unsaved-4711" : String($0)
        }
        let file = name.lowercased().split(separator: " ").joined(separator: "-")
        expectPicture(of: lines.joined(separator: "\n"), "screens/\(file)")
    }

    /// The one screen that no key leads to.
    private static func afterAnUnsavedSession() throws -> Script {
        let folder = NSTemporaryDirectory() + "wk-\(UUID().uuidString.prefix(8))"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        var file = CaseFile()
        file.keep(CaseNote(entry: EntryIdentity(system: "PROD", receiver: "R1", sequence: 1), text: "kept"))
        try UnsavedKeeper().keep(file, base: CaseFile(), case: folder + "/case.txt")
        let workbench = Workbench(unsaved: UnsavedCase.left(beside: folder + "/case.txt"))
        return Script(SampleSession.journal, workbench: workbench)
    }

    @Test func everyScreenIsInTheReferenceAndReached() {
        #expect(Set(Self.ways.map(\.0)) == Set(KeyReference.screens.map { $0.name }))
    }

    @Test func everyFunctionKeyHasALetterOrACommand() {
        for screen in KeyReference.screens { check(screen) }
    }

    private func check<S: Screen>(_ screen: S.Type) {
        for row in S.keys.rows where row.keys.contains(where: { ($0.functionNumber ?? 0) > 0 }) {
            let high = row.keys.contains { ($0.functionNumber ?? 0) > 12 }
            let other = row.keys.contains { $0.functionNumber.map { $0 <= 12 } ?? true } || !row.commands.isEmpty || row.name == "More keys"
            #expect(!high || other, "\(S.name): \(row.name)")
        }
    }
}
