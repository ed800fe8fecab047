import Export
import Foundation
import Testing

@testable import Cases

/// The file of a case: whole or not at all, and never over what somebody else wrote.
@Suite struct CaseStoreTests {
    private let folder = NSTemporaryDirectory() + "wrkaud-case-\(UUID().uuidString)"

    init() throws { try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true) }

    private func file(_ sequences: Int...) -> CaseFile {
        var file = CaseFile()
        for sequence in sequences {
            file.keep(CaseNote(entry: EntryIdentity(system: "PROD", receiver: "R1", sequence: Int128(sequence)), text: "note \(sequence)"))
        }
        return file
    }

    private func store(_ name: String = "case.txt") -> CaseStore { CaseStore(path: "\(folder)/\(name)") }

    @Test func whatIsWrittenIsReadAgain() throws {
        defer { try? FileManager.default.removeItem(atPath: folder) }
        #expect(try store().read() == nil)
        #expect(try store().write(file(1), base: CaseFile(), sources: []) == file(1))
        #expect(try store().read() == file(1))
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == ["case.txt"])
    }

    /// What is given back is what is read, whatever the order in which the sources came up: else a case just saved is not.
    @Test func sourcesHaveOneOrder() throws {
        defer { try? FileManager.default.removeItem(atPath: folder) }
        var unordered = file(1, 2)
        unordered.sources = ["b", "a", "b"].map { CaseSource(sha256: String(repeating: $0, count: 64), name: $0, entries: 1) }
        let written = try store().write(unordered, base: CaseFile(), sources: [])
        #expect(written.sources.map(\.name) == ["a", "b"])
        #expect(try store().read() == written)
        let again = CaseFile.merged(base: unordered, ours: unordered, theirs: written)
        #expect(again == written)
        #expect(try store().write(again, base: written, sources: []) == written)
    }

    @Test func twoInstancesKeepEachOthersNotes() throws {
        defer { try? FileManager.default.removeItem(atPath: folder) }
        _ = try store().write(file(1), base: CaseFile(), sources: [])
        _ = try store().write(file(1, 2), base: file(1), sources: [])
        let written = try store().write(file(1, 3), base: file(1), sources: [])
        #expect(written == file(1, 2, 3))
        #expect(try store().read() == file(1, 2, 3))
    }

    @Test func manyWritersAtOnceLoseNothing() async throws {
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let store = store("new/folder/case.txt")
        try await withThrowingTaskGroup(of: Void.self) { group in
            for number in 1...12 {
                let one = file(number)
                group.addTask { _ = try store.write(one, base: CaseFile(), sources: []) }
            }
            try await group.waitForAll()
        }
        #expect(try store.read()?.notes.count == 12)
    }

    @Test func aLinkStaysALink() throws {
        defer { try? FileManager.default.removeItem(atPath: folder) }
        _ = try store("real.txt").write(file(1), base: CaseFile(), sources: [])
        try FileManager.default.createSymbolicLink(atPath: "\(folder)/case.txt", withDestinationPath: "\(folder)/real.txt")
        _ = try store().write(file(1, 2), base: file(1), sources: [])
        #expect(try store("real.txt").read() == file(1, 2))
        #expect(try FileManager.default.destinationOfSymbolicLink(atPath: "\(folder)/case.txt").hasSuffix("real.txt"))
    }

    @Test func aSourceIsNeverWrittenOver() throws {
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try Data("ENTRY".utf8).write(to: URL(fileURLWithPath: "\(folder)/audit.csv"))
        let store = store("audit.csv")
        #expect(throws: FileProblem.self) { try store.write(file(1), base: CaseFile(), sources: [store.path]) }
        #expect(FileManager.default.contents(atPath: store.path) == Data("ENTRY".utf8))
    }

    @Test func whatIsNoCaseIsRefusedInWords() throws {
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try Data([0xFF, 0xFE, 0x00]).write(to: URL(fileURLWithPath: store("bytes").path))
        try Data("wrkaud-case 9\n".utf8).write(to: URL(fileURLWithPath: store("newer").path))
        mkfifo(store("pipe").path, 0o600)
        for name in ["bytes", "newer", "pipe", "."] {
            #expect(throws: FileProblem.self, "\(name)") { try store(name).read() }
        }
    }

    @Test func aKeyIsMadeOnceAndItsOwnersAlone() throws {
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let path = "\(folder)/deep/case.txt.key"
        let (key, isNew) = try PseudonymKey.at(path, sources: [])
        #expect(isNew)
        let again = try PseudonymKey.at(path, sources: [])
        #expect(again.key == key && !again.isNew)
        #expect(try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int == 0o600)
        try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: path)
        #expect(throws: FileProblem.self) { try PseudonymKey.at(path, sources: []) }
    }
}
