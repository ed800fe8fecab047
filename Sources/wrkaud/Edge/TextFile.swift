import Records

/// A text file that a person wrote: names, questions, settings, a map.
enum TextFile {
    /// The text, without a byte order mark.
    ///
    /// - Parameter kind: What it should hold, in words.
    /// - Parameter most: Bytes; what is longer is something else.
    /// - Throws: `SourceError`.
    static func read(_ path: String, of kind: String, most: Int = 4 << 20) throws -> String {
        guard let source = try Sources.open(path).first else {
            throw SourceError(path: path, reason: "there is no file in it", remedy: "Name a file of \(kind).")
        }
        return try text(of: source, kind, most: most)
    }

    /// The same for a file that is open, as one of a folder.
    static func text(of source: any ByteSource, _ kind: String, most: Int) throws -> String {
        let bytes = try source.bytes(0..<most + 1)
        guard bytes.count <= most else {
            throw SourceError(
                path: source.name, reason: "it is too long for a file of \(kind)", remedy: "Name a file of \(kind).")
        }
        let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
        return String(decoding: bytes.starts(with: mark) ? bytes.dropFirst(3) : bytes[...], as: UTF8.self)
    }
}
