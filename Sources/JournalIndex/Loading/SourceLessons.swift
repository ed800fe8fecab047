import Records

/// What the blocks of each source teach of it, in their order.
struct SourceLessons {
    private let sources: [Source]
    /// By source.
    private(set) var found: [Lessons]
    /// Sources of which enough is known to read them again: the rest of them need not be read before that.
    private(set) var decided: Set<Int> = []

    /// Refused cells of a column that are looked at of each block: a column full of other things costs no more.
    static let mostRefused = 1_000

    private struct Source {
        /// By column of the reader.
        var open: [Int: OpenColumn] = [:]
        /// Names of the reader's columns.
        var names: [String] = []
        /// Of the columns that are built, those that are open: their place, and the reader's column.
        var built: [(place: Int, column: Int)] = []
    }

    init(_ sources: [LoadedSource], _ built: [ColumnDefinition]) {
        found = Array(repeating: Lessons(), count: sources.count)
        self.sources = sources.map { source in
            let open = source.reader.openColumns
            guard !open.isEmpty else { return Source() }
            let columns = Dictionary(open.map { ($0.column, $0) }) { first, _ in first }
            let places = built.indices.compactMap { place in
                source.columns[built[place].id].flatMap { columns[$0] == nil ? nil : (place, $0) }
            }
            return Source(open: columns, names: source.reader.columns.map(\.name), built: places)
        }
    }

    /// Takes what a block teaches, the next one of its source.
    ///
    /// - Parameter hasHeadings: Whether the heading of another export stands in the source, here or before: cells behind it are
    ///   not those of the columns they are read as.
    mutating func learn(from block: EncodedBlock, hasHeadings: Bool) {
        let number = block.encoder.source
        guard !sources[number].open.isEmpty, !hasHeadings else { return }
        for finding in block.findings { for lesson in finding.lessons.sorted() { take(lesson, of: finding.column, number) } }
        for (place, column) in sources[number].built {
            guard case .integers(let cells) = block.columns[place], !cells.unreadable.isEmpty,
                let open = sources[number].open[column]
            else { continue }
            let flawed = Set(block.issues.map(\.record))
            for cell in cells.unreadable.prefix(Self.mostRefused) where !flawed.contains(cell.record) {
                if let lesson = open.lesson(of: cell.text) { take(lesson, of: column, number) }
            }
        }
    }

    private mutating func take(_ lesson: String, of column: Int, _ number: Int) {
        found[number].add(lesson, of: sources[number].names[column])
        if sources[number].open[column]?.isDecisive(lesson) == true { decided.insert(number) }
    }
}
