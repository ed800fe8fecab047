/// Upper case as the command line of the system folds it: letter by letter, so that the length stays.
enum Folding {
    static func upper(_ text: String) -> String {
        var folded = String.UnicodeScalarView()
        for scalar in text.unicodeScalars { folded.append(upper(scalar)) }
        return String(folded)
    }

    static func upper(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
        if scalar.isASCII { return ("a"..."z").contains(scalar) ? Unicode.Scalar(UInt8(scalar.value - 32)) : scalar }
        let mapped = scalar.properties.uppercaseMapping.unicodeScalars
        guard let only = mapped.first, mapped.count == 1 else { return scalar }
        return only
    }
}

extension String {
    /// Every `mark` written twice, as inside quotes.
    func doubling(_ mark: Unicode.Scalar) -> String {
        var doubled = String.UnicodeScalarView()
        for scalar in unicodeScalars {
            doubled.append(scalar)
            if scalar == mark { doubled.append(scalar) }
        }
        return String(doubled)
    }
}
