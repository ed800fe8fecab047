import Catalog

/// In which order the numbers of dates stand, column by column.
extension CSVColumns {
    /// The dates of each column that holds instants, by its index. A column that was only guessed to hold them becomes text
    /// where some cell is none in the order of the others.
    ///
    /// - Parameter cells: Of the first columns, in their order.
    mutating func orders(of cells: [Int], _ lastChange: Int?, _ options: InputOptions) -> [CSVDates?] {
        let instants = cells.indices.filter { columns[$0].kind == .timestamp }
        let years = instants.compactMap {
            CSVDates.latestYear(values[cells[$0]], notAfter: YearRule(before: lastChange).year)
        }
        let about = LikelyDateOrder.Circumstances(lastChange: lastChange, stated: options.dateOrder, year: years.max())
        var found: [CSVDates?] = Array(repeating: nil, count: cells.count)
        for column in instants {
            found[column] = CSVDates(values[cells[column]], later: later(column, options), about)
        }
        for column in instants { found[column] = told(column, found, options) }
        for column in instants {
            guard let dates = found[column] else { continue }
            if isGuessed(column), !holds(values[cells[column]], later(column, options), dates.order) {
                columns[column].kind = .text
                open.removeAll { $0.column == column }
            } else {
                note(column, dates, isEmpty: values[cells[column]].isEmpty, options)
            }
        }
        return found
    }

    private func later(_ column: Int, _ options: InputOptions) -> Set<String> {
        options.lessons.texts[columns[column].name] ?? []
    }

    private func isGuessed(_ column: Int) -> Bool { AuditCatalog.column(columns[column].name) == nil }

    private func holds(_ values: [String], _ later: Set<String>, _ order: DateOrder?) -> Bool {
        [values, Array(later)].joined().allSatisfy { text in
            if case .value = TextTimestamp.timestamp(of: text, order: order) { return true }
            return false
        }
    }

    /// The dates of a column that proves no order, in the one that others prove: those of other files with the same columns,
    /// or of other columns that are written alike.
    private func told(_ column: Int, _ found: [CSVDates?], _ options: InputOptions) -> CSVDates? {
        guard var dates = found[column], !dates.isStated else { return found[column] }
        if let order = options.lessons.orders[columns[column].name] { dates.take(order, from: LikelyDateOrder.otherFiles) }
        let alike = found.indices.filter { other in
            found[other].map { $0.isProved && $0.form == dates.form } ?? false
        }
        if dates.isAssumed, let teller = alike.first, let order = found[teller]?.order,
            alike.allSatisfy({ found[$0]?.order == order })
        {
            dates.take(order, from: "those in \(columns[teller].sourceName)")
        }
        return dates
    }

    private mutating func note(_ column: Int, _ dates: CSVDates, isEmpty: Bool, _ options: InputOptions) {
        if dates.isShown, let order = dates.order {
            self.dates.append(
                ColumnDates(
                    column: columns[column].name, heading: columns[column].sourceName, order: order, form: dates.form,
                    isAssumed: dates.isAssumed))
        }
        guard !dates.isStated, !isGuessed(column) else { return }
        open.append(
            OpenColumn(
                column: column, question: .order(dates.order, isProved: dates.isProved),
                isWatched: dates.isAssumed || isEmpty))
    }
}
