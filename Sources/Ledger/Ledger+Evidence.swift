import Catalog
package import Columns

/// The entries a line was inferred from.
extension Ledger {
    /// The rows of lines, in the journal's own order, each once: the entries of their sessions, and their failed tries.
    ///
    /// - Parameter wanted: Places in `lines`.
    /// - Complexity: O(entries between the first and the last of all of them), and O(failed tries of the journal).
    /// - Throws: `Cancelled`.
    package func evidence(of wanted: Set<Int>, _ work: Work) throws(Cancelled) -> [Int] {
        var positions = failures.filter { wanted.contains(Int($0.line)) }.map(\.position)
        positions += witnesses.filter { wanted.contains(Int($0.line)) }.map(\.position)
        positions += try entries(of: WantedSessions(wanted.map { lines[$0] }, jobs), work)
        var rows: [Int] = []
        for position in positions.sorted() {
            let row = columns.row(at: Int(position))
            if rows.last != row { rows.append(row) }
        }
        return rows
    }

    /// One walk for all sessions, however many there are.
    private func entries(of wanted: WantedSessions, _ work: Work) throws(Cancelled) -> [UInt32] {
        guard let span = wanted.span else { return [] }
        var found: [UInt32] = []
        var start = Int(span.lowerBound)
        while start <= Int(span.upperBound) {
            try work.check()
            work.progress(Double(start - Int(span.lowerBound)) / Double(span.count))
            for position in start...min(start + chunkRows - 1, Int(span.upperBound)) where isWanted(position, wanted) {
                found.append(UInt32(position))
            }
            start += chunkRows
        }
        return found
    }

    private func isWanted(_ position: Int, _ wanted: WantedSessions) -> Bool {
        let row = columns.row(at: position)
        return wanted.holds(position, writer(row)) || roles.hasTargetJob(row) && wanted.holds(position, target(row))
    }

    /// The job that wrote an entry, as far as its codes tell.
    private func writer(_ row: Int) -> LedgerJobs.Key {
        LedgerJobs.Key(
            name: columns.job[0]?.code(row) ?? 0, user: LedgerJobs.user(columns.job[1]?.code(row) ?? 0),
            number: columns.job[2]?.code(row) ?? 0, system: columns.system(row))
    }

    /// The job an entry is about, whoever wrote it.
    private func target(_ row: Int) -> LedgerJobs.Key {
        LedgerJobs.Key(
            name: jobs.targetCode(columns, 0, row), user: LedgerJobs.user(jobs.targetCode(columns, 1, row)),
            number: jobs.targetCode(columns, 2, row), system: columns.system(row))
    }
}

/// Sessions whose entries are looked for: by job, from the first to the last position of each.
private struct WantedSessions {
    private var spans: [LedgerJobs.Key: [ClosedRange<UInt32>]] = [:]
    /// By code of a job's number: most entries are dismissed by one look.
    private var hasNumber: [Bool]

    init(_ lines: [LedgerLine], _ jobs: LedgerJobs) {
        hasNumber = [Bool](repeating: false, count: jobs.names[2].codeCount)
        for line in lines where line.job >= 0 {
            let key = LedgerJobs.Key(jobs.jobs[Int(line.job)])
            spans[key, default: []].append(line.first...line.last)
            hasNumber[Int(key.number)] = true
        }
        for key in spans.keys { spans[key]?.sort { $0.lowerBound < $1.lowerBound } }
    }

    /// From the first entry of any to the last.
    var span: ClosedRange<UInt32>? {
        guard let low = spans.values.compactMap({ $0.first?.lowerBound }).min(),
            let high = spans.values.compactMap({ $0.map(\.upperBound).max() }).max()
        else { return nil }
        return low...high
    }

    func holds(_ position: Int, _ job: LedgerJobs.Key) -> Bool {
        guard hasNumber[Int(job.number)], let spans = spans[job] else { return false }
        let position = UInt32(position)
        // Sessions of a job follow one another and share at most the entry between them.
        var (low, high) = (0, spans.count)
        while low < high {
            let middle = (low + high) / 2
            if spans[middle].upperBound < position { low = middle + 1 } else { high = middle }
        }
        return low < spans.count && spans[low].lowerBound <= position
    }
}

extension LedgerJobs.Key {
    fileprivate init(_ job: LedgerJobs.Job) {
        self.init(name: job.name, user: job.user, number: job.number, system: job.system)
    }
}
