import Catalog
import JournalIndex

extension Binder {
    /// A column a name stands for: of this journal, or known but absent here (every cell empty).
    struct Target {
        var name: String
        var kind: ValueKind
        var id: ColumnID?
    }

    /// The test on the column, or on each column that the short name covers.
    func any(_ column: ColumnReference, _ test: Test) throws(FilterError) -> BoundFilter.Node {
        if case .short(.job) = column.name { return try job(column, test) }
        if case .short(.text) = column.name { return .anyCell(try textTest(column, test)) }
        var nodes: [BoundFilter.Node] = []
        for target in try targets(column) { nodes.append(try node(target, test)) }
        return nodes.count == 1 ? nodes[0] : .or(nodes)
    }

    /// A value with a slash is compared with the qualified job name, others with the job name.
    private func job(_ column: ColumnReference, _ test: Test) throws(FilterError) -> BoundFilter.Node {
        let jobs = try targets(column)
        guard case .oneOf(let values) = test else {
            return try node(test.constants.contains { $0.characters.contains("/") } ? jobs[1] : jobs[0], test)
        }
        let qualified = values.filter { $0.characters.contains("/") }
        let simple = values.filter { !$0.characters.contains("/") }
        var nodes: [BoundFilter.Node] = []
        if !simple.isEmpty { nodes.append(try node(jobs[0], .oneOf(simple))) }
        if !qualified.isEmpty { nodes.append(try node(jobs[1], .oneOf(qualified))) }
        return .or(nodes)
    }

    /// Every column covered is empty.
    func empty(_ column: ColumnReference) throws(FilterError) -> BoundFilter.Node {
        if case .short(.text) = column.name {
            throw error("An entry is never without text; `is null` asks about one column.", column.place)
        }
        return .and(try targets(column).map { target in target.id.map { .empty($0) } ?? .always })
    }

    func targets(_ column: ColumnReference) throws(FilterError) -> [Target] {
        switch column.name {
        case .column(let name): return [try target(name, column.place)]
        case .short(let short):
            switch short.meaning {
            case .column(let name): return [known(name)]
            case .anyOf(let names): return names.map(known)
            case .job: return [known("JOB_NAME"), known("QUALIFIED_JOB_NAME")]
            case .everyUser: return schema.columns.filter(\.role.isUser).map(Target.init)
            case .everyCell: return schema.columns.map(Target.init)
            }
        }
    }

    private func target(_ name: String, _ place: Place) throws(FilterError) -> Target {
        for spelling in [name, Folding.upper(name)] {
            if let id = schema.id(spelling) { return Target(schema[id]) }
        }
        if let canonical = AuditCatalog.canonicalName(name, entryType: nil) { return known(canonical) }
        throw error("There is no column \(name).", place, suggestion: nearestColumn(name))
    }

    /// A canonical column, whether this journal has it or not.
    private func known(_ name: String) -> Target {
        if let id = schema.id(name) { return Target(schema[id]) }
        return Target(name: name, kind: AuditCatalog.column(name)?.kind ?? .text, id: nil)
    }

    private func nearestColumn(_ name: String) -> String? {
        NearestName.of(name, in: ShortName.allCases.map(\.rawValue) + schema.columns.map(\.name))
            ?? NearestName.of(name, in: AuditCatalog.columns.map(\.name))
    }
}

extension Binder.Target {
    init(_ definition: ColumnDefinition) {
        self.init(name: definition.name, kind: definition.kind, id: definition.id)
    }

    /// Written by this program in upper and lower case: there an unquoted word, which is folded, means either case.
    var isOurWording: Bool {
        name.hasSuffix("_DETAIL")
            || ["CATEGORY", "SEVERITY", "SENTENCE", "CONNECTION", "SOURCE", "ERROR"].contains(name)
    }
}

extension Binder.Test {
    var constants: [Constant] {
        switch self {
        case .oneOf(let values): values
        case .range(let low, _, let high, _): [low, high].compactMap { $0 }
        case .like(let value), .contains(let value), .matches(let value): [value]
        }
    }
}
