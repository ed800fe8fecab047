/// The marks of delimited text in 64 bytes: bit *i* stands for byte *i*.
struct MarkMasks: Equatable {
    var delimiters: UInt64
    var quotes: UInt64
    var lineEnds: UInt64
}

/// How delimited text is marked.
struct Dialect: Equatable, Sendable {
    var delimiter: UInt8
    /// `nil` where quotes are data (CPYTOIMPF STRDLM(*NONE)).
    var quote: UInt8?
    /// A character that makes the next quote literal, where quotes are not doubled.
    var escape: UInt8?
    /// Line feed (a carriage return before it belongs to the line end), or carriage return alone.
    var lineEnd: UInt8

    /// The quote; 256 where there is none: no byte is equal to it.
    var quoteOrNone: UInt16 { quote.map(UInt16.init) ?? 256 }

    static let lineFeed: UInt8 = 0x0A
    static let carriageReturn: UInt8 = 0x0D

    init(delimiter: UInt8 = 0x2C, quote: UInt8? = 0x22, escape: UInt8? = nil, lineEnd: UInt8 = lineFeed) {
        self.delimiter = delimiter
        self.quote = quote
        self.escape = escape
        self.lineEnd = lineEnd
    }
}

extension Dialect {
    /// The marks of the `count` (1 ... 64) bytes at `bytes`, byte by byte: for doubts, the ends of blocks, and the model of
    /// the kernel.
    ///
    /// Precondition: `bytes` points at `count` readable bytes.
    func masks(_ bytes: UnsafePointer<UInt8>, count: Int) -> MarkMasks {
        var masks = MarkMasks(delimiters: 0, quotes: 0, lineEnds: 0)
        for at in 0..<count {
            let bit: UInt64 = 1 << UInt64(at)
            if bytes[at] == delimiter { masks.delimiters |= bit }
            if bytes[at] == quote { masks.quotes |= bit }
            if bytes[at] == lineEnd { masks.lineEnds |= bit }
        }
        return masks
    }
}

/// Follows quotes through groups of 64 bytes by their parity, and notices where parity is not enough.
///
/// Parity is right as long as every quote opens right behind a delimiter, a line end or another quote, and closes right
/// before one. Where that does not hold (`5" disk`, `"he said "no""`) the record is cut by `CarefulCut` instead.
struct QuoteParity {
    /// All ones while the next byte is inside quotes.
    var inside: UInt64 = 0
    /// 1 when the byte before allows a quote to open.
    var mayOpen: UInt64 = 1
    /// 1 when the byte before is a quote that closed.
    var hasClosed: UInt64 = 0

    /// What 64 bytes hold.
    struct Step {
        /// Delimiters and line ends outside quotes.
        var marks: UInt64
        /// Line ends among them.
        var lineEnds: UInt64
        /// Quotes that opened where none may open.
        var badOpens: UInt64
        /// Bytes behind a closing quote that may not stand there (a carriage return is found here too).
        var badAfterClose: UInt64
        /// Quotes right behind a quote.
        var doubled: UInt64
        /// Line ends within quotes.
        var quotedLineEnds: UInt64
    }

    @inline(__always)
    mutating func step(_ masks: MarkMasks, count: Int) -> Step {
        let either = masks.delimiters | masks.lineEnds
        if masks.quotes | inside | hasClosed == 0 {
            mayOpen = either >> UInt64(count &- 1) & 1
            return Step(marks: either, lineEnds: masks.lineEnds, badOpens: 0, badAfterClose: 0, doubled: 0, quotedLineEnds: 0)
        }
        let within = QuoteParity.prefixXor(masks.quotes) ^ inside
        let opens = masks.quotes & within
        let closes = masks.quotes & ~within
        let all = either | masks.quotes
        let valid: UInt64 = count == 64 ? ~0 : (1 << UInt64(count)) &- 1
        let badOpens = opens & ~(all << 1 | mayOpen)
        let badAfter = (closes << 1 | hasClosed) & ~all & valid
        let last = UInt64(count &- 1)
        let closedBefore = hasClosed
        inside = within >> last & 1 == 1 ? ~0 : 0
        mayOpen = all >> last & 1
        hasClosed = closes >> last & 1
        return Step(
            marks: either & ~within, lineEnds: masks.lineEnds & ~within, badOpens: badOpens, badAfterClose: badAfter,
            doubled: masks.quotes & (masks.quotes << 1 | closedBefore), quotedLineEnds: masks.lineEnds & within)
    }

    /// Bit *i* of the result: the parity of bits 0 ... *i*.
    @inline(__always)
    static func prefixXor(_ bits: UInt64) -> UInt64 {
        var x = bits
        x ^= x << 1
        x ^= x << 2
        x ^= x << 4
        x ^= x << 8
        x ^= x << 16
        x ^= x << 32
        return x
    }
}
