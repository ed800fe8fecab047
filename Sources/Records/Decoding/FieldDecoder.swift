package import Catalog

/// How the bytes of one field are read. Made once per source and column; used once per distinct value for text and once
/// per row for numbers and instants.
///
/// The cases name the work; each is done in a file of its own beside this one.
package indirect enum FieldDecoder: Equatable, Sendable {
    // delimited text
    /// Text as it stands, without quotes.
    case text(TextEncoding)
    /// The inside of a quoted cell: `quote` doubled, or after `escape`, stands for itself.
    case quoted(TextEncoding, quote: UInt8, escape: UInt8?)
    /// A date and time as text, whole or in parts. Without an order, dates are refused whose order is not plain.
    case timestampText(DateOrder?, TextEncoding)
    /// Text whose spelling is undone first.
    case spelled(Spelling, TextEncoding)

    // EBCDIC records
    /// Characters in a single-byte or mixed EBCDIC code page; trailing blanks and NULs dropped.
    case ebcdic(CodePage)
    /// Characters of the CCSID named by another field of the record (often UTF-16): resolved by the reader.
    case graphic(ccsid: Int, fallback: CodePage)
    /// Digits with zones; as text with its leading zeros, as a number without.
    case zoned(scale: Int)
    case packed(scale: Int)
    /// Big-endian two's complement of 1, 2, 4 or 8 bytes.
    case binary
    /// SAA timestamp of 26 characters in EBCDIC.
    case timestampEBCDIC(CodePage)
    /// Six digits of a date in this order and six of a time, side by side, in EBCDIC.
    case clockEBCDIC(DateOrder, CodePage)
    /// The 8 bytes of a system time stamp (*DTS).
    case systemClock
    /// Raw bytes, as upper-case hexadecimal text; all zero is null.
    case hex
    /// Two bytes of length (big-endian), then data, of which the length says how much is in use; it is not believed
    /// beyond the field.
    case varying(FieldDecoder)

    // wrappers
    /// The same text in every record, not in its bytes (JOURNAL_ENTRY_TYPE of an AUDIT_JOURNAL_PW result).
    case constant(String)
    /// Names of `itemLength` bytes each; shown with one blank between, empty ones left out.
    case list(itemLength: Int, then: FieldDecoder)
    /// Several places of one record that make one value, joined without a gap after each is decoded (lists with a
    /// blank); `offset` counts from the start of the field range.
    case pieces([Piece])
    /// The bytes are hexadecimal digits of the bytes `then` reads (ENTRY_DATA in a CSV).
    case unhexed(TextEncoding, then: FieldDecoder)
    /// `Y`, `YES`, `*YES` -> `YES`; `N`, `NO`, `*NO` -> `NO`; anything else as it is.
    case yesNo(FieldDecoder)
    /// A decimal number (SQL) or 8 raw bytes (record) -> 16 hexadecimal digits (THREAD).
    case thread(FieldDecoder)
    /// A number of fewer than six digits gets its leading zeros back, which spreadsheets and numeric columns drop.
    case jobNumber(FieldDecoder)
    /// A whole number with a mark between thousands (`1,234,567`, `1.234.567`), as reports print it; other text as it is.
    case grouped(FieldDecoder)
    /// A whole number only where it is written as one is: no leading zero, sign or fraction that would go lost.
    case exact(FieldDecoder)
    /// `null` is null: of tools that put every value in quotes, and null as well.
    case unlessNull(FieldDecoder)
}

extension FieldDecoder {
    /// Whether its text is several names with blanks between.
    var isList: Bool {
        switch self {
        case .list: true
        case .varying(let inner), .yesNo(let inner): inner.isList
        default: false
        }
    }
}

/// A part of a value that stands in several places.
package struct Piece: Equatable, Sendable {
    package var offset: Int
    package var length: Int
    package var decoder: FieldDecoder
    package init(offset: Int, length: Int, decoder: FieldDecoder) {
        self.offset = offset
        self.length = length
        self.decoder = decoder
    }
}

/// Order of the parts of a date such as `4/9/2026`; ISO dates (`2026-04-09`) are read under every order.
package enum DateOrder: String, Sendable {
    case yearFirst, monthFirst, dayFirst

    package static let all: [DateOrder] = [.yearFirst, .monthFirst, .dayFirst]
}

/// Text encodings of delimited files. UTF-16 and EBCDIC files are transcoded whole before they are cut.
package enum TextEncoding: String, Sendable { case utf8 = "UTF-8", latin1 = "ISO 8859-1", windows1252 = "Windows-1252" }

/// What came of reading a field.
package enum Decoded<Value: Sendable & Equatable>: Equatable, Sendable {
    case null
    case blank
    case value(Value)
    /// The field's text as far as it can be shown, and why it is no value.
    case unreadable(text: String, reason: String)
}

extension FieldDecoder {
    // The three readings: each family of cases is read in a file of its own beside this one.

    /// The field as text: trailing blanks dropped; `.blank` when nothing is left; never traps, whatever the bytes.
    package func text(_ bytes: RawSpan) -> Decoded<String> {
        switch self {
        case .text, .quoted, .timestampText: TextDecoding.text(self, bytes)
        case .spelled(let spelling, let encoding): SpelledText.text(spelling, encoding, bytes)
        case .ebcdic, .graphic, .zoned, .packed, .binary, .timestampEBCDIC, .clockEBCDIC, .systemClock, .hex, .varying:
            EBCDICDecoding.text(self, bytes)
        case .constant, .list, .pieces, .unhexed, .yesNo, .thread, .jobNumber, .grouped, .exact, .unlessNull: WrappedDecoding.text(self, bytes)
        }
    }

    /// The characters of an instant as they stand in the field, whatever is read of them; `nil` when nothing stands there.
    package func written(_ bytes: RawSpan) -> String? {
        switch self {
        case .clockEBCDIC(_, let page), .timestampEBCDIC(let page):
            let used = EBCDICText.usedCount(bytes)
            return used == 0 ? nil : page.decode(bytes.extracting(first: used))
        default:
            guard case .value(let text) = text(bytes) else { return nil }
            return text
        }
    }

    /// The part of the field that is its text as it stands, in UTF-8 and without making a `String`; empty when the field
    /// is blank; `nil` when only `text` can tell.
    package func plainText(_ bytes: RawSpan) -> Range<Int>? {
        if case .text = self { TextDecoding.asciiText(bytes) } else { nil }
    }

    /// The field as a whole number. Text that is none gives `.unreadable` with the text and a reason in words.
    package func integer(_ bytes: RawSpan) -> Decoded<Int128> {
        switch self {
        case .text, .quoted, .timestampText: TextDecoding.integer(self, bytes)
        case .spelled(let spelling, let encoding): SpelledText.integer(spelling, encoding, bytes)
        case .ebcdic, .graphic, .zoned, .packed, .binary, .timestampEBCDIC, .clockEBCDIC, .systemClock, .hex, .varying:
            EBCDICDecoding.integer(self, bytes)
        case .constant, .list, .pieces, .unhexed, .yesNo, .thread, .jobNumber, .grouped, .exact, .unlessNull: WrappedDecoding.integer(self, bytes)
        }
    }

    /// The field as a local instant.
    package func timestamp(_ bytes: RawSpan) -> Decoded<Timestamp> {
        switch self {
        case .text, .quoted, .timestampText: TextDecoding.timestamp(self, bytes)
        case .spelled(let spelling, let encoding): SpelledText.timestamp(spelling, encoding, bytes)
        case .ebcdic, .graphic, .zoned, .packed, .binary, .timestampEBCDIC, .clockEBCDIC, .systemClock, .hex, .varying:
            EBCDICDecoding.timestamp(self, bytes)
        case .constant, .list, .pieces, .unhexed, .yesNo, .thread, .jobNumber, .grouped, .exact, .unlessNull: WrappedDecoding.timestamp(self, bytes)
        }
    }
}
