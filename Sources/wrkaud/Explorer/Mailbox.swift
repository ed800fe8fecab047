import Dispatch
import Screens
import Synchronization

/// Where background threads leave messages for the event loop, which is woken for them.
///
/// Of messages that only replace an older one, the newest is kept: a loop that is busy has nothing to catch up with.
final class Mailbox: Sendable {
    private struct State {
        var messages: [Message] = []
        var wake: (@Sendable () -> Void)?
    }

    private let state = Mutex(State())
    private let first = DispatchSemaphore(value: 0)

    func post(_ message: Message) {
        let wake = state.withLock { state in
            if let index = state.messages.firstIndex(where: { Self.replaces(message, $0) }) {
                state.messages.remove(at: index)
            }
            state.messages.append(message)
            return state.wake
        }
        first.signal()
        wake?()
    }

    /// Waits for the first message, before there is an event loop.
    func waitForFirst() { first.wait() }

    /// From now on `wake` is called after each message, and at once when some wait already.
    func attach(_ wake: @escaping @Sendable () -> Void) {
        let isWaiting = state.withLock { state in
            state.wake = wake
            return !state.messages.isEmpty
        }
        if isWaiting { wake() }
    }

    /// All messages in the order they came; none are left.
    func take() -> [Message] {
        state.withLock { state in
            defer { state.messages = [] }
            return state.messages
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
