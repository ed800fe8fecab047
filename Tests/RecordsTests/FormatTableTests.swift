import Catalog
import Foundation
import TestRandom
import Testing

@testable import Records

/// What holds for every format of the table, on the sample it carries.
@Suite struct FormatTableTests {
    static let names = InputFormats.all.map { $0.name }

    static func format(_ name: String) throws -> any InputFormat.Type {
        try #require(InputFormats.all.first { $0.name == name })
    }

    @Test(arguments: names) func sampleIsRecognisedByItsContent(_ name: String) throws {
        let format = try Self.format(name)
        let sample = format.sample
        let table = try ReadTable(sample.bytes, name: "nothing-to-see")
        #expect(table.reader.format == name)
        #expect(table.rows.count == sample.entries)
        #expect(table.rejected == sample.rejected)
        #expect(table.issues.count == sample.rejected, "\(table.issues)")
        #expect(!table.reader.facts.isEmpty)
        let forced = try ReadTable(sample.bytes, name: "x", options: InputOptions(format: name))
        #expect(forced.rows == table.rows)
    }

    /// At once, byte by byte, in drips.
    @Test(arguments: names) func dripsMakeTheSameRecords(_ name: String) throws {
        let sample = try Self.format(name).sample
        let whole = try ReadTable(sample.bytes)
        for drip in [1, 2, 7, 64, 65, 1000] { try expectSame(whole, try ReadTable(sample.bytes, drip: drip), "drips of \(drip)") }
    }

    /// Whatever the bytes are: no crash, records in order and inside the input, the same however they are fed.
    @Test(arguments: names) func brokenInputsLoseNothing(_ name: String) throws {
        let sample = try Self.format(name).sample
        for seed in 0..<150 {
            let bytes = Mutator(seed: UInt64(seed)).broken(sample.bytes)
            let options = InputOptions(format: seed % 3 == 0 ? name : nil)
            guard let recognised = try? InputFormats.recognise(MemorySource(name: "x", bytes: bytes), options: options) else {
                continue
            }
            let content = try ReadTable.content(of: recognised.source)
            let whole = ReadTable(recognised.reader, content, drip: nil)
            for drip in [7, 64] {
                try expectSame(whole, ReadTable(recognised.reader, content, drip: drip), "\(name) seed \(seed) drip \(drip)")
            }
            #expect(whole.disorder == nil, "\(name) seed \(seed): \(whole.disorder ?? "")")
        }
    }

    private func expectSame(_ a: ReadTable, _ b: ReadTable, _ what: String) throws {
        #expect(a.records == b.records, "\(what)")
        #expect(a.rows == b.rows, "\(what)")
        #expect(a.issues == b.issues, "\(what)")
    }

    /// Accepted anew by `make docs`.
    @Test func formatReferenceIsUpToDate() throws {
        let path = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appending(path: "docs/formats.md")
        if ProcessInfo.processInfo.environment["WRKAUD_ACCEPT"] != nil {
            try FormatReference.markdown.write(to: path, atomically: true, encoding: .utf8)
        }
        #expect(try String(contentsOf: path, encoding: .utf8) == FormatReference.markdown)
    }

    @Test func namesAreUnique() {
        #expect(Set(Self.names).count == Self.names.count)
    }
}

/// Breaks inputs in ways that files get broken, by a seed.
struct Mutator {
    private var random: SplitMix

    init(seed: UInt64) { random = SplitMix(seed: seed) }

    private mutating func next(_ bound: Int) -> Int { Int.random(in: 0..<max(1, bound), using: &random) }

    func broken(_ bytes: [UInt8]) -> [UInt8] {
        var copy = self
        var result = bytes
        for _ in 0...copy.next(6) { copy.breakOnce(&result) }
        return result
    }

    private mutating func breakOnce(_ bytes: inout [UInt8]) {
        guard !bytes.isEmpty else { return }
        let at = next(bytes.count)
        let count = min(bytes.count - at, 1 + next(40))
        switch next(8) {
        case 0: bytes[at] = UInt8(next(256))
        case 1: bytes.removeSubrange(at..<at + count)
        case 2: bytes.insert(contentsOf: Array(bytes[at..<at + count]), at: next(bytes.count))
        case 3: bytes.removeSubrange(at...)
        case 4: bytes.insert([0x22, 0x0A, 0x7B, 0x7D, 0x5C, 0x7C, 0x3D, 0x20][next(8)], at: at)
        case 5: bytes.removeSubrange(..<at)
        case 6: bytes += bytes[at...]
        default: for place in at..<at + count { bytes[place] = UInt8(next(256)) }
        }
    }
}
