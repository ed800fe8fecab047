import Glibc

/// Finds delimiter, quote, escape and line end of a delimited input by trying them on its first bytes.
enum CSVDialect {
    static let delimiters: [UInt8] = [0x2C, 0x3B, 0x09, 0x7C]
    /// Delimits only where every value is in quotes, as `db2util -o space` writes it: prose has blanks, too.
    static let blank: UInt8 = 0x20
    /// Enough to tell; recognition runs before the first screen.
    static let looked = 128 << 10

    struct Found {
        var dialect: Dialect
        /// Share of the looked-at records that have the usual number of cells.
        var share: Double
        var width: Int
        /// Cells of the first record whose names the catalog knows.
        var knownNames: Int
    }

    /// - Parameter known: How many of these cells are known column names.
    static func detect(
        _ head: ArraySlice<UInt8>, isWhole: Bool, encoding: TextEncoding, known: ([CSVSample.Cell]) -> Int
    ) -> Found {
        let part = head.prefix(looked)
        let lineEnd = part.withUnsafeBytes(lineEnd)
        let isAll = isWhole && part.count == head.count
        let tried = isQuotedBetweenBlanks(part, lineEnd) ? delimiters + [blank] : delimiters
        let candidates = tried.flatMap { delimiter -> [Found] in
            let use = part.withUnsafeBytes { QuoteUse($0, delimiter: delimiter, lineEnd: lineEnd) }
            return use.dialects(delimiter, lineEnd).map { dialect in
                let sample = CSVSample(
                    part, isWhole: isAll, dialect: dialect, encoding: encoding, mostRows: 50, isSpread: false)
                let (width, share) = sample.usualWidth
                return Found(dialect: dialect, share: share, width: width, knownNames: known(sample.rows.first ?? []))
            }
        }
        return candidates.reduce(nil) { best, next in best.map { isWorse(next, $0) ? $0 : next } ?? next }
            ?? Found(dialect: Dialect(), share: 0, width: 0, knownNames: 0)
    }

    /// Whether each of the first lines is `"839283" "Jones   " "B D"`.
    private static func isQuotedBetweenBlanks(_ head: ArraySlice<UInt8>, _ lineEnd: UInt8) -> Bool {
        let lines = head.split(separator: lineEnd, maxSplits: 20)
        // The last one may be cut, or is the rest.
        let whole = lines.count > 1 ? lines.dropLast() : lines
        return !whole.isEmpty && whole.allSatisfy { line in
            let text = line.last == Dialect.carriageReturn ? line.dropLast() : line
            guard text.count > 4, text.first == 0x22, text.last == 0x22 else { return false }
            // A cell that is a blank stands between quotes, too: then other marks touch them.
            var blanks = 0
            for at in text.indices.dropFirst().dropLast() where text[at] == 0x22 {
                if delimiters.contains(text[at - 1]) || delimiters.contains(text[at + 1]) { return false }
                if text[at + 1] == blank, at + 2 < text.endIndex, text[at + 2] == 0x22 { blanks += 1 }
            }
            return blanks > 0
        }
    }

    /// Whether quotes and line ends, looked at for the dialect's delimiter, tell this dialect and no other.
    static func isWritten(_ head: UnsafeRawBufferPointer, _ dialect: Dialect) -> Bool {
        let part = UnsafeRawBufferPointer(rebasing: head.prefix(looked))
        let lineEnd = lineEnd(part)
        let dialects = QuoteUse(part, delimiter: dialect.delimiter, lineEnd: lineEnd).dialects(dialect.delimiter, lineEnd)
        return dialects == [dialect]
    }

    /// Known names in the heading decide, then even rows, then more columns.
    private static func isWorse(_ a: Found, _ b: Found) -> Bool {
        if a.knownNames != b.knownNames, max(a.knownNames, b.knownNames) > 1 { return a.knownNames < b.knownNames }
        return score(a) == score(b) ? rank(a) > rank(b) : score(a) < score(b)
    }

    private static func rank(_ found: Found) -> Int {
        delimiters.firstIndex(of: found.dialect.delimiter) ?? delimiters.count
    }

    private static func score(_ found: Found) -> Double {
        found.width < 2 ? 0 : found.share * found.share * Double(min(found.width, 50) + 5)
    }

    /// Carriage return where no line feed stands in the head, or only inside quotes; line feed otherwise.
    private static func lineEnd(_ head: UnsafeRawBufferPointer) -> UInt8 {
        var isQuoted = false
        var returns = 0
        for byte in head {
            switch byte {
            case 0x22: isQuoted.toggle()
            case Dialect.carriageReturn where !isQuoted: returns += 1
            case Dialect.lineFeed where !isQuoted: return Dialect.lineFeed
            default: break
            }
        }
        // An open quote is data: what follows it says nothing about quotes.
        if isQuoted, head.contains(Dialect.lineFeed) { return Dialect.lineFeed }
        return returns > 0 ? Dialect.carriageReturn : Dialect.lineFeed
    }

    /// Line ends for people. Line feeds with a carriage return before most of them are one mark.
    static func lineEndTitle(_ head: UnsafeRawBufferPointer, _ dialect: Dialect) -> String {
        if dialect.lineEnd == Dialect.carriageReturn { return "carriage return" }
        let part = UnsafeRawBufferPointer(rebasing: head.prefix(looked))
        guard part.place(of: Dialect.carriageReturn, from: 0) != nil else { return "line feed" }
        var feeds = 0, pairs = 0
        var at = 0
        while let feed = part.place(of: Dialect.lineFeed, from: at) {
            feeds += 1
            if feed > 0, part[feed - 1] == Dialect.carriageReturn { pairs += 1 }
            at = feed + 1
        }
        return pairs * 2 > feeds ? "carriage return and line feed" : "line feed"
    }

    /// Name of a delimiter for people.
    static func title(_ delimiter: UInt8) -> String {
        switch delimiter {
        case 0x2C: "comma"
        case 0x3B: "semicolon"
        case 0x09: "tab"
        case 0x7C: "vertical bar"
        case blank: "blank"
        default: String(Unicode.Scalar(delimiter))
        }
    }
}

extension UnsafeRawBufferPointer {
    /// The first place from `start` on that holds `byte`.
    fileprivate func place(of byte: UInt8, from start: Int) -> Int? {
        guard let first = baseAddress, let found = memchr(first + start, Int32(byte), count - start) else { return nil }
        return UnsafeRawPointer(found) - first
    }
}

/// How quotes are used: counted at the edges of fields.
private struct QuoteUse {
    private var quote: UInt8 = 0x22
    private var escape: UInt8?
    /// Opened again and again and seldom closed: quotes may be data (STRDLM(*NONE)).
    private var mayBeData = false

    /// What to try; of equally good ones the last wins.
    func dialects(_ delimiter: UInt8, _ lineEnd: UInt8) -> [Dialect] {
        let quoting = Dialect(delimiter: delimiter, quote: quote, escape: escape, lineEnd: lineEnd)
        return mayBeData ? [Dialect(delimiter: delimiter, quote: nil, lineEnd: lineEnd), quoting] : [quoting]
    }

    init(_ head: UnsafeRawBufferPointer, delimiter: UInt8, lineEnd: UInt8) {
        let double = Edges(head, quote: 0x22, delimiter: delimiter, lineEnd: lineEnd)
        let single = Edges(head, quote: 0x27, delimiter: delimiter, lineEnd: lineEnd)
        if double.opening == 0, single.opening > 3, single.closing * 2 > single.opening { quote = 0x27 }
        mayBeData = double.opening > 2 && double.closing * 2 < double.opening
        let used = quote == 0x27 ? single : double
        if used.escaped > 0, used.doubled == 0 { escape = 0x5C }
    }

    private struct Edges {
        /// Quotes right behind a delimiter or line end, and right before one.
        var opening = 0
        var closing = 0
        /// Quotes inside that stand twice, or behind a backslash and not at the end of a field.
        var doubled = 0
        var escaped = 0

        init(_ head: UnsafeRawBufferPointer, quote: UInt8, delimiter: UInt8, lineEnd: UInt8) {
            func isEdge(_ byte: UInt8?) -> Bool {
                byte == nil || byte == delimiter || byte == lineEnd || byte == Dialect.carriageReturn
                    || byte == Dialect.lineFeed
            }
            var at = 0
            while let found = head.place(of: quote, from: at) {
                let before = found > 0 ? head[found - 1] : nil
                let after = found + 1 < head.count ? head[found + 1] : nil
                if isEdge(before) { opening += 1 }
                if isEdge(after) { closing += 1 }
                if before == quote, !isEdge(after), found >= 2, !isEdge(head[found - 2]) { doubled += 1 }
                if before == 0x5C, !isEdge(after) { escaped += 1 }
                at = found + 1
            }
        }
    }
}
