/// The distinct values of a coded column: code -> UTF-8 text, each held once.
///
/// Codes 0, 1 and 2 are the three ways a cell is empty; values start at `firstValue`, in order of first appearance.
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
    private var slots: [UInt32] = Array(repeating: 0, count: 64)

    package init() {}

    /// Codes in use, the three empty ones included: valid codes are `0 ..< codeCount`.
    package var codeCount: Int { ends.count }

    /// The text of a code; empty for the three empty codes.
    package func text(_ code: UInt32) -> String {
        String(decoding: bytes[range(code)], as: UTF8.self)
    }

    package func range(_ code: UInt32) -> Range<Int> {
        code < Self.firstValue ? 0..<0 : ends[Int(code) - 1]..<ends[Int(code)]
    }

    /// The code of `text`, or `nil` when it occurs nowhere. Equality is on bytes.
    package func code(of text: String) -> UInt32? {
        var text = text
        return text.withUTF8 { find($0) }
    }

    private func find(_ value: UnsafeBufferPointer<UInt8>) -> UInt32? {
        var slot = hash(value) & (slots.count - 1)
        while slots[slot] != 0 {
            if equals(slots[slot], value) { return slots[slot] }
            slot = (slot + 1) & (slots.count - 1)
        }
        return nil
    }

    /// The code of `value`, added when it is new.
    package mutating func intern(_ value: UnsafeBufferPointer<UInt8>) -> UInt32 {
        var slot = hash(value) & (slots.count - 1)
        while slots[slot] != 0 {
            if equals(slots[slot], value) { return slots[slot] }
            slot = (slot + 1) & (slots.count - 1)
        }
        let code = UInt32(ends.count)
        bytes.append(contentsOf: value)
        ends.append(bytes.count)
        slots[slot] = code
        if ends.count * 2 > slots.count { grow() }
        return code
    }

    package mutating func intern(_ text: String) -> UInt32 {
        var text = text
        return text.withUTF8 { intern($0) }
    }

    private func equals(_ code: UInt32, _ value: UnsafeBufferPointer<UInt8>) -> Bool {
        let r = range(code)
        return r.count == value.count && bytes[r].elementsEqual(value)
    }

    private func hash(_ value: some Sequence<UInt8>) -> Int {
        var h: UInt64 = 0xcbf2_9ce4_8422_2325
        for b in value { h = (h ^ UInt64(b)) &* 0x100_0000_01b3 }
        return Int(truncatingIfNeeded: (h ^ (h >> 29)) & 0x7fff_ffff_ffff)
    }

    private mutating func grow() {
        slots = Array(repeating: 0, count: slots.count * 2)
        for code in Self.firstValue..<UInt32(ends.count) {
            var slot = hash(bytes[range(code)]) & (slots.count - 1)
            while slots[slot] != 0 { slot = (slot + 1) & (slots.count - 1) }
            slots[slot] = code
        }
    }
}
