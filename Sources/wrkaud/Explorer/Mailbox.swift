import Screens
import Synchronization

/// Where background threads leave messages for the event loop, which is woken for them.
///
/// Of messages that only replace an older one, the newest is kept: a loop that is busy has nothing to catch up with.
final class Mailbox: Sendable {
    private let messages = Mutex<[Message]>([])
    private let wake: @Sendable () -> Void

    init(wake: @escaping @Sendable () -> Void) { self.wake = wake }

    func post(_ message: Message) {
        messages.withLock { waiting in
            if let index = waiting.firstIndex(where: { Self.replaces(message, $0) }) { waiting.remove(at: index) }
            waiting.append(message)
        }
        wake()
    }

    /// All messages in the order they came; none are left.
    func take() -> [Message] {
        messages.withLock { waiting in
            defer { waiting = [] }
            return waiting
        }
    }

    private static func replaces(_ new: Message, _ old: Message) -> Bool {
        switch (new, old) {
        case (.journal, .journal): true
        case (.progress(let a, _), .progress(let b, _)): a == b
        default: false
        }
    }
}
