import Canvas
import CNcurses
import CTerminal
import Glibc

/// The real terminal, from `init` until `stop`. One at a time, used by one thread; only the waker goes to others.
///
/// Whatever ends the program (a return, `exit`, a signal, a crash), the terminal is given back as it was found. It is
/// never asked anything: no query, no mouse.
package final class CursesTerminal {
    /// What the person should know: that TERM was unknown and what stands in for it.
    package let notice: String?
    /// Wakes `next()` from other threads.
    package let waker: TerminalWaker

    let input: Int32
    let output: Int32
    let wakePipe: WakePipe
    let window: UnsafeMutablePointer<WINDOW>
    let paint: Paint
    let isUTF8: Bool
    let options: TerminalOptions
    let savedModes: termios
    let strings: ControlStrings
    var decoder: KeyDecoder
    /// What the terminal shows; `nil` when that is not known.
    var shown: Grid?
    /// Complete events not yet taken.
    var queue: [Report] = []
    private var isStopped = false

    /// Takes the terminal.
    ///
    /// - Throws: `TerminalProblem` when there is none or it cannot place the cursor; nothing has been changed then.
    package init(_ options: TerminalOptions = TerminalOptions()) throws(TerminalProblem) {
        (input, output) = try Self.descriptors()
        guard let pipe = WakePipe() else { throw TerminalProblem("The system has no file descriptors left.") }
        var modes = termios()
        guard tcgetattr(output, &modes) == 0 else { throw .notATerminal }
        isUTF8 = Locale.adopt()
        // The real size counts, also when the window is not the one these were set for.
        unsetenv("LINES")
        unsetenv("COLUMNS")
        let type = try TerminalType.choose(output: output)
        wrkaud_signals_install(pipe.writing)
        guard let window = Self.open(type.name, input: input, output: output) else {
            wrkaud_signals_remove()
            throw .unknown(type.name)
        }
        self.window = window
        (wakePipe, waker) = (pipe, TerminalWaker(descriptor: pipe.writing))
        (savedModes, notice) = (modes, type.notice)
        self.options = options
        paint = Paint(colors: options.allowsColor && environment("NO_COLOR") == nil, onBlack: options.blackBackground)
        strings = ControlStrings()
        decoder = KeyDecoder(KeySequences(described: ControlStrings.describedKeys()))
        wbkgdset(window, chtype(paint.attributes(.normal)) | chtype(COLOR_PAIR(Int32(paint.pair(.normal)))))
        werase(window)
        arm()
    }

    deinit { stop() }

    /// Gives the terminal back. Further calls do nothing.
    package func stop() {
        if isStopped { return }
        isStopped = true
        wrkaud_interrupts_ignore()
        leave()
        wrkaud_signals_remove()
    }

    package var size: (rows: Int, columns: Int) { (Int(getmaxy(window)), Int(getmaxx(window))) }

    /// The terminal is ours: whatever happens from here on, it is given back.
    func arm() {
        strings.restoring.withUnsafeBufferPointer { bytes in
            bytes.withMemoryRebound(to: CChar.self) { wrkaud_restore_arm(output, $0.baseAddress, $0.count, [savedModes]) }
        }
        send(strings.pasteOn)
    }

    /// The terminal is the shell's.
    func leave() {
        send(strings.pasteOff)
        endwin()
        var modes = savedModes
        tcsetattr(output, TCSADRAIN, &modes)
        wrkaud_restore_disarm()
    }

    /// Writes bytes past ncurses, which has nothing half sent between two refreshes.
    func send(_ bytes: [UInt8]) {
        var left = bytes[...]
        while !left.isEmpty {
            let count = left.withUnsafeBytes { write(output, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { return }
            left = left.dropFirst(count)
        }
    }

    /// Keys come from standard input, or from the controlling terminal where that is a pipe with entries in it.
    private static func descriptors() throws(TerminalProblem) -> (input: Int32, output: Int32) {
        guard isatty(STDOUT_FILENO) == 1 else { throw .notATerminal }
        if isatty(STDIN_FILENO) == 1 { return (STDIN_FILENO, STDOUT_FILENO) }
        let terminal = Glibc.open("/dev/tty", O_RDWR | O_CLOEXEC)
        guard terminal >= 0 else { throw .notATerminal }
        return (terminal, STDOUT_FILENO)
    }

    private static func open(_ type: String, input: Int32, output: Int32) -> UnsafeMutablePointer<WINDOW>? {
        guard let from = fdopen(input, "r"), let to = fdopen(output, "w"), newterm(type, to, from) != nil,
            let window = wrkaud_screen_window()
        else { return nil }
        raw()
        noecho()
        nonl()
        // Only for the mode of the keypad: keys are read by KeyDecoder.
        keypad(window, true)
        // A refresh is not put off because keys wait: the loop drains them before it draws.
        typeahead(-1)
        scrollok(window, false)
        return window
    }
}
