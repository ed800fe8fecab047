import Columns
import Dispatch
import Screens
import Synchronization

/// Reads the sources in the background, as often as asked; what an earlier reading still sends is dropped.
final class LoaderRunner: Sendable {
    /// Reads all sources from the start and delivers a journal whenever there is a newer one, the last one with
    /// `isLoading` false, also when `Work` was cancelled. Returns when it is done.
    typealias Load = @Sendable (Work, _ deliver: @escaping @Sendable (Message) -> Void) -> Void

    private let current = Mutex<Work?>(nil)
    private let mailbox: Mailbox
    private let load: Load

    init(mailbox: Mailbox, load: @escaping Load) {
        self.mailbox = mailbox
        self.load = load
    }

    /// Starts reading; an earlier reading is stopped and heard no more.
    func start() {
        let work = Work()
        current.withLock { current in
            current?.cancel()
            current = work
        }
        DispatchQueue.global(qos: .userInitiated).async { [self] in
            load(work) { [self] message in
                if current.withLock({ $0 === work }) { mailbox.post(message) }
            }
        }
    }

    /// Stops reading; what has been read stays.
    func stop() { current.withLock { $0 }?.cancel() }
}
