import Canvas
import JournalIndex
import Query

/// What a look at some of the entries found says about their columns: which hold something, and how wide they are.
struct Survey: Equatable, Sendable {
    /// Columns in which some entry has a value.
    var filled: Set<String> = []
    /// Characters the longest value needs.
    var widths: [String: Int] = [:]
    /// Entry types that occur.
    var types: Set<String> = []
    /// Whether some entry names another user as actor than as subject.
    var tellsActors = false

    /// The first page, and as many entries again from all over.
    private static let firstEntries = 32
    private static let furtherEntries = 32
    /// Cells beyond which a width makes no difference.
    private static let widest = 1_000
    /// A journal with no more columns is looked at as a whole.
    private static let fewColumns = 40

    init() {}

    /// - Parameter asked: Columns to look at in any case.
    /// - Complexity: At most 64 entries of some 40 columns are read.
    init(_ journal: any AuditJournal, _ selection: Selection, _ asked: [String] = []) {
        let rows = Self.sample(selection)
        guard !rows.isEmpty else { return }
        let schema = journal.schema
        if let type = schema.id("JOURNAL_ENTRY_TYPE") {
            types = Set(journal.cells(rows: rows, columns: [type]).compactMap { $0.first?.exportText }).subtracting([""])
        }
        var names = TellingColumns.candidates(types)
        names = (names + asked.filter { !names.contains($0) }).filter { schema.id($0) != nil }
        if schema.columns.count <= Self.fewColumns { names += schema.columns.map(\.name).filter { !names.contains($0) } }
        let ids = names.compactMap(schema.id)
        let page = journal.cells(rows: rows, columns: ids)
        for (index, name) in names.enumerated() { look(name, page.map { $0[index] }) }
        tellsActors = Self.differs(page, names.firstIndex(of: "SUBJECT"), names.firstIndex(of: "ACTOR"))
    }

    private mutating func look(_ name: String, _ cells: [Cell]) {
        if cells.contains(where: { !$0.isEmpty }) { filled.insert(name) }
        widths[name] = cells.reduce(widths[name] ?? 0) { max($0, Sanitizer.width(of: CellText.of($1), upTo: Self.widest)) }
    }

    private static func differs(_ page: [[Cell]], _ subject: Int?, _ actor: Int?) -> Bool {
        guard let actor else { return false }
        guard let subject else { return true }
        return page.contains { !$0[actor].isEmpty && $0[actor] != $0[subject] }
    }

    private static func sample(_ selection: Selection) -> [Int] {
        let count = selection.count
        let first = 0..<min(count, firstEntries)
        let rest = count - first.count
        let step = max(1, rest / furtherEntries)
        let further = stride(from: first.count, to: count, by: step).prefix(furtherEntries)
        return (Array(first) + further).map(selection.row)
    }
}
