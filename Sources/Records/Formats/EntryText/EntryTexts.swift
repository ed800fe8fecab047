/// The entries of a text in which they stand one below the other, label by label, or as the lines of DSPJRN's list.
///
/// Labels are in the system's language; what counts is what stands behind them: one letter and a dash is the code, two
/// characters and a dash below it the type, the number before them the sequence.
struct EntryTexts {
    private struct Entry {
        var sequence = 0..<0
        var code = 0..<0
        var type = 0..<0
        var date = 0..<0
        var clock = 0..<0
        var job = 0..<0
        /// In UTF-8.
        var data: [UInt8] = []
        /// Of the data; a letter may take several bytes.
        var characters = 0

        var isEmpty: Bool { code.isEmpty && type.isEmpty && data.isEmpty }

        /// Where the first of its values stands.
        var start: Int? {
            var start: Int?
            for range in [sequence, code, type, date, clock, job] where !range.isEmpty {
                start = min(start ?? .max, range.lowerBound)
            }
            return start
        }

        /// Its values stand elsewhere now.
        mutating func move(by distance: Int) {
            func moved(_ range: Range<Int>) -> Range<Int> {
                range.isEmpty ? range : range.lowerBound + distance..<range.upperBound + distance
            }
            (sequence, code, type) = (moved(sequence), moved(code), moved(type))
            (date, clock, job) = (moved(date), moved(clock), moved(job))
        }
    }

    /// The entries read so far and not taken, as a result of DISPLAY_JOURNAL, with the data as characters: what `heading`
    /// begins.
    private(set) var rows: [UInt8] = []
    /// Entries that cannot be text of another kind.
    private(set) var certain = 0
    /// Lines of the list of entries; they tell the time of day, and no day.
    private(set) var listed = 0
    /// Lines that are not blank.
    private(set) var lines = 0
    private let encoding: TextEncoding
    private var open = Entry()
    private var lastNumber = 0..<0
    /// Where reading goes on in the next bytes: what stands before is there for the values of the open entry.
    private var next = 0

    static let heading = Array(
        "SEQUENCE_NUMBER,JOURNAL_CODE,JOURNAL_ENTRY_TYPE,ENTRY_TIMESTAMP,JOB_NUMBER,JOB_USER,JOB_NAME,OBJECT_NAME,ENTRY_TIME,ENTRY_DATA\n"
            .utf8)
    /// A field as long as this is no entry's.
    private static let longestData = 32_767
    /// Characters of a line; one that is longer is none of a screen's or a page's.
    private static let longestLine = 400
    /// Bytes of an entry with all that stands between its lines.
    private static let longestEntry = 1 << 20

    init(_ encoding: TextEncoding) { self.encoding = encoding }

    /// Reads the lines of `bytes`. An entry is written when the next one begins.
    ///
    /// - Parameter isLast: Nothing follows.
    /// - Returns: How many bytes are done with; those behind are wanted again, with what follows them.
    mutating func read(_ bytes: RawSpan, isLast: Bool) -> Int {
        var at = next
        while at < bytes.byteCount {
            let line = bytes.line(from: at)
            if !line.isEnded, !isLast, line.next - at <= Self.longestEntry { break }
            at = line.next
            if line.isBlank { continue }
            lines += 1
            let text = bytes.behindBlanks(from: line.start, line.end)..<line.end
            if text.isEmpty || line.end - line.start > Self.longestLine { continue }
            if TextNumber.digit(bytes[text.lowerBound]) != nil || bytes[text.lowerBound] == UInt8(ascii: "_") {
                if readData(bytes, text) || readListed(bytes, text) { continue }
            }
            readLabels(bytes, text)
        }
        if isLast { close(bytes) }
        let done = letGo(bytes, upTo: at)
        next = at - done
        return done
    }

    /// Lets go of the bytes before `end`, but for those of the entry that is open.
    private mutating func letGo(_ bytes: RawSpan, upTo end: Int) -> Int {
        if !lastNumber.isEmpty, end - lastNumber.lowerBound > Self.longestEntry { lastNumber = 0..<0 }
        if let start = open.start, end - start > Self.longestEntry { close(bytes) }
        let done = min(open.start ?? end, lastNumber.isEmpty ? end : lastNumber.lowerBound)
        open.move(by: -done)
        if !lastNumber.isEmpty { lastNumber = lastNumber.lowerBound - done..<lastNumber.upperBound - done }
        return done
    }

    /// The rows, which are then forgotten; their memory is kept.
    mutating func clearRows() { rows.removeAll(keepingCapacity: true) }

    // MARK: labelled lines

    /// The values of a line `label . . . :   value      label  . . :   value`.
    private mutating func readLabels(_ bytes: RawSpan, _ line: Range<Int>) {
        var from = line.lowerBound
        var before = 0..<0
        while let colon = bytes.first(UInt8(ascii: ":"), in: from..<line.upperBound) {
            from = colon + 1
            guard colon > line.lowerBound, bytes[colon - 1] == 0x20 || bytes[colon - 1] == UInt8(ascii: ".") else { continue }
            let start = bytes.behindBlanks(from: from, line.upperBound)
            // Three blanks end a value: two stand around the dash behind a code.
            var end = start
            while let blank = bytes.first(0x20, in: end..<line.upperBound), !bytes.has("   ", at: blank) { end = blank + 1 }
            end = bytes.first(0x20, in: end..<line.upperBound) ?? line.upperBound
            let value = bytes.trimmed(start..<end)
            take(value, behind: before, bytes)
            (from, before) = (end, value)
        }
    }

    /// - Parameter before: The value before it in its line.
    private mutating func take(_ value: Range<Int>, behind before: Range<Int>, _ bytes: RawSpan) {
        guard !value.isEmpty else { return }
        if let code = Self.key(bytes, value, length: 1) {
            if !open.code.isEmpty || !open.data.isEmpty { close(bytes) }
            (open.code, open.sequence) = (code, lastNumber)
            lastNumber = 0..<0
        } else if let type = Self.key(bytes, value, length: 2), !open.code.isEmpty, open.type.isEmpty {
            open.type = type
            if !open.sequence.isEmpty { certain += 1 }
        } else if value.allSatisfy({ TextNumber.digit(bytes[$0]) != nil }) {
            lastNumber = value
        } else if !takeTime(value, behind: before, bytes), open.job.isEmpty, Self.isJob(bytes, value) {
            open.job = value
        }
    }

    /// `number/user/name`; no part of a date is as long as the number.
    private static func isJob(_ bytes: RawSpan, _ value: Range<Int>) -> Bool {
        let slashes = value.filter { bytes[$0] == UInt8(ascii: "/") }
        return slashes.count == 2 && slashes[0] - value.lowerBound > 4
    }

    /// Takes a date or a time of day. One that stands where it should, and cannot be read, is the entry's all the same: who
    /// reads the cell tells of it. It has the shape of a date or time, or stands in one line with the other one.
    private mutating func takeTime(_ value: Range<Int>, behind before: Range<Int>, _ bytes: RawSpan) -> Bool {
        if open.date.isEmpty, Self.isDate(bytes, value) {
            open.date = value
        } else if open.date.isEmpty, open.clock.isEmpty, before != open.job, Self.hasMarks(bytes, before), Self.isTime(bytes, value) {
            (open.date, open.clock) = (before, value)
        } else if !open.date.isEmpty, open.clock.isEmpty,
            Self.isTime(bytes, value) || before == open.date && value.allSatisfy({ bytes[$0] != UInt8(ascii: "/") })
        {
            open.clock = value
        } else {
            return false
        }
        return true
    }

    /// `T` of `T  -  Audit trail entry`.
    private static func key(_ bytes: RawSpan, _ value: Range<Int>, length: Int) -> Range<Int>? {
        guard value.count > length + 2, bytes[value.lowerBound + length] == 0x20 else { return nil }
        var words = WordScan(value)
        guard let key = words.next(in: bytes), key.count == length, let dash = words.next(in: bytes), dash.count == 1,
            bytes[dash.lowerBound] == UInt8(ascii: "-")
        else { return nil }
        let isName = key.allSatisfy { (0x41...0x5A).contains(bytes[$0]) || length > 1 && TextNumber.digit(bytes[$0]) != nil }
        return isName ? key : nil
    }

    /// Three numbers with marks of one kind between, whatever day they are.
    private static func isDate(_ bytes: RawSpan, _ value: Range<Int>) -> Bool {
        guard (6...10).contains(value.count), TextNumber.digit(bytes[value.lowerBound]) != nil else { return false }
        let marks = value.filter { TextNumber.digit(bytes[$0]) == nil }
        guard marks.count == 2, bytes[marks[0]] == bytes[marks[1]], [0x2D, 0x2E, 0x2F].contains(bytes[marks[0]]) else { return false }
        return marks[1] > marks[0] + 1 && value.upperBound > marks[1] + 1
    }

    /// The two marks of a date, whatever is between.
    private static func hasMarks(_ bytes: RawSpan, _ value: Range<Int>) -> Bool {
        value.count <= 10 && value.count { [0x2D, 0x2E, 0x2F].contains(bytes[$0]) } == 2
    }

    private static func isTime(_ bytes: RawSpan, _ value: Range<Int>) -> Bool {
        guard value.count <= 15, TextNumber.digit(bytes[value.lowerBound]) != nil else { return false }
        if value.count == 8, isUsualTime(bytes, value.lowerBound) { return true }
        let whole = Array("2000-01-01 ".utf8) + value.map { bytes[$0] }
        if case .success = TextTimestamp.parse(whole.span.bytes, order: .yearFirst) { return true }
        return false
    }

    /// `07:59:13`.
    private static func isUsualTime(_ bytes: RawSpan, _ at: Int) -> Bool {
        func isBelow(_ limit: UInt8, _ at: Int) -> Bool {
            guard let tens = TextNumber.digit(bytes[at]), let ones = TextNumber.digit(bytes[at + 1]) else { return false }
            return UInt8(tens) * 10 + UInt8(ones) < limit
        }
        return bytes[at + 2] == UInt8(ascii: ":") && bytes[at + 5] == UInt8(ascii: ":")
            && isBelow(24, at) && isBelow(60, at + 3) && isBelow(60, at + 6)
    }

    // MARK: entry-specific data

    /// `00051      'text'`: where it stands in the data, and the text.
    private mutating func readData(_ bytes: RawSpan, _ line: Range<Int>) -> Bool {
        guard line.count > 6, bytes[line.lowerBound + 5] == 0x20 else { return false }
        var number = 0
        for at in line.prefix(5) {
            guard let digit = TextNumber.digit(bytes[at]) else { return false }
            number = number * 10 + Int(digit)
        }
        let quote = bytes.behindBlanks(from: line.lowerBound + 5, line.upperBound)
        guard number > 0, number <= Self.longestData, quote < line.upperBound, bytes[quote] == UInt8(ascii: "'") else {
            return false
        }
        let end = line.upperBound - (bytes[line.upperBound - 1] == UInt8(ascii: "'") && line.upperBound - 1 > quote ? 1 : 0)
        add(bytes, quote + 1..<end, at: number - 1)
        return true
    }

    private mutating func add(_ bytes: RawSpan, _ text: Range<Int>, at offset: Int) {
        if open.characters == 0, !open.type.isEmpty, open.sequence.isEmpty { certain += 1 }
        if offset < open.characters { cut(to: offset) }
        guard offset + text.count <= Self.longestData * 3 else { return }
        open.data.append(contentsOf: repeatElement(0x20, count: offset - open.characters))
        open.characters = offset
        if bytes.isASCII(text) {
            bytes.extracting(text).withUnsafeBytes { open.data.append(contentsOf: $0) }
            open.characters += text.count
        } else {
            let own = TextDecoding.string(bytes.extracting(text), encoding)
            open.data += own.utf8
            open.characters += own.unicodeScalars.count
        }
    }

    /// A line that says again what stands at a place goes before what stood there.
    private mutating func cut(to characters: Int) {
        if characters == 0 { open.data.removeAll(keepingCapacity: true) }
        let scalars = String(decoding: open.data, as: UTF8.self).unicodeScalars.prefix(characters)
        open.data = Array(String(String.UnicodeScalarView(scalars)).utf8)
        open.characters = characters
    }

    // MARK: the list

    /// `_  104202  T  AF  object  library  QZDASOINIT  08:03:17`, as "Display Journal Entries" has it.
    private mutating func readListed(_ bytes: RawSpan, _ line: Range<Int>) -> Bool {
        let words = bytes.words(line, limit: 10)
        // A field that nothing was typed into, or an option.
        let start = words.count > 5 && words[0].count <= 2 && Self.isNumber(bytes, words[1]) ? 1 : 0
        guard (start + 5...start + 7).contains(words.count), let clock = words.last, let job = words.dropLast().last else { return false }
        let sequence = words[start], code = words[start + 1], type = words[start + 2]
        guard Self.isNumber(bytes, sequence), sequence.count <= 20, code.count == 1, (0x41...0x5A).contains(bytes[code.lowerBound]),
            type.count == 2, type.allSatisfy({ HistoryMessageLine.isNameByte(bytes[$0]) }), clock.count == 8, Self.isTime(bytes, clock)
        else { return false }
        close(bytes)
        listed += 1
        let object = words.count > start + 5 ? words[start + 3] : 0..<0
        for value in [sequence, code, type, 0..<0, 0..<0, 0..<0, job, object, clock, 0..<0] { put(bytes, value) }
        endRow()
        return true
    }

    private static func isNumber(_ bytes: RawSpan, _ word: Range<Int>) -> Bool {
        word.allSatisfy { TextNumber.digit(bytes[$0]) != nil }
    }

    // MARK: rows

    private mutating func close(_ bytes: RawSpan) {
        defer {
            // The list of bytes is used again.
            var data: [UInt8] = []
            swap(&data, &open.data)
            data.removeAll(keepingCapacity: true)
            open = Entry(data: data)
        }
        guard !open.isEmpty else { return }
        put(bytes, open.sequence)
        put(bytes, open.code)
        put(bytes, open.type)
        if open.clock.isEmpty {
            put(bytes, open.date)
        } else {
            rows.append(0x22)
            append(bytes, open.date)
            rows.append(0x20)
            append(bytes, open.clock)
            rows += [0x22, UInt8(ascii: ",")]
        }
        putJob(bytes)
        // No object, no time beside the day.
        rows += [UInt8(ascii: ","), UInt8(ascii: ",")]
        quote(open.data)
        endRow()
    }

    /// Number, user and name of `number/user/name`.
    private mutating func putJob(_ bytes: RawSpan) {
        let slash = UInt8(ascii: "/"), job = open.job
        guard let first = bytes.first(slash, in: job), let second = bytes.first(slash, in: first + 1..<job.upperBound) else {
            return rows += [UInt8(ascii: ","), UInt8(ascii: ","), UInt8(ascii: ",")]
        }
        put(bytes, job.lowerBound..<first)
        put(bytes, first + 1..<second)
        put(bytes, second + 1..<job.upperBound)
    }

    /// A value and the comma behind it.
    private mutating func put(_ bytes: RawSpan, _ value: Range<Int>) {
        if !value.isEmpty {
            rows.append(0x22)
            append(bytes, value)
            rows.append(0x22)
        }
        rows.append(UInt8(ascii: ","))
    }

    /// A short value; it has no quotes.
    private mutating func append(_ bytes: RawSpan, _ value: Range<Int>) {
        if bytes.isASCII(value), !bytes.holds(0x22, in: value) {
            return bytes.extracting(value).withUnsafeBytes { rows.append(contentsOf: $0) }
        }
        for at in value where bytes[at] != 0x22 && bytes[at] < 0x80 { rows.append(bytes[at]) }
    }

    private mutating func quote(_ data: [UInt8]) {
        rows.append(0x22)
        if data.span.bytes.holds(0x22, in: 0..<data.count) {
            for byte in data {
                if byte == 0x22 { rows.append(0x22) }
                rows.append(byte)
            }
        } else {
            rows += data
        }
        rows += [0x22, UInt8(ascii: ",")]
    }

    /// The comma behind the last value becomes the line end.
    private mutating func endRow() { rows[rows.count - 1] = 0x0A }
}
