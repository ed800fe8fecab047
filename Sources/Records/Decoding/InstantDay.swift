import CByteScan
import Catalog

/// The day of the instant last read: entries that follow each other mostly have the same, so that the kernel compares ten
/// characters instead of reading a date.
struct InstantDay {
    private(set) var known = wrkaud_day()

    /// Learns the day of an instant in its usual form.
    ///
    /// - Returns: Whether it is another than before.
    mutating func learn(_ bytes: RawSpan, _ form: NumberReading.Form) -> Bool {
        switch form {
        case .general: false
        case .ascii: learn(bytes, zero: 0x30, dash: 0x2D)
        case .ebcdic: learn(bytes, zero: 0xF0, dash: 0x60)
        }
    }

    private mutating func learn(_ bytes: RawSpan, zero: UInt8, dash: UInt8) -> Bool {
        guard bytes.byteCount >= 10 else { return false }
        let head = bytes.unsafeLoadUnaligned(as: UInt64.self)
        let tail = bytes.unsafeLoadUnaligned(fromByteOffset: 8, as: UInt16.self)
        if known.is_known != 0, head == known.head, tail == known.tail { return false }
        func byte(_ at: Int) -> UInt8 { bytes.unsafeLoad(fromByteOffset: at, as: UInt8.self) }
        func pair(_ at: Int) -> Int? {
            let tens = byte(at) &- zero, ones = byte(at + 1) &- zero
            return tens > 9 || ones > 9 ? nil : Int(tens) * 10 + Int(ones)
        }
        guard byte(4) == dash, byte(7) == dash, let century = pair(0), let year = pair(2), let month = pair(5),
            let day = pair(8), let start = Timestamp(year: century * 100 + year, month: month, day: day)
        else { return false }
        known = wrkaud_day(head: head, tail: tail, is_known: 1, start: start.microseconds)
        return true
    }
}
