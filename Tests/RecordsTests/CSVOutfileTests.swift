import Catalog
@testable import OutfileWriter
import Testing

@testable import Records

/// An outfile saved as text is understood like the outfile itself, whatever its own names are.
struct CSVOutfileTests {
    static let types = AuditCatalog.entryTypes.filter { $0.journalCode == "T" && !AuditCatalog.samples($0.code).isEmpty }
        .map(\.code)

    /// How the copy names its columns.
    enum Names: CaseIterable { case system, texts, none }

    /// What the copy leaves out.
    enum Part: CaseIterable { case nothing, reserved, lengthOfData }

    @Test(arguments: types) func everyFieldIsFound(_ type: String) throws {
        for names in Names.allCases {
            for part in Part.allCases {
                for sample in AuditCatalog.samples(type) { try compare(sample, type, names, part) }
            }
        }
    }

    private func compare(_ sample: AuditCatalog.Sample, _ type: String, _ names: Names, _ part: Part) throws {
        let own = Dictionary(sample.values.map { ($0.column, $0.value) }, uniquingKeysWith: { $1 })
        let copy = try OutfileCopy(headingValues(type).merging(own) { $1 }, type: type, without: part)
        let table = try ReadTable(copy.text(names))
        let apart = Set(copy.own.filter { [.append, .date, .time].contains($0.merge) }.map(\.column))
        for (name, value) in own where !apart.contains(name) {
            #expect(table.column(name) == [value, value], "\(type) \(names) without \(part): \(name)")
        }
        #expect(table.column("JOB_NUMBER") == ["000042", "000042"])
        #expect(table.column("SEQUENCE_NUMBER") == ["1", "1"])
    }

    @Test func fieldsThatDoNotFitKeepTheirNames() throws {
        let copy = try OutfileCopy(headingValues("PW").merging(["ENTRY_TYPE": "P"]) { $1 }, type: "PW", without: .nothing)
        let table = try ReadTable(copy.text(.system, first: "much too long for an action"))
        #expect(table.columns.contains { $0.name == "PWF0" })
        #expect(!table.columns.contains { $0.name == "AUDIT_USER_NAME" })
    }

    @Test func aCopyOfAnOlderReleaseEndsEarly() throws {
        let values = headingValues("PW").merging(["ENTRY_TYPE": "P", "AUDIT_USER_NAME": "ALICE"]) { $1 }
        let copy = try OutfileCopy(values, type: "PW", without: .nothing)
        let table = try ReadTable(copy.text(.system, fields: 4))
        #expect(table.column("AUDIT_USER_NAME") == ["ALICE", "ALICE"])
        #expect(table.fact("Entry-specific columns")?.contains("by their places") == true)
    }
}

/// What CPYTOIMPF makes of one record, twice.
private struct OutfileCopy {
    let own: [LayoutField]
    private var heading: [(name: String, value: String)] = []
    private var fields: [(title: String, value: String)] = []

    init(_ values: [String: String], type: String, without part: CSVOutfileTests.Part) throws {
        let values = values.merging(["JOB_NUMBER": "000042"]) { $1 }
        let record = try EntryEncoder(nameCCSID: 37).record(values)
        own = AuditCatalog.layout(type)?.fields ?? []
        for field in AuditCatalog.headingType5 where part != .lengthOfData || field.what != .lengthOf {
            if part == .reserved, field.what == .reserved { continue }
            heading.append((field.title.hasPrefix("JO") ? String(field.title.dropFirst(2)) : "LEN", Self.text(field, record)))
        }
        var seen: Set<Int> = []
        for field in own.sorted(by: { ($0.offsetJ5 ?? 0) < ($1.offsetJ5 ?? 0) }) {
            guard let offset = field.offsetJ5, seen.insert(offset).inserted else { continue }
            if part == .reserved, field.what == .reserved { continue }
            fields.append((field.title, Self.text(field, record)))
        }
    }

    private static func text(_ field: LayoutField, _ record: [UInt8]) -> String {
        guard let place = field.place(inType: 5) else { return "" }
        let page = CodePage(ccsid: 37)
        let bytes = Array(record[place])
        func decoded(_ bytes: [UInt8], _ part: Range<Int>) -> String { page.decode(bytes.span.bytes.extracting(part)) }
        func hex(_ bytes: some Sequence<UInt8>) -> String {
            bytes.map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined().uppercased()
        }
        switch field.format {
        case .zoned, .packed, .binary:
            guard case .value(let number) = LayoutDecoding.decoder(for: field, codePage: page).integer(bytes.span.bytes)
            else { return "0" }
            return String(number)
        case .hex: return hex(bytes)
        case .varying:
            let used = 2..<2 + (Int(bytes[0]) << 8 | Int(bytes[1]))
            return field.what == .value(.hex) ? hex(bytes[used]) : decoded(bytes, used)
        case .char, .timestamp: return decoded(bytes, 0..<bytes.count)
        }
    }

    /// - Parameter first: Instead of the first field's value.
    /// - Parameter fields: How many entry-specific fields there are.
    func text(_ names: CSVOutfileTests.Names, first: String? = nil, fields count: Int = .max) -> String {
        var fields = self.fields.prefix(count)
        if let first { fields[0].value = first }
        let row = (heading.map(\.value) + fields.map(\.value)).map { "\"\($0)\"" }.joined(separator: ",")
        let titles = fields.enumerated().map { names == .system ? "PWF\($0)" : "\"\($1.title)\"" }
        let line = (heading.map { "PW" + $0.name } + titles).joined(separator: ",")
        return (names == .none ? [row, row] : [line, row, row]).joined(separator: "\r\n") + "\r\n"
    }
}
