import Catalog

/// What is wrong with the rows of a journal, one sentence each: eight bytes a row, and each sentence once.
///
/// Of more sentences than are kept, later ones are told by their kind: what a cell holds and the numbers in it are left out.
/// The rows are all there, and so are their counts.
package struct RowIssues: Sendable {
    private struct Issue {
        var row: UInt32
        /// In `sentences`; the highest bit says that nothing of the record could be read.
        var code: UInt32
    }

    /// Chunks that are full do not change: a snapshot shares them.
    private var full: [[Issue]] = []
    private var open: [Issue] = []
    private var sentences: [String] = []
    private var codes: [ExactText: UInt32] = [:]
    private var kept = 0
    private var kinds = 0

    private static let chunk = 65_536
    private static let rejected: UInt32 = 1 << 31
    /// Bytes of sentences that are kept whole.
    private let mostText: Int
    /// Kinds of wrong beyond that; no format has so many.
    private static let mostKinds = 10_000
    private static let other = "something is wrong that is not kept for each record"

    /// - Parameter mostText: Bytes of sentences that are kept as they are.
    init(mostText: Int = 16 << 20) { self.mostText = mostText }

    package var isEmpty: Bool { full.isEmpty && open.isEmpty }
    /// Rows with something wrong.
    package var count: Int { full.count * Self.chunk + open.count }

    /// - Parameter row: Behind all rows before it.
    mutating func append(_ row: Int, _ issue: RowIssue) {
        let code = code(of: issue.message) | (issue.rejected ? Self.rejected : 0)
        open.append(Issue(row: UInt32(row), code: code))
        if open.count == Self.chunk {
            full.append(open)
            open.removeAll(keepingCapacity: true)
        }
    }

    private mutating func code(of message: String) -> UInt32 {
        if let code = codes[ExactText(message)] { return code }
        if kept + message.utf8.count <= mostText {
            kept += message.utf8.count
            return newCode(message)
        }
        let kind = RowIssue.kind(message)
        if let code = codes[ExactText(kind)] { return code }
        kinds += 1
        return newCode(kinds <= Self.mostKinds ? kind : Self.other)
    }

    private mutating func newCode(_ sentence: String) -> UInt32 {
        if let code = codes[ExactText(sentence)] { return code }
        let code = UInt32(sentences.count)
        sentences.append(sentence)
        codes[ExactText(sentence)] = code
        return code
    }

    /// What is wrong with a row; `nil` when nothing is.
    package subscript(row: Int) -> RowIssue? {
        let number = Self.first(of: full.count) { full[$0][Self.chunk - 1].row >= row }
        let chunk = number < full.count ? full[number] : open
        let place = Self.first(of: chunk.count) { chunk[$0].row >= row }
        return place < chunk.count && chunk[place].row == row ? issue(chunk[place]) : nil
    }

    /// The first of `count` numbers for which `holds`, as it does for all behind it; `count` when there is none.
    private static func first(of count: Int, _ holds: (Int) -> Bool) -> Int {
        var (low, high) = (0, count)
        while low < high {
            let middle = (low + high) / 2
            if holds(middle) { high = middle } else { low = middle + 1 }
        }
        return low
    }

    private func issue(_ issue: Issue) -> RowIssue {
        var found = RowIssue()
        found.add(sentences[Int(issue.code & ~Self.rejected)], rejected: issue.code & Self.rejected != 0)
        return found
    }

    /// Calls `body` with every row that has something wrong, in ascending order.
    func forEach(_ body: (Int, RowIssue) throws -> Void) rethrows {
        for chunk in full { for one in chunk { try body(Int(one.row), issue(one)) } }
        for one in open { try body(Int(one.row), issue(one)) }
    }

    /// Of these rows, which ascend in their own order, by their place among them.
    func of(_ rows: [UInt32]) -> RowIssues {
        var found = RowIssues(mostText: mostText)
        guard !isEmpty else { return found }
        for (place, row) in rows.enumerated() {
            if let issue = self[Int(row)] { found.append(place, issue) }
        }
        return found
    }
}

extension RowIssue {
    /// A sentence without what is particular to one record: values in quotes, and numbers.
    static func kind(_ message: String) -> String {
        var kind: [UInt8] = []
        kind.reserveCapacity(message.utf8.count)
        let quote = UInt8(ascii: "'"), number = UInt8(ascii: "#")
        var isQuoted = false
        for byte in message.utf8 {
            if byte == quote {
                isQuoted.toggle()
                if isQuoted { kind += "'...'".utf8 }
            } else if !isQuoted {
                let isDigit = (0x30...0x39).contains(byte)
                if !isDigit { kind.append(byte) } else if kind.last != number { kind.append(number) }
            }
        }
        return String(decoding: kind, as: UTF8.self)
    }
}
