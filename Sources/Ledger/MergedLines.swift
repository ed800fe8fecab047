/// Sessions and runs of failed tries in one order, that of their first entries. A run that became the beginning of a
/// session has no line of its own.
struct MergedLines {
    private(set) var lines: [LedgerLine] = []
    /// Where each session stands.
    private(set) var sessions: [Int32]
    /// Where each run of tries stands, or the session it led to.
    private var tries: [Int32]

    /// An entry that is of two lines, of the job that wrote it and of the one it is about, is first of the former.
    init(_ sessions: ContiguousArray<LedgerLine>, _ failed: FailedTries, _ jobOfPosition: [Int32]) {
        let runs = failed.lines.indices.filter { failed.folded[Int32($0)] == nil }
        struct Key { var first, place: UInt32, isAbout: Bool }
        var keys = sessions.enumerated().map { place, line in
            Key(first: line.first, place: UInt32(place), isAbout: line.job != jobOfPosition[Int(line.first)])
        }
        keys += runs.map {
            Key(first: failed.lines[$0].first, place: UInt32(sessions.count + $0), isAbout: true)
        }
        keys.sort { $0.first != $1.first ? $0.first < $1.first : !$0.isAbout && $1.isAbout }
        lines.reserveCapacity(keys.count)
        self.sessions = Array(repeating: -1, count: sessions.count)
        tries = Array(repeating: -1, count: failed.lines.count)
        for (place, key) in keys.enumerated() {
            let index = Int(key.place)
            if index < sessions.count {
                lines.append(sessions[index])
                self.sessions[index] = Int32(place)
            } else {
                lines.append(failed.lines[index - sessions.count])
                tries[index - sessions.count] = Int32(place)
            }
        }
        for (run, session) in failed.folded { tries[Int(run)] = self.sessions[Int(session)] }
    }

    func places(ofTries run: Int32) -> Int32 { tries[Int(run)] }
}
