package import Canvas
import CNcurses
import CTerminal
import Glibc

extension CursesTerminal {
    /// What `next()` returns.
    package enum Report: Equatable, Sendable {
        case event(TerminalEvent)
        /// The waker was used.
        case wakeup
        /// The prefix on the status line has come or gone.
        case prefix
        /// The program was told from outside to stop for a while (SIGTSTP).
        case suspend
        /// The terminal is gone.
        case closed
    }

    /// What the status line should show: a prefix waits for its second key.
    package var prefix: String? { decoder.prefix }

    /// Whether `next()` would return at once; a picture drawn now would soon be old.
    package var hasReport: Bool {
        if !queue.isEmpty { return true }
        gather(waiting: 0)
        return !queue.isEmpty
    }

    /// Waits for a key, a resize or the waker.
    package func next() -> Report {
        while queue.isEmpty { gather(waiting: timeout) }
        return queue.removeFirst()
    }

    /// Milliseconds until a pending key is taken for what it is; -1 for ever.
    private var timeout: Int32 {
        switch decoder.wait {
        case nil, .forever: -1
        case .sequence: Self.sequenceDelay
        case .prefix: 750
        case .paste: 2000
        }
    }

    /// Slow links may need more: the same variable as for ncurses, in milliseconds.
    private static let sequenceDelay: Int32 =
        environment("ESCDELAY").flatMap { Int32($0) }.flatMap { (1...5000).contains($0) ? $0 : nil } ?? 50

    /// Adds what is there to the queue.
    ///
    /// - Parameter limit: Milliseconds to wait; with 0, pending keys go on waiting.
    private func gather(waiting limit: Int32) {
        var sources = [
            pollfd(fd: input, events: Int16(POLLIN), revents: 0),
            pollfd(fd: wakePipe.reading, events: Int16(POLLIN), revents: 0),
        ]
        let ready = poll(&sources, 2, limit)
        if ready < 0 { return }  // EINTR: the signal is in the pipe
        let before = decoder.prefix
        if ready == 0, limit > 0 { add(decoder.expire()) }
        if sources[1].revents != 0 { takeSignals(wakePipe.drain()) }
        if sources[0].revents != 0 { takeInput() }
        if decoder.prefix != before, queue.isEmpty { queue.append(.prefix) }
    }

    private func add(_ events: [TerminalEvent]) { queue += events.map(Report.event) }

    private func takeInput() {
        var buffer = [UInt8](repeating: 0, count: 4096)
        let count = read(input, &buffer, buffer.count)
        if count > 0 {
            add(decoder.feed(buffer[..<count]))
        } else if count == 0 || (errno != EINTR && errno != EAGAIN) {
            queue.append(.closed)
        }
    }

    private func takeSignals(_ bytes: Set<UInt8>) {
        if bytes.contains(UInt8(WRKAUD_WAKE_SUSPEND)) { queue.append(.suspend) }
        if bytes.contains(UInt8(WRKAUD_WAKE_CONTINUE)) { resume() }
        if bytes.contains(UInt8(WRKAUD_WAKE_RESIZE)) { takeSize() }
        if bytes.contains(UInt8(WRKAUD_WAKE_MESSAGE)) { queue.append(.wakeup) }
    }

    /// Goes on after a stop that nobody announced (SIGSTOP): the shell has used the terminal since.
    private func resume() {
        reset_prog_mode()
        redraw()
        takeSize()
    }

    private func takeSize() {
        var rows: Int32 = 0
        var columns: Int32 = 0
        if wrkaud_window_size(output, &rows, &columns) == 0, rows > 0, columns > 0 {
            resizeterm(rows, columns)
        }
        redraw()
        queue.append(.event(.resize(rows: size.rows, columns: size.columns)))
    }

    /// Gives the terminal to the shell until the program is continued (Ctrl-Z, fg).
    package func suspend() {
        leave()
        wrkaud_stop_here()
        _ = wakePipe.drain()
        reset_prog_mode()
        arm()
        takeSize()
        // A result may have come while nothing ran.
        queue.append(.wakeup)
    }
}
