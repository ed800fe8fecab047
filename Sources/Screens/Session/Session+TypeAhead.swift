import Canvas

/// Keys typed ahead. A key means something on the screen that the keys before it led to: while that screen still waits
/// for its entries or counts, later keys wait, too, as behind X SYSTEM on a 5250. A newer journal makes nobody wait.
extension Session {
    /// Keys that wait at most; more are refused.
    private static let mostTypedAhead = 4_096

    mutating func take(_ event: TerminalEvent) {
        switch event {
        case .resize(let rows, let columns): (desk.rows, desk.columns) = (max(0, rows), max(0, columns))
        case .key(.control("c")):
            typedAhead = []
            press(.control("c"))
        case .key(let key) where mayLeadAway(key): press(key)
        case .key, .paste, .longPaste: if !waits(event) { apply(event) }
        }
    }

    /// Applies what was typed ahead, as far as nothing has to be waited for.
    mutating func catchUp() {
        while !typedAhead.isEmpty, !isAwaiting {
            apply(typedAhead.removeFirst())
            takeSteps()
        }
    }

    private mutating func apply(_ event: TerminalEvent) {
        switch event {
        case .paste(let text): paste(text)
        case .longPaste: desk.refuse("What was pasted is longer than any field holds: nothing of it was taken.")
        case .key(let key): press(key)
        case .resize: break
        }
    }

    private mutating func waits(_ event: TerminalEvent) -> Bool {
        guard isAwaiting || !typedAhead.isEmpty else { return false }
        if typedAhead.count < Self.mostTypedAhead { typedAhead.append(event) } else { desk.effects.append(.bell) }
        return true
    }

    /// Nobody has to wait for entries in order to leave them, or to see the screen painted anew.
    private func mayLeadAway(_ key: Key) -> Bool {
        switch key {
        case .control("l"), .control("z"): true
        case .function(3), .function(12), .escape, .character("q"), .character("Q"):
            typedAhead.isEmpty && stack.last?.isTyping == false
        default: false
        }
    }

    private var isAwaiting: Bool { desk.isSelectingAnew || stack.last?.isAwaiting == true }
}

extension Desk {
    /// Whether the report's view was changed and its entries are still being selected.
    fileprivate var isSelectingAnew: Bool {
        isSelecting(report.serial) && report.answer.map { !$0.view.asksSame(as: report.view) } ?? true
    }
}
