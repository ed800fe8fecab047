import Foundation
import JournalIndex
import Testing

@testable import Cases

/// What is not saved stands beside the case file, and is offered when its program is gone.
@Suite struct UnsavedTests {
    private let folder = NSTemporaryDirectory() + "wrkaud-unsaved-\(UUID().uuidString)"

    init() throws { try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true) }

    private var path: String { folder + "/case.txt" }
    private var names: [String] { ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []).sorted() }

    private func file(_ sequences: Int...) -> CaseFile {
        var file = CaseFile()
        for sequence in sequences {
            file.keep(CaseNote(entry: EntryIdentity(system: "PROD", receiver: "R1", sequence: Int128(sequence)), text: "note \(sequence)"))
        }
        return file
    }

    /// A keeper that was used, and whose program is gone.
    private func leave(_ file: CaseFile, base: CaseFile) throws {
        let keeper = UnsavedKeeper()
        try keeper.keep(file, base: base, case: path)
    }

    @Test func whatIsKeptIsLeftWhenTheProgramIsGone() throws {
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try leave(file(1, 2), base: file(1))
        let left = UnsavedCase.left(beside: path)
        #expect(left.count == 1)
        #expect(left.first?.file == file(1, 2))
        #expect(try FileManager.default.attributesOfItem(atPath: left[0].path)[.posixPermissions] as? Int == 0o600)
        // It is a case file like any other.
        #expect(try CaseStore(path: left[0].path).read()?.notes.count == 2)
        #expect(names.filter { $0.hasSuffix(".tmp") } == [])
    }

    @Test func whatIsInUseIsNotOffered() throws {
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let keeper = UnsavedKeeper()
        try keeper.keep(file(1), base: CaseFile(), case: path)
        try keeper.keep(file(1, 2), base: CaseFile(), case: path)
        #expect(names.count == 1)
        #expect(UnsavedCase.left(beside: path).isEmpty)
        keeper.drop()
        #expect(names.isEmpty)
    }

    /// Who starts first asks about it; another one that starts meanwhile does not.
    @Test func itIsOfferedOnce() throws {
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try leave(file(1), base: CaseFile())
        let first = UnsavedCase.left(beside: path)
        #expect(first.count == 1)
        #expect(UnsavedCase.left(beside: path).isEmpty)
        withExtendedLifetime(first) {}
    }

    @Test func nothingThatIsThereIsWrittenOver() throws {
        defer { try? FileManager.default.removeItem(atPath: folder) }
        for number in 1...3 { try leave(file(number), base: CaseFile()) }
        #expect(UnsavedCase.left(beside: path).map(\.file.notes.count) == [1, 1, 1])
    }

    /// Marks that were taken away are taken away again, unless the case was changed since.
    @Test func itGoesOnFromWhereItBegan() throws {
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try leave(file(2, 3), base: file(1, 2))
        let left = try #require(UnsavedCase.left(beside: path).first)
        #expect(left.joined(with: file(1, 2)) == file(2, 3))
        #expect(left.joined(with: file(1, 2, 4)) == file(1, 2, 3, 4))
        #expect(left.joined(with: CaseFile()) == file(2, 3))
    }

    @Test func whatIsNoCaseIsLeftAlone() throws {
        defer { try? FileManager.default.removeItem(atPath: folder) }
        for name in ["case.txt.unsaved-1", "case.txt.unsaved-x", "other.txt.unsaved-2"] {
            try Data("rubbish".utf8).write(to: URL(fileURLWithPath: "\(folder)/\(name)"))
        }
        mkfifo(folder + "/case.txt.unsaved-pipe", 0o600)
        #expect(UnsavedCase.left(beside: path).isEmpty)
        #expect(names.count == 4)
    }

    @Test func afterSavingElsewhereItStandsThere() throws {
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let keeper = UnsavedKeeper()
        try keeper.keep(file(1), base: CaseFile(), case: path)
        try keeper.keep(file(1), base: CaseFile(), case: folder + "/new/other.txt")
        #expect(names == ["new"])
    }
}
