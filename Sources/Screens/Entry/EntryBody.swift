/// The lines of an entry: those of its fields, and those of its bytes, which are made when they are looked at.
struct EntryBody: RandomAccessCollection, Sendable {
    private enum Part {
        case lines([EntryLine])
        case dump(RecordDump)
    }

    private var parts: [(start: Int, part: Part)] = []
    private(set) var endIndex = 0
    var startIndex: Int { 0 }

    mutating func append(_ lines: [EntryLine]) {
        parts.append((endIndex, .lines(lines)))
        endIndex += lines.count
    }

    mutating func append(_ dump: RecordDump) {
        parts.append((endIndex, .dump(dump)))
        endIndex += dump.count
    }

    subscript(index: Int) -> EntryLine {
        // An entry has a handful of parts.
        guard let found = parts.last(where: { $0.start <= index }) else { preconditionFailure("no line \(index)") }
        switch found.part {
        case .lines(let lines): return lines[index - found.start]
        case .dump(let dump): return dump.line(index - found.start)
        }
    }
}
