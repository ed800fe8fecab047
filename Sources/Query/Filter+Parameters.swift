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

    private static func constants(of text: String, inList: Bool) -> [Constant] {
        guard let read = try? Parser.constants(of: text), inList || read.count == 1,
            !read.contains(where: { if case .parameter = $0.value { true } else { false } })
        else { return [Constant(.quoted(text))] }
        return read
    }
}
