import Catalog

/// Reads the EBCDIC and binary cases of `FieldDecoder`.
enum EBCDICDecoding {
    static func text(_ decoder: FieldDecoder, _ bytes: RawSpan) -> Decoded<String> {
        switch decoder {
        case .ebcdic(let page): EBCDICText.text(bytes, page)
        case .graphic(let ccsid, let fallback): GraphicText.text(bytes, ccsid: ccsid, fallback: fallback)
        case .zoned(let scale): ZonedDecimal.text(bytes, scale: scale)
        case .packed(let scale): PackedDecimal.text(bytes, scale: scale)
        case .binary: BigEndianInteger.integer(bytes).map { .value(String($0)) }
        case .timestampEBCDIC(let page): EBCDICTimestamp.field(bytes, page).map { .value($0.text()) }
        case .clockEBCDIC(let order, let page): EBCDICTimestamp.clock(bytes, order, page).map { .value($0.text()) }
        case .systemClock: SystemClock.instant(bytes).map { .value($0.text()) }
        case .hex: HexText.field(bytes)
        case .varying(let inner):
            VaryingField.reading(bytes, isList: inner.isList, text: { inner.text($0) }, { inner.text($0) })
        default: .unreadable(text: HexText.text(bytes), reason: "not a field of a record")
        }
    }

    static func integer(_ decoder: FieldDecoder, _ bytes: RawSpan) -> Decoded<Int128> {
        switch decoder {
        case .ebcdic(let page), .timestampEBCDIC(let page): EBCDICText.integer(bytes, page)
        case .zoned(let scale): ZonedDecimal.integer(bytes, scale: scale)
        case .packed(let scale): PackedDecimal.integer(bytes, scale: scale)
        case .binary: BigEndianInteger.integer(bytes)
        case .varying(let inner): VaryingField.reading(bytes, text: { inner.text($0) }, { inner.integer($0) })
        default: text(decoder, bytes).map { .unreadable(text: $0, reason: "not a whole number") }
        }
    }

    static func timestamp(_ decoder: FieldDecoder, _ bytes: RawSpan) -> Decoded<Timestamp> {
        switch decoder {
        case .timestampEBCDIC(let page), .ebcdic(let page): EBCDICTimestamp.field(bytes, page)
        case .clockEBCDIC(let order, let page): EBCDICTimestamp.clock(bytes, order, page)
        case .systemClock: SystemClock.instant(bytes)
        case .varying(let inner): VaryingField.reading(bytes, text: { inner.text($0) }, { inner.timestamp($0) })
        default: text(decoder, bytes).map { .unreadable(text: $0, reason: "not a date and time") }
        }
    }
}
