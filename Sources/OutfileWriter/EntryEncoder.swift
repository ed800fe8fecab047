package import Catalog
package import Records

/// Writes journal entries as raw outfile records, from values by canonical column names. The counterpart of the reader:
/// it makes the sample data, and proves the reader on every layout.
package struct EntryEncoder: Sendable {
    /// DSPJRN OUTFILFMT(*TYPE...).
    package let type: Int
    package let codePage: CodePage
    /// CCSID of names whose record states a CCSID.
    package let nameCCSID: Int

    package init(type: Int = 5, codePage: CodePage = CodePage(ccsid: 37), nameCCSID: Int = 1200) {
        self.type = type
        self.codePage = codePage
        self.nameCCSID = nameCCSID
    }

    /// A value that does not go into its field.
    package struct Failure: Error, CustomStringConvertible {
        package var column: String
        package var value: String
        package var reason: String
        package var description: String { "\(column)=\(value): \(reason)" }
    }

    /// The record of one entry. JOURNAL_CODE and JOURNAL_ENTRY_TYPE are values like the others; columns without a value
    /// hold what the system leaves there: blanks, zeros, NULs.
    ///
    /// - Parameter data: The entry-specific bytes of entries whose type has no layout.
    /// - Parameter length: Bytes of the record; the layout's when `nil`.
    package func record(_ values: [String: String], data: [UInt8] = [], length: Int? = nil) throws -> [UInt8] {
        let heading = AuditCatalog.heading(type: type)
        let code = values["JOURNAL_CODE"] ?? "T"
        let entryType = values["JOURNAL_ENTRY_TYPE"] ?? ""
        let own = AuditCatalog.layout(journalCode: code, entryType, outfileType: type)?.fields ?? []
        try checkColumns(values, heading + own)
        let dataStart = end(of: heading)
        let whole = length ?? max(end(of: own), dataStart + data.count)

        var values = values
        values["ENTRY_LENGTH"] = values["ENTRY_LENGTH"] ?? String(whole)
        let family = "REMOTE_ADDRESS_FAMILY"
        values[family] = values[family] ?? Self.family(of: values["REMOTE_ADDRESS"])

        let entry = EntryFields(type: type, codePage: codePage, nameCCSID: nameCCSID, values: values)
        var record = Array(repeating: CodePage.blank, count: max(whole, end(of: heading + own)))
        for field in heading { try entry.write(field, among: heading, into: &record) }
        for field in own { try entry.write(field, among: own, into: &record) }
        record.replaceSubrange(dataStart..<min(record.count, dataStart + data.count), with: data)
        if let length = heading.first(where: { $0.what == .lengthOf && $0.appliesTo == "ENTRY_DATA" }) {
            entry.writeNumber(whole - dataStart, length, into: &record)
        }
        return Array(record.prefix(whole))
    }

    /// A value whose column has no field here would be lost without a word.
    private func checkColumns(_ values: [String: String], _ fields: [LayoutField]) throws {
        let known = Set(fields.map(\.column))
        for (column, value) in values.sorted(by: { $0.key < $1.key }) where !value.isEmpty && !known.contains(column) {
            throw Failure(column: column, value: value, reason: "no field of this entry type")
        }
    }

    /// Bytes of a record of this type.
    package func recordLength(journalCode: String, entryType: String) -> Int {
        let own = AuditCatalog.layout(journalCode: journalCode, entryType, outfileType: type)?.fields ?? []
        return end(of: AuditCatalog.heading(type: type) + own)
    }

    /// Where the entry-specific data starts.
    package var entryDataOffset: Int { end(of: AuditCatalog.heading(type: type)) }

    private func end(of fields: [LayoutField]) -> Int {
        fields.compactMap { $0.place(inType: type)?.upperBound }.max() ?? 0
    }

    private static func family(of address: String?) -> String {
        guard let address, !address.isEmpty else { return "0" }
        return address.contains(":") ? "6" : "4"
    }
}

extension LayoutField {
    /// The field's bytes from the start of the record.
    package func place(inType type: Int) -> Range<Int>? {
        let offset = type == 5 ? offsetJ5 : type == 4 ? offsetJ4 : offsetJE
        return offset.map { $0 - 1..<$0 - 1 + length }
    }
}
