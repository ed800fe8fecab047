/// The plain text of a case file: `docs/case-file.md` describes it.
///
///     wrkaud-case 1
///
///     entry
///       system PROD
///       receiver AUDRCV0041
///       sequence 117
///       time 2026-04-08-08.10.00.000003
///       note Nobody of ours.
///
/// A line without a blank before it begins a record; the indented lines behind it are its properties: a name, a blank, a
/// value. Characters that could be mistaken are spelled (`\n`, `\\`, `\u{1B}`), so that a value never leaves its line.
package enum CaseText {
    static let heading = "wrkaud-case"
    package static let version = 1

    /// Whether a character is not written as it is: controls, line ends, what reverses or hides text.
    static func mustBeSpelled(_ scalar: Unicode.Scalar) -> Bool {
        if scalar.value < 0x20 || scalar == "\\" { return true }
        if scalar.value < 0x7F { return false }
        switch scalar.properties.generalCategory {
        case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator, .paragraphSeparator: return true
        default: return scalar.properties.isDefaultIgnorableCodePoint
        }
    }

    /// A value as it stands in the file. A blank at either end is spelled, too: editors take it away.
    static func spelled(_ value: String) -> String {
        let scalars = Array(value.unicodeScalars)
        var text = ""
        for (index, scalar) in scalars.enumerated() {
            switch scalar {
            case "\\": text += "\\\\"
            case "\n": text += "\\n"
            case "\t": text += "\\t"
            case " " where index == 0 || index == scalars.count - 1: text += "\\u{20}"
            default:
                if mustBeSpelled(scalar) {
                    text += "\\u{\(String(scalar.value, radix: 16, uppercase: true))}"
                } else {
                    text.unicodeScalars.append(scalar)
                }
            }
        }
        return text
    }

    /// The value of a spelled text; `nil` where a backslash begins nothing that is known.
    static func value(_ spelled: Substring.UnicodeScalarView) -> String? {
        guard spelled.contains("\\") else { return String(spelled) }
        var value = String.UnicodeScalarView()
        var rest = spelled
        while let scalar = rest.popFirst() {
            guard scalar == "\\" else {
                value.append(scalar)
                continue
            }
            switch rest.popFirst() {
            case "\\": value.append("\\")
            case "n": value.append("\n")
            case "t": value.append("\t")
            case "u":
                guard let end = rest.firstIndex(of: "}"), rest.popFirst() == "{",
                    let number = UInt32(String(rest[..<end]), radix: 16), let scalar = Unicode.Scalar(number)
                else { return nil }
                value.append(scalar)
                rest = rest[rest.index(after: end)...]
            default: return nil
            }
        }
        return String(value)
    }
}

/// Why a text is no case file, or no file of names: the line and what to do.
package struct CaseTextError: Error, Equatable, Sendable, CustomStringConvertible {
    /// 1-based.
    package var line: Int
    package var reason: String

    package init(line: Int, reason: String) {
        self.line = line
        self.reason = reason
    }

    package var description: String { "line \(line): \(reason)" }
}
