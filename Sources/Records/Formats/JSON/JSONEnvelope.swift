/// An object around each entry, as stores of logs keep them: `{"_index":"audit","_source":{"ENTRY_TIMESTAMP":...}}`.
///
/// The keys of the entry are read beside those of the objects around it.
struct JSONEnvelope: Sendable, Equatable {
    /// Keys from the outermost object to the entry; empty where the outermost object is the entry.
    let path: [String]
    private let keys: [[UInt8]]

    private init(_ path: [String]) { (self.path, keys) = (path, path.map { Array($0.utf8) }) }

    /// Objects around an entry that are looked into.
    private static let mostLevels = 3
    /// Keys that the catalog knows, which make an object an entry.
    private static let enoughNames = 2

    /// Where the entry stands in the object that starts at `start`: itself, or the first object in it that has more columns
    /// of the journal.
    init(of bytes: RawSpan, from start: Int) {
        self.init(Self.path(bytes, start, Self.mostLevels) ?? [])
    }

    /// - Returns: `nil` where the object is no entry and has none in it.
    private static func path(_ bytes: RawSpan, _ start: Int, _ levels: Int) -> [String]? {
        guard start < bytes.byteCount, bytes[start] == UInt8(ascii: "{") else { return nil }
        var known = 0
        var objects: [(key: String, start: Int)] = []
        _ = JSONScan.object(bytes, from: start) { key, value in
            let name = TextDecoding.string(bytes.extracting(key), .utf8)
            if CSVNames.isKnown(name) { known += 1 }
            if value.kind == .nested, bytes[value.range.lowerBound] == UInt8(ascii: "{") { objects.append((name, value.range.lowerBound)) }
        }
        if known >= enoughNames { return [] }
        guard levels > 0 else { return nil }
        for object in objects {
            if let inner = path(bytes, object.start, levels - 1) { return [object.key] + inner }
        }
        return nil
    }

    /// Hands on a pair of an object around the entry, or those of the entry where it is the entry.
    @inline(__always)
    func open(_ key: Range<Int>, _ value: JSONScan.Value, _ bytes: RawSpan, pair: (Range<Int>, JSONScan.Value) -> Void) {
        if keys.isEmpty || value.kind != .nested { return pair(key, value) }
        open(key, value, bytes, level: 0, pair: pair)
    }

    private func open(
        _ key: Range<Int>, _ value: JSONScan.Value, _ bytes: RawSpan, level: Int, pair: (Range<Int>, JSONScan.Value) -> Void
    ) {
        guard level < keys.count, value.kind == .nested, bytes[value.range.lowerBound] == UInt8(ascii: "{"),
            bytes.equals(keys[level], at: key)
        else { return pair(key, value) }
        _ = JSONScan.object(bytes, from: value.range.lowerBound) { open($0, $1, bytes, level: level + 1, pair: pair) }
    }
}
