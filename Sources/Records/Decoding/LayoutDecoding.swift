package import Catalog

/// The way from a row of a layout table to the decoder that reads its bytes. Outfile records and ENTRY_DATA in a CSV
/// (inside `.unhexed`) are read by the same decoders.
package enum LayoutDecoding {
    /// How the bytes of `field` are read when its text is in `codePage`.
    package static func decoder(for field: LayoutField, codePage: CodePage) -> FieldDecoder {
        decoder(for: field, characters: .ebcdic(codePage), codePage: codePage)
    }

    /// The same for a field whose record states the CCSID of its text; 0 when it is unknown, -1 when it has no table.
    package static func decoder(for field: LayoutField, statedCCSID: Int, codePage: CodePage) -> FieldDecoder {
        decoder(for: field, characters: .graphic(ccsid: statedCCSID, fallback: codePage), codePage: codePage)
    }

    private static func decoder(
        for field: LayoutField, characters: FieldDecoder, codePage: CodePage
    ) -> FieldDecoder {
        let plain = plainDecoder(for: field, characters: characters, codePage: codePage)
        return field.isYesNo ? .yesNo(plain) : plain
    }

    private static func plainDecoder(
        for field: LayoutField, characters: FieldDecoder, codePage: CodePage
    ) -> FieldDecoder {
        let isHex = field.what == .value(.hex)
        switch field.format {
        case .zoned(_, let scale): return .zoned(scale: scale)
        case .packed(_, let scale): return .packed(scale: scale)
        case .binary: return .binary
        case .timestamp: return .timestampEBCDIC(codePage)
        case .hex: return .hex
        case .varying: return .varying(isHex ? .hex : characters)
        case .char:
            // The hexadecimal form of the thread ID is characters already.
            if isHex { return field.column == "THREAD" ? .thread(characters) : .hex }
            if case .value(.timestamp) = field.what { return .timestampEBCDIC(codePage) }
            return listColumns.contains(field.column) ? list(of: field, characters) : characters
        }
    }

    /// Columns that hold several names side by side, ten bytes each.
    private static let listColumns: Set = ["LIBRARY_LIST", "SUPPLEMENTAL_GROUP_LIST", "SUPPLEMENTAL_GROUP_PROFILES"]
    package static let listItemLength = 10

    /// A list whose length is no multiple of its items starts with its own length in two bytes.
    private static func list(of field: LayoutField, _ characters: FieldDecoder) -> FieldDecoder {
        let items = FieldDecoder.list(itemLength: listItemLength, then: characters)
        return field.length % listItemLength == 2 ? .varying(items) : items
    }
}
