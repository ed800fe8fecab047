/// What stands around an event in a line: priority, time, host and tag, as RFC 3164 or RFC 5424 has them, or less.
struct SyslogFrame {
    /// Digits between the angle brackets.
    private(set) var priority: Range<Int>?
    /// With a year, or without one (`May  8 13:27:58`).
    private(set) var time: Range<Int>?
    private(set) var hasYear = false
    private(set) var host: Range<Int>?
    /// Program and process, or the application of RFC 5424.
    private(set) var tag: Range<Int>?
    /// Where the event or message begins.
    private(set) var end: Int

    /// - Parameter event: Where `CEF:` or `LEEF:` stands, if it does: the frame ends there.
    init(_ bytes: RawSpan, _ line: Range<Int>, event: Int?) {
        var at = line.lowerBound
        let limit = event ?? line.upperBound
        if bytes.has("\u{FEFF}", at: at) { at += 3 }
        end = at
        if let close = Self.priorityEnd(bytes, at, limit) {
            priority = at + 1..<close
            at = close + 1
        }
        end = at
        if at + 1 < limit, bytes[at] == UInt8(ascii: "1"), bytes[at + 1] == 0x20, priority != nil {
            readModern(bytes, at + 2, limit)
        } else {
            readPlain(bytes, at, limit)
        }
        if let event { end = event }
    }

    /// RFC 5424: time, host, application, process, message ID, structured data.
    private mutating func readModern(_ bytes: RawSpan, _ start: Int, _ limit: Int) {
        var words = WordScan(start..<limit)
        guard let when = words.next(in: bytes), let host = words.next(in: bytes), let application = words.next(in: bytes),
            words.next(in: bytes) != nil, words.next(in: bytes) != nil
        else { return readPlain(bytes, start, limit) }
        if !Self.isNothing(bytes, when) { (time, hasYear) = (when, true) }
        if !Self.isNothing(bytes, host) { self.host = host }
        if !Self.isNothing(bytes, application) { tag = application }
        end = words.next(in: bytes).map { Self.structuredEnd(bytes, $0.lowerBound, limit) } ?? limit
        if bytes.has("\u{FEFF}", at: end) { end += 3 }
    }

    /// RFC 3164, with a time of any kind or none. One that is written as a time, and cannot be read, is the line's all the same.
    private mutating func readPlain(_ bytes: RawSpan, _ start: Int, _ limit: Int) {
        var at = start
        if start + MonthDayTime.length <= limit, MonthDayTime(bytes, at: start) != nil {
            time = start..<start + MonthDayTime.length
            at = start + MonthDayTime.length
        } else if let words = Self.instant(bytes, start, limit) {
            (time, hasYear) = (words, true)
            at = words.upperBound
        } else if MonthDayTime.isShaped(bytes.extracting(0..<limit), at: start) {
            // No year makes a time of it.
            (time, hasYear) = (start..<start + MonthDayTime.length, true)
            at = start + MonthDayTime.length
        } else {
            return
        }
        end = at
        var words = WordScan(at..<limit)
        guard let first = words.next(in: bytes) else { return }
        let second = words.next(in: bytes)
        guard bytes[first.upperBound - 1] != UInt8(ascii: ":") || second == nil else { return }
        host = first
        end = first.upperBound
        if let second, bytes[second.upperBound - 1] == UInt8(ascii: ":") {
            tag = second.lowerBound..<second.upperBound - 1
            end = second.upperBound
        }
        while end < limit, bytes[end] == 0x20 { end += 1 }
    }

    private static func priorityEnd(_ bytes: RawSpan, _ at: Int, _ limit: Int) -> Int? {
        guard at < limit, bytes[at] == UInt8(ascii: "<") else { return nil }
        var close = at + 1
        while close < limit, close < at + 5, TextNumber.digit(bytes[close]) != nil { close += 1 }
        return close > at + 1 && close < limit && bytes[close] == UInt8(ascii: ">") ? close : nil
    }

    /// `2026-04-08T16:40:50.123Z`, or date and time with a blank between.
    private static func instant(_ bytes: RawSpan, _ start: Int, _ limit: Int) -> Range<Int>? {
        var words = WordScan(start..<min(limit, start + 48))
        guard let date = words.next(in: bytes), date.lowerBound == start, date.count >= 10,
            TextNumber.digit(bytes[start]) != nil, bytes[start + 4] == 0x2D, bytes[start + 7] == 0x2D
        else { return nil }
        if date.count >= 16 { return date }
        guard let clock = words.next(in: bytes), clock.count >= 5, bytes[clock.lowerBound + 2] == 0x3A else { return nil }
        return date.lowerBound..<clock.upperBound
    }

    private static func isNothing(_ bytes: RawSpan, _ word: Range<Int>) -> Bool {
        word.count == 1 && bytes[word.lowerBound] == UInt8(ascii: "-")
    }

    /// Behind `-` or `[id key="value"]...` and the blank that follows.
    private static func structuredEnd(_ bytes: RawSpan, _ start: Int, _ limit: Int) -> Int {
        var at = start
        if bytes[at] == UInt8(ascii: "-") {
            at += 1
        } else {
            while at < limit, bytes[at] == UInt8(ascii: "[") {
                var isQuoted = false
                while at < limit, isQuoted || bytes[at] != UInt8(ascii: "]") {
                    if bytes[at] == UInt8(ascii: "\\") { at += 1 } else if bytes[at] == 0x22 { isQuoted.toggle() }
                    at += 1
                }
                at = min(limit, at + 1)
            }
        }
        while at < limit, bytes[at] == 0x20 { at += 1 }
        return at
    }
}
