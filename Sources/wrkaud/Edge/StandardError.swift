import Canvas
import Glibc
import Synchronization

/// Standard error: sentences for people, and how far work has come while somebody watches.
enum StandardError {
    static let isTerminal = isatty(STDERR_FILENO) == 1
    private static let progress = Mutex(Progress())

    private struct Progress {
        var shown = ""
        var isEnded = false
        var next = ContinuousClock.now + .milliseconds(300)
    }

    /// One line; nothing in it can act on a terminal.
    static func line(_ text: String) {
        clear()
        put(Sanitizer.plain(text) + "\n")
    }

    /// Shows how far `task` is, a few times a second, on a terminal only.
    static func progress(_ task: String, _ done: Double) {
        guard isTerminal else { return }
        progress.withLock { progress in
            let now = ContinuousClock.now
            guard now >= progress.next, !progress.isEnded else { return }
            progress.next = now + .milliseconds(200)
            let text = "\(task) \(Int(max(0, min(1, done)) * 100))%"
            put("\r" + text + String(repeating: " ", count: max(0, progress.shown.count - text.count)))
            progress.shown = text
        }
    }

    /// Takes the progress line away.
    static func clear() {
        progress.withLock { progress in
            guard !progress.shown.isEmpty else { return }
            put("\r" + String(repeating: " ", count: progress.shown.count) + "\r")
            progress.shown = ""
        }
    }

    /// No progress from here on: results come to the same terminal.
    static func endProgress() {
        clear()
        progress.withLock { $0.isEnded = true }
    }

    private static func put(_ text: String) {
        let bytes = Array(text.utf8)
        bytes.withUnsafeBytes { _ = write(STDERR_FILENO, $0.baseAddress, $0.count) }
    }
}
