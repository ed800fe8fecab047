import Canvas
import JournalIndex

/// A record's characters under a ruler, fifty to a line, and below each its hexadecimal digits, one over the other, as
/// DSPPFM shows them. A line is made when it is looked at: a record may have millions of bytes.
struct RecordDump: Sendable {
    private let entry: EntryDetail
    private let range: Range<Int>
    private let columns: Int
    private let showsHex: Bool

    init(_ entry: EntryDetail, _ range: Range<Int>, columns: Int, showsHex: Bool) {
        (self.entry, self.range, self.columns, self.showsHex) = (entry, range, columns, showsHex)
    }

    /// Fifty; fewer, in tens, where the terminal is narrow.
    static func columns(width: Int) -> Int { min(50, max(10, (width - 14) / 10 * 10)) }

    var ruler: String { "Column      *" + String((2...max(2, columns)).map { Ruler.character(at: $0) }) }

    var count: Int { (range.count + columns - 1) / columns * linesOfAPart }

    /// Characters, and the two lines of digits.
    private var linesOfAPart: Int { showsHex ? 3 : 1 }

    func line(_ index: Int) -> EntryLine {
        let start = range.lowerBound + index / linesOfAPart * columns
        let part = start..<min(range.upperBound, start + columns)
        switch index % linesOfAPart {
        case 0: return EntryLine(characters(part))
        case 1: return digits(part) { $0 >> 4 }
        default: return digits(part) { $0 & 15 }
        }
    }

    private func characters(_ part: Range<Int>) -> String {
        let characters = String(part.map { entry.characters.indices.contains($0) ? Self.visible(entry.characters[$0]) : "." })
        let number = String(part.lowerBound - range.lowerBound + 1)
        let label = String(repeating: "0", count: max(0, 5 - number.count)) + number
        return label.padded(11) + "'" + characters.padded(columns) + "'"
    }

    private func digits(_ part: Range<Int>, _ half: (UInt8) -> UInt8) -> EntryLine {
        let digits = part.map { Self.digit(half(entry.bytes.indices.contains($0) ? entry.bytes[$0] : 0)) }
        return EntryLine(String(repeating: " ", count: 12) + String(digits), .dim)
    }

    private static func digit(_ value: UInt8) -> Character { Character(String(value, radix: 16, uppercase: true)) }

    /// A character that takes exactly one cell; everything else is a full stop, so that the columns stay under the ruler.
    private static func visible(_ character: Character) -> Character {
        guard let scalar = character.unicodeScalars.first, character.unicodeScalars.count == 1, scalar.value >= 0x20,
            scalar.value < 0x7F || (scalar.value > 0xA0 && scalar.value < 0x300 && scalar.value != 0xAD)
        else { return "." }
        return character
    }
}
