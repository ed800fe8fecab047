import Columns
import Dispatch
import Screens
import Synchronization

/// Runs the jobs of a session in the background; each ends with exactly one message in the mailbox.
final class JobRunner: Sendable {
    private let running = Mutex<[Int: Work]>([:])
    private let queue = DispatchQueue(label: "jobs", qos: .userInitiated, attributes: .concurrent)
    private let group = DispatchGroup()
    private let mailbox: Mailbox
    private let explain: @Sendable (any Error) -> String

    /// - Parameter explain: Turns an error into the sentence that is shown.
    init(mailbox: Mailbox, explain: @escaping @Sendable (any Error) -> String) {
        self.mailbox = mailbox
        self.explain = explain
    }

    /// Starts `job`. A job of the same id that still runs is cancelled first.
    func run(_ id: Int, _ job: Job) {
        let pace = Pace()
        let work = Work { [mailbox] done in
            if pace.allows() { mailbox.post(.progress(id: id, done: done)) }
        }
        running.withLock { $0.updateValue(work, forKey: id) }?.cancel()
        queue.async(group: group) { [self] in
            let message = result(id, job, work)
            running.withLock { if $0[id] === work { $0[id] = nil } }
            mailbox.post(message)
        }
    }

    func cancel(_ id: Int) { running.withLock { $0[id] }?.cancel() }

    /// Cancels everything and waits, but not for ever, so that unfinished files are taken away.
    func finish() {
        running.withLock { $0.values.forEach { $0.cancel() } }
        _ = group.wait(timeout: .now() + .seconds(2))
    }

    private func result(_ id: Int, _ job: Job, _ work: Work) -> Message {
        do {
            return try job.body(work)
        } catch is Cancelled {
            return .cancelled(id: id)
        } catch {
            return .failed(id: id, reason: explain(error))
        }
    }
}

/// Lets a report through a few times a second.
final class Pace: Sendable {
    /// Nanoseconds between two reports: four a second are enough for the eye and for a slow line.
    private static let interval: UInt64 = 250_000_000
    private let last = Mutex<UInt64>(DispatchTime.now().uptimeNanoseconds)

    /// The first report comes after one interval: work that is done by then shows none.
    func allows() -> Bool {
        let now = DispatchTime.now().uptimeNanoseconds
        return last.withLock { last in
            guard now &- last >= Self.interval else { return false }
            last = now
            return true
        }
    }
}
