/// Finds the rows in an object that wraps a result: `{"success":true,"data":{"rows":[{...}]}}`.
struct JSONWrapper {
    /// An array of objects: the place behind its bracket, and the keys that lead to it.
    struct Rows: Equatable {
        var start: Int
        var path: [String]
    }

    private let expected: [String]
    /// Taken where no array has objects with columns of the journal.
    private var likely: Rows?
    /// An array with nothing in it: a result without rows.
    private var empty: Rows?
    /// Whether the outermost object has such columns itself: then it is an entry, unless an array of them follows.
    private var isEntry = false

    private init(expected: [String]) { self.expected = expected }

    /// Objects in objects that are looked into.
    private static let mostLevels = 8
    /// Known keys that make an object an entry, whatever stands around it.
    private static let enoughNames = 2

    enum Answer: Equatable {
        case rows(Rows)
        /// It is no wrapper.
        case none
        /// More bytes are needed to tell.
        case open
    }

    /// The rows in the object that starts at `start`: the first array whose first object has columns of the journal,
    /// else the first array of objects, else the first empty one; none where there is none, or the object is an entry.
    ///
    /// - Parameter isFinal: No more bytes will follow: what they tell has to do.
    /// - Parameter path: Where the rows of the result before stood: an array there is the rows, whatever is in it.
    static func rows(in bytes: RawSpan, from start: Int, isFinal: Bool, like path: [String] = []) -> Answer {
        guard start < bytes.byteCount, bytes[start] == UInt8(ascii: "{") else { return .none }
        var wrapper = JSONWrapper(expected: path)
        switch wrapper.look(bytes, start, []) {
        case .rows(let rows): return .rows(rows)
        case .open where !isFinal: return .open
        case .open, .none: break
        }
        guard !wrapper.isEntry, let rows = wrapper.likely ?? wrapper.empty else { return .none }
        return .rows(rows)
    }

    private enum Found {
        case rows(Rows)
        /// None up to this place.
        case none(end: Int)
        /// The head ends, or it is no JSON any more.
        case open
    }

    /// Walks the keys of an object by hand: the array looked for may be longer than the head.
    private mutating func look(_ head: RawSpan, _ start: Int, _ path: [String]) -> Found {
        var at = JSONScan.skipGap(head, start + 1)
        while at < head.byteCount, head[at] == 0x22, let keyEnd = JSONScan.stringEnd(head, at + 1) {
            let key = TextDecoding.string(head.extracting(at + 1..<keyEnd), .utf8)
            if path.isEmpty, CSVNames.isKnown(key) { isEntry = true }
            at = JSONScan.skipGap(head, keyEnd + 1)
            guard at < head.byteCount, head[at] == UInt8(ascii: ":") else { return .open }
            at = JSONScan.skipGap(head, at + 1)
            guard at < head.byteCount else { return .open }
            switch value(head, at, path + [key]) {
            case .rows(let rows): return .rows(rows)
            case .open: return .open
            case .none(let end): at = JSONScan.skipGap(head, end)
            }
            guard at < head.byteCount else { return .open }
            guard head[at] == UInt8(ascii: ",") else { return head[at] == UInt8(ascii: "}") ? .none(end: at + 1) : .open }
            at = JSONScan.skipGap(head, at + 1)
        }
        return at < head.byteCount && head[at] == UInt8(ascii: "}") ? .none(end: at + 1) : .open
    }

    private mutating func value(_ head: RawSpan, _ at: Int, _ path: [String]) -> Found {
        if !Self.isMetadata(path.last ?? "") {
            switch head[at] {
            case UInt8(ascii: "{") where path.count < Self.mostLevels: return look(head, at, path)
            case UInt8(ascii: "["):
                let inner = JSONScan.skipGap(head, at + 1)
                let rows = Rows(start: at + 1, path: path)
                if path == expected { return .rows(rows) }
                if inner < head.byteCount, head[inner] == UInt8(ascii: "]"), empty == nil { empty = rows }
                guard inner < head.byteCount, head[inner] == UInt8(ascii: "{") else { break }
                if Self.knownNames(head, inner) >= Self.enoughNames { return .rows(rows) }
                // Of a row that has arrays itself, nothing is rows.
                if likely == nil, !isEntry { likely = rows }
            default: break
            }
        }
        return JSONScan.valueEnd(head, at).map { .none(end: $0) } ?? .open
    }

    private static func knownNames(_ head: RawSpan, _ start: Int) -> Int {
        var known = 0
        _ = JSONScan.object(head, from: start) { key, _ in
            if CSVNames.isKnown(TextDecoding.string(head.extracting(key), .utf8)) { known += 1 }
        }
        return known
    }

    /// A key that ends so describes the result.
    private static func isMetadata(_ key: String) -> Bool {
        ["columns", "fields", "metadata"].contains { key.hasSuffix($0) }
    }
}
