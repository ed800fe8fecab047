/// How objects stand one after the other: in an array, or one behind the other as JSON Lines have them.
enum JSONRecords {
    enum Next {
        /// An object, and what is wrong with it.
        case object(Range<Int>, JSONScan.End)
        /// Text that is no object.
        case stray(Range<Int>)
        /// The array ends here, and what is behind it does not go on as JSON does.
        case trailer(Int)
        /// More bytes are needed to tell.
        case open
        case end
    }

    /// What stands at or behind `start`. An object that is broken ends with its line.
    ///
    /// - Parameter isLines: No object goes on behind its line.
    /// - Parameter path: Keys of the objects around the first array.
    static func next(
        _ bytes: RawSpan, from start: Int, isFinal: Bool, isLines: Bool, path: [String] = [], pair: (Range<Int>, JSONScan.Value) -> Void
    ) -> Next {
        guard isLines else { return next(bytes, from: start, isFinal: isFinal, inLine: false, path, pair: pair) }
        var at = JSONScan.skipGap(bytes, start)
        while at < bytes.byteCount {
            guard let feed = bytes.first(0x0A, from: at) else {
                return isFinal ? next(bytes, from: at, isFinal: true, inLine: true, path, pair: pair) : .open
            }
            let found = next(bytes.extracting(0..<feed), from: at, isFinal: true, inLine: true, path, pair: pair)
            guard case .end = found else { return found }
            // Nothing but commas.
            at = JSONScan.skipGap(bytes, feed + 1)
        }
        return .end
    }

    private static func next(
        _ bytes: RawSpan, from start: Int, isFinal: Bool, inLine: Bool, _ path: [String],
        pair: (Range<Int>, JSONScan.Value) -> Void
    ) -> Next {
        var at = skipSeparators(bytes, start)
        guard at < bytes.byteCount else { return .end }
        while bytes[at] == UInt8(ascii: "]") {
            // Several results one behind the other are several arrays, or several objects around arrays.
            guard !inLine else { return .trailer(at) }
            guard let behind = behindArray(bytes, at) else { return isFinal ? .trailer(at) : .open }
            at = skipSeparators(bytes, behind)
            switch JSONWrapper.rows(in: bytes, from: at, isFinal: isFinal, like: path) {
            case .rows(let rows): at = skipSeparators(bytes, rows.start)
            case .open: return .open
            case .none: break
            }
            guard at < bytes.byteCount else { return isFinal ? .end : .open }
        }
        guard bytes[at] == UInt8(ascii: "{") else {
            guard let end = bytes.first(0x0A, from: at) else {
                return isFinal ? .stray(bytes.trimmed(at..<bytes.byteCount)) : .open
            }
            return .stray(bytes.trimmed(at..<end))
        }
        let (end, how) = JSONScan.object(bytes, from: at, pair: pair)
        switch how {
        case .whole: return .object(at..<end, .whole)
        case .open: return isFinal ? .object(bytes.trimmed(at..<bytes.byteCount), .open) : .open
        case .broken(let place):
            guard let line = brokenEnd(bytes, at, place) else {
                return isFinal ? .object(bytes.trimmed(at..<bytes.byteCount), how) : .open
            }
            return .object(bytes.trimmed(at..<line), how)
        }
    }

    /// Where something begins behind the array that ends at `end` and the objects around it, whose other values say something
    /// about the result; `nil` when the bytes end before, or it is no JSON.
    private static func behindArray(_ bytes: RawSpan, _ end: Int) -> Int? {
        var at = end
        while at < bytes.byteCount {
            switch bytes[at] {
            case UInt8(ascii: "]"), UInt8(ascii: "}"): at = JSONScan.skipGap(bytes, at + 1)
            case UInt8(ascii: ","):
                let key = JSONScan.skipGap(bytes, at + 1)
                guard key < bytes.byteCount else { return nil }
                guard bytes[key] == 0x22 else { return at }
                guard let keyEnd = JSONScan.stringEnd(bytes, key + 1) else { return nil }
                let colon = JSONScan.skipGap(bytes, keyEnd + 1)
                guard colon < bytes.byteCount, bytes[colon] == UInt8(ascii: ":") else { return nil }
                let value = JSONScan.skipGap(bytes, colon + 1)
                guard value < bytes.byteCount, let end = JSONScan.valueEnd(bytes, value) else { return nil }
                at = JSONScan.skipGap(bytes, end)
            default: return at
            }
        }
        return nil
    }

    /// The end of the line before the place where it breaks when that place begins a line, else the end of its line.
    private static func brokenEnd(_ bytes: RawSpan, _ start: Int, _ place: Int) -> Int? {
        var before = place
        while before > start, bytes[before - 1] <= 0x20 {
            before -= 1
            if bytes[before] == 0x0A { return before }
        }
        return bytes.first(0x0A, from: place)
    }

    /// Blanks, commas, opening brackets, record separators (RFC 7464), and the lengths some senders put before objects.
    private static func skipSeparators(_ bytes: RawSpan, _ start: Int) -> Int {
        var at = start
        while at < bytes.byteCount {
            let byte = bytes[at]
            guard byte <= 0x20 || byte == UInt8(ascii: ",") || byte == UInt8(ascii: "[") else { break }
            at += 1
        }
        var digits = at
        while digits < bytes.byteCount, digits - at < 12, TextNumber.digit(bytes[digits]) != nil { digits += 1 }
        return digits < bytes.byteCount && bytes[digits] == UInt8(ascii: "{") ? digits : at
    }
}
