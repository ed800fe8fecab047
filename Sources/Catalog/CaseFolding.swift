/// Text in which upper and lower case are the same, for `contains` and for search.
///
/// Folding goes letter by letter: a letter outside ASCII never becomes one inside, so a text of ASCII letters can be
/// looked for byte by byte.
package enum CaseFolding {
    package static func fold(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
        if scalar.isASCII { return ("A"..."Z").contains(scalar) ? Unicode.Scalar(UInt8(scalar.value + 32)) : scalar }
        let mapped = scalar.properties.lowercaseMapping.unicodeScalars
        guard let only = mapped.first, mapped.count == 1, !only.isASCII else { return scalar }
        return only
    }

    /// Every character that folds to `folded`, which is folded itself.
    package static func spellings(of folded: Unicode.Scalar) -> [Unicode.Scalar] {
        let properties = folded.properties
        let cases = [properties.uppercaseMapping, properties.titlecaseMapping].flatMap { mapped in
            mapped.unicodeScalars.count == 1 ? Array(mapped.unicodeScalars) : []
        }
        var seen: Set<Unicode.Scalar> = []
        return ([folded] + cases + (oneWay[folded].map { [$0] } ?? [])).filter { fold($0) == folded && seen.insert($0).inserted }
    }

    /// Letters that become smaller ones which do not become them: Ångström, Ohm, Theta and the large sharp s.
    private static let oneWay: [Unicode.Scalar: Unicode.Scalar] = [
        "\u{E5}": "\u{212B}", "\u{3C9}": "\u{2126}", "\u{3B8}": "\u{3F4}", "\u{DF}": "\u{1E9E}",
    ]

    /// The folded text as UTF-8.
    package static func fold(_ text: String) -> [UInt8] {
        if text.utf8.allSatisfy({ $0 < 0x80 }) { return text.utf8.map(fold) }
        return Array(String(String.UnicodeScalarView(text.unicodeScalars.map(fold))).utf8)
    }

    package static func fold(_ byte: UInt8) -> UInt8 {
        (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte) ? byte | 0x20 : byte
    }
}

/// A text to be looked for inside others, case ignored.
package struct FoldedNeedle: Equatable, Sendable {
    /// As it was given.
    package let text: String
    /// The folded text as UTF-8.
    package let bytes: [UInt8]
    /// Whether it can be looked for byte by byte (`CaseFolding.fold(_: UInt8)`).
    package let isASCII: Bool

    package init(_ text: String) {
        self.text = text
        bytes = CaseFolding.fold(text)
        isASCII = bytes.allSatisfy { $0 < 0x80 }
    }

    /// Whether `text` contains it; an empty needle stands in every text.
    package func stands(in text: String) -> Bool { stands(in: text.utf8.span) }

    /// Whether the text of these UTF-8 bytes contains it.
    package func stands(in text: Span<UInt8>) -> Bool {
        if isASCII { return stands(in: text, folding: true) }
        let text = text.withUnsafeBufferPointer { String(decoding: $0, as: UTF8.self) }
        return stands(in: CaseFolding.fold(text).span, folding: false)
    }

    private func stands(in text: Span<UInt8>, folding: Bool) -> Bool {
        let count = bytes.count
        guard count > 0 else { return true }
        guard text.count >= count else { return false }
        let first = bytes[0]
        for start in 0...(text.count - count) {
            func byte(_ i: Int) -> UInt8 { folding ? CaseFolding.fold(text[start + i]) : text[start + i] }
            guard byte(0) == first else { continue }
            var i = 1
            while i < count, byte(i) == bytes[i] { i += 1 }
            if i == count { return true }
        }
        return false
    }
}
