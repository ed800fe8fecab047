/// A field of varying length: two bytes say how many of the bytes behind them are in use. They are never believed.
enum VaryingField {
    /// Reads what is in use; a length beyond the field is cut to the field and makes it unreadable.
    ///
    /// - Parameter isList: Names side by side, whose length no document confirms: bytes that can be no length begin the
    ///   first name.
    static func reading<Value>(
        _ bytes: RawSpan, isList: Bool = false, text: (RawSpan) -> Decoded<String>, _ read: (RawSpan) -> Decoded<Value>
    ) -> Decoded<Value> {
        guard bytes.byteCount >= 2 else { return .unreadable(text: "", reason: "the record ends inside its length") }
        let stated = statedLength(bytes)
        let room = bytes.byteCount - 2
        if stated <= room { return read(bytes.extracting(2..<2 + stated)) }
        // Blanks where a length should be: the field was never filled.
        if EBCDICText.usedCount(bytes) == 0 { return read(bytes.extracting(2..<2)) }
        if isList { return read(bytes) }
        let shown: String =
            switch text(bytes.extracting(2..<bytes.byteCount)) {
            case .value(let text), .unreadable(let text, _): text
            case .null, .blank: ""
            }
        return .unreadable(text: shown, reason: "its length says \(stated) bytes, the field has \(room)")
    }

    /// What the two bytes say, 0 ... 65,535.
    static func statedLength(_ bytes: RawSpan) -> Int {
        Int(bytes.unsafeLoad(as: UInt8.self)) << 8 | Int(bytes.unsafeLoad(fromByteOffset: 1, as: UInt8.self))
    }
}
