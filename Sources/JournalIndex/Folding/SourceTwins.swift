import Catalog
import Columns
import Records

/// Sources that are byte for byte what another one is: a file given twice, or copied, or once packed and once not.
///
/// Their entries are copies one by one, whether or not an entry tells enough to be known again.
struct SourceTwins {
    /// Place of a source -> place of the first one with the same bytes.
    private(set) var original: [Int: Int] = [:]

    /// What must be equal before bytes are looked at: nearly always they are read only where it is a copy.
    private struct Kind: Hashable {
        var size: Int
        var rows: Int
        var first: Int64?
        var last: Int64?
        var format: String
    }

    /// - Complexity: O(sources); what is alike by size, entries and times is read up to the first difference.
    /// - Throws: `Cancelled`.
    init(_ journal: JournalSnapshot, _ work: Work) throws {
        var kinds: [Kind: [Int]] = [:]
        for source in journal.inputs.indices {
            guard let kind = Self.kind(source, journal) else { continue }
            let known = kinds[kind, default: []]
            original[source] = try known.first { try Self.areTwins(journal.inputs[$0], journal.inputs[source], work) }
            if original[source] == nil { kinds[kind, default: []].append(source) }
        }
    }

    /// `nil` for a source without entries, and one that was not read to its end.
    private static func kind(_ source: Int, _ journal: JournalSnapshot) -> Kind? {
        let report = journal.reports[source]
        let rows = journal.firstRow(ofSource: source + 1) - journal.firstRow(ofSource: source)
        guard rows > 0, report.failure == nil, let size = journal.inputs[source].bytes.size else { return nil }
        return Kind(
            size: size, rows: rows, first: report.first?.microseconds, last: report.last?.microseconds, format: report.format)
    }

    /// Whether the same bytes were read the same way: what was assumed of one may be known of the other.
    private static func areTwins(_ a: LoadedSource, _ b: LoadedSource, _ work: Work) throws(Cancelled) -> Bool {
        guard a.reader.columns == b.reader.columns, a.facts.elementsEqual(b.facts, by: { $0 == $1 }) else { return false }
        var pieces = (Piece(), Piece())
        var offset = 0
        while true {
            try work.check()
            let counts = (pieces.0.read(a.bytes, at: offset), pieces.1.read(b.bytes, at: offset))
            guard let count = counts.0, count == counts.1, pieces.0.bytes == pieces.1.bytes else { return false }
            if count == 0 { return true }
            offset += count
        }
    }

    /// Bytes of a source that are compared at a time.
    private struct Piece {
        private(set) var bytes: [UInt8] = []
        private static let most = 1 << 18

        /// How many there are at `offset`; `nil` when the source cannot be read.
        mutating func read(_ source: any ByteSource, at offset: Int) -> Int? {
            let rest = max(0, min(Self.most, (source.size ?? 0) - offset))
            bytes = (try? source.bytes(at: offset, count: rest)) ?? []
            return bytes.count == rest ? rest : nil
        }
    }

    /// The rows of every twin with those that are shown for them.
    ///
    /// - Parameter pairs: The copies among all other sources.
    func pairs(_ journal: JournalSnapshot, besides pairs: [FoldedEntries.Pair]) -> [FoldedEntries.Pair] {
        if original.isEmpty { return [] }
        let shown = Dictionary(pairs.map { ($0.copy, $0.shown) }) { first, _ in first }
        return original.sorted { $0.key < $1.key }.flatMap { twin, original in
            let rows = journal.firstRow(ofSource: twin)..<journal.firstRow(ofSource: twin + 1)
            let first = journal.firstRow(ofSource: original)
            return rows.map { row in
                let same = UInt32(first + row - rows.lowerBound)
                return FoldedEntries.Pair(copy: UInt32(row), shown: shown[same] ?? same)
            }
        }
    }
}
