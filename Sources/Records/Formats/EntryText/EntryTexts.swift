/// The entries of a text in which they stand one below the other, label by label.
///
/// Labels are in the system's language; what counts is what stands behind them: one letter and a dash is the code, two
/// characters and a dash below it the type, the number before them the sequence.
struct EntryTexts {
    struct Entry {
        var sequence = ""
        var code = ""
        var type = ""
        var time = ""
        var job = ""
        var data: [Unicode.Scalar] = []

        /// Whether it cannot be text of another kind.
        var isCertain: Bool { !type.isEmpty && (!data.isEmpty || !sequence.isEmpty) }
    }

    private(set) var entries: [Entry] = []
    private var open = Entry()
    private var lastNumber = ""

    /// A field as long as this is no entry's.
    private static let longestData = 32_767

    init(_ bytes: RawSpan, _ encoding: TextEncoding) {
        var at = 0
        while at < bytes.byteCount {
            let line = bytes.line(from: at)
            at = line.next
            if line.end - line.start > 400 { continue }
            read(TextDecoding.string(bytes.extracting(line.start..<line.end), encoding))
        }
        close()
    }

    private mutating func read(_ line: String) {
        if let (offset, text) = Self.data(line) { return add(text, at: offset) }
        for value in Self.labelled(line) { take(value) }
    }

    private mutating func take(_ value: String) {
        if let code = Self.key(value, length: 1) {
            if !open.code.isEmpty { close() }
            (open.code, open.sequence) = (code, lastNumber)
            lastNumber = ""
        } else if let type = Self.key(value, length: 2), !open.code.isEmpty, open.type.isEmpty {
            open.type = type
        } else if !value.isEmpty, value.utf8.allSatisfy({ (0x30...0x39).contains($0) }) {
            lastNumber = value
        } else if CSVDates.isDate(value), value.utf8.count <= 10 {
            open.time = value
        } else if CSVDates.isTime(value), !open.time.isEmpty, !open.time.contains(" ") {
            open.time += " " + value
        } else if value.split(separator: "/", omittingEmptySubsequences: false).count == 3, open.job.isEmpty {
            open.job = value
        }
    }

    private mutating func add(_ text: [Unicode.Scalar], at offset: Int) {
        guard !open.type.isEmpty, offset + text.count <= Self.longestData else { return }
        while open.data.count < offset { open.data.append(" ") }
        open.data.removeSubrange(offset...)
        open.data += text
    }

    private mutating func close() {
        if !open.code.isEmpty, !open.type.isEmpty { entries.append(open) }
        open = Entry()
    }

    /// The values of a line `label . . . :   value      label  . . :   value`.
    private static func labelled(_ line: String) -> [String] {
        var values: [String] = []
        var rest = line[...]
        while let colon = rest.range(of: " :") ?? rest.range(of: ".:") {
            rest = rest[colon.upperBound...]
            let text = rest.drop { $0 == " " }
            // Two blanks end a value, but for the dash behind a code.
            var end = text.startIndex
            while end < text.endIndex, !text[end...].hasPrefix("   ") { end = text.index(after: end) }
            values.append(String(text[..<end]).trimmed)
            rest = text[end...]
        }
        return values
    }

    /// `T` of `T  -  Audit trail entry`.
    private static func key(_ value: String, length: Int) -> String? {
        let words = value.split(separator: " ")
        guard let key = words.first, key.count == length, words.count > 1, words[1] == "-",
            key.utf8.allSatisfy({ (0x41...0x5A).contains($0) || length > 1 && (0x30...0x39).contains($0) })
        else { return nil }
        return String(key)
    }

    /// `00051      'text'`: where it stands in the data, and the text.
    private static func data(_ line: String) -> (offset: Int, text: [Unicode.Scalar])? {
        let line = line.trimmed
        let digits = line.prefix(5)
        guard digits.count == 5, let number = Int(digits), number > 0, number <= longestData,
            let first = line.firstIndex(of: "'"), line[line.index(line.startIndex, offsetBy: 5)..<first].allSatisfy({ $0 == " " })
        else { return nil }
        let inside = line[line.index(after: first)...]
        let text = inside.last == "'" ? inside.dropLast() : inside
        return (number - 1, Array(text.unicodeScalars))
    }

    /// The entries as a result of DISPLAY_JOURNAL, with the data as characters.
    var csv: [UInt8] {
        var text = "SEQUENCE_NUMBER,JOURNAL_CODE,JOURNAL_ENTRY_TYPE,ENTRY_TIMESTAMP,QUALIFIED_JOB_NAME,ENTRY_DATA\n"
        for entry in entries {
            var data = String.UnicodeScalarView()
            for scalar in entry.data {
                if scalar == "\"" { data.append(scalar) }
                data.append(scalar)
            }
            let cells = [entry.sequence, entry.code, entry.type, entry.time, entry.job]
            text += cells.map { $0.isEmpty ? "" : "\"\($0.filter { $0 != "\"" })\"" }.joined(separator: ",")
            text += ",\"\(String(data))\"\n"
        }
        return Array(text.utf8)
    }
}

extension Substring {
    fileprivate func range(of mark: String) -> Range<Index>? {
        var at = startIndex
        while at < endIndex {
            if self[at...].hasPrefix(mark) { return at..<index(at, offsetBy: mark.count) }
            at = index(after: at)
        }
        return nil
    }
}
