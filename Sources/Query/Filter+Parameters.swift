extension Filter {
    /// Names of the parameters (`?USER` -> `USER`), each once, in the order they are first written.
    package var parameters: [String] {
        var names: [String] = []
        for constant in root?.constants ?? [] {
            if case .parameter(let name) = constant.value, !names.contains(name) { names.append(name) }
        }
        return names
    }

    /// The filter with its parameters replaced.
    ///
    /// A value is written as in a filter: `QSEC*`, `'as it is'`, and where the parameter stands in a list,
    /// `QSECOFR, QSYS`. A text that cannot be read so is taken as it is.
    ///
    /// - Parameter values: By name, any case. Names that do not occur are ignored.
    /// - Throws: When a parameter has no value, at its place.
    package func substituting(_ values: [String: String]) throws(FilterError) -> Filter {
        guard let root else { return self }
        let pairs = values.map { (Folding.upper($0.key), $0.value) }
        let byName = Dictionary(pairs, uniquingKeysWith: { first, _ in first })
        let filled = try root.mapping { (constant, inList) throws(FilterError) -> [Constant] in
            guard case .parameter(let name) = constant.value else { return [constant] }
            guard let text = byName[name] else {
                throw FilterError("The parameter ?\(name) has no value.", constant.place, in: source)
            }
            return Filter.constants(of: text, inList: inList).map { Constant($0.value, constant.place) }
        }
        return Filter(root: filled, source: source)
    }

    /// The filter answered: what is given as blank leaves out the comparisons it stands in, and a list may be given where
    /// one value is compared with. The rule of commands and of prompts.
    ///
    ///     user = ?USER       with USER=`BRUNO, MARTA`: user in (BRUNO, MARTA)
    ///
    /// - Parameter values: By name, any case. Names that do not occur are ignored.
    /// - Throws: When a parameter has no value, at its place.
    package func answered(by values: [String: String]) throws(FilterError) -> Filter {
        let byName = Dictionary(values.map { (Folding.upper($0.key), $0.value) }, uniquingKeysWith: { first, _ in first })
        let given = parameters.compactMap { name in byName[name].map { (name: name, text: $0) } }
        let blank = given.filter { $0.text.allSatisfy { $0 == " " } }.map(\.name)
        let lists = given.filter { Filter.isList($0.text) }.map(\.name)
        return try leavingOut(Set(blank)).takingLists(for: Set(lists)).substituting(byName)
    }

    private static func constants(of text: String, inList: Bool) -> [Constant] {
        guard let read = try? Parser.constants(of: text), inList || read.count == 1,
            !read.contains(where: { if case .parameter = $0.value { true } else { false } })
        else { return [Constant(.quoted(text))] }
        return read.map(\.withoutKeyword)
    }
}

extension Filter {
    /// A place where a parameter stands.
    package struct ParameterUse: Equatable, Sendable {
        /// `USER`
        package var name: String
        /// The columns it is compared with: several for a short name that stands for them; none for `text`.
        package var columns: [String]
    }

    /// Every place of every parameter, in the order written.
    package var parameterUses: [ParameterUse] {
        (root?.comparisons ?? []).flatMap { column, constants in
            constants.compactMap { constant in
                if case .parameter(let name) = constant.value { ParameterUse(name: name, columns: column.columns) } else { nil }
            }
        }
    }

    /// The filter without the comparisons these parameters stand in: what is left blank is not asked for.
    ///
    ///     (library = ?LIBRARY and object = ?OBJECT) or path like ?PATH     without OBJECT and PATH: library = ?LIBRARY
    package func leavingOut(_ parameters: Set<String>) -> Filter {
        guard let root, !parameters.isEmpty else { return self }
        return root.leavingOut(parameters).map(Filter.init) ?? Filter()
    }

    /// The filter with `= ?NAME` as `in (?NAME)`, so that several values can take its place.
    func takingLists(for parameters: Set<String>) -> Filter {
        guard let root, !parameters.isEmpty else { return self }
        return Filter(root.takingLists(parameters))
    }

    /// Whether a value typed for a parameter is a list of several.
    static func isList(_ text: String) -> Bool { ((try? Parser.constants(of: text))?.count ?? 1) > 1 }
}

extension Filter.Expression {
    /// Each comparison's column and values.
    var comparisons: [(ColumnReference, [Constant])] {
        switch self {
        case .or(let parts), .and(let parts): parts.flatMap(\.comparisons)
        case .not(let part): part.comparisons
        case .compare(let column, _, let value), .like(let column, let value, _), .contains(let column, let value, _),
            .matches(let column, let value):
            [(column, [value])]
        case .isIn(let column, let values, _): [(column, values)]
        case .between(let column, let low, let high, _): [(column, [low, high])]
        case .isNull(let column, _): [(column, [])]
        }
    }

    fileprivate func leavingOut(_ parameters: Set<String>) -> Self? {
        func isLeftOut(_ constant: Constant) -> Bool {
            if case .parameter(let name) = constant.value { parameters.contains(name) } else { false }
        }
        func rest(_ parts: [Self], _ join: ([Self]) -> Self) -> Self? {
            let left = parts.compactMap { $0.leavingOut(parameters) }
            return left.count < 2 ? left.first : join(left)
        }
        switch self {
        case .or(let parts): return rest(parts, Self.or)
        case .and(let parts): return rest(parts, Self.and)
        case .not(let part): return part.leavingOut(parameters).map(Self.not)
        case .isIn(let column, let values, let negated):
            let left = values.filter { !isLeftOut($0) }
            return left.isEmpty ? nil : .isIn(column, left, negated: negated)
        default: return constants.contains(where: isLeftOut) ? nil : self
        }
    }

    fileprivate func takingLists(_ parameters: Set<String>) -> Self {
        switch self {
        case .or(let parts): return .or(parts.map { $0.takingLists(parameters) })
        case .and(let parts): return .and(parts.map { $0.takingLists(parameters) })
        case .not(let part): return .not(part.takingLists(parameters))
        case .compare(let column, let comparison, let constant):
            guard case .parameter(let name) = constant.value, parameters.contains(name),
                comparison == .equal || comparison == .unequal
            else { return self }
            return .isIn(column, [constant], negated: comparison == .unequal)
        default: return self
        }
    }
}

extension ColumnReference {
    /// The columns it stands for, where these are known without a journal.
    var columns: [String] {
        switch name {
        case .column(let column): [column]
        case .short(let short):
            switch short.meaning {
            case .column(let column): [column]
            case .anyOf(let columns): columns
            case .job: ["JOB_NAME", "QUALIFIED_JOB_NAME"]
            case .everyUser, .everyCell: []
            }
        }
    }
}
