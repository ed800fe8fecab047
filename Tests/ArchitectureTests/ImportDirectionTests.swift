import Foundation
import Testing

/// Data goes one way through the rooms, and each room sees only those before it. The build alone lets an import of a
/// transitive dependency pass, so the import lines themselves are read.
@Suite struct ImportDirectionTests {
    /// What the files of each folder of `Sources` may import. A new room needs a row here first.
    private static let mayImport: [String: Set<String>] = [
        "Catalog": ["Foundation"],
        "Columns": ["CCells", "CKernels", "CProcessor"],
        "Digest": ["CDigest"],
        "Records": ["Catalog", "CByteScan", "CCells", "CProcessor", "CZlib"],
        "OutfileWriter": ["Catalog", "Records"],
        "JournalIndex": ["Catalog", "Records", "Columns", "Digest"],
        "Query": ["Catalog", "Columns", "JournalIndex"],
        "Ledger": ["Catalog", "Columns", "JournalIndex"],
        "Export": ["Catalog", "Columns", "JournalIndex"],
        "Cases": ["Catalog", "Columns", "JournalIndex", "Export", "Digest"],
        "Canvas": [],
        "Screens": ["Canvas", "Catalog", "Columns", "JournalIndex", "Query", "Ledger", "Export", "Cases"],
        "Terminal": ["Canvas", "CNcurses", "CTerminal"],
        "wrkaud": [
            "Catalog", "Columns", "Records", "JournalIndex", "Query", "Ledger", "Export", "Cases", "Canvas", "Screens",
            "Terminal", "ArgumentParser", "Foundation",
        ],
        // Make the sample data; no part of the program.
        "SampleGenerator": ["Catalog", "Records", "OutfileWriter"],
        "make-samples": ["Foundation", "SampleGenerator"],
        // Runs while the package is built and is no part of the program.
        "EmbedText": ["Foundation"],
    ]

    /// The language and the system: the same for all rooms.
    private static let everywhere: Set<String> = ["Swift", "Glibc", "Musl", "Darwin", "Synchronization", "Dispatch"]

    private static let sources = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "Sources")

    private static func swiftFiles(_ room: String) throws -> [URL] {
        let folder = sources.appending(path: room)
        let names = try FileManager.default.subpathsOfDirectory(atPath: folder.path)
        return names.filter { $0.hasSuffix(".swift") }.sorted().map { folder.appending(path: $0) }
    }

    /// The modules that the import lines of `text` name.
    static func imports(in text: String) -> [String] {
        text.split(separator: "\n").compactMap { line in
            var words = line.split(separator: " ").filter { !$0.hasPrefix("@") }[...]
            if ["public", "package", "internal", "fileprivate", "private"].contains(words.first) { words.removeFirst() }
            guard words.popFirst() == "import" else { return nil }
            if ["struct", "class", "enum", "protocol", "func", "let", "var", "typealias"].contains(words.first) {
                words.removeFirst()
            }
            return words.first?.split(separator: ".").first.map(String.init)
        }
    }

    @Test(arguments: mayImport.keys.sorted())
    func roomImportsOnlyWhatStandsBeforeIt(room: String) throws {
        let allowed = try #require(Self.mayImport[room]).union(Self.everywhere)
        let files = try Self.swiftFiles(room)
        #expect(!files.isEmpty)
        for file in files {
            let text = try String(contentsOf: file, encoding: .utf8)
            for module in Self.imports(in: text) where !allowed.contains(module) {
                Issue.record("\(room)/\(file.lastPathComponent) may not import \(module)")
            }
        }
    }

    @Test func everyRoomHasItsRow() throws {
        let folders = try FileManager.default.contentsOfDirectory(atPath: Self.sources.path)
        for folder in folders where try !Self.swiftFiles(folder).isEmpty {
            #expect(Self.mayImport[folder] != nil, "no row for Sources/\(folder)")
        }
    }

    @Test func thereAreNoCircles() {
        var open = Self.mayImport
        while let room = open.keys.sorted().first(where: { open[$0]?.isDisjoint(with: open.keys) == true }) {
            open[room] = nil
        }
        #expect(open.isEmpty, "in a circle: \(open.keys.sorted())")
    }

    @Test func everyFormOfImportIsSeen() {
        let text = """
            import A
            package import B
            @testable import C
            @preconcurrency public import D
            import struct E.Thing
            // import F
            let important = 1
                import G
            """
        #expect(Self.imports(in: text) == ["A", "B", "C", "D", "E", "G"])
    }
}
