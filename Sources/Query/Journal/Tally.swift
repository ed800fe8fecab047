package import Catalog
package import Columns
package import JournalIndex

/// Entries counted by columns, with the measures and the order a question asks for.
///
///     let request = TallyRequest(columns: ["SUBJECT"], measures: [.count, .distinct("REMOTE_ADDRESS")])
///     let tally = try journal.tally(selection, request, work)
package struct TallyRequest: Equatable, Sendable {
    package var columns: [String]
    package var measures: [AuditCatalog.Measure]
    /// Most significant first; ties, and no order at all, put most entries first.
    package var sort: [AuditCatalog.SortTerm]
    /// Steps of time in which the entries of each group are counted; none by itself.
    package var sparks = 0

    package init(
        columns: [String], measures: [AuditCatalog.Measure], sort: [AuditCatalog.SortTerm] = [], sparks: Int = 0
    ) {
        self.columns = columns
        self.measures = measures
        self.sort = sort
        self.sparks = sparks
    }

    package init(_ question: AuditCatalog.Question) {
        self.init(columns: question.groupBy, measures: question.measures, sort: question.sort)
    }
}

/// One group to a line.
package struct Tally: Sendable {
    package struct Line: Sendable {
        /// One cell per column; absent where these sources have no such column.
        package var key: [Cell]
        package var entries: Int
        /// One cell per measure.
        package var values: [Cell]
        /// Entries step by step over the time of the selection; empty where that was not asked for or is not known.
        package var sparks: ArraySlice<UInt32>
    }
    package var request: TallyRequest
    package var lines: [Line]
    /// Of all lines together.
    package var entries: Int
}

extension AuditJournal {
    /// - Throws: `Cancelled`, or the source's error.
    package func tally(_ selection: Selection, _ request: TallyRequest, _ work: Work) throws -> Tally {
        let columns = request.columns.map { schema.id($0) }
        let asked = request.measures.map(summaryMeasure)
        let measures = asked.compactMap { $0 }
        let summary = try summarise(selection, by: columns.compactMap { $0 }, measures, work)
        let sparks = try sparks(selection, by: columns.compactMap { $0 }, steps: request.sparks, work)
        // Columns that these sources do not have make no group of no entries.
        let groups = columns.isEmpty ? summary.groups : summary.groups.filter { $0.entries > 0 }
        var lines = groups.map { group in
            var key = group.key[...], measured = group.measured[...]
            return Tally.Line(
                key: columns.map { $0 == nil ? .absent : key.popFirst() ?? .absent }, entries: group.entries,
                values: zip(request.measures, asked).map { measure, asked in
                    asked == nil ? value(of: measure, group) : measured.popFirst() ?? .null
                }, sparks: sparks?.of(group.key) ?? [])
        }
        order(&lines, request, columns)
        return Tally(request: request, lines: lines, entries: summary.entries)
    }

    /// `nil` for what every summary tells, and for a column these sources do not have.
    private func summaryMeasure(_ measure: AuditCatalog.Measure) -> SummaryMeasure? {
        switch measure {
        case .count, .first("ENTRY_TIMESTAMP"), .last("ENTRY_TIMESTAMP"): nil
        case .first(let name): schema.id(name).map { .least($0) }
        case .last(let name): schema.id(name).map { .greatest($0) }
        case .distinct(let name): schema.id(name).map { .distinct($0) }
        }
    }

    private func value(of measure: AuditCatalog.Measure, _ group: Summary.Group) -> Cell {
        switch measure {
        case .count: .integer(Int128(group.entries))
        case .first("ENTRY_TIMESTAMP"): group.first
        case .last("ENTRY_TIMESTAMP"): group.last
        case .distinct: .integer(0)
        case .first, .last: .null
        }
    }

    /// Empty cells last in both directions; what is equal keeps its place.
    private func order(_ lines: inout [Tally.Line], _ request: TallyRequest, _ columns: [ColumnID?]) {
        let keys = request.sort.compactMap {
            term -> (cell: (Tally.Line) -> Cell, order: ValueOrder, descending: Bool)? in
            switch term.key {
            case .column(let name):
                request.columns.firstIndex(of: name).map { place in
                    ({ $0.key[place] }, columns[place].map { ValueOrder(schema[$0]) } ?? .text, term.descending)
                }
            case .measure(let measure):
                request.measures.firstIndex(of: measure).map { place in
                    (
                        { $0.values[place] },
                        measure.column.flatMap { schema.id($0) }.map { ValueOrder(schema[$0]) } ?? .text,
                        term.descending
                    )
                }
            }
        }
        guard !keys.isEmpty else { return }
        let sorted = lines.enumerated().sorted { a, b in
            for key in keys {
                let (x, y) = (key.cell(a.element), key.cell(b.element))
                if x.isEmpty != y.isEmpty { return y.isEmpty }
                if let isBefore = key.order.comesBefore(x, y) { return isBefore != key.descending }
            }
            return a.offset < b.offset
        }
        lines = sorted.map(\.element)
    }
}
