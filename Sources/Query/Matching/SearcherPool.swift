import Synchronization

/// Searchers of one expression for several threads: each call takes one that nobody uses, or makes a new one.
final class SearcherPool: Sendable {
    private let expression: RegularExpression
    private let idle = Mutex<[RegularExpressionSearcher]>([])

    init(_ expression: RegularExpression) { self.expression = expression }

    func isFound(in text: String) -> Bool {
        var searcher = idle.withLock { $0.popLast() } ?? RegularExpressionSearcher(expression)
        defer { idle.withLock { $0.append(searcher) } }
        return searcher.isFound(in: text)
    }
}
