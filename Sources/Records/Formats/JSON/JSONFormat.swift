import Catalog

/// JSON: arrays of objects, or one object a line, with the columns of the SQL services as keys.
package enum JSONFormat: InputFormat {
    package static let name = "json"
    package static let title =
        "JSON and JSON Lines: results of AUDIT_JOURNAL_xx, DISPLAY_JOURNAL and HISTORY_LOG_INFO, alone or in a wrapper"
    package static let recognition = "objects in an array, in an array inside an object or inside objects in it, or one behind the other"
    package static let origin = """
        qsh: db2util -o json "select * from table(systools.audit_journal_pw())" > pw.json; Manzan, Mapepire, VS Code for \
        IBM i (Save results as JSON); SQL: JSON_OBJECT(...) a row
        """
    package static let sample = FormatSample(
        file: "audit-journal-pw.json",
        text: #"""
            [{"ENTRY_TIMESTAMP":"2026-11-04 07:59:13.011437","SEQUENCE_NUMBER":8412101,"JOURNAL_ENTRY_TYPE":"PW","VIOLATION_TYPE":"P","AUDIT_USER_NAME":"BRUNO","DEVICE_NAME":"QPADEV0007","REMOTE_ADDRESS":"10.20.3.81"},
             {"ENTRY_TIMESTAMP":"2026-11-04 07:59:27.674332","SEQUENCE_NUMBER":8412102,"JOURNAL_ENTRY_TYPE":"PW","VIOLATION_TYPE":"U","AUDIT_USER_NAME":"B\u00dcRO","DEVICE_NAME":null,"REMOTE_ADDRESS":"10.20.3.81"}]

            """#,
        entries: 2)

    package static func recognise(
        head: [UInt8], isWhole: Bool, source: any ByteSource, options: InputOptions
    ) throws -> Recognised? {
        guard let input = TextInput(head: head, isWhole: isWhole, source: source, options: options),
            let survey = JSONSurvey(input.head.span.bytes)
        else { return nil }
        let isForced = options.format == name
        guard isForced || !survey.keys.isEmpty || survey.isEmpty else { return nil }
        if !isForced, isWhole, survey.objects == 1, survey.isAlone, !survey.keys.contains(where: { CSVNames.isKnown($0) || options.map.has($0) }) {
            throw noEntries(survey, source.name)
        }
        var plan = JSONPlan(
            keys: survey.keys, rows: survey.rows, form: survey.form, encoding: input.encoding,
            encodingTitle: input.title, start: input.mark + survey.start, isLines: survey.isLines, path: survey.path, envelope: survey.envelope, source: source,
            options: options)
        plan.add(options.lessons.keys)
        return Recognised(
            reader: plan.reader(), source: try input.source(),
            confidence: isForced ? 100 : survey.knownNames > 1 ? 96 : 50)
    }

    /// A setting, an answer without rows: it would open as one entry that says nothing.
    private static func noEntries(_ survey: JSONSurvey, _ path: String) -> SourceError {
        SourceError(
            path: path,
            reason: "one JSON object without rows: no array of objects is in it, and none of its keys is a column of the journal "
                + "(\(survey.keys.prefix(5).joined(separator: ", "))\(survey.keys.count > 5 ? ", ..." : ""))",
            remedy: "If it is an entry, say with --map which of its keys is which column, or read it with --format-in json.")
    }
}

/// What a reader of JSON is made from.
struct JSONPlan {
    /// Those of the first objects, then those met while reading.
    var keys: [String]
    var later = 0
    let rows: [[CSVSample.Cell]]
    let form: String
    let encoding: TextEncoding
    let encodingTitle: String
    let start: Int
    let isLines: Bool
    /// Keys of the objects around the rows.
    let path: [String]
    let envelope: JSONEnvelope
    let source: any ByteSource
    let options: InputOptions

    /// Keys that become columns; more are no result of a service.
    static let mostKeys = 1000

    func reader() -> JSONReader {
        let columns = CSVColumns(
            CSVHeading(keys: keys), CSVSample(rows: rows), dialect: Dialect(quote: nil), encoding: encoding,
            source: source, options: options, spelling: .json)
        let first = "\(keys.count - later) in the first objects"
        let entries = envelope.path.isEmpty ? form : "\(form); entries in \(envelope.path.joined(separator: "."))"
        var facts = [("Format", entries), ("Encoding", encodingTitle), ("Keys", later > 0 ? first + ", \(later) further on" : first)]
        facts += columns.facts.map { ($0.name, $0.value) }
        return JSONReader(self, facts: facts.map { (name: $0.0, value: $0.1) }, columns: columns)
    }

    /// Adds keys that later objects have, as many as there is room for.
    mutating func add(_ met: Set<String>) {
        let new = met.subtracting(keys).sorted().prefix(max(0, Self.mostKeys - keys.count))
        keys += new
        later += new.count
    }
}

/// What the head of a JSON input tells: where its objects begin, their keys, and some of their values.
struct JSONSurvey {
    /// Where the first object stands, or the array it is in.
    let start: Int
    /// Keys of the objects around the rows.
    private(set) var path: [String] = []
    /// The objects around each entry.
    let envelope: JSONEnvelope
    /// For people.
    let form: String
    private(set) var objects = 0
    /// In order of appearance.
    private(set) var keys: [String] = []
    private(set) var rows: [[CSVSample.Cell]] = []
    /// An array without anything in it.
    private(set) var isEmpty = false
    /// Whether objects stand one behind the other, in no array.
    private(set) var isAlone = false
    /// Whether every object stands on a line of its own.
    private(set) var isLines = true

    var knownNames: Int { keys.count { CSVNames.isKnown($0) } }

    /// - Returns: `nil` when it does not begin as JSON.
    init?(_ head: RawSpan) {
        let first = JSONScan.skipGap(head, 0)
        guard first < head.byteCount else { return nil }
        if case .rows(let rows) = JSONWrapper.rows(in: head, from: first, isFinal: true) {
            (start, form) = (rows.start, "JSON: an array of objects inside an object, \(rows.path.joined(separator: "."))")
            path = rows.path
        } else if head[first] == UInt8(ascii: "[") {
            (start, form) = (first + 1, "JSON: an array of objects")
        } else {
            (start, form) = (first, "JSON Lines: one object behind the other")
        }
        envelope = JSONEnvelope(of: head, from: JSONScan.skipGap(head, start))
        let envelope = envelope
        let isArray = start != first
        isAlone = !isArray
        var index: [String: Int] = [:]
        var at = start
        reading: while true {
            var row: [(Int, CSVSample.Cell)] = []
            func take(_ key: Range<Int>, _ value: JSONScan.Value) {
                let name = TextDecoding.string(JSONText.unescaped(head.extracting(key)).span.bytes, .utf8)
                if index[name] == nil, keys.count < JSONPlan.mostKeys {
                    index[name] = keys.count
                    keys.append(name)
                }
                if let place = index[name] { row.append((place, CSVSample.Cell(value, head))) }
            }
            let found = JSONRecords.next(head, from: at, isFinal: false, isLines: false, path: path) { key, value in
                envelope.open(key, value, head, pair: take)
            }
            switch found {
            case .object(let range, let how):
                objects += 1
                if how == .whole, head.first(0x0A, from: range.lowerBound).map({ $0 < range.upperBound }) ?? false { isLines = false }
                add(row)
                at = range.upperBound
            case .stray(let range):
                // Text with nothing of JSON in it.
                if objects == 0 { return nil }
                at = range.upperBound
            case .trailer, .open, .end: break reading
            }
        }
        if objects == 0 {
            let at = JSONScan.skipGap(head, start)
            isEmpty = at < head.byteCount && head[at] == UInt8(ascii: "]")
            readOnly(head, &index)
        }
        isLines = isLines && !isArray
    }

    /// The one object of an input that is cut inside it.
    private mutating func readOnly(_ head: RawSpan, _ index: inout [String: Int]) {
        var row: [(Int, CSVSample.Cell)] = []
        let at = JSONScan.skipGap(head, start)
        guard at < head.byteCount, head[at] == UInt8(ascii: "{") else { return }
        _ = JSONScan.object(head, from: at) { key, value in
            let name = TextDecoding.string(JSONText.unescaped(head.extracting(key)).span.bytes, .utf8)
            guard index[name] == nil, keys.count < JSONPlan.mostKeys else { return }
            index[name] = keys.count
            keys.append(name)
            row.append((keys.count - 1, CSVSample.Cell(value, head)))
        }
        guard !row.isEmpty else { return }
        objects = 1
        add(row)
    }

    private mutating func add(_ row: [(Int, CSVSample.Cell)]) {
        guard objects <= CSVSample.mostRows || objects % CSVSample.step == 0 else { return }
        var cells = Array(repeating: CSVSample.Cell(text: "", isQuoted: false), count: keys.count)
        for (place, cell) in row { cells[place] = cell }
        rows.append(cells)
    }
}

extension CSVSample.Cell {
    init(_ value: JSONScan.Value, _ bytes: RawSpan) {
        switch value.kind {
        case .null: self.init(text: "", isQuoted: false)
        case .string:
            let plain = JSONText.unescaped(bytes.extracting(value.range))
            self.init(text: TextDecoding.string(plain.span.bytes, .utf8), isQuoted: true)
        case .bare, .nested: self.init(text: TextDecoding.string(bytes.extracting(value.range), .utf8), isQuoted: false)
        }
    }
}
