package import JournalIndex

/// A filter whose names are columns of one schema and whose values have the types of those columns.
///
///     let bound = try BoundFilter(filter, to: journal.schema, TimeReference(newest: newest))
///     let rows = try bound.rows(of: journal, work)
package struct BoundFilter: Sendable {
    let root: Node

    /// Every comparison that says "not" is the opposite of the one that does not: so it is true for null and blank.
    indirect enum Node: Sendable {
        case always
        case never
        case and([Node])
        case or([Node])
        case not(Node)
        /// Rows whose text satisfies the test; columns of text.
        case text(ColumnID, TextTest)
        /// Rows whose number or instant (microseconds) lies in one of the ranges.
        case number(ColumnID, [ClosedRange<Int128>])
        /// Rows whose cell is null, blank or absent.
        case empty(ColumnID)
        /// Rows of which some cell satisfies the test.
        case anyCell(TextTest)
    }

    /// Looks up names and reads values.
    ///
    /// - Parameter reference: What `-7d` and `today` are counted from. See `Filter.needsNewestEntry`.
    /// - Throws: An unknown column, a value that cannot be of its column's type, a parameter without a value: each with
    ///   its place in the text the filter was read from.
    package init(_ filter: Filter, to schema: Schema, _ reference: TimeReference) throws(FilterError) {
        let binder = Binder(source: filter.source, schema: schema, reference: reference)
        root = try filter.root.map { expression throws(FilterError) in try binder.node(expression) } ?? .always
    }
}

extension Filter {
    /// Throws what binding to the schema would throw; looks at no entry.
    package func check(against schema: Schema) throws(FilterError) {
        _ = try BoundFilter(self, to: schema, TimeReference(newest: nil))
    }

    /// Whether a value counts back from the newest entry (`-7d`).
    package var needsNewestEntry: Bool {
        root?.constants.contains { constant in
            if case .beforeNewest? = TimeConstant(constant.characters) { true } else { false }
        } ?? false
    }
}

extension Filter {
    /// Whether a value counts from the clock (`now-7d`, `today`): what it finds changes while nothing else does.
    var dependsOnClock: Bool {
        root?.constants.contains { constant in
            switch TimeConstant(constant.characters) {
            case .beforeNow?, .daysAgo?: true
            default: false
            }
        } ?? false
    }
}
