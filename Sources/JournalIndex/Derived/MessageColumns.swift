import Catalog

/// What history log messages say in their texts: the job, user, address, device or object a message is about, found by
/// what values look like, because the words are in the system's language.
///
/// Values that the source has in a column of its own go first.
enum MessageColumns {
    /// The column that they are found in.
    static let text = "MESSAGE_TEXT"

    /// `elsewhere`: columns that have a row of their own in the table of derived columns.
    static func all(besides elsewhere: Set<String>) -> [DerivedColumn] {
        AuditCatalog.messageColumns.filter { !elsewhere.contains($0.key) }.sorted { $0.key < $1.key }.map { name, messages in
            DerivedColumn(
                name: name, kind: AuditCatalog.column(name)?.kind ?? .text, entryTypes: messages, needs: [text],
                isRepetitive: false, inputs: { _ in [.column(text)] },
                value: { kind, cells in value(name, kind, cells) }
            ).afterGiven()
        }
    }

    /// The value of one column in a message's text.
    static func value(_ column: String, _ kind: EntryKind, _ cells: DerivedColumn.Cells) -> Cell {
        guard let message = AuditCatalog.message(kind.entryType), let text = cells(.column(text)).saying,
            let value = MessageText(text).values(message)[column]
        else { return .null }
        switch AuditCatalog.column(column)?.kind {
        case .integer: return Int128(value).map { .integer($0) } ?? .null
        case .address: return IPAddress(value).map { .text($0.text) } ?? .null
        default: return .text(value)
        }
    }
}

/// The values in the text of a message, each kind in the order in which they stand.
struct MessageText {
    private var job: [Substring] = []
    private var addresses: [Substring] = []
    private var names: [Substring] = []
    private var namesAndAddresses: [Substring] = []
    private var specials: [Substring] = []
    private var numbers: [Substring] = []

    init(_ text: String) {
        for word in Self.words(of: text) { add(word) }
    }

    private static func words(of text: String) -> [Substring] {
        text.split(whereSeparator: { $0 == " " || $0 == "(" || $0 == ")" }).map(bare)
    }

    /// Everything that can be a value: the words, and the parts of those that are joined as those of a job are.
    static func parts(of text: String) -> [Substring] { words(of: text).flatMap { $0.split(separator: "/") } }

    private mutating func add(_ word: Substring) {
        let parts = word.split(separator: "/", omittingEmptySubsequences: false)
        if parts.count == 3, parts[0].utf8.count == 6, parts[0].utf8.allSatisfy(Self.isDigit), Self.isName(parts[2]) {
            if job.isEmpty { job = parts }
        } else if Self.isNumber(word) {
            numbers.append(word)
        } else if Self.isAddress(word) {
            addresses.append(word)
            namesAndAddresses.append(word)
        } else if word.first == "*", word.count > 1 {
            specials.append(word)
        } else if Self.isName(word) {
            names.append(word)
            namesAndAddresses.append(word)
        }
    }

    /// The values of a message by column.
    func values(_ message: AuditCatalog.Message) -> [String: String] {
        var rest = self
        let isMixed = message.values.contains { $0.shape == .nameOrAddress }
        var values: [String: String] = [:]
        for value in message.values {
            let found: Substring? =
                switch value.shape {
                case .jobNumber: job.first
                case .jobUser: job.count > 1 ? job[1] : nil
                case .jobName: job.last
                case .address: rest.addresses.popFirstElement()
                case .nameOrAddress: rest.namesAndAddresses.popFirstElement()
                case .name: isMixed ? rest.namesAndAddresses.popFirstElement() : rest.names.popFirstElement()
                case .special: rest.specials.popFirstElement()
                case .number: rest.numbers.popFirstElement()
                }
            if let found, values[value.column] == nil { values[value.column] = String(found) }
        }
        return values
    }

    // MARK: shapes

    /// Without quotes around and the marks of the sentence behind.
    private static func bare(_ word: Substring) -> Substring {
        var word = word
        while let first = word.first, "'\"«".contains(first) { word.removeFirst() }
        while let last = word.last, ".:,;'\"»".contains(last) { word.removeLast() }
        return word
    }

    private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }

    /// `0`, `.204`, `0,002`; no date and no time.
    private static func isNumber(_ word: Substring) -> Bool {
        let marks = word.utf8.count { $0 == 0x2E || $0 == 0x2C }
        return marks <= 1 && word.utf8.contains(where: isDigit)
            && word.utf8.allSatisfy { isDigit($0) || $0 == 0x2E || $0 == 0x2C }
    }

    private static func isAddress(_ word: Substring) -> Bool {
        guard let first = word.utf8.first, isDigit(first) || word.utf8.contains(0x3A) else { return false }
        return IPAddress(String(word)) != nil
    }

    /// Two to ten capital letters, digits and marks of names, with at least one letter.
    private static func isName(_ word: Substring) -> Bool {
        guard let first = word.unicodeScalars.first, (2...10).contains(word.unicodeScalars.count),
            isLetter(first) || "$#@§£".unicodeScalars.contains(first)
        else { return false }
        return word.unicodeScalars.contains(where: isLetter)
            && word.unicodeScalars.allSatisfy { isLetter($0) || ("0"..."9").contains($0) || "$#@§£_.".unicodeScalars.contains($0) }
    }

    private static func isLetter(_ scalar: Unicode.Scalar) -> Bool {
        ("A"..."Z").contains(scalar) || (scalar.value > 0x7F && scalar.properties.isUppercase)
    }
}

extension Array {
    fileprivate mutating func popFirstElement() -> Element? { isEmpty ? nil : removeFirst() }
}
