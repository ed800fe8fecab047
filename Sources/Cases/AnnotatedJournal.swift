package import Columns
import Catalog
package import JournalIndex
import Synchronization

/// A journal with what people know of it: columns of names, marks, tags and notes behind those of the journal.
///
/// Immutable; another set of notes makes another one, which shares everything else.
package struct AnnotatedJournal: JournalSource, ColumnWrapper {
    package let base: any JournalSource
    package let schema: Schema
    /// By row.
    package let notes: [Int: CaseNote]
    private let names: NameTable
    private let added: [ColumnID: Added]
    private let built: BuiltColumns

    /// A column that the base does not have.
    private enum Added: Sendable {
        case note(String)
        case name(NameColumn, of: ColumnID)
    }

    /// - Parameter base: Where it is annotated already, with the same names, only the notes are new.
    package init(_ base: any JournalSource, names: NameTable, notes: [Int: CaseNote]) {
        if let other = base as? AnnotatedJournal {
            if other.names == names { self.init(other, notes: notes) } else { self.init(plain: other.base, names, notes) }
        } else {
            self.init(plain: base, names, notes)
        }
    }

    /// - Parameter base: Not annotated itself.
    private init(plain base: any JournalSource, _ names: NameTable, _ notes: [Int: CaseNote]) {
        (self.base, self.names, self.notes) = (base, names, notes)
        var columns = base.schema.columns
        var added: [ColumnID: Added] = [:]
        func add(_ column: Added, _ make: (ColumnID) -> ColumnDefinition) {
            let id = ColumnID(columns.count)
            let definition = make(id)
            if let other = base.schema.id(definition.name) {
                // Of what a table knows, no other column takes the name.
                guard AuditCatalog.column(definition.name)?.isDerived ?? (base.schema[other].origin == .own) else { return }
                columns[other.index].name = ReportedName.of(definition.name, in: base.schema)
            }
            columns.append(definition)
            added[id] = column
        }
        let present = Set(base.presentColumns)
        for definition in base.schema.columns where present.contains(definition.id) {
            for name in NameColumn.all where name.applies(definition) {
                add(.name(name, of: definition.id)) { name.definition($0, of: definition) }
            }
        }
        for name in NoteColumns.inOrder { add(.note(name)) { NoteColumns.definition(name, $0) } }
        schema = Schema(columns: columns)
        self.added = added
        built = BuiltColumns()
    }

    private init(_ other: AnnotatedJournal, notes: [Int: CaseNote]) {
        (base, schema, names) = (other.base, other.schema, other.names)
        (added, self.notes) = (other.added, notes)
        built = other.built.without(other.added.compactMap { if case .note = $0.value { $0.key } else { nil } })
    }

    package var wrapped: any ColumnProvider { base }
    package var sources: [SourceReport] { base.sources }
    package var isLoading: Bool { base.isLoading }
    package var readingSeconds: Double? { base.readingSeconds }

    package func prepare(_ ids: [ColumnID], _ work: Work) throws { try base.prepare(ids.compactMap(source), work) }

    /// The base's column that one is, or is made of.
    private func source(_ id: ColumnID) -> ColumnID? {
        switch added[id] {
        case nil: id
        case .name(_, let other)?: other
        case .note?: nil
        }
    }

    /// Columns that nobody gave a value are there to be asked for, and not shown.
    package var presentColumns: [ColumnID] {
        base.presentColumns + added.keys.sorted().filter { id in
            switch added[id] {
            case .name(let name, _)?: name.isWanted(names)
            default: !notes.isEmpty
            }
        }
    }

    package func column(_ id: ColumnID, _ work: Work) throws -> Column {
        guard let added = added[id] else { return try base.column(id, work) }
        if let column = built[id] { return column }
        let column: Column
        switch added {
        case .note(let name): column = NoteColumns.column(name, notes, count: count)
        case .name(let name, let other): column = try name.column(base.column(other, work), count: count, names, work)
        }
        built[id] = column
        return column
    }

    package func rows(
        of id: ColumnID, passing test: @escaping @Sendable (Span<UInt8>) -> Bool, _ work: Work
    ) throws -> Bitmap? {
        added[id] == nil ? try base.rows(of: id, passing: test, work) : nil
    }

    package func columns(_ ids: [ColumnID], of rows: [UInt32], _ work: Work) throws -> [Column] {
        let sources = Array(Set(ids.compactMap(source)))
        let taken = Dictionary(uniqueKeysWithValues: zip(sources, try base.columns(sources, of: rows, work)))
        return try ids.map { id in
            if case .name(let name, let other)? = added[id], let column = taken[other] {
                return try name.column(column, count: rows.count, names, work)
            }
            return try taken[id] ?? column(id, work).rows(rows, work)
        }
    }

    package func isBuilt(_ id: ColumnID) -> Bool {
        switch added[id] {
        case nil: base.isBuilt(id)
        case .note?: true
        case .name(_, let other)?: built[id] != nil || base.isBuilt(other)
        }
    }

    package func cell(row: Int, _ id: ColumnID) -> Cell {
        switch added[id] {
        case nil: base.cell(row: row, id)
        case .note(let name)?: NoteColumns.cell(name, notes[row])
        case .name(let name, let other)?: name.cell(base.cell(row: row, other), names)
        }
    }

    package func sha256(ofSource index: Int, _ work: Work) throws -> String? { try base.sha256(ofSource: index, work) }

    package func retold(row: Int, _ id: ColumnID, _ replace: (ColumnID, Cell) -> Cell) -> Cell? {
        added[id] == nil ? base.retold(row: row, id, replace) : nil
    }

    /// The sources' own columns that have another name here, because NOTE is the note of the case: name there, name here.
    package var renamed: [(was: String, name: String)] {
        zip(base.schema.columns, schema.columns).compactMap { $0.name == $1.name ? nil : ($0.name, $1.name) }
    }

    /// Marks and notes stand among what is computed; names behind the values that have one.
    package func entry(_ row: Int) throws -> EntryDetail {
        var entry = try base.entry(row)
        rename(&entry.heading)
        rename(&entry.specific)
        name(&entry.heading)
        name(&entry.specific)
        name(&entry.derived)
        guard let note = notes[row] else { return entry }
        for id in added.keys.sorted() {
            guard case .note(let name)? = added[id] else { continue }
            let cell = NoteColumns.cell(name, note)
            guard !cell.isEmpty else { continue }
            entry.derived.append(
                EntryDetail.Field(
                    column: id, name: schema[id].name, sourceName: "", cell: cell, meaning: nil, verified: true, bytes: nil))
        }
        return entry
    }

    private func rename(_ fields: inout [EntryDetail.Field]) {
        for index in fields.indices where schema.columns.indices.contains(fields[index].column.index) {
            let id = fields[index].column
            if fields[index].name == base.schema[id].name { fields[index].name = schema[id].name }
        }
    }

    private func name(_ fields: inout [EntryDetail.Field]) {
        for index in fields.indices where fields[index].meaning == nil {
            let field = fields[index]
            guard case .text(let text) = field.cell, schema.columns.indices.contains(field.column.index) else { continue }
            let definition = schema[field.column]
            if definition.kind == .address {
                fields[index].meaning = IPAddress(text).flatMap(names.name)
            } else if definition.role.isUser {
                fields[index].meaning = names.person(of: text)
            }
        }
    }
}

/// What a source's own column is called where this program has one of its name: `REPORTED_NOTE`, as readers call what a
/// source says of any computed column.
enum ReportedName {
    static func of(_ name: String, in schema: Schema) -> String {
        let name = "REPORTED_" + name
        guard schema.id(name) != nil else { return name }
        var number = 2
        while schema.id("\(name)_\(number)") != nil { number += 1 }
        return "\(name)_\(number)"
    }
}

/// Columns built for one journal and kept.
private final class BuiltColumns: Sendable {
    private let columns: Mutex<[ColumnID: Column]>

    init(_ columns: [ColumnID: Column] = [:]) { self.columns = Mutex(columns) }

    subscript(id: ColumnID) -> Column? {
        get { columns.withLock { $0[id] } }
        set { columns.withLock { $0[id] = newValue } }
    }

    func without(_ ids: [ColumnID]) -> BuiltColumns {
        BuiltColumns(columns.withLock { $0.filter { !ids.contains($0.key) } })
    }
}
