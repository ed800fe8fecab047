import Catalog
package import Columns

/// The entries a line was inferred from.
extension Ledger {
    /// The rows of lines, in the journal's own order, each once: the entries of their sessions, and their failed tries.
    ///
    /// - Parameter wanted: Places in `lines`.
    /// - Complexity: O(entries between the first and the last of them) for each line, and O(failed tries of the journal).
    /// - Throws: `Cancelled`.
    package func evidence(of wanted: Set<Int>, _ work: Work) throws(Cancelled) -> [Int] {
        var positions = failures.filter { wanted.contains(Int($0.line)) }.map(\.position)
        positions += witnesses.filter { wanted.contains(Int($0.line)) }.map(\.position)
        for (done, line) in wanted.enumerated() where lines[line].job >= 0 {
            positions += try entries(of: lines[line], work)
            work.progress(Double(done) / Double(wanted.count))
        }
        var rows: [Int] = []
        for position in positions.sorted() {
            let row = columns.row(at: Int(position))
            if rows.last != row { rows.append(row) }
        }
        return rows
    }

    private func entries(of line: LedgerLine, _ work: Work) throws(Cancelled) -> [UInt32] {
        let job = jobs.jobs[Int(line.job)]
        var found: [UInt32] = []
        var start = Int(line.first)
        while start <= Int(line.last) {
            try work.check()
            for position in start...min(start + chunkRows - 1, Int(line.last)) {
                let row = columns.row(at: position)
                if isWritten(by: job, row) || isAbout(job, row) { found.append(UInt32(position)) }
            }
            start += chunkRows
        }
        return found
    }

    private func isWritten(by job: LedgerJobs.Job, _ row: Int) -> Bool {
        (columns.job[2]?.code(row) ?? 0) == job.number && (columns.job[0]?.code(row) ?? 0) == job.name
            && LedgerJobs.user(columns.job[1]?.code(row) ?? 0) == job.user && columns.system(row) == job.system
    }

    /// Whether an entry about a job is about this one, whoever wrote it.
    private func isAbout(_ job: LedgerJobs.Job, _ row: Int) -> Bool {
        guard columns.system(row) == job.system, roles.hasTargetJob(row) else { return false }
        return jobs.targetCode(columns, 2, row) == job.number && jobs.targetCode(columns, 0, row) == job.name
            && LedgerJobs.user(jobs.targetCode(columns, 1, row)) == job.user
    }
}
