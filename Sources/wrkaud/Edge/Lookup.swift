import Catalog
import JournalIndex
import Query

/// Finds what an operator named, or says what was probably meant.
enum Lookup {
    /// The entry type of journal code T, J or U; any case.
    static func entryType(_ text: String) throws -> AuditCatalog.EntryType {
        let code = text.uppercased()
        if let type = known(code) { return type }
        throw UsageError("There is no entry type \(code).\(nearestEntryType(code)) wrkaud catalog lists them all.")
    }

    private static func known(_ code: String) -> AuditCatalog.EntryType? {
        AuditCatalog.entryType("T", code) ?? AuditCatalog.entryType("J", code)
    }

    static func isEntryType(_ code: String) -> Bool { known(code) != nil }

    /// ` Did you mean CP?`, or nothing.
    static func nearestEntryType(_ code: String) -> String {
        NearestName.of(code, in: AuditCatalog.entryTypes.map(\.code)).map { " Did you mean \($0)?" } ?? ""
    }

    /// The canonical name of a column, from a short name (`user`), an alias of the SQL services or an outfile field.
    /// Written as it stands in headings, a column's name is that column, also where a short name is spelt alike
    /// (`CONNECTION`).
    static func columnName(_ text: String, _ schema: Schema?) throws -> String {
        let name = text.uppercased()
        if text == name, AuditCatalog.column(name) != nil || schema?.id(name) != nil { return name }
        if let short = ShortName(rawValue: text.lowercased()) {
            guard let column = column(of: short, schema) else {
                throw UsageError("\(text) stands for several columns. Name the one you mean: wrkaud columns lists them.")
            }
            return column
        }
        let bare = name.count > 2 && name.hasPrefix("\"") && name.hasSuffix("\"") ? String(name.dropFirst().dropLast()) : name
        if let exact = [text, bare].first(where: { schema?.id($0) != nil }) { return exact }
        if AuditCatalog.column(bare) != nil { return bare }
        if let known = AuditCatalog.canonicalName(bare, entryType: nil) { return known }
        let names = (schema?.columns.map(\.name) ?? []) + AuditCatalog.columns.map(\.name) + ShortName.allCases.map(\.rawValue)
        let hint = NearestName.of(bare, in: names).map { " Did you mean \($0)?" } ?? ""
        throw UsageError("There is no column \(text).\(hint) wrkaud columns SOURCE lists them.")
    }

    private static func column(of short: ShortName, _ schema: Schema?) -> String? {
        switch short.meaning {
        case .column(let name): name
        case .anyOf(let names): names.last { schema?.id($0) != nil } ?? names.last
        case .job: "JOB_NAME"
        case .everyUser, .everyCell: nil
        }
    }

    /// The keys of `time-,user`; columns that these entries do not have sort nothing.
    static func sortKeys(_ text: String, _ schema: Schema) throws -> [SortKey] {
        try list(text).compactMap { text in
            let descending = text.hasSuffix("-")
            let name = try columnName(descending ? String(text.dropLast()) : text, schema)
            return schema.id(name).map { SortKey($0, descending: descending) }
        }
    }

    /// What to load a journal for that is asked about these columns (as typed) and by these filters. A name that is not
    /// known yet may be a source's own.
    static func purpose(columns: [String], _ filters: [Filter]) -> LoadingPurpose {
        var names: Set<String> = []
        for column in columns {
            names.insert(column)
            if let name = try? columnName(column, nil) { names.insert(name) }
        }
        for filter in filters {
            guard let own = filter.columnNames else { return .exploring }
            names.formUnion(own)
        }
        return .columns(names)
    }

    /// The names of a list written with commas: `PW, JS`.
    static func list(_ text: String) -> [String] {
        text.split(separator: ",").map { String($0.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed()) }
            .filter { !$0.isEmpty }
    }
}
