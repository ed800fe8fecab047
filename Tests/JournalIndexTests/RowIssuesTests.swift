import TestRandom
import Testing

@testable import JournalIndex

@Suite struct RowIssuesTests {
    private func issue(_ message: String, rejected: Bool = false) -> RowIssue {
        var issue = RowIssue()
        issue.add(message, rejected: rejected)
        return issue
    }

    /// Beside a dictionary of the same.
    @Test func everyRowKeepsItsSentence() {
        var random = SplitMix(seed: 11)
        var (issues, model): (RowIssues, [Int: RowIssue]) = (RowIssues(), [:])
        var row = 0
        for _ in 0..<150_000 {
            row += Int.random(in: 1...3, using: &random)
            let one = issue("sentence \(Int.random(in: 0..<500, using: &random))", rejected: Bool.random(using: &random))
            issues.append(row, one)
            model[row] = one
        }
        #expect(issues.count == model.count)
        #expect((0..<row + 2).allSatisfy { issues[$0] == model[$0] })
        var (seen, last, isSame) = (0, -1, true)
        issues.forEach { row, issue in
            isSame = isSame && row > last && model[row] == issue
            (seen, last) = (seen + 1, row)
        }
        #expect(seen == model.count && isSame)
        let part = issues.of([5, 6, 7, UInt32(row)])
        #expect(part[3] == model[row] && part[0] == model[5])
    }

    /// However many sentences there are: every row has one, and its kind stays.
    @Test func sentencesBeyondTheRoomAreToldByTheirKind() {
        var issues = RowIssues(mostText: 100)
        for row in 0..<1000 { issues.append(row, issue("JOB_NUMBER: not a number: 'x\(row)'; record \(row) is cut", rejected: row % 2 == 0)) }
        #expect(issues.count == 1000)
        #expect(issues[0]?.message == "JOB_NUMBER: not a number: 'x0'; record 0 is cut")
        #expect(issues[999]?.message == "JOB_NUMBER: not a number: '...'; record # is cut")
        #expect((0..<1000).allSatisfy { issues[$0]?.rejected == ($0 % 2 == 0) })
    }
}
