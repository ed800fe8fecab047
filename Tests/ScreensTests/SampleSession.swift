import Catalog
import Foundation
import JournalIndex
import Query
import Records

@testable import Screens

/// The sample journal as the explorer opens it.
enum SampleSession {
    private static let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "SampleData/outfiles")

    /// Loaded once; what tests ask of it only makes it faster.
    static let journal: IndexedJournal = {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path()).sorted()) ?? []
        let sources = names.compactMap { name in
            (try? Data(contentsOf: folder.appending(path: name))).map { MemorySource(name: "outfiles/" + name, bytes: Array($0)) }
        }
        guard let snapshot = try? JournalLoader.load(sources: sources) else { preconditionFailure("SampleData cannot be read") }
        return IndexedJournal(snapshot, clock: { Timestamp(microseconds: 0) })
    }()
}

extension Script {
    /// A session on the sample journal.
    init(sample opening: Opening, rows: Int = 24, columns: Int = 80) {
        self.init(SampleSession.journal, opening: opening, rows: rows, columns: columns)
    }
}
