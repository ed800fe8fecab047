/// A text to look for in raw bytes: what the bytes are after `fold` made upper and lower case the same.
package struct SearchPattern: Sendable {
    /// Byte -> byte, so that both cases of a letter become one.
    package let fold: [UInt8]
    /// The text in the encoding, folded; never empty.
    package let bytes: [UInt8]
    /// How far to move on by the folded byte under the pattern's end (Horspool).
    private let skips: [Int]

    /// - Returns: `nil` for an empty text.
    package init?(fold: [UInt8], bytes: [UInt8]) {
        guard !bytes.isEmpty, fold.count == 256 else { return nil }
        self.fold = fold
        self.bytes = bytes.map { fold[Int($0)] }
        var skips = Array(repeating: bytes.count, count: 256)
        for (i, byte) in self.bytes.dropLast().enumerated() { skips[Int(byte)] = bytes.count - 1 - i }
        self.skips = skips
    }

    /// The pattern for text in an encoding whose letters A-Z are ASCII; other letters must stand as written.
    package init?(asciiCompatible text: String) {
        self.init(fold: Self.asciiFold, bytes: Array(text.utf8))
    }

    package static let asciiFold: [UInt8] = (0...255).map { (0x61...0x7a).contains($0) ? UInt8($0 - 32) : UInt8($0) }

    /// Where the pattern next stands in `block` at or after `start`; `nil` when nowhere.
    ///
    /// - Complexity: about *n* / pattern length on ordinary text.
    package func next(in block: Span<UInt8>, from start: Int) -> Int? {
        let length = bytes.count
        let (fold, pattern, skips) = (fold.span, bytes.span, skips.span)
        var at = start
        while at + length <= block.count {
            let last = fold[Int(block[at + length - 1])]
            if last == pattern[length - 1] {
                var i = 0
                while i < length - 1 && fold[Int(block[at + i])] == pattern[i] { i += 1 }
                if i == length - 1 { return at }
            }
            at += skips[Int(last)]
        }
        return nil
    }
}
