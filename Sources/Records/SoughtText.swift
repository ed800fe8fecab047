package import Catalog

/// A text that is looked for in the cells of records, case ignored, and what raw bytes look like where it stands.
package struct SoughtText: Sendable {
    package let needle: FoldedNeedle
    /// Its characters, folded.
    let characters: [Unicode.Scalar]
    /// Where in an instant as it is exported (`2026-11-02 08:03:17.007919`) it can begin; empty when it stands in none.
    package let placesInInstant: [Int]

    package init(_ text: String) {
        needle = FoldedNeedle(text)
        characters = text.unicodeScalars.map(CaseFolding.fold)
        placesInInstant = Self.placesInInstant(needle.bytes)
    }

    private static func placesInInstant(_ bytes: [UInt8]) -> [Int] {
        let form = Array("0000-00-00 00:00:00.000000".utf8)
        guard !bytes.isEmpty, bytes.count <= form.count else { return [] }
        return (0...form.count - bytes.count).filter { start in
            bytes.indices.allSatisfy { i in
                form[start + i] == 0x30 ? (0x30...0x39).contains(bytes[i]) : form[start + i] == bytes[i]
            }
        }
    }

    // MARK: what it could be a part of

    /// A whole number, as it is exported.
    package var fitsNumber: Bool {
        needle.bytes.enumerated().allSatisfy { $1.isDigit || $0 == 0 && $1 == UInt8(ascii: "-") }
    }
    /// A number with a decimal point.
    var fitsDecimal: Bool { needle.bytes.allSatisfy { $0.isDigit || $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: ".") } }
    var fitsInstant: Bool { !placesInInstant.isEmpty }
    /// Bytes as hexadecimal digits.
    var fitsHex: Bool { needle.bytes.allSatisfy { TextHex.value(of: $0) != nil } }
    var fitsAddress: Bool {
        needle.bytes.allSatisfy { TextHex.value(of: $0) != nil || $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: ":") }
    }
    /// Digits of a number that gets leading zeros.
    var fitsZeros: Bool { needle.bytes.first == 0x30 && needle.bytes.allSatisfy(\.isDigit) }
    /// What stands where bytes are no characters: nobody knows of which bytes.
    private var hasReplacement: Bool { characters.contains("\u{FFFD}") }

    // MARK: how bytes look where it stands

    /// In a text whose characters stand as they are, but for `marks`, which may be written in another way.
    func trace(in encoding: TextEncoding, besides marks: Set<Unicode.Scalar>) -> TextTrace {
        if hasReplacement { return .hidden }
        guard let run = run(besides: marks) else { return .hidden }
        switch encoding {
        case .utf8:
            // A cell that is no UTF-8 is read as Windows-1252.
            let other = run.allSatisfy(\.isASCII) ? [] : Self.pattern(run, Self.spellings(.windows1252)).map { [$0] } ?? []
            return .patterns(Set(Self.patterns(run) { Array(String($0).utf8) } + other))
        case .latin1, .windows1252: return trace(run, Self.spellings(encoding), besides: marks)
        }
    }

    /// In EBCDIC characters.
    func trace(in page: CodePage, besides marks: Set<Unicode.Scalar>) -> TextTrace {
        if hasReplacement { return .hidden }
        guard let run = run(besides: marks) else { return .hidden }
        return trace(run, Self.spellings(page), besides: marks)
    }

    /// In UTF-16, most significant byte first.
    var traceInUTF16: TextTrace {
        guard !hasReplacement, let run = run(besides: []) else { return .hidden }
        return .patterns(Set(Self.patterns(run) { $0.utf16.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] } }))
    }

    /// In the inside of a JSON string, where every character can be written as its number.
    func traceInJSON(_ encoding: TextEncoding, besides marks: Set<Unicode.Scalar>) -> TextTrace {
        let marks = marks.union(["\"", "\\", "/"]).union((0..<0x20).map { Unicode.Scalar($0) })
        guard let run = run(besides: marks), case .patterns(let plain) = trace(in: encoding, besides: marks) else { return .hidden }
        let number = run.allSatisfy(\.isASCII) ? #"\u00"# : #"\u"#
        return .patterns(plain.union(SearchPattern(fold: SearchPattern.asciiFold, bytes: Array(number.utf8)).map { [$0] } ?? []))
    }

    private func trace(
        _ run: [Unicode.Scalar], _ spellings: [Unicode.Scalar: [UInt8]], besides marks: Set<Unicode.Scalar>
    ) -> TextTrace {
        // A character that the encoding does not have stands in none of its texts.
        guard characters.allSatisfy({ marks.contains($0) || spellings[$0] != nil }) else { return .patterns([]) }
        return .patterns(Set([Self.pattern(run, spellings)].compactMap { $0 }))
    }

    /// Patterns of one text are at most this many: each is a walk through all bytes.
    private static let mostPatterns = 4

    /// The longest part without `marks` that has few spellings; `nil` when there is none.
    private func run(besides marks: Set<Unicode.Scalar>) -> [Unicode.Scalar]? {
        var best = 0..<0, bestLength = 0
        var start = 0, spellings = 1, length = 0
        for (at, character) in characters.enumerated() {
            if marks.contains(character) {
                (start, spellings, length) = (at + 1, 1, 0)
                continue
            }
            spellings *= Self.spellings(character)
            length += Self.length(character)
            while spellings > Self.mostPatterns {
                spellings /= Self.spellings(characters[start])
                length -= Self.length(characters[start])
                start += 1
            }
            if length > bestLength { (best, bestLength) = (start..<at + 1, length) }
        }
        return best.isEmpty ? nil : Array(characters[best])
    }

    /// How many patterns a character needs: the cases of an ASCII letter are one.
    private static func spellings(_ character: Unicode.Scalar) -> Int {
        character.isASCII ? 1 : min(mostPatterns, CaseFolding.spellings(of: character).count)
    }

    private static func length(_ character: Unicode.Scalar) -> Int { character.value < 0x80 ? 1 : 2 }

    /// One pattern for each way of writing the letters of `run` beyond ASCII.
    private static func patterns(_ run: [Unicode.Scalar], _ encode: (String) -> [UInt8]) -> [SearchPattern] {
        var texts = [""]
        for character in run {
            let spellings = character.isASCII ? [character] : CaseFolding.spellings(of: character)
            texts = texts.flatMap { text in spellings.map { text + String($0) } }
        }
        return texts.compactMap { SearchPattern(fold: SearchPattern.asciiFold, bytes: encode($0)) }
    }

    private static func pattern(_ run: [Unicode.Scalar], _ spellings: [Unicode.Scalar: [UInt8]]) -> SearchPattern? {
        let bytes = run.compactMap { spellings[$0] }
        return bytes.count == run.count ? SearchPattern(spellings: bytes) : nil
    }

    /// The bytes of a single-byte encoding by the folded character they stand for.
    private static func spellings(_ encoding: TextEncoding) -> [Unicode.Scalar: [UInt8]] {
        Dictionary(grouping: UInt8.min...UInt8.max) { CaseFolding.fold(encoding.scalar(of: $0)) }
    }

    private static func spellings(_ page: CodePage) -> [Unicode.Scalar: [UInt8]] {
        Dictionary(grouping: UInt8.min...UInt8.max) { CaseFolding.fold(page[$0]) }
    }
}

extension UInt8 {
    fileprivate var isDigit: Bool { (0x30...0x39).contains(self) }
}
