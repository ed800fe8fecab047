import Catalog
import JournalIndex
import Query

/// Something an entry names that can be followed through all others: a job, a user, an address, an object.
struct Trail: Equatable, Sendable {
    enum Kind: String, Sendable { case job, user, address, object, device, program, library }

    var kind: Kind
    /// As the entry names it.
    var value: String
    /// The entries that name it.
    var filter: Filter

    /// `job 104336/QSECOFR/DSP01`
    var text: String { "\(kind.rawValue) \(value)" }

    /// The columns in which it is looked for, of those the journal has. A user is looked for in every column of the catalog
    /// that names one.
    private static let columns: [Kind: [String]] = [
        .job: ["QUALIFIED_JOB_NAME", "TARGET_QUALIFIED_JOB_NAME"],
        .address: ["REMOTE_ADDRESS"],
        .object: ["OBJECT", "PREV_OBJECT"],
        .device: ["DEVICE_NAME"],
        .program: ["PROGRAM_NAME"],
        .library: ["OBJECT_LIBRARY"],
    ]

    /// - Returns: `nil` when the journal has none of the columns, or no comparison finds the value.
    private init?(_ kind: Kind, _ cell: Cell, _ schema: Schema) {
        guard case .text(let value) = cell, !value.hasPrefix("*") else { return nil }
        let filters =
            kind == .user
            ? [try? Filter("anyuser = " + Filter.typed(value))].compactMap { $0 }
            : (Self.columns[kind] ?? []).compactMap { schema.id($0) }.compactMap {
                Filter.keeping(cell, of: schema[$0])
            }
        guard !filters.isEmpty else { return nil }
        (self.kind, self.value, filter) = (kind, value, Filter.any(filters))
    }
}

extension Trail {
    /// What the cell under the cursor names; `nil` when it names nothing of the kind.
    ///
    /// - Parameter cell: Gives the entry's cell of a column.
    static func of(_ column: ColumnDefinition, _ schema: Schema, _ cell: (String) -> Cell) -> Trail? {
        switch column.role {
        case .subjectUser, .actorUser, .targetUser, .group: return Trail(.user, cell(column.name), schema)
        case .job: return job(column.name, schema, cell)
        case .remoteAddress: return Trail(.address, cell(column.name), schema)
        case .object, .path:
            let whole = column.name.hasPrefix("PREV_") ? "PREV_OBJECT" : "OBJECT"
            return Trail(.object, cell(whole), schema) ?? Trail(.object, cell(column.name), schema)
        case .library: return Trail(.library, cell(column.name), schema)
        case .device: return Trail(.device, cell(column.name), schema)
        case .program: return Trail(.program, cell(column.name), schema)
        case .command, .remotePort, .none: return nil
        }
    }

    /// A part of a job's name follows the whole job, which alone is one.
    private static func job(_ column: String, _ schema: Schema, _ cell: (String) -> Cell) -> Trail? {
        let whole = column.hasPrefix("TARGET_") ? "TARGET_QUALIFIED_JOB_NAME" : "QUALIFIED_JOB_NAME"
        return Trail(.job, cell(whole), schema)
    }

    /// Everything an entry names, in the order of what is most telling.
    static func all(_ schema: Schema, _ cell: (String) -> Cell) -> [Trail] {
        let places: [(Kind, String)] = [
            (.job, "QUALIFIED_JOB_NAME"), (.job, "TARGET_QUALIFIED_JOB_NAME"), (.user, "SUBJECT"), (.user, "ACTOR"),
            (.user, "EFFECTIVE_USER_PROFILE"), (.user, "REAL_USER_PROFILE"), (.address, "REMOTE_ADDRESS"),
            (.object, "OBJECT"),
            (.object, "PREV_OBJECT"), (.device, "DEVICE_NAME"),
        ]
        var trails: [Trail] = []
        for (kind, column) in places where schema.id(column) != nil {
            guard let trail = Trail(kind, cell(column), schema), !trails.contains(trail) else { continue }
            trails.append(trail)
        }
        return trails
    }
}
