import Catalog
import Columns
import Records

extension IntegerColumn {
    /// The rows whose number or instant, as it is exported, contains the text; on all cores.
    func rows(showing sought: SoughtText, _ kind: ValueKind, _ work: Work) throws(Cancelled) -> Bitmap {
        var found = Bitmap(count: count)
        for (row, text) in unreadable where sought.needle.stands(in: text) { found[row] = true }
        guard kind == .timestamp ? !sought.placesInInstant.isEmpty : sought.fitsNumber else { return found }
        let hits = try mapped(chunkCount(rows: count), work) { chunk in
            kind == .timestamp ? self.instants(chunk, showing: sought) : self.numbers(chunk, showing: sought)
        }
        for row in hits.joined() { found[row] = true }
        return found
    }

    private func numbers(_ chunk: Int, showing sought: SoughtText) -> [Int] {
        rowRange(ofChunk: chunk, count: count).filter { row in
            value(row).map { sought.needle.stands(in: String($0)) } ?? false
        }
    }

    private func instants(_ chunk: Int, showing sought: SoughtText) -> [Int] {
        var text = InstantText()
        return rowRange(ofChunk: chunk, count: count).filter { row in
            guard let value = value(row) else { return false }
            text.write(Int64(clamping: value))
            return text.has(sought.needle.bytes, at: sought.placesInInstant)
        }
    }
}

/// The text of one instant after the other, as `Timestamp.text(.sql)` writes it; the day is written only where it is another
/// one than before.
private struct InstantText {
    private var day: Int64?
    private var text: [UInt8] = []
    /// From here on a day is written as the one before it, or in more digits.
    private static let end = Timestamp(year: 9999, month: 12, day: 31)?.microseconds ?? .max

    mutating func write(_ microseconds: Int64) {
        let perDay = Timestamp.microsecondsPerDay
        let rest = (microseconds % perDay + perDay) % perDay
        let own = (microseconds - rest) / perDay
        if own != day || microseconds >= Self.end {
            text = Array(Timestamp(microseconds: microseconds).text(.sql).utf8)
            day = microseconds < Self.end ? own : nil
            return
        }
        let second = Int(rest / 1_000_000)
        put(second / 3600, 2, at: 11)
        put(second / 60 % 60, 2, at: 14)
        put(second % 60, 2, at: 17)
        put(Int(rest % 1_000_000), 6, at: 20)
    }

    private mutating func put(_ number: Int, _ digits: Int, at place: Int) {
        var rest = number
        for at in stride(from: place + digits - 1, through: place, by: -1) {
            text[at] = UInt8(48 + rest % 10)
            rest /= 10
        }
    }

    func has(_ bytes: [UInt8], at places: [Int]) -> Bool {
        places.contains { place in
            place + bytes.count <= text.count && bytes.indices.allSatisfy { text[place + $0] == bytes[$0] }
        }
    }
}
