/// Neighbouring columns that are written by runs, as long as their runs together are few.
struct RunsTogether {
    private let most: Int
    private var columns: [BlockCells] = []
    /// Where a run of any of them begins.
    private var firsts: [UInt32] = []

    /// - Parameter most: Runs that are worth it.
    init(most: Int) { self.most = most }

    /// Takes a column in, or says that it does not fit.
    mutating func add(_ column: BlockCells) -> Bool {
        guard let own = column.firsts else { return false }
        let both = columns.isEmpty ? own : Self.union(firsts, own)
        guard both.count <= max(1, most) else { return false }
        firsts = both
        columns.append(column)
        return true
    }

    /// The columns as one, for each of the block's rows; none when none was taken in.
    mutating func close(_ rows: Int) -> [BlockCells] {
        defer { (columns, firsts) = ([], []) }
        guard !columns.isEmpty, rows > 0 else { return [] }
        if columns.count == 1 { return [columns[0].spread(over: rows)] }
        let columns = columns.map { $0.places(at: firsts) }
        let text = RowAssembly.joined(columns, firsts.count)
        precondition(text.count <= Int(UInt32.max), "cells of 4 GB in one block")
        var starts = firsts, lengths = firsts
        var start: UInt32 = 0
        for i in firsts.indices {
            starts[i] = start
            lengths[i] = columns.reduce(0) { $0 + $1.lengths[i] }
            start += lengths[i]
        }
        return [BlockCells(written: WrittenCells(text), starts: starts, lengths: lengths, firsts: firsts).spread(over: rows)]
    }

    /// Both in ascending order, each place once.
    private static func union(_ a: [UInt32], _ b: [UInt32]) -> [UInt32] {
        var result: [UInt32] = []
        result.reserveCapacity(a.count + b.count)
        var i = 0, j = 0
        while i < a.count || j < b.count {
            let next = min(i < a.count ? a[i] : .max, j < b.count ? b[j] : .max)
            if i < a.count, a[i] == next { i += 1 }
            if j < b.count, b[j] == next { j += 1 }
            result.append(next)
        }
        return result
    }
}
