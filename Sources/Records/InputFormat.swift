/// What the user said about an input, to overrule detection. All optional.
package struct InputOptions: Sendable {
    /// `--format-in`: name of a format.
    package var format: String?
    /// `--ccsid`: of EBCDIC inputs.
    package var ccsid: Int?
    /// `--type-in`: entry type of a result whose columns do not tell it.
    package var entryType: String?
    /// `--year`: of times that are written without one.
    package var year: Int?
    /// `--date-order`: of dates that are numbers alone and do not begin with a year of four digits.
    package var dateOrder: DateOrder?
    /// `--layout`: lists of fields that go before the catalog's.
    package var layouts: [SiteLayout]
    /// `--map`: what a site calls its columns.
    package var map: ColumnMap
    /// What an earlier reading of the input taught; nothing that a user says.
    package var lessons = Lessons()

    package init(
        format: String? = nil, ccsid: Int? = nil, entryType: String? = nil, year: Int? = nil, dateOrder: DateOrder? = nil,
        layouts: [SiteLayout] = [], map: ColumnMap = ColumnMap()
    ) {
        self.format = format
        self.ccsid = ccsid
        self.entryType = entryType
        self.year = year
        self.dateOrder = dateOrder
        self.layouts = layouts
        self.map = map
    }
}

/// A recognised input: the reader, and the bytes it reads (another source where the input had to be transcoded whole,
/// as UTF-16 and EBCDIC text are).
package struct Recognised: Sendable {
    package var reader: any RecordReader
    package var source: any ByteSource
    /// 0 ... 100; the highest wins.
    package var confidence: Int
    /// The input that was recognised, where `source` is made of it.
    package var found: (any ByteSource)?
    /// Where it stands in its input, when that holds several; `nil` when it is the whole.
    package var part: InputPart?
    /// Number of the reader among those known that inputs share; `nil` where it is this input's own.
    package var kind: Int?
    /// Whether it only begins as inputs of its kind do. Who reads it proves on all its bytes that it is like them.
    package var isAssumed = false
    /// What earlier readings taught its reader.
    package var lessons = Lessons()

    package init(reader: any RecordReader, source: any ByteSource, confidence: Int) {
        self.reader = reader
        self.source = source
        self.confidence = confidence
    }
}

/// One of several exports joined in one input.
package struct InputPart: Equatable, Sendable {
    /// From 1.
    package var number: Int
    package var of: Int
    /// Bytes from the start of the input.
    package var start: Int
    /// Bytes of the heading it begins with, which the part before counts, too, as a record that is none.
    package var heading: Int

    package init(number: Int, of: Int, start: Int, heading: Int) {
        (self.number, self.of, self.start, self.heading) = (number, of, start, heading)
    }

    /// For people.
    package var title: String {
        number == 1
            ? "1 of \(of): other headings stand in this file, and what follows each is read by it"
            : "\(number) of \(of): from byte \(start) on, by the heading that stands there"
    }
}

/// A way of reading audit journal entries from bytes: one file in `Formats/` and one line in `InputFormats.all`.
package protocol InputFormat: Sendable {
    /// Name for `--format-in`.
    static var name: String { get }
    /// One line for `wrkaud formats`: what it is.
    static var title: String { get }
    /// One line: how it is recognised.
    static var recognition: String { get }
    /// How to get such an input off an IBM i: commands, or clicks.
    static var origin: String { get }
    /// A small invented input of this format. Tests feed it in every way; `docs/formats.md` shows it.
    static var sample: FormatSample { get }
    /// Looks at `head` (the first bytes, up to 1 MB; the whole input when `isWhole`) and says whether this is it.
    ///
    /// - Throws: `SourceError` when it is this format but cannot be read without the user's word (ambiguous type).
    static func recognise(
        head: [UInt8], isWhole: Bool, source: any ByteSource, options: InputOptions
    ) throws -> Recognised?
}

/// An input that shows a format.
package struct FormatSample: Sendable {
    /// Name of the file, as it would come off a system.
    package var file: String
    package var bytes: [UInt8]
    /// Records in it, and how many of them cannot be read.
    package var entries: Int
    package var rejected: Int

    package init(file: String, bytes: [UInt8], entries: Int, rejected: Int = 0) {
        self.file = file
        self.bytes = bytes
        self.entries = entries
        self.rejected = rejected
    }

    package init(file: String, text: String, entries: Int, rejected: Int = 0) {
        self.init(file: file, bytes: Array(text.utf8), entries: entries, rejected: rejected)
    }
}

package enum InputFormats {
    /// Every format, most particular first.
    package static let all: [any InputFormat.Type] = [
        OutfileTextFormat.self,
        OutfileFormat.self,
        OutfileType4Format.self,
        OutfileType3Format.self,
        OutfileType2Format.self,
        OutfileType1Format.self,
        JobNotificationFormat.self,
        SpreadsheetFormat.self,
        HistoryLogPrintFormat.self,
        QueryPrintFormat.self,
        Db2TableFormat.self,
        EntryTextFormat.self,
        SiemFormat.self,
        JSONFormat.self,
        CSVFormat.self,
    ]

    /// A format that is this sure has checked the structure of whole records; no other is asked.
    private static let certain = 95

    /// Bytes that recognition looks at.
    package static let headSize = 1 << 20

    /// The best of all formats for this source. Of a pipe that pauses, what has come is looked at; when nothing fits that,
    /// more is waited for.
    ///
    /// - Parameter known: Readers of other inputs, recognised with the same options: an input that is like one of theirs
    ///   gets its reader.
    /// - Parameter assumes: Whether the beginning of a small input is enough for that.
    /// - Throws: `SourceError` with what was tried when none fits, or what a format asks of the user.
    package static func recognise(
        _ source: any ByteSource, options: InputOptions, known: [any RecordReader] = [], assumes: Bool = false
    ) throws -> Recognised {
        if assumes, let found = try assumed(known, source) { return found }
        let tried = try formats(options, source)
        var least = 0
        while true {
            let (head, isWhole) = try source.head(headSize + 1, least: least)
            let isEnough = isWhole || head.count > headSize
            if var best = try like(known, head, isWhole, source) ?? best(of: tried, head, isWhole: isWhole, source, options) {
                if let lines = try SyslogEvents.recognised(in: best, options) { best = lines }
                best.found = source
                return best
            }
            guard !isEnough else { break }
            least = head.count
        }
        var error = SourceError(
            path: source.name, reason: "no format fits (tried: \(tried.map { $0.name }.joined(separator: ", ")))",
            remedy: "Name one with --format-in, or see 'wrkaud formats'.")
        error.isOfDocument = source.isDocument
        error.isOfUnknownFormat = source.failure == nil
        throw error
    }

    /// The reader that the lessons of an input make of it. It reads the same bytes.
    ///
    /// - Returns: `nil` where it would be of another format, or begin elsewhere.
    /// - Throws: `SourceError` when the input can no longer be read.
    package static func reader(of input: Recognised, _ options: InputOptions) throws -> (any RecordReader)? {
        var options = options
        options.lessons = input.lessons
        if let sheet = input.reader as? SheetReader { return try sheet.taught(input.source, options) }
        let again = try recognise(input.found ?? input.source, options: options).reader
        return again.format == input.reader.format && again.firstRecordOffset == input.reader.firstRecordOffset ? again : nil
    }

    /// An input of one of these kinds by all that it holds.
    private static func like(
        _ known: [any RecordReader], _ head: [UInt8], _ isWhole: Bool, _ source: any ByteSource
    ) -> Recognised? {
        // A longer one is looked at for itself: recognition sees only the first part of it.
        guard isWhole, head.count <= headSize,
            let index = known.firstIndex(where: { head.withUnsafeBytes($0.likeness?.fits ?? { _ in false }) })
        else { return nil }
        var found = Recognised(reader: known[index], source: source, confidence: certain)
        found.kind = index
        return found
    }

    /// Bytes of an input that is read and proved at once.
    package static let mostAssumed = 512 << 10

    /// An input of one of these kinds by its beginning: where there are ten thousand, none is read twice.
    static func assumed(_ known: [any RecordReader], _ source: any ByteSource) throws -> Recognised? {
        let beginnings = known.map { $0.likeness?.beginning ?? [] }
        guard let size = source.size, size <= mostAssumed, let longest = beginnings.map(\.count).max() else { return nil }
        let head = try source.bytes(0..<min(size, longest))
        guard let index = beginnings.firstIndex(where: { !$0.isEmpty && head.starts(with: $0) }) else { return nil }
        var found = Recognised(reader: known[index], source: source, confidence: certain)
        (found.kind, found.found, found.isAssumed) = (index, source, true)
        return found
    }

    private static func best(
        of formats: [any InputFormat.Type], _ head: [UInt8], isWhole: Bool, _ source: any ByteSource,
        _ options: InputOptions
    ) throws -> Recognised? {
        let head = head.count <= headSize ? head : Array(head.prefix(headSize))
        var best: Recognised?
        for format in formats {
            let found = try format.recognise(head: head, isWhole: isWhole, source: source, options: options)
            if let found, found.confidence > best?.confidence ?? -1 { best = found }
            if let best, best.confidence >= certain { break }
        }
        return best
    }

    /// The one that `--format-in` names, or all.
    private static func formats(
        _ options: InputOptions, _ source: any ByteSource
    ) throws -> [any InputFormat.Type] {
        guard let name = options.format else { return all }
        let named = all.filter { $0.name == name }
        guard named.isEmpty else { return named }
        throw SourceError(
            path: source.name, reason: "there is no format \(name)",
            remedy: "The formats are \(all.map { $0.name }.joined(separator: ", ")).")
    }
}
