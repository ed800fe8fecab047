/// The decoders of one reader, each held once, so that a field range can name its decoder in one byte.
struct DecoderTable: Sendable {
    private(set) var decoders: [FieldDecoder] = []

    /// The index of `decoder`, added when it is new. A table holds 256; the catalog needs half of them.
    mutating func index(_ decoder: FieldDecoder) -> UInt8 {
        if let known = decoders.firstIndex(of: decoder) { return UInt8(known) }
        precondition(decoders.count < 256, "a reader has at most 256 decoders")
        decoders.append(decoder)
        return UInt8(decoders.count - 1)
    }
}
