import Foundation
import Records

@testable import JournalIndex

/// The files of SampleData, wherever the repository is checked out.
enum SampleFiles {
    static let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "SampleData")

    /// Paths relative to SampleData of everything that is a journal.
    static let all: [String] = {
        let files = FileManager.default.enumerator(atPath: folder.path())?.allObjects as? [String] ?? []
        return files.filter { path in
            path != "README.md" && !path.hasSuffix("/") && FileManager.default.isRegularFile(folder.appending(path: path).path())
        }.sorted()
    }()

    static func load(_ file: String) throws -> JournalSnapshot { try load([file]) }

    /// Several files as one journal.
    static func load(_ files: [String], limits: LoadingLimits = LoadingLimits()) throws -> JournalSnapshot {
        try JournalLoader.load(sources: files.map { file in
            MemorySource(name: file, bytes: Array(try Data(contentsOf: folder.appending(path: file))))
        }, limits: limits)
    }
}

extension FileManager {
    fileprivate func isRegularFile(_ path: String) -> Bool {
        var isFolder: ObjCBool = false
        return fileExists(atPath: path, isDirectory: &isFolder) && !isFolder.boolValue
    }
}
