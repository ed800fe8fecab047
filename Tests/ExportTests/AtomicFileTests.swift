import Columns
import Export
import Glibc
import JournalIndex
import Testing

@Suite struct AtomicFileTests {
    @Test func fileAppearsWhole() throws {
        let folder = TemporaryFolder()
        let entries = try SmallJournal.sample.exporter(CSVExport.self)
            .write(toFile: folder.path("out.csv"), sources: [], force: false, Work())
        #expect(entries == 3)
        #expect(folder.read("out.csv") == (try SmallJournal.sample.export(CSVExport.self)))
        #expect(folder.names == ["out.csv"])
    }

    @Test func existingFileStaysWithoutForce() throws {
        let folder = TemporaryFolder()
        folder.write("out.csv", "old")
        let error = #expect(throws: FileProblem.self) { try write("new", folder.path("out.csv")) }
        #expect(error?.description.contains("--force") == true)
        #expect(folder.read("out.csv") == "old")
        #expect(folder.names == ["out.csv"])
    }

    @Test func forceReplacesAndKeepsTheMode() throws {
        let folder = TemporaryFolder()
        folder.write("out.csv", "old")
        chmod(folder.path("out.csv"), 0o640)
        try write("new", folder.path("out.csv"), force: true)
        #expect(folder.read("out.csv") == "new")
        #expect(folder.mode("out.csv") == 0o640)
    }

    @Test func cancelledExportLeavesNothingAndKeepsTheOldFile() throws {
        let folder = TemporaryFolder()
        folder.write("out.csv", "old")
        let work = Work()
        work.cancel()
        #expect(throws: Cancelled.self) {
            try SmallJournal.sample.exporter(CSVExport.self)
                .write(toFile: folder.path("out.csv"), sources: [], force: true, work)
        }
        #expect(folder.read("out.csv") == "old")
        #expect(folder.names == ["out.csv"])
    }

    @Test func fileThatComesInTheMeantimeStays() throws {
        let folder = TemporaryFolder()
        #expect(throws: FileProblem.self) {
            var file = try AtomicFile(path: folder.path("out.csv"), sources: [], force: false)
            try file.write(Array("mine".utf8))
            folder.write("out.csv", "theirs")
            try file.commit()
        }
        #expect(folder.read("out.csv") == "theirs")
        #expect(folder.names == ["out.csv"])
    }

    @Test func sourcesAreNeverWrittenOver() throws {
        let folder = TemporaryFolder()
        folder.write("source.csv", "data")
        symlink(folder.path("source.csv"), folder.path("link.csv"))
        link(folder.path("source.csv"), folder.path("hard.csv"))
        for name in ["source.csv", "./source.csv", "link.csv", "hard.csv"] {
            let error = #expect(throws: FileProblem.self) {
                try write("x", folder.path(name), sources: [folder.path("source.csv")], force: true)
            }
            #expect(error?.reason.contains("source") == true)
        }
        #expect(folder.read("source.csv") == "data")
    }

    @Test func linkIsReplacedNotFollowed() throws {
        let folder = TemporaryFolder()
        folder.write("target", "kept")
        symlink(folder.path("target"), folder.path("link"))
        #expect(throws: FileProblem.self) { try write("x", folder.path("link")) }
        try write("x", folder.path("link"), force: true)
        #expect(folder.read("target") == "kept")
        #expect(folder.read("link") == "x")
    }

    @Test func danglingLinkCountsAsAFile() throws {
        let folder = TemporaryFolder()
        symlink(folder.path("nowhere"), folder.path("link"))
        #expect(throws: FileProblem.self) { try write("x", folder.path("link")) }
        #expect(folder.names == ["link"])
    }

    @Test func foldersDevicesAndMissingFoldersAreNamed() throws {
        let folder = TemporaryFolder()
        for (path, words) in [
            (folder.path(""), "a folder"), ("/dev/null", "device"), (folder.path("no/out.csv"), "does not exist"),
            ("", "name"),
        ] {
            let error = #expect(throws: FileProblem.self) { try write("x", path, force: true) }
            #expect(error?.reason.contains(words) == true)
        }
    }

    @Test func fullDiskIsSaidInOneSentence() throws {
        let error = FileProblem(writing: "/mnt/out.csv", errno: ENOSPC)
        #expect(error.description == "/mnt/out.csv: the disk is full. Make room or write to another disk; nothing was left behind.")
    }

    private func write(_ text: String, _ path: String, sources: [String] = [], force: Bool = false) throws {
        var file = try AtomicFile(path: path, sources: sources, force: force)
        try file.write(Array(text.utf8))
        try file.commit()
    }
}

/// A fresh folder of one test, gone with it.
final class TemporaryFolder {
    let root: String

    init() {
        var template = Array("/tmp/wrkaud-test-XXXXXX".utf8CString)
        root = String(cString: mkdtemp(&template))
    }

    deinit {
        for name in names { unlink(path(name)) }
        rmdir(root)
    }

    func path(_ name: String) -> String { "\(root)/\(name)" }

    func write(_ name: String, _ text: String) {
        let file = fopen(path(name), "w")
        fputs(text, file)
        fclose(file)
    }

    func read(_ name: String) -> String {
        guard let file = fopen(path(name), "r") else { return "(none)" }
        defer { fclose(file) }
        var bytes = [UInt8](repeating: 0, count: 65_536)
        let length = fread(&bytes, 1, bytes.count, file)
        return String(decoding: bytes.prefix(length), as: UTF8.self)
    }

    func mode(_ name: String) -> mode_t {
        var there = stat()
        stat(path(name), &there)
        return there.st_mode & 0o777
    }

    var names: [String] {
        guard let folder = opendir(root) else { return [] }
        defer { closedir(folder) }
        var names: [String] = []
        while let entry = readdir(folder) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) {
                $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if name != ".", name != ".." { names.append(name) }
        }
        return names.sorted()
    }
}
