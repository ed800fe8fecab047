import Catalog

/// Reads instants of the usual form, `2026-04-09 07:07:12.123456`, remembering the last day: entries that follow each
/// other mostly have the same.
struct InstantClock {
    /// The ten characters of the day last read, and its first microsecond.
    private var hasDay = false
    private var dayHead: UInt64 = 0
    private var dayTail: UInt16 = 0
    private var dayStart: Int64 = 0

    /// ASCII with any of the usual marks, 26 or 19 characters; `nil` for everything else.
    @inline(__always)
    mutating func text(_ bytes: UnsafeRawBufferPointer) -> Int64? {
        guard bytes.count == 26 || bytes.count == 19, day(bytes, zero: 0x30, dash: 0x2D) else { return nil }
        let gap = bytes[10], first = bytes[13], second = bytes[16]
        guard gap == 0x20 || gap == 0x2D || gap == 0x54 else { return nil }
        guard first == 0x3A || first == 0x2E, second == 0x3A || second == 0x2E else { return nil }
        if bytes.count == 26, bytes[19] != 0x2E { return nil }
        return time(bytes, 0x30)
    }

    /// The SAA form in EBCDIC: 26 bytes.
    @inline(__always)
    mutating func ebcdic(_ bytes: UnsafeRawBufferPointer) -> Int64? {
        guard bytes.count == 26, day(bytes, zero: 0xF0, dash: 0x60) else { return nil }
        guard bytes[10] == 0x60, bytes[13] == 0x4B, bytes[16] == 0x4B, bytes[19] == 0x4B else { return nil }
        return time(bytes, 0xF0)
    }

    @inline(__always)
    private mutating func day(_ bytes: UnsafeRawBufferPointer, zero: UInt8, dash: UInt8) -> Bool {
        let head = bytes.loadUnaligned(as: UInt64.self), tail = bytes.loadUnaligned(fromByteOffset: 8, as: UInt16.self)
        return (hasDay && head == dayHead && tail == dayTail) || newDay(bytes, zero, dash, head, tail)
    }

    @inline(never)
    private mutating func newDay(
        _ bytes: UnsafeRawBufferPointer, _ zero: UInt8, _ dash: UInt8, _ head: UInt64, _ tail: UInt16
    ) -> Bool {
        guard bytes[4] == dash, bytes[7] == dash else { return false }
        var wrong = false
        func pair(_ at: Int) -> Int {
            let tens = bytes[at] &- zero, ones = bytes[at + 1] &- zero
            if tens > 9 || ones > 9 { wrong = true }
            return Int(tens) * 10 + Int(ones)
        }
        let date = (year: pair(0) * 100 + pair(2), month: pair(5), day: pair(8))
        guard !wrong, let start = Timestamp(year: date.year, month: date.month, day: date.day) else { return false }
        (hasDay, dayHead, dayTail, dayStart) = (true, head, tail, start.microseconds)
        return true
    }

    /// Adds the time of day; hour 24 and everything out of range is left to the decoder.
    @inline(__always)
    private func time(_ bytes: UnsafeRawBufferPointer, _ zero: UInt8) -> Int64? {
        var wrong: UInt8 = 0
        func pair(_ at: Int) -> Int64 {
            let tens = bytes[at] &- zero, ones = bytes[at &+ 1] &- zero
            wrong |= (tens > 9 ? 1 : 0) | (ones > 9 ? 1 : 0)
            return Int64(tens) &* 10 &+ Int64(ones)
        }
        let hour = pair(11), minute = pair(14), second = pair(17)
        var micro: Int64 = 0
        if bytes.count == 26 { micro = (pair(20) &* 100 &+ pair(22)) &* 100 &+ pair(24) }
        guard wrong == 0, hour < 24, minute < 60, second < 60 else { return nil }
        return dayStart &+ ((hour &* 60 &+ minute) &* 60 &+ second) &* 1_000_000 &+ micro
    }
}
