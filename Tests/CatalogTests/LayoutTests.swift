import Testing

@testable import Catalog

/// Every file of Layouts/, read and judged.
@Suite struct LayoutTests {
    static let types = AuditCatalog.entryTypes.filter { $0.code != "*" }
    static let withLayout = types.filter { AuditCatalog.layout(journalCode: $0.journalCode, $0.code) != nil }

    @Test func theTablesHoldEveryKnownType() {
        #expect(Self.types.filter { $0.journalCode == "T" }.count == 86)
        #expect(Self.types.filter { $0.journalCode == "J" }.count == 17)
        #expect(AuditCatalog.entryType("U", "ZZ")?.title.isEmpty == false)
        #expect(AuditCatalog.entryType("T", "PW")?.title == "Invalid password")
        #expect(AuditCatalog.entryType("T", "??") == nil)
        #expect(AuditCatalog.sqlEntryTypes.count == 41)
    }

    @Test(arguments: withLayout.map { $0.journalCode + $0.code })
    func entrySpecificDataStartsBehindTheHeading(_ key: String) throws {
        let layout = try #require(AuditCatalog.layout(journalCode: String(key.first!), String(key.dropFirst())))
        #expect(layout.fields.compactMap(\.offsetJ5).first == 610)
        if let first = layout.fields.compactMap(\.offsetJ4).first { #expect(first == 224) }
        if let first = layout.fields.compactMap(\.offsetJE).first { #expect(first == 156) }
    }

    @Test(arguments: withLayout.map { $0.journalCode + $0.code })
    func fieldsFollowOneAnotherWithoutGapOrOverlap(_ key: String) throws {
        let layout = try #require(AuditCatalog.layout(journalCode: String(key.first!), String(key.dropFirst())))
        for path in [\LayoutField.offsetJ5, \.offsetJ4, \.offsetJE] {
            let fields = layout.fields.filter { $0[keyPath: path] != nil }
            for (field, after) in zip(fields, fields.dropFirst()) {
                let (start, next) = (field[keyPath: path]!, after[keyPath: path]!)
                if start == next {
                    // the same bytes under another condition
                    #expect(field.when != nil && field.length == after.length, "\(key) \(field.title)")
                } else {
                    #expect(next >= start + field.length, "\(key) \(field.title) \(start)")
                    if !Self.printedGaps.contains("\(key) \(start)") {
                        #expect(next == start + field.length, "\(key) \(field.title) \(start)")
                    }
                }
            }
        }
    }

    /// Gaps that stand so in IBM's tables.
    static let printedGaps: Set<String> = ["TIP 211", "TIS 265"]

    @Test(arguments: withLayout.map { $0.journalCode + $0.code })
    func everyFieldHasALengthItsFormatAllows(_ key: String) throws {
        let layout = try #require(AuditCatalog.layout(journalCode: String(key.first!), String(key.dropFirst())))
        for field in layout.fields {
            switch field.format {
            case .varying: #expect(field.length > 2)
            case .zoned(let digits, _): #expect(field.length == digits)
            case .packed(let digits, _): #expect(field.length == digits / 2 + 1)
            case .binary: #expect([2, 4].contains(field.length))
            case .timestamp: #expect(field.length == 26)
            case .char, .hex: #expect(field.length > 0)
            }
        }
    }

    @Test(arguments: withLayout.map { $0.journalCode + $0.code })
    func lengthsAndCCSIDsDescribeAColumnOfTheSameLayout(_ key: String) throws {
        let layout = try #require(AuditCatalog.layout(journalCode: String(key.first!), String(key.dropFirst())))
        let columns = Set(layout.fields.map(\.column))
        for field in layout.fields where field.what == .lengthOf || field.what == .ccsidOf {
            #expect(field.appliesTo != nil, "\(key) \(field.title)")
            for column in field.appliesToColumns { #expect(columns.contains(column), "\(key) \(column)") }
        }
        for field in layout.fields { #expect((field.what == .reserved) == (field.column == "RESERVED")) }
    }

    @Test(arguments: withLayout.map { $0.journalCode + $0.code })
    func everyFieldWithAConditionNamesColumnsOfItsLayout(_ key: String) throws {
        let layout = try #require(AuditCatalog.layout(journalCode: String(key.first!), String(key.dropFirst())))
        let columns = Set(layout.fields.map(\.column))
        for field in layout.fields { #expect(field.when?.columns.isSubset(of: columns) ?? true) }
    }

    @Test(arguments: types.filter { $0.journalCode == "T" }.map(\.code))
    func everyCodeBelongsToAFieldOfItsType(_ type: String) throws {
        let table = try #require(LayoutTable.of("T", type))
        let columns = Set(table.fields.map(\.column))
        #expect(Set(table.codes.keys).isSubset(of: columns))
    }

    @Test(arguments: types.filter { $0.journalCode == "T" }.map(\.code))
    func everyFieldAndSQLColumnIsACanonicalColumnOfTheSameKind(_ type: String) throws {
        let table = try #require(LayoutTable.of("T", type))
        for column in table.sql { #expect(AuditCatalog.column(column.column)?.kind == column.kind, "\(type) \(column)") }
        for field in table.fields {
            guard case .value(let kind) = field.what else { continue }
            #expect(AuditCatalog.column(field.column)?.kind == kind, "\(type) \(field.title)")
        }
    }

    @Test func codesAreReadInWords() {
        #expect(AuditCatalog.meaning(entryType: "PW", column: "ENTRY_TYPE", code: "P") == "Password not valid")
        #expect(AuditCatalog.meaning(entryType: "JS", column: "JOB_SUBTYPE", code: "") == "No subtype")
        #expect(AuditCatalog.meaning(entryType: "PW", column: "ENTRY_TYPE", code: "?") == nil)
        #expect(AuditCatalog.meaning(entryType: "??", column: "ENTRY_TYPE", code: "P") == nil)
    }

    @Test(arguments: 1...5) func headingsCloseAtTheEntrySpecificData(_ type: Int) {
        let fields = AuditCatalog.heading(type: type)
        let offsets = fields.compactMap { $0.offsetJ5 ?? $0.offsetJ4 ?? $0.offsetJE }
        #expect(offsets.count == fields.count && offsets.first == 1)
        for (index, field) in fields.enumerated().dropLast() {
            #expect(offsets[index] + field.length == offsets[index + 1], "TYPE\(type) \(field.title)")
        }
        #expect(offsets.last! + fields.last!.length == [126, 156, 224, 224, 610][type - 1])
    }
}
