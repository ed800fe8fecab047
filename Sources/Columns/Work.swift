import Dispatch
import Synchronization

/// Thrown by long work when it was cancelled.
package struct Cancelled: Error {}

/// What long work is given: a way to be stopped and a place to say how far it is.
///
/// Work asks `check()` between chunks (65,536 rows), so a stop takes effect within milliseconds.
package final class Work: Sendable {
    private let cancelled = Atomic<Bool>(false)
    private let report: @Sendable (Double) -> Void

    /// - Parameter report: Called with the done share, 0...1, from any thread, at most a few hundred times.
    package init(report: @escaping @Sendable (Double) -> Void = { _ in }) { self.report = report }

    package func cancel() { cancelled.store(true, ordering: .relaxed) }
    package var isCancelled: Bool { cancelled.load(ordering: .relaxed) }
    package func check() throws(Cancelled) { if isCancelled { throw Cancelled() } }
    package func progress(_ done: Double) { report(done) }
}

/// Runs `body(0) ... body(count - 1)` on all cores and waits for all of them.
package func concurrently(_ count: Int, _ body: @Sendable (Int) -> Void) {
    if count == 1 { return body(0) }
    DispatchQueue.concurrentPerform(iterations: count, execute: body)
}

/// Runs `background` on another thread while this one runs `body`; returns when both are done.
package func meanwhile(_ background: @escaping @Sendable () -> Void, _ body: () throws -> Void) rethrows {
    let group = DispatchGroup()
    DispatchQueue.global().async(group: group, execute: DispatchWorkItem(block: background))
    defer { group.wait() }
    try body()
}
