import CPseudoTerminal
import CVterm
import Glibc
import Testing

/// A program running in a pseudo-terminal, and the screen a person would see there.
///
/// Nothing sleeps: every wait is for something that can be seen, with a deadline far beyond what it ever takes.
final class PseudoTerminal {
    /// Everything the program has written.
    private(set) var output: [UInt8] = []
    private(set) var rows: Int
    private(set) var columns: Int
    let process: pid_t

    private var master: Int32 = -1
    private var slave: Int32 = -1
    private var status: Int32?
    private let emulator: OpaquePointer
    private let screen: OpaquePointer
    private let modesBefore: [UInt32]

    /// Seconds after which a test gives up; a busy machine needs far less.
    private static let deadline = 60.0

    struct GaveUp: Error, CustomStringConvertible { let description: String }

    /// - Parameters:
    ///   - program: Name of a program beside the tests, or a path.
    ///   - input: A file to use as standard input instead of the terminal.
    init(
        _ program: String, _ arguments: [String] = [], environment: [String: String] = [:], rows: Int = 24,
        columns: Int = 80, input: Int32 = -1
    ) throws {
        (self.rows, self.columns) = (rows, columns)
        let path = program.contains("/") ? program : try Self.path(of: program)
        var variables = ["TERM": "xterm-256color", "LANG": "C.UTF-8", "PATH": "/usr/bin:/bin", "SWIFT_BACKTRACE": "enable=no"]
        variables.merge(environment) { $1 }
        let argumentList = CStrings([path] + arguments)
        let environmentList = CStrings(variables.filter { !$0.value.isEmpty }.map { "\($0.key)=\($0.value)" })
        var modes = pty_modes()
        process = pty_start(
            path, argumentList.pointers, environmentList.pointers, Int32(rows), Int32(columns), input, &master, &slave,
            &modes)
        modesBefore = Self.list(modes)
        guard process > 0, let emulator = vterm_new(Int32(max(1, rows)), Int32(max(1, columns))) else {
            throw GaveUp(description: "no pseudo-terminal: errno \(errno)")
        }
        self.emulator = emulator
        vterm_set_utf8(emulator, 1)
        screen = vterm_obtain_screen(emulator)
        vterm_screen_enable_altscreen(screen, 1)
        vterm_screen_reset(screen, 1)
    }

    deinit {
        if status == nil {
            kill(process, SIGKILL)
            var ignored: Int32 = 0
            waitpid(process, &ignored, 0)
        }
        hangUp()
        vterm_free(emulator)
    }

    /// The program of that name in the folder of the test executable.
    static func path(of program: String) throws -> String {
        var buffer = [UInt8](repeating: 0, count: 4096)
        let count = buffer.withUnsafeMutableBytes {
            readlink("/proc/self/exe", $0.assumingMemoryBound(to: CChar.self).baseAddress!, $0.count)
        }
        let own = String(decoding: buffer[..<max(0, count)], as: UTF8.self)
        let path = own[..<(own.lastIndex(of: "/") ?? own.startIndex)] + "/" + program
        guard access(String(path), X_OK) == 0 else { throw GaveUp(description: "\(path) is not there") }
        return String(path)
    }

    // MARK: What a person does

    func send(_ text: String) { send(Array(text.utf8)) }

    func send(_ bytes: [UInt8]) {
        var left = bytes[...]
        while !left.isEmpty {
            let count = left.withUnsafeBytes { write(master, $0.baseAddress, $0.count) }
            if count > 0 { left = left.dropFirst(count) } else if !receive(milliseconds: 10) { return }
        }
    }

    func resize(rows: Int, columns: Int) {
        (self.rows, self.columns) = (rows, columns)
        vterm_set_size(emulator, Int32(max(1, rows)), Int32(max(1, columns)))
        pty_resize(master, Int32(rows), Int32(columns))
    }

    func signal(_ number: Int32) { kill(process, number) }

    /// Closes the window.
    func hangUp() {
        for descriptor in [master, slave] where descriptor >= 0 { close(descriptor) }
        (master, slave) = (-1, -1)
    }

    // MARK: What a person sees

    /// The screen as lines, trailing blanks trimmed.
    var text: String { (0..<rows).map(line).joined(separator: "\n") }

    func line(_ row: Int) -> String {
        var line = ""
        var scalars = [UInt32](repeating: 0, count: 6)
        for column in 0..<columns {
            let count = Int(vterm_shim_cell(screen, Int32(row), Int32(column), &scalars))
            if count == 0 { line += " " }
            for value in scalars.prefix(max(0, count)) { line.unicodeScalars.append(Unicode.Scalar(value) ?? "?") }
        }
        while line.last == " " { line.removeLast() }
        return line
    }

    struct Attributes: OptionSet {
        let rawValue: Int
        static let bold = Self(rawValue: VTERM_SHIM_BOLD)
        static let underline = Self(rawValue: VTERM_SHIM_UNDERLINE)
        static let reverse = Self(rawValue: VTERM_SHIM_REVERSE)
    }

    func attributes(_ row: Int, _ column: Int) -> Attributes {
        Attributes(rawValue: Int(vterm_shim_attributes(screen, Int32(row), Int32(column))))
    }

    var cursor: (row: Int, column: Int) {
        var row: Int32 = 0
        var column: Int32 = 0
        vterm_shim_cursor(emulator, &row, &column)
        return (Int(row), Int(column))
    }

    /// How often `text` was written.
    func count(of text: String) -> Int {
        let wanted = Array(text.utf8)
        return output.indices.count { output[$0...].starts(with: wanted) }
    }

    /// Whether `bytes` stand anywhere in what was written.
    func wrote(_ text: String) -> Bool { position(of: text) != nil }

    /// Control bytes and sequences in the output that no description of a terminal asks for: what a value smuggled in.
    /// Sequences of ncurses start with `ESC [` or are one of a few short ones.
    var commandsNobodyMeant: [String] {
        var found: Set<String> = []
        for (index, scalar) in String(decoding: output, as: UTF8.self).unicodeScalars.enumerated() {
            switch scalar.value {
            // 7: the program rings for a key that means nothing.
            case 0x07, 0x08, 0x09, 0x0A, 0x0D, 0x0F, 0x1B, 0x20..<0x7F: continue
            case 0..<0x20, 0x7F..<0xA0, 0x200B...0x200F, 0x2028...0x202E, 0x2066...0x2069, 0x61C, 0xFEFF, 0xFFFD:
                found.insert("U+\(String(scalar.value, radix: 16)) at \(index)")
            default: continue
            }
        }
        for (index, byte) in output.enumerated() where byte == 0x1B {
            let next = index + 1 < output.count ? output[index + 1] : 0
            if !Array("[()=>MDE78".utf8).contains(next) { found.insert("ESC \(UnicodeScalar(next)) at byte \(index)") }
        }
        return found.sorted()
    }

    /// Where `text` was written first, in bytes from the start.
    func position(of text: String) -> Int? {
        let wanted = Array(text.utf8)
        return output.indices.first { output[$0...].starts(with: wanted) }
    }

    // MARK: Waiting

    /// Reads what the program writes until `condition` holds.
    func wait(for what: String, _ condition: () -> Bool) throws {
        let end = Self.now() + Self.deadline
        while !condition() {
            _ = receive(milliseconds: 20)
            guard Self.now() < end else { throw GaveUp(description: "waited for \(what); the screen is:\n\(text)") }
        }
    }

    /// Reads until `text` is on the screen.
    func wait(for text: String) throws { try wait(for: "'\(text)'") { self.text.contains(text) } }

    /// Reads until the program ends, and returns its status as a shell shows it.
    func waitForExit() throws -> Int32 {
        try wait(for: "the end") { ended }
        while receive(milliseconds: 0) {}
        return status ?? -1
    }

    /// Whether the program has ended.
    var hasEnded: Bool { ended }

    private var ended: Bool {
        if status == nil {
            let now = pty_status(process)
            if now >= 0 { status = now }
        }
        return status != nil
    }

    /// Takes what the program has written; returns whether there was something.
    private func receive(milliseconds: Int32) -> Bool {
        guard master >= 0 else { return poll(nil, 0, milliseconds) > 0 }
        var ready = pollfd(fd: master, events: Int16(POLLIN), revents: 0)
        guard poll(&ready, 1, milliseconds) > 0 else { return false }
        var buffer = [UInt8](repeating: 0, count: 65536)
        let count = read(master, &buffer, buffer.count)
        guard count > 0 else { return false }
        output += buffer[..<count]
        buffer[..<count].withUnsafeBytes { bytes in
            _ = vterm_input_write(emulator, bytes.baseAddress?.assumingMemoryBound(to: CChar.self), count)
        }
        return true
    }

    private static func now() -> Double {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }

    // MARK: The modes of the terminal

    /// Whether the terminal has the modes it had before the program started.
    var modesAreAsBefore: Bool { Self.modes(slave) == modesBefore }

    private static func modes(_ descriptor: Int32) -> [UInt32] {
        list(pty_read_modes(descriptor))
    }

    private static func list(_ modes: pty_modes) -> [UInt32] { [modes.input, modes.output, modes.control, modes.local] }
}

/// Strings for C, freed together.
private final class CStrings {
    let pointers: [UnsafeMutablePointer<CChar>?]

    init(_ strings: [String]) { pointers = strings.map { strdup($0) } + [nil] }

    deinit { for pointer in pointers { free(pointer) } }
}
