extension Filter {
    /// The parts that must all hold, each a filter of its own: `a and b` gives `a` and `b`. None for the filter that
    /// takes every entry.
    package var conjuncts: [Filter] {
        switch root {
        case nil: []
        case .and(let parts)?: parts.flatMap { Filter($0).conjuncts }
        case let whole?: [Filter(whole)]
        }
    }
}
