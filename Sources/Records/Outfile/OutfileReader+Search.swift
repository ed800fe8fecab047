extension OutfileReader {
    /// In the outfile's code page, in UTF-16 (names of the integrated file system), and in ASCII where the head has
    /// such names.
    package func searchPatterns(_ text: String) -> [SearchPattern] {
        var patterns: [SearchPattern?] = []
        if let bytes = codePage.encode(text) { patterns.append(SearchPattern(fold: fold, bytes: bytes)) }
        // One character in UTF-16 is two bytes that binary fields are full of.
        if text.unicodeScalars.count > 1 {
            let units = text.utf16.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] }
            patterns.append(SearchPattern(fold: SearchPattern.asciiFold, bytes: units))
        }
        if hasASCIINames { patterns.append(SearchPattern(asciiCompatible: text)) }
        return patterns.compactMap { $0 }
    }

    /// Fields stand side by side without anything between them, so any hit can lie across two.
    package func crossesFields(_ text: String) -> Bool { true }

    /// Byte -> byte of the upper-case letter, in the outfile's code page.
    private var fold: [UInt8] {
        (UInt8.min...UInt8.max).map { byte in
            let upper = codePage[byte].properties.uppercaseMapping.unicodeScalars
            guard upper.count == 1, let letter = upper.first else { return byte }
            return codePage.byte(of: letter) ?? byte
        }
    }
}
