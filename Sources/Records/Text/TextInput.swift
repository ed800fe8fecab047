/// An input of text as recognition sees it: UTF-8 or single bytes, whatever encoding it came in.
struct TextInput {
    /// From the first byte behind a byte order mark.
    let head: [UInt8]
    let isWhole: Bool
    let encoding: TextEncoding
    /// Bytes of byte order mark in the source that is read.
    let mark: Int
    /// For people.
    let title: String
    private let found: CSVEncoding
    private let given: any ByteSource

    /// - Returns: `nil` when the bytes are no text.
    init?(head: [UInt8], isWhole: Bool, source: any ByteSource, options: InputOptions) {
        found = CSVEncoding.detect(head, ccsid: options.ccsid, isDelimited: false)
        given = source
        title = found.title
        self.isWhole = isWhole
        if case .bytes(let encoding, let mark) = found {
            guard Self.isText(head) else { return nil }
            (self.head, self.encoding, self.mark) = (mark == 0 ? head : Array(head.dropFirst(mark)), encoding, mark)
        } else {
            (self.head, encoding, mark) = (found.utf8(head), .utf8, 0)
            guard Self.isText(self.head) else { return nil }
        }
    }

    /// What is read: the input itself, or its text in memory where it has to be transcoded before it can be cut.
    ///
    /// - Throws: `SourceError`.
    func source() throws -> any ByteSource {
        if case .bytes = found { return given }
        return try found.transcoded(given)
    }

    /// Few bytes of the first thousands are ones that text does not have.
    private static func isText(_ head: [UInt8]) -> Bool {
        let looked = head.prefix(4096)
        let odd = looked.count { $0 < 0x20 && $0 != 0x09 && $0 != 0x0A && $0 != 0x0C && $0 != 0x0D }
        return odd * 50 <= looked.count
    }
}
