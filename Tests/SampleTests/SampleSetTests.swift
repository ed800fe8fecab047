import Catalog
import Foundation
import SampleGenerator
import Testing

@testable import Records

/// What stands in `SampleData` is what the story says, and can be read.
struct SampleSetTests {
    static let package = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()
    static let made = Result {
        let url = package.appending(path: "Sources/SampleGenerator/story.tsv")
        return try SampleSet(story: Story(String(contentsOf: url, encoding: .utf8)))
    }
    static let folder = package.appending(path: "SampleData")

    @Test func committedFilesAreWhatTheStorySays() throws {
        for file in try Self.made.get().files {
            let committed = try Array(Data(contentsOf: Self.folder.appending(path: file.path)))
            #expect(committed == file.bytes, "\(file.path) differs: run swift run make-samples")
        }
    }

    @Test func nothingElseLiesInTheGeneratedFolders() throws {
        let made = Set(try Self.made.get().files.map(\.path))
        for folder in Set(made.compactMap { $0.split(separator: "/").first.map(String.init) }) {
            let names = try FileManager.default.contentsOfDirectory(atPath: Self.folder.appending(path: folder).path())
            for name in names { #expect(made.contains("\(folder)/\(name)"), "\(folder)/\(name) is not generated") }
        }
    }

    @Test func samplesStaySmall() throws {
        let bytes = try Self.made.get().files.reduce(0) { $0 + $1.bytes.count }
        #expect(bytes < 1_300_000)
    }

    @Test func everyOutfileIsReadWithoutAnIssue() throws {
        for file in try Self.made.get().files where file.path.hasPrefix("outfiles/") {
            let reading = try #require(try SampleReading(file), "\(file.path)")
            #expect(reading.batch.issues == [], "\(file.path)")
            for record in reading.batch.records.indices {
                let flaws = reading.names.filter { reading.text(record, $0)?.hasSuffix("]") == true }
                #expect(flaws == [], "\(file.path) record \(record + 1)")
            }
        }
    }

    @Test(arguments: ["PW", "JS", "CP"]) func outfileAndSQLResultSayTheSame(_ type: String) throws {
        let files = try Self.made.get().files
        let outfile = try #require(files.first { $0.path == "outfiles/QAUDIT" + type })
        let csv = try #require(files.first { $0.path == "csv/AUDIT_JOURNAL_\(type).csv" })
        let (raw, sql) = (try #require(try SampleReading(outfile)), try #require(try SampleReading(csv)))
        #expect(raw.batch.records.count == sql.batch.records.count)
        let shared = Set(raw.names).intersection(sql.names)
        #expect(shared.count > 25)
        for record in raw.batch.records.indices {
            for name in shared.sorted() {
                #expect(raw.text(record, name) ?? "" == sql.text(record, name) ?? "", "\(type) \(record + 1) \(name)")
            }
        }
    }

    @Test func storyIsToldInOrder() throws {
        let url = Self.package.appending(path: "Sources/SampleGenerator/story.tsv")
        let story = try Story(String(contentsOf: url, encoding: .utf8))
        #expect((150...250).contains(story.entries.count))
        #expect(story.entries.map(\.time) == story.entries.map(\.time).sorted())
    }

    @Test(arguments: ["2026-11-02 08:00:00.000000\tPW\tnobody", "job\ta\tb", "receiver", "skip\tx"])
    func lineThatSaysNothingIsAMistake(_ line: String) {
        #expect(throws: Story.Mistake.self) { try Story(line) }
    }
}

/// A sample file through the reader that recognises it.
final class SampleReading {
    let reader: any RecordReader
    let batch: RecordBatch
    let bytes: [UInt8]
    let byName: [String: Int]
    var names: [String] { reader.columns.map(\.name) }

    init?(_ file: (path: String, bytes: [UInt8])) throws {
        let source = SampleSource(name: file.path, bytes: file.bytes)
        let reader = try InputFormats.recognise(source, options: InputOptions()).reader
        let bytes = file.bytes
        var batch = RecordBatch()
        let start = reader.firstRecordOffset
        let span = bytes.span.bytes
        let block = span.extracting(start..<span.byteCount)
        guard reader.wholeRecords(in: block, isLast: true) == block.byteCount else { return nil }
        reader.read(block, wanted: Array(reader.columns.indices), into: &batch)
        (self.reader, self.bytes) = (reader, bytes)
        self.batch = batch
        byName = Dictionary(zip(reader.columns.map(\.name), reader.columns.indices), uniquingKeysWith: { a, _ in a })
    }

    /// `nil` for absent, null and blank; a reason in brackets behind what cannot be read.
    func text(_ record: Int, _ name: String) -> String? {
        guard let column = byName[name] else { return nil }
        let range = batch.columns[column][record]
        guard range.state == .value || range.state == .truncated else { return nil }
        let start = reader.firstRecordOffset + Int(range.start)
        let bytes = bytes
        let field = bytes.span.bytes.extracting(start..<start + Int(range.length))
        let decoder = reader.decoders[Int(range.decoder)]
        switch reader.columns[column].kind {
        case .integer: return shown(decoder.integer(field)) { String($0) }
        case .timestamp: return shown(decoder.timestamp(field)) { $0.text() }
        default: return shown(decoder.text(field)) { $0 }
        }
    }

    private func shown<Value>(_ decoded: Decoded<Value>, _ text: (Value) -> String) -> String? {
        switch decoded {
        case .null, .blank: nil
        case .value(let value): text(value)
        case .unreadable(let text, let reason): "\(text) [\(reason)]"
        }
    }
}

struct SampleSource: ByteSource {
    let name: String
    let bytes: [UInt8]
    var size: Int? { bytes.count }
    func read(at offset: Int, into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
        let end = min(bytes.count, offset + buffer.count)
        guard offset < end else { return 0 }
        buffer.copyBytes(from: bytes[offset..<end])
        return end - offset
    }
}
