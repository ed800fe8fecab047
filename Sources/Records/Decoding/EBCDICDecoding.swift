import Catalog

/// Reads the EBCDIC and binary cases of `FieldDecoder`.
enum EBCDICDecoding {
    static func text(_ decoder: FieldDecoder, _ bytes: RawSpan) -> Decoded<String> {
        .unreadable(text: "", reason: "EBCDIC fields are not read")
    }

    static func integer(_ decoder: FieldDecoder, _ bytes: RawSpan) -> Decoded<Int128> {
        .unreadable(text: "", reason: "EBCDIC fields are not read")
    }

    static func timestamp(_ decoder: FieldDecoder, _ bytes: RawSpan) -> Decoded<Timestamp> {
        .unreadable(text: "", reason: "EBCDIC fields are not read")
    }
}
