import Catalog
import JournalIndex

/// A question about one text, asked once per distinct value.
enum TextTest: Sendable {
    /// One of these texts, or beginning with one of these.
    case among(TextSet)
    case like(LikePattern)
    case contains(FoldedNeedle)
    case matches(SearcherPool)
    /// By code point.
    case ordered(TextInterval)
    case address(AddressSet)
    case addressOrdered(AddressInterval)

    /// - Parameter text: UTF-8, not empty.
    func holds(_ text: Span<UInt8>) -> Bool {
        switch self {
        case .among(let set): set.contains(text)
        case .like(let pattern): pattern.fits(String(text))
        case .contains(let needle): needle.stands(in: text)
        case .matches(let pool): pool.isFound(in: String(text))
        case .ordered(let interval): interval.contains(text)
        case .address(let set): set.contains(String(text))
        case .addressOrdered(let interval): interval.contains(String(text))
        }
    }

    func holds(_ text: String) -> Bool { holds(text.utf8.span) }
}

extension String {
    init(_ bytes: Span<UInt8>) {
        self = bytes.withUnsafeBufferPointer { String(decoding: $0, as: UTF8.self) }
    }
}

/// Texts to be equal to, and beginnings of generic names.
struct TextSet: Sendable {
    /// Whole texts, compared byte by byte.
    var exact: Set<[UInt8]> = []
    /// Beginnings; an empty one fits every text.
    var prefixes: [[UInt8]] = []
    /// Folded whole texts and beginnings, for columns in our own wording.
    var folded: Set<[UInt8]> = []
    var foldedPrefixes: [[UInt8]] = []

    func contains(_ text: Span<UInt8>) -> Bool {
        if prefixes.contains(where: { text.starts(with: $0) }) { return true }
        if !exact.isEmpty, exact.contains(text.bytesCopied) { return true }
        guard !folded.isEmpty || !foldedPrefixes.isEmpty else { return false }
        let plain = CaseFolding.fold(String(text))
        return folded.contains(plain) || foldedPrefixes.contains { plain.starts(with: $0) }
    }

    /// The texts, when nothing but whole texts is looked for: each is then one look into a dictionary.
    var onlyExact: [String]? {
        guard prefixes.isEmpty, folded.isEmpty, foldedPrefixes.isEmpty else { return nil }
        return exact.map { String(decoding: $0, as: UTF8.self) }
    }
}

/// Texts between two ends, by code point.
struct TextInterval: Sendable {
    var low: (text: [UInt8], isIn: Bool)?
    var high: (text: [UInt8], isIn: Bool)?

    func contains(_ text: Span<UInt8>) -> Bool {
        if let low {
            let order = text.order(against: low.text)
            if order < 0 || (order == 0 && !low.isIn) { return false }
        }
        if let high {
            let order = text.order(against: high.text)
            if order > 0 || (order == 0 && !high.isIn) { return false }
        }
        return true
    }
}

extension Span<UInt8> {
    func starts(with prefix: [UInt8]) -> Bool {
        guard count >= prefix.count else { return false }
        for i in prefix.indices where self[i] != prefix[i] { return false }
        return true
    }

    var bytesCopied: [UInt8] { withUnsafeBufferPointer { Array($0) } }

    /// Negative, zero or positive, as this text stands before, at or behind the other by code point.
    func order(against other: [UInt8]) -> Int {
        for i in 0..<Swift.min(count, other.count) where self[i] != other[i] { return self[i] < other[i] ? -1 : 1 }
        return count - other.count
    }
}
