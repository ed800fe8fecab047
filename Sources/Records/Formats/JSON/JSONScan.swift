/// Finds JSON objects and their values in bytes, without building anything of them.
enum JSONScan {
    /// A value of an object.
    struct Value {
        enum Kind { case string, null, bare, nested }
        var kind: Kind
        /// Inside of the quotes of a string; the whole of other values.
        var range: Range<Int>
    }

    /// How an object ends.
    enum End: Equatable {
        case whole
        /// It is no JSON from here on.
        case broken(at: Int)
        /// The bytes end before it does.
        case open
    }

    /// Reads the object that starts with `{` at `start`; `pair` gets every key (inside of its quotes) and value.
    ///
    /// - Returns: Where the object ends, and how.
    static func object(
        _ bytes: RawSpan, from start: Int, pair: (_ key: Range<Int>, _ value: Value) -> Void
    ) -> (end: Int, how: End) {
        var at = skipGap(bytes, start + 1)
        if at < bytes.byteCount, bytes[at] == UInt8(ascii: "}") { return (at + 1, .whole) }
        while true {
            guard at < bytes.byteCount else { return (at, .open) }
            guard bytes[at] == 0x22 else { return (at, .broken(at: at)) }
            guard let keyEnd = stringEnd(bytes, at + 1) else { return unclosed(bytes, at) }
            let key = at + 1..<keyEnd
            at = skipGap(bytes, keyEnd + 1)
            guard at < bytes.byteCount else { return (at, .open) }
            guard bytes[at] == UInt8(ascii: ":") else { return (at, .broken(at: at)) }
            at = skipGap(bytes, at + 1)
            guard at < bytes.byteCount else { return (at, .open) }
            let (value, end) = value(bytes, at)
            guard let value else { return end < 0 ? unclosed(bytes, at) : (end, end < bytes.byteCount ? .broken(at: end) : .open) }
            pair(key, value)
            at = skipGap(bytes, end)
            guard at < bytes.byteCount else { return (at, .open) }
            switch bytes[at] {
            case UInt8(ascii: ","): at = skipGap(bytes, at + 1)
            case UInt8(ascii: "}"): return (at + 1, .whole)
            default: return (at, .broken(at: at))
            }
        }
    }

    /// A string that starts at `at` has no end on its line.
    private static func unclosed(_ bytes: RawSpan, _ at: Int) -> (Int, End) {
        bytes.first(0x0A, from: at).map { ($0, .broken(at: $0)) } ?? (bytes.byteCount, .open)
    }

    /// The value that starts at `at` and the place behind it. Without a value the place says where it breaks, -1 for a
    /// string without an end.
    private static func value(_ bytes: RawSpan, _ at: Int) -> (Value?, Int) {
        switch bytes[at] {
        case 0x22:
            guard let end = stringEnd(bytes, at + 1) else { return (nil, -1) }
            return (Value(kind: .string, range: at + 1..<end), end + 1)
        case UInt8(ascii: "{"), UInt8(ascii: "["):
            let (end, isWhole) = nested(bytes, at)
            return isWhole ? (Value(kind: .nested, range: at..<end), end) : (nil, end)
        default:
            var end = at
            while end < bytes.byteCount, isBare(bytes[end]) { end += 1 }
            guard end > at else { return (nil, at) }
            // A number at the end of the bytes may go on.
            guard end < bytes.byteCount else { return (nil, end) }
            let isNull = end - at == 4 && bytes.has("null", at: at)
            return (Value(kind: isNull ? .null : .bare, range: at..<end), end)
        }
    }

    /// The place behind the value that starts at `at`; `nil` when the bytes end before it or it is none.
    static func valueEnd(_ bytes: RawSpan, _ at: Int) -> Int? {
        let (value, end) = value(bytes, at)
        return value == nil ? nil : end
    }

    /// Behind the bracket that closes the one at `start`.
    private static func nested(_ bytes: RawSpan, _ start: Int) -> (end: Int, isWhole: Bool) {
        var depth = 0
        var at = start
        while at < bytes.byteCount {
            switch bytes[at] {
            case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
            case UInt8(ascii: "}"), UInt8(ascii: "]"):
                depth -= 1
                if depth == 0 { return (at + 1, true) }
            case 0x22:
                guard let end = stringEnd(bytes, at + 1) else { return (unclosed(bytes, at).0, false) }
                at = end
            default: break
            }
            at += 1
        }
        return (at, false)
    }

    /// Where the quote stands that ends a string; `nil` when none does on its line.
    static func stringEnd(_ bytes: RawSpan, _ start: Int) -> Int? {
        var from = start
        while let quote = bytes.first(0x22, from: from) {
            var slashes = 0
            while quote - slashes > start, bytes[quote - slashes - 1] == UInt8(ascii: "\\") { slashes += 1 }
            if slashes % 2 == 0 {
                return bytes.holds(0x0A, in: start..<quote) ? nil : quote
            }
            from = quote + 1
        }
        return nil
    }

    static func skipGap(_ bytes: RawSpan, _ start: Int) -> Int {
        var at = start
        while at < bytes.byteCount, bytes[at] <= 0x20 { at += 1 }
        return at
    }

    private static func isBare(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "."): true
        default: false
        }
    }
}
