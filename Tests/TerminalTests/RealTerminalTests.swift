import Glibc
import Testing

/// The terminal room on a real pseudo-terminal: what is seen, what is sent, and how it is given back.
@Suite(.serialized) struct RealTerminalTests {
    private func probe(
        _ arguments: [String] = [], environment: [String: String] = [:], rows: Int = 24, columns: Int = 80
    ) throws -> PseudoTerminal {
        try PseudoTerminal("TerminalProbe", arguments, environment: environment, rows: rows, columns: columns)
    }

    @Test(arguments: ["xterm-256color", "screen-256color", "xterm", "linux", "vt100", "vt220"])
    func paintsOnEveryTerminalAndGivesItBack(type: String) throws {
        let terminal = try probe(environment: ["TERM": type])
        try terminal.wait(for: "Probe 24x80")
        try terminal.wait(for: "emphasis")
        #expect(!terminal.modesAreAsBefore)
        // The cursor comes after the picture.
        try terminal.wait(for: "the cursor") { terminal.cursor == (row: 4, column: 10) }
        terminal.send("q")
        #expect(try terminal.waitForExit() == 0)
        #expect(terminal.modesAreAsBefore)
        #expect(terminal.text.contains("gone"))
    }

    @Test func alternateScreenIsLeft() throws {
        let terminal = try probe()
        try terminal.wait(for: "Probe 24x80")
        #expect(terminal.wrote("\u{1B}[?1049h"))
        terminal.send("\u{1B}OR")
        #expect(try terminal.waitForExit() == 0)
        #expect(terminal.wrote("\u{1B}[?1049l"))
        #expect(!terminal.text.contains("Probe"))
    }

    @Test func dumbTerminalIsRefusedInOneSentence() throws {
        let terminal = try probe(environment: ["TERM": "dumb"])
        #expect(try terminal.waitForExit() == 1)
        #expect(terminal.text.contains("The terminal type 'dumb' cannot place the cursor"))
        #expect(!terminal.wrote("\u{1B}"))
        #expect(terminal.modesAreAsBefore)
    }

    @Test func unknownTerminalIsReplacedWithANote() throws {
        let terminal = try probe(environment: ["TERM": "xterm-neverheardof"])
        try terminal.wait(for: "Terminal type xterm-neverheardof not known here; using xterm-256color.")
    }

    @Test func keysComeFromTheTerminalWhenInputIsAFile() throws {
        let nothing = open("/dev/null", O_RDONLY)
        defer { close(nothing) }
        let terminal = try PseudoTerminal("TerminalProbe", input: nothing)
        try terminal.wait(for: "emphasis")
        terminal.send("q")
        #expect(try terminal.waitForExit() == 0)
        #expect(terminal.modesAreAsBefore)
    }

    @Test func outputThatIsNoTerminalIsRefused() throws {
        let path = try PseudoTerminal.path(of: "TerminalProbe")
        let terminal = try PseudoTerminal("/bin/sh", ["-c", "'\(path)' | cat"])
        _ = try terminal.waitForExit()
        #expect(terminal.text.contains("The explorer needs a terminal for its input and output"))
        #expect(!terminal.wrote("\u{1B}"))
    }

    @Test(arguments: [(1, 1), (1, 80), (2, 2), (60, 200)])
    func everySizeIsASize(rows: Int, columns: Int) throws {
        let terminal = try probe(rows: rows, columns: columns)
        try terminal.wait(for: String("Probe \(rows)x\(columns)".prefix(columns)))
        terminal.send("q")
        #expect(try terminal.waitForExit() == 0)
    }

    @Test func resizeToTinyAndBackIsFollowed() throws {
        let terminal = try probe()
        try terminal.wait(for: "Probe 24x80")
        for (rows, columns) in [(1, 1), (5, 20), (27, 132), (24, 80)] {
            terminal.resize(rows: rows, columns: columns)
            try terminal.wait(for: String("Probe \(rows)x\(columns)".prefix(columns)))
        }
        try terminal.wait(for: "resize(rows: 24, columns: 80)")
    }

    @Test func environmentDoesNotOverrideTheRealSize() throws {
        let terminal = try probe(environment: ["LINES": "10", "COLUMNS": "30"])
        try terminal.wait(for: "Probe 24x80")
    }

    @Test func keysArriveByNameWhateverTheTerminalSends() throws {
        let terminal = try probe(environment: ["TERM": "screen-256color"])
        try terminal.wait(for: "Probe")
        for (sent, name) in [("\u{1B}[18;2~", "function(19)"), ("\u{1B}[34~", "function(20)"), ("\u{1B}[A", "up")] {
            terminal.send(sent)
            try terminal.wait(for: name)
        }
    }

    @Test func escapeShowsThatItWaitsAndThenGivesUp() throws {
        let terminal = try probe()
        try terminal.wait(for: "Probe")
        terminal.send("\u{1B}")
        try terminal.wait(for: "Esc-")
        try terminal.wait(for: "Key.escape")
        #expect(!terminal.line(0).contains("Esc-"))
        terminal.send("\u{7}")
        try terminal.wait(for: "C-g")
        terminal.send("&")
        try terminal.wait(for: "function(19)")
    }

    @Test func pasteIsNotTakenForCommands() throws {
        let terminal = try probe()
        try terminal.wait(for: "Probe")
        #expect(terminal.wrote("\u{1B}[?2004h"))
        terminal.send("\u{1B}[200~qqx\u{1B}]0;evil\u{7}\u{1B}[201~")
        try terminal.wait(for: "paste(\"qqx]0;evil\")")
        terminal.send("q")
        #expect(try terminal.waitForExit() == 0)
        #expect(terminal.wrote("\u{1B}[?2004l"))
    }

    @Test func hostileTextNeverReachesTheTerminal() throws {
        let terminal = try probe()
        try terminal.wait(for: "hostile .]0;owned..2J.x")
        #expect(!terminal.wrote("\u{1B}]0;owned"))
        #expect(!terminal.wrote("\u{9B}"))
        #expect(!terminal.wrote("\u{202E}"))
        #expect(!terminal.output.contains(0x07))
    }

    @Test func wideCharactersKeepTheirPlaces() throws {
        let terminal = try probe()
        try terminal.wait(for: "wide 監査|é|\u{1F511}|")
    }

    @Test func otherLocalesGetASCII() throws {
        let terminal = try probe(environment: ["LANG": "C", "LC_ALL": "C"])
        try terminal.wait(for: "wide ????|e|??|")
        #expect(terminal.output.allSatisfy { $0 < 0x80 })
    }

    @Test func missingUTF8LocaleIsNoReasonForASCII() throws {
        let terminal = try probe(environment: ["LANG": "xx_YY.UTF-8"])
        try terminal.wait(for: "wide 監査")
    }

    @Test func noColorMeansNoColour() throws {
        let terminal = try probe(environment: ["NO_COLOR": "1"])
        try terminal.wait(for: "emphasis")
        for color in 1...7 { #expect(!terminal.wrote("\u{1B}[3\(color)")) }
        #expect(terminal.attributes(3, 0) == [])
        #expect(terminal.attributes(4, 0) == .bold)
        #expect(terminal.attributes(6, 0) == .underline)
    }

    @Test func fieldsAreUnderscoresWhereNothingUnderlines() throws {
        let terminal = try probe(environment: ["TERM": "linux"])
        try terminal.wait(for: "field_________")
        let other = try probe()
        try other.wait(for: "emphasis")
        #expect(other.attributes(6, 13).contains(.underline))
        #expect(!other.text.contains("field_"))
    }

    @Test(arguments: [
        SIGTERM, SIGHUP, SIGINT, SIGQUIT, SIGALRM, SIGUSR1, SIGUSR2, SIGXCPU, SIGSEGV, SIGABRT, SIGBUS, SIGFPE, SIGILL, SIGTRAP,
    ])
    func everySignalGivesTheTerminalBack(number: Int32) throws {
        let terminal = try probe()
        try terminal.wait(for: "emphasis")
        terminal.signal(number)
        #expect(try terminal.waitForExit() == 128 + number)
        #expect(terminal.modesAreAsBefore)
        #expect(terminal.wrote("\u{1B}[?1049l"))
        #expect(terminal.wrote("\u{1B}[?2004l"))
        #expect(!terminal.text.contains("Probe"))
    }

    @Test func crashGivesTheTerminalBack() throws {
        let terminal = try probe()
        try terminal.wait(for: "emphasis")
        terminal.send("p")
        let status = try terminal.waitForExit()
        #expect(status == 128 + SIGILL || status == 128 + SIGTRAP)
        #expect(terminal.modesAreAsBefore)
        #expect(terminal.wrote("\u{1B}[?1049l"))
    }

    @Test func overflowOfTheStackGivesTheTerminalBack() throws {
        let terminal = try probe()
        try terminal.wait(for: "emphasis")
        terminal.send("o")
        #expect(try terminal.waitForExit() == 128 + SIGSEGV)
        #expect(terminal.modesAreAsBefore)
        #expect(terminal.wrote("\u{1B}[?1049l"))
    }

    @Test func stopsAndGoesOnUnderAShell() throws {
        let path = try PseudoTerminal.path(of: "TerminalProbe")
        let terminal = try PseudoTerminal("/bin/bash", ["--norc", "--noediting", "-i"], environment: ["PS1": "shell> "])
        try terminal.wait(for: "shell>")
        for command in [path, "fg"] {
            terminal.send(command + "\n")
            try terminal.wait(for: "Probe 24x80")
            try terminal.wait(for: "emphasis")
            terminal.send("\u{1A}")
            try terminal.wait(for: "Stopped")
            #expect(!terminal.text.contains("Probe 24x80"))
        }
        terminal.send("fg\n")
        try terminal.wait(for: "Probe 24x80")
        terminal.send("q")
        try terminal.wait(for: "gone")
    }

    @Test func goesOnAfterAStopNobodyAnnounced() throws {
        let terminal = try probe()
        try terminal.wait(for: "emphasis")
        terminal.signal(SIGSTOP)
        terminal.resize(rows: 20, columns: 60)
        terminal.signal(SIGCONT)
        try terminal.wait(for: "Probe 20x60")
    }

    @Test func exitGivesTheTerminalBack() throws {
        let terminal = try probe()
        try terminal.wait(for: "emphasis")
        terminal.send("x")
        #expect(try terminal.waitForExit() == 7)
        #expect(terminal.modesAreAsBefore)
        #expect(terminal.wrote("\u{1B}[?1049l"))
    }

    @Test func closedWindowEndsTheProgram() throws {
        let terminal = try probe()
        try terminal.wait(for: "emphasis")
        terminal.hangUp()
        #expect(try terminal.waitForExit() == 128 + SIGHUP)
    }

    @Test func backgroundThreadsWakeIt() throws {
        let terminal = try probe()
        try terminal.wait(for: "Probe")
        terminal.send("w")
        try terminal.wait(for: "wakeup")
    }

    @Test func nothingIsCopiedUnlessAllowed() throws {
        let terminal = try probe()
        try terminal.wait(for: "Probe")
        terminal.send("y")
        try terminal.wait(for: "copied false")
        #expect(!terminal.wrote("\u{1B}]52"))
        let allowed = try probe(["--copy"])
        try allowed.wait(for: "Probe")
        allowed.send("y")
        try allowed.wait(for: "copied true")
        #expect(allowed.wrote("\u{1B}]52;c;SlNNSVRI\u{7}"))
    }

    @Test func onlyWhatChangedIsSent() throws {
        let terminal = try probe()
        try terminal.wait(for: "emphasis")
        // Painted below the last of what a redraw sends: when it is seen, all of that has been read.
        terminal.send("\u{C}\u{1B}[A")
        try terminal.wait(for: "Key.up")
        let before = terminal.output.count
        terminal.send("\u{1B}[B")
        try terminal.wait(for: "Key.down")
        #expect(terminal.output.count - before < 120)
    }
}
