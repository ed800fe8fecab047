/// How objects stand one after the other: in an array, or one behind the other as JSON Lines have them.
enum JSONRecords {
    enum Next {
        /// An object, and what is wrong with it.
        case object(Range<Int>, JSONScan.End)
        /// Text that is no object.
        case stray(Range<Int>)
        /// The array ends here; what is behind it says something about the result.
        case trailer(Int)
        /// More bytes are needed to tell.
        case open
        case end
    }

    /// What stands at or behind `start`. An object that is broken ends with its line.
    ///
    /// - Parameter isLines: No object goes on behind its line.
    static func next(
        _ bytes: RawSpan, from start: Int, isFinal: Bool, isLines: Bool, pair: (Range<Int>, JSONScan.Value) -> Void
    ) -> Next {
        guard isLines else { return next(bytes, from: start, isFinal: isFinal, pair: pair) }
        var at = JSONScan.skipGap(bytes, start)
        while at < bytes.byteCount {
            guard let feed = bytes.first(0x0A, from: at) else {
                return isFinal ? next(bytes, from: at, isFinal: true, pair: pair) : .open
            }
            let found = next(bytes.extracting(0..<feed), from: at, isFinal: true, pair: pair)
            guard case .end = found else { return found }
            // Nothing but commas.
            at = JSONScan.skipGap(bytes, feed + 1)
        }
        return .end
    }

    private static func next(
        _ bytes: RawSpan, from start: Int, isFinal: Bool, pair: (Range<Int>, JSONScan.Value) -> Void
    ) -> Next {
        var at = skipSeparators(bytes, start)
        guard at < bytes.byteCount else { return .end }
        if bytes[at] == UInt8(ascii: "]") {
            // Several results one behind the other are several arrays.
            let behind = JSONScan.skipGap(bytes, at + 1)
            guard behind < bytes.byteCount, bytes[behind] == UInt8(ascii: "[") else { return .trailer(at) }
            let inner = JSONScan.skipGap(bytes, behind + 1)
            guard inner < bytes.byteCount, bytes[inner] == UInt8(ascii: "{") else { return .trailer(at) }
            at = inner
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
