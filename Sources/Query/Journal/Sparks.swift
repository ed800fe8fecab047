import Columns
package import JournalIndex

/// When the entries of each group happened: a few numbers a group, over the whole time of the selection.
package struct Sparks: Sendable {
    /// Numbers a group.
    package let steps: Int
    private let places: [[Cell]: Int]
    private let counts: [UInt32]

    /// The group's entries step by step; `nil` for a group that is not there.
    package func of(_ key: [Cell]) -> ArraySlice<UInt32>? { places[key].map { counts[$0 * steps..<($0 + 1) * steps] } }

    init(steps: Int, places: [[Cell]: Int], counts: [UInt32]) {
        (self.steps, self.places, self.counts) = (steps, places, counts)
    }
}

extension AuditJournal {
    /// Groups beyond which nobody looks for a line by its picture, and the table of counts would be large.
    private var mostGroups: Int { 100_000 }

    /// - Parameter columns: What a tally is grouped by.
    /// - Returns: `nil` where entries have no time, there are more than 100,000 groups, or the columns are not here.
    /// - Complexity: One pass over the columns and the times, on all cores, however many groups there are.
    func sparks(_ selection: Selection, by columns: [ColumnID], steps: Int, _ work: Work) throws -> Sparks? {
        guard steps > 0, let provider, let time = schema.id("ENTRY_TIMESTAMP"),
            case .integer(let times) = try provider.column(time, work),
            let (low, high) = try times.minMax(in: selection.rows, work)
        else { return nil }
        let grouping = try Grouping.build(
            columns: try columns.map { try provider.column($0, work) }, in: selection.rows, work)
        guard grouping.count <= mostGroups else { return nil }
        let even = EvenSteps(from: Int64(clamping: low), to: Int64(clamping: high), count: steps)
        let counts = try grouping.stepCounts(of: times, edges: even.edges, work)
        var places: [[Cell]: Int] = [:]
        for (group, row) in grouping.representative.enumerated() {
            places[columns.map { provider.cell(row: row, $0) }] = group
        }
        return Sparks(steps: even.edges.count - 1, places: places, counts: counts)
    }
}
