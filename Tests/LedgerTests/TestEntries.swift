import Catalog
import Columns
import JournalIndex
import TestColumns

@testable import Ledger

/// One invented entry; `nil` is an empty cell.
struct TestEntry: Equatable {
    /// Microseconds since midnight of the first day; `nil` where the time cannot be read.
    var time: Int64?
    var sequence: Int?
    var type = "JS"
    var action = "S"
    /// What the entry is about, in the column its type has for that.
    var user: String?
    var address: String?
    var job: [String?] = [nil, nil, nil]
    /// USER_NAME.
    var profile: String?
    var system: String? = "PROD"
    var port: Int?
    var target: [String?] = [nil, nil, nil]
    var basic: String?

    /// Reads `08:00:00 JS S KLARA 10.0.0.1 000123/KLARA/QPADEV0001 basic=I`; `-` is nothing, `1+08:00:00` the next day.
    init(_ text: String, sequence: Int) {
        let words = text.split(separator: " ").map(String.init)
        func some(_ text: String) -> String? { text == "-" ? nil : text }
        func job(_ text: String) -> [String?] {
            let parts = text.split(separator: "/").map { some(String($0)) }
            return parts.count == 3 ? [parts[2], parts[1], parts[0]] : [nil, nil, nil]
        }
        self.sequence = sequence
        time = Self.time(words[0])
        (type, action, user, address) = (words[1], words[2], some(words[3]), some(words[4]))
        self.job = job(words[5])
        for word in words.dropFirst(6) {
            let pair = word.split(separator: "=").map(String.init)
            switch pair[0] {
            case "profile": profile = pair[1]
            case "system": system = pair[1]
            case "port": port = Int(pair[1])
            case "target": target = job(pair[1])
            case "basic": basic = pair[1]
            case "seq": self.sequence = Int(pair[1])
            default: preconditionFailure(word)
            }
        }
    }

    init() {}

    static func time(_ text: String) -> Int64? {
        let parts = text.split(separator: "+")
        let numbers = parts.last?.split(separator: ":").compactMap { Int64($0) } ?? []
        guard numbers.count == 3 else { return nil }
        let days = parts.count == 2 ? Int64(parts[0]) ?? 0 : 0
        return (((days * 24 + numbers[0]) * 60 + numbers[1]) * 60 + numbers[2]) * 1_000_000
    }
}

/// Entries as a journal, in the order given.
struct TestJournal: ColumnProvider {
    let entries: [TestEntry]
    let schema: Schema
    var naturalOrder: Permutation?
    var count: Int { entries.count }

    private static let columns: [(name: String, kind: ValueKind, cell: @Sendable (TestEntry) -> Cell)] = [
        ("ENTRY_TIMESTAMP", .timestamp, { $0.time.map { .timestamp(Timestamp(microseconds: $0)) } ?? .null }),
        ("SEQUENCE_NUMBER", .integer, { $0.sequence.map { .integer(Int128($0)) } ?? .null }),
        ("JOURNAL_ENTRY_TYPE", .code, { .text($0.type) }), ("ENTRY_TYPE", .code, { .text($0.action) }),
        ("SYSTEM_NAME", .text, { text($0.system) }), ("USER_NAME", .text, { text($0.profile) }),
        ("REMOTE_ADDRESS", .address, { text($0.address) }),
        ("REMOTE_PORT", .integer, { $0.port.map { .integer(Int128($0)) } ?? .null }),
        ("JOB_NAME", .text, { text($0.job[0]) }), ("JOB_USER", .text, { text($0.job[1]) }),
        ("JOB_NUMBER", .text, { text($0.job[2]) }),
        ("TARGET_JOB_NAME", .text, { text($0.target[0]) }), ("TARGET_JOB_USER", .text, { text($0.target[1]) }),
        ("TARGET_JOB_NUMBER", .text, { text($0.target[2]) }), ("JOB_TYPE_BASIC", .code, { text($0.basic) }),
        ("EFFECTIVE_USER_PROFILE", .text, { text($0.type == "JS" ? $0.user : nil) }),
        ("AUDIT_USER_NAME", .text, { text($0.type == "PW" || $0.type.hasPrefix("CPF") ? $0.user : nil) }),
        ("USER_PROFILE_NAME", .text, { text($0.type == "PS" || $0.type.hasPrefix("CPI") ? $0.user : nil) }),
        ("LDAP_USER_NAME", .text, { text($0.type == "DI" ? $0.user : nil) }),
        ("OPERATION_TYPE", .code, { text($0.type == "DI" ? $0.action : nil) }),
    ]

    private static func text(_ text: String?) -> Cell { text.map { .text($0) } ?? .null }

    init(_ entries: [TestEntry]) {
        self.entries = entries
        schema = Schema(
            columns: Self.columns.enumerated().map { index, column in
                ColumnDefinition(
                    id: ColumnID(index), name: column.name, kind: column.kind, role: .none, origin: .heading,
                    heading: [column.name], width: 10, verified: true)
            })
    }

    /// One entry a line.
    init(_ story: String) {
        let lines = story.split(separator: "\n").map(String.init).filter { $0.contains { $0 != " " } }
        self.init(lines.enumerated().map { TestEntry($1, sequence: $0 + 1) })
    }

    func column(_ id: ColumnID, _ work: Work) throws -> Column {
        try work.check()
        return Column(entries.map { Self.columns[id.index].cell($0) }, schema[id].kind)
    }

    func cell(row: Int, _ id: ColumnID) -> Cell { Self.columns[id.index].cell(entries[row]) }

    func ledger(selected: [Int]? = nil, _ settings: LedgerSettings = LedgerSettings()) throws -> Ledger {
        try Ledger.build(self, selected: selected.map { Bitmap(count: count, rows: $0) }, settings, Work())
    }
}

extension Ledger {
    /// Every line in short: user, address, connection, basis, end, entries, swaps, tries, failed before, marks.
    var story: [String] {
        lines.map { line in
            let start = line.startTime.map { Timestamp(microseconds: $0).text(.sql).dropFirst(11).prefix(8) } ?? "-"
            let parts: [String] = [
                String(start), user(line), address(line), connection(line), String(describing: line.basis),
                line.end.word,
                "\(line.entries)/\(line.swaps)/\(line.tries)/\(line.failedBefore)", line.marks.letters,
            ]
            return parts.map { $0.isEmpty ? "-" : $0 }.joined(separator: " ")
        }
    }
}
