/// The distinct values of a coded column: code -> UTF-8 text, each held once.
///
/// Codes 0, 1 and 2 are the three ways a cell is empty; values start at `firstValue`, in order of first appearance.
///
/// A copy shares everything; the first `intern` of a *new* value after a copy was taken copies what is there: the
/// text, 8 bytes a value, and 11 to 22 bytes a value of slots.
package struct TextDictionary: Sendable {
    /// The source has no such column, or the entry's type has no such field.
    package static let absent: UInt32 = 0
    /// SQL null.
    package static let null: UInt32 = 1
    /// Only blanks, or an empty text.
    package static let blank: UInt32 = 2
    package static let firstValue: UInt32 = 3

    private(set) var bytes: [UInt8] = []
    /// `ends[code]`: where the value of `code` ends in `bytes`; the three empty codes end at 0.
    private(set) var ends: [Int] = [0, 0, 0]
    /// Open addressing, a power of two: hash << 32 | code, 0 where free. The slot is the hash's low bits, so that
    /// growing needs no look at the text.
    private var slots: [UInt64] = Array(repeating: 0, count: 16)
    private let seed = ByteHash.seed

    package init() {}

    /// Codes in use, the three empty ones included: valid codes are `0 ..< codeCount`.
    package var codeCount: Int { ends.count }

    /// Bytes of text held.
    package var byteCount: Int { bytes.count }

    /// The text of a code; empty for the three empty codes.
    package func text(_ code: UInt32) -> String {
        String(decoding: bytes[range(code)], as: UTF8.self)
    }

    /// Where the text of a code lies among all texts, in bytes.
    package func range(_ code: UInt32) -> Range<Int> {
        code < Self.firstValue ? 0..<0 : ends[Int(code) - 1]..<ends[Int(code)]
    }

    /// Calls `body` with the UTF-8 bytes of a code, without making a `String`.
    package func withBytes<Result, Failure: Error>(
        of code: UInt32, _ body: (Span<UInt8>) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        try body(bytes.span.extracting(range(code)))
    }

    /// The same of two codes at once.
    package func withBytes<Result, Failure: Error>(
        of one: UInt32, and other: UInt32, _ body: (Span<UInt8>, Span<UInt8>) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        try body(bytes.span.extracting(range(one)), bytes.span.extracting(range(other)))
    }

    /// The code of `text`, or `nil` when it occurs nowhere or is empty. Equality is on bytes.
    package func code(of text: String) -> UInt32? {
        var text = text
        return text.withUTF8 { code(of: $0) }
    }

    /// The code of these bytes, or `nil` when they occur nowhere or are none.
    package func code(of value: UnsafeBufferPointer<UInt8>) -> UInt32? {
        guard let start = value.baseAddress, value.count > 0 else { return nil }
        let found = slots[find(start, value.count, hash(start, value.count))]
        return found == 0 ? nil : UInt32(truncatingIfNeeded: found)
    }

    /// The code of `value`, added when it is new; `blank` when it is empty. O(1) on average.
    package mutating func intern(_ value: UnsafeBufferPointer<UInt8>) -> UInt32 {
        guard let start = value.baseAddress, value.count > 0 else { return Self.blank }
        let hash = hash(start, value.count)
        let slot = find(start, value.count, hash)
        if slots[slot] != 0 { return UInt32(truncatingIfNeeded: slots[slot]) }
        let code = UInt32(ends.count)
        bytes.append(contentsOf: value)
        ends.append(bytes.count)
        slots[slot] = hash &<< 32 | UInt64(code)
        if ends.count * 4 > slots.count * 3 { slots = grown(slots) }
        return code
    }

    package mutating func intern(_ text: String) -> UInt32 {
        var text = text
        return text.withUTF8 { intern($0) }
    }

    package mutating func intern(_ value: Span<UInt8>) -> UInt32 {
        value.withUnsafeBufferPointer { intern($0) }
    }

    /// 32 bits of hash.
    private func hash(_ start: UnsafePointer<UInt8>, _ count: Int) -> UInt64 {
        ByteHash.hash(start, count, tag: UInt64(count), seed: seed) & 0xffff_ffff
    }

    /// The slot that holds these bytes, or the free one where they belong.
    private func find(_ start: UnsafePointer<UInt8>, _ count: Int, _ hash: UInt64) -> Int {
        let mask = slots.count - 1
        var slot = Int(hash) & mask
        while slots[slot] != 0 {
            if slots[slot] >> 32 == hash, equals(UInt32(truncatingIfNeeded: slots[slot]), start, count) { return slot }
            slot = (slot + 1) & mask
        }
        return slot
    }

    private func equals(_ code: UInt32, _ start: UnsafePointer<UInt8>, _ count: Int) -> Bool {
        let range = range(code)
        guard range.count == count else { return false }
        return bytes.withUnsafeBufferPointer { sameBytes($0.baseAddress.map { $0 + range.lowerBound }, start, count) }
    }
}
