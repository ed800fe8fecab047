import Testing

@testable import Catalog

/// The invented entries beside each layout.
@Suite struct SampleTests {
    static let types = AuditCatalog.entryTypes.filter {
        AuditCatalog.layout(journalCode: $0.journalCode, $0.code) != nil
    }.map { $0.journalCode + $0.code }

    private func table(_ key: String) throws -> LayoutTable {
        try #require(LayoutTable.of(String(key.first!), String(key.dropFirst())))
    }

    @Test(arguments: types) func everyLayoutHasASample(_ key: String) throws {
        let table = try table(key)
        #expect(!table.samples.isEmpty)
    }

    @Test(arguments: types) func samplesSpeakOfValueColumnsOfTheirLayoutOnce(_ key: String) throws {
        let table = try table(key)
        let columns = Set(table.fields.filter { if case .value = $0.what { true } else { false } }.map(\.column))
        for sample in table.samples {
            let names = sample.values.map(\.column)
            #expect(Set(names).count == names.count)
            for name in names { #expect(columns.contains(name), "\(key) \(name)") }
        }
    }

    @Test(arguments: types) func sampleValuesFitTheirFields(_ key: String) throws {
        let table = try table(key)
        for (column, value) in try self.table(key).samples.flatMap(\.values) {
            let field = try #require(table.fields.first { $0.column == column && $0.merge != .append })
            #expect(!value.isEmpty)
            switch field.format {
            case .char where field.isYesNo: #expect(["YES", "NO"].contains(value))
            case .char where field.merge == .date || field.merge == .time: #expect(value.utf8.count == 26)
            case .char where field.itemLength != nil:
                #expect(value.split(separator: " ").allSatisfy { $0.utf8.count <= 10 })
            case .char: #expect(value.utf8.count <= field.length, "\(key) \(column)")
            case .varying: #expect(value.utf8.count <= field.length - 2, "\(key) \(column)")
            case .hex: #expect(value.utf8.count == field.length * 2, "\(key) \(column)")
            case .zoned(let digits, _), .packed(let digits, _):
                #expect(field.merge == .time || Int(value) != nil && value.utf8.count <= digits, "\(key) \(column)")
            case .binary: #expect(Int(value) != nil, "\(key) \(column)")
            case .timestamp: #expect(value.utf8.count == 26)
            }
        }
    }
}
