import Foundation
import Glibc
import Testing

/// The program itself on a pseudo-terminal, with the sample journal and with data that means harm.
@Suite(.serialized) struct ExplorerTests {
    private func explorer(
        _ arguments: [String] = [], type: String = "xterm-256color", rows: Int = 24, columns: Int = 80, input: Int32 = -1
    ) throws -> PseudoTerminal {
        try PseudoTerminal(
            "wrkaud", arguments, environment: ["TERM": type], rows: rows, columns: columns, input: input)
    }

    /// Opens sooner than the sample journal of many files.
    private static let smallFile = sampleData + "/csv/AUDIT_JOURNAL_PW.csv"

    private static let sampleData: String = {
        let folders = #filePath.split(separator: "/").dropLast(3).joined(separator: "/")
        return "/\(folders)/SampleData"
    }()

    @Test(arguments: [(24, 80), (27, 132), (50, 200)])
    func opensTheSampleJournal(rows: Int, columns: Int) throws {
        let terminal = try explorer(rows: rows, columns: columns)
        try terminal.wait(for: "Every entry")
        #expect(terminal.line(0).contains("Ask Questions"))
        terminal.send("\r")
        try terminal.wait(for: "000001")
        #expect(terminal.line(0).contains("Display Report"))
        terminal.send("qq")
        #expect(try terminal.waitForExit() == 0)
    }

    @Test(arguments: ["screen-256color", "tmux-256color", "linux", "vt100", "vt220", "xterm", "putty"])
    func everyTerminalTypeShowsTheReport(type: String) throws {
        let terminal = try explorer([Self.smallFile], type: type)
        try terminal.wait(for: "000001")
        terminal.send("q")
        #expect(try terminal.waitForExit() == 0)
        #expect(terminal.modesAreAsBefore)
    }

    @Test(arguments: ["\u{1B}OR", "\u{1B}[13~", "\u{1B}3", "\u{7}3", "Q", "q", "\u{1B}[24~"])
    func everyWayOutGivesTheTerminalBack(keys: String) throws {
        let terminal = try explorer([Self.smallFile])
        try terminal.wait(for: "000001")
        terminal.send(keys)
        #expect(try terminal.waitForExit() == 0)
        #expect(terminal.modesAreAsBefore)
        #expect(terminal.wrote("\u{1B}[?1049l"))
        #expect(!terminal.text.contains("Display Report"))
    }

    @Test(arguments: [SIGTERM, SIGHUP])
    func signalsGiveTheTerminalBack(number: Int32) throws {
        let terminal = try explorer([Self.smallFile])
        try terminal.wait(for: "000001")
        terminal.signal(number)
        #expect(try terminal.waitForExit() == 128 + number)
        #expect(terminal.modesAreAsBefore)
        #expect(terminal.wrote("\u{1B}[?1049l"))
    }

    /// However the program is ended, marks and notes that were not saved are offered at the next start.
    @Test(arguments: [SIGHUP, SIGTERM, SIGKILL, 0])
    func marksOutliveTheTerminal(number: Int32) throws {
        let home = FileManager.default.temporaryDirectory.path + "/wrkaud-home-\(UUID().uuidString)"
        defer { try? FileManager.default.removeItem(atPath: home) }
        func start() throws -> PseudoTerminal {
            try PseudoTerminal("wrkaud", [Self.smallFile], environment: ["HOME": home])
        }
        let first = try start()
        try first.wait(for: "000001")
        first.send("mm;VPN\tNobody of ours.\r")
        try first.wait(for: "Noted.")
        if number == 0 { first.hangUp() } else { first.signal(number) }
        #expect(try first.waitForExit() != 0)
        let second = try start()
        try second.wait(for: "Unsaved Changes")
        try second.wait(for: "VPN  Nobody of ours.")
        second.send("q")
        try second.wait(for: "000001")
        second.send("q")
        #expect(try second.waitForExit() == 0)
        let third = try start()
        try third.wait(for: "Unsaved Changes")
        third.send("\r")
        try third.wait(for: "The changes are in the case again.")
        third.send("M")
        try third.wait(for: "marked = YES 3")
        third.send("\u{13}")
        try third.wait(for: "Saved 3 marked entries")
        third.send("Q")
        #expect(try third.waitForExit() == 0)
        let names = try FileManager.default.contentsOfDirectory(atPath: home + "/.config/wrkaud")
        #expect(names == ["case.txt"])
        let fourth = try start()
        try fourth.wait(for: "000001")
        fourth.send("Q")
        #expect(try fourth.waitForExit() == 0)
    }

    /// Who leaves without saving was asked, and is not asked again.
    @Test func leavingWithoutSavingLeavesNothing() throws {
        let home = FileManager.default.temporaryDirectory.path + "/wrkaud-home-\(UUID().uuidString)"
        defer { try? FileManager.default.removeItem(atPath: home) }
        let terminal = try PseudoTerminal("wrkaud", [Self.smallFile], environment: ["HOME": home])
        try terminal.wait(for: "000001")
        terminal.send("m")
        try terminal.wait(for: "1 entry is marked")
        #expect(try FileManager.default.contentsOfDirectory(atPath: home + "/.config/wrkaud").count == 1)
        terminal.send("Q")
        try terminal.wait(for: "Leave wrkaud")
        terminal.send("Q")
        #expect(try terminal.waitForExit() == 0)
        #expect(try FileManager.default.contentsOfDirectory(atPath: home + "/.config/wrkaud") == [])
    }

    @Test func tinyWindowsAreSurvived() throws {
        let terminal = try explorer([Self.smallFile])
        try terminal.wait(for: "000001")
        for (rows, columns) in [(1, 1), (2, 2), (3, 200), (200, 3), (10, 40)] {
            terminal.resize(rows: rows, columns: columns)
            terminal.send("jlv\r")
        }
        terminal.resize(rows: 24, columns: 80)
        terminal.send("qqqqqqqq")
        #expect(try terminal.waitForExit() == 0)
    }

    /// Keys that come while the program leaves, Ctrl-C among them, do not end it in another way.
    @Test func interruptsWhileLeavingDoNothing() throws {
        let terminal = try explorer()
        try terminal.wait(for: "Every entry")
        terminal.send("q")
        while !terminal.hasEnded { terminal.send("\u{3}") }
        #expect(try terminal.waitForExit() == 0)
    }

    @Test func dumbTerminalGetsOneSentence() throws {
        let terminal = try explorer(type: "dumb")
        #expect(try terminal.waitForExit() == 1)
        #expect(!terminal.wrote("\u{1B}"))
        #expect(terminal.text.contains("cannot place the cursor"))
    }

    @Test func missingFileIsOneSentence() throws {
        let terminal = try explorer(["/nowhere/audit.csv"])
        #expect(try terminal.waitForExit() == 1)
        #expect(!terminal.wrote("\u{1B}"))
        #expect(terminal.text.contains("/nowhere/audit.csv"))
    }

    @Test func unknownColumnIsToldBeforeTheScreenIsTaken() throws {
        let terminal = try explorer(["--where", "NO_SUCH_COLUMN = 1"])
        #expect(try terminal.waitForExit() == 64)
        #expect(!terminal.wrote("\u{1B}"))
        #expect(terminal.text.contains("NO_SUCH_COLUMN"))
    }

    @Test func conditionOfTheCommandLineIsOnTheScreen() throws {
        let terminal = try explorer(["--where", "type = PW"])
        try terminal.wait(for: "000001")
        try terminal.wait(for: "type = PW")
    }

    @Test func questionOfTheCommandLineIsAskedWithWhatItLeavesOpen() throws {
        let terminal = try explorer(["--question", "user-connections"])
        try terminal.wait(for: "Ask Question")
        terminal.send("MARTA\r")
        try terminal.wait(for: "000001")
        terminal.send("Q")
        #expect(try terminal.waitForExit() == 0)
    }

    @Test func entriesComeFromStandardInputAndKeysFromTheTerminal() throws {
        let file = try HostileFile(users: ["JSMITH"])
        let input = open(file.path, O_RDONLY)
        defer { close(input) }
        let terminal = try explorer(["-"], input: input)
        try terminal.wait(for: "JSMITH")
        terminal.send("q")
        #expect(try terminal.waitForExit() == 0)
    }

    /// What a pipe has brought is shown while it goes on.
    @Test func aPipeThatPausesIsShownAsItComes() throws {
        var ends: [Int32] = [-1, -1]
        #expect(pipe(&ends) == 0)
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        defer { close(ends[0]) }
        func bring(_ rows: Range<Int>) {
            let text = rows.map { "2026-11-02 08:00:00.\(100_000 + $0),\($0),PW,U\($0),QPADEV0001\n" }.joined()
            _ = Array(text.utf8).withUnsafeBytes { write(ends[1], $0.baseAddress, $0.count) }
        }
        let heading = "ENTRY_TIMESTAMP,SEQUENCE_NUMBER,JOURNAL_ENTRY_TYPE,AUDIT_USER_NAME,DEVICE_NAME\n"
        _ = Array(heading.utf8).withUnsafeBytes { write(ends[1], $0.baseAddress, $0.count) }
        bring(0..<200)
        let terminal = try explorer(["-"], input: ends[0])
        try terminal.wait(for: "200 entries")
        bring(200..<300)
        try terminal.wait(for: "300 entries")
        close(ends[1])
        terminal.send("q")
        #expect(try terminal.waitForExit() == 0)
    }

    @Test func noControlOfAValueReachesTheTerminal() throws {
        let file = try HostileFile(users: HostileFile.everyTrick)
        let terminal = try explorer([file.path], columns: 132)
        try terminal.wait(for: "000001")
        // through the views, an entry and its bytes, and the values of a column; each is painted whole
        for keys in ["v", "v", "L", "L", "\r", "x", " ", "q", "F", "q", "j", "j", ",", "u"] {
            let paints = terminal.count(of: "\u{1B}[2J")
            terminal.send(keys + "\u{C}")
            try terminal.wait(for: "a new picture") { terminal.count(of: "\u{1B}[2J") > paints }
        }
        terminal.send("Q")
        #expect(try terminal.waitForExit() == 0)
        #expect(terminal.commandsNobodyMeant == [])
        for command in ["JOB\u{1B}[31m", "\u{1B}[6n", "\u{1B}c", "EVIL\u{7}"] { #expect(!terminal.wrote(command)) }
    }

    /// Every key but those that leave or write a file.
    private static let keys: [String] = {
        var keys = ["\r", "\t", "\u{7F}", "\u{C}", "\u{3}", "\u{1B}[200~PW*\u{1B}[201~"]
        keys += ["[A", "[B", "[C", "[D", "[5~", "[6~", "[Z", "[H", "[F", "[3~"].map { "\u{1B}" + $0 }
        for (index, symbol) in "1234567890-=!@#$%^&*()_+".enumerated() where index != 2 && index != 5 {
            keys.append("\u{7}\(symbol)")
        }
        for value in UInt8(0x20)...0x7E where value != UInt8(ascii: "Q") && value != UInt8(ascii: "w") {
            keys.append(String(UnicodeScalar(value)))
        }
        return keys
    }()

    /// Whatever is pressed, the program lives, or leaves because it was told to.
    @Test(arguments: [UInt64(1), 2, 3])
    func randomKeysAreSurvived(seed: UInt64) throws {
        var state = seed
        let terminal = try explorer()
        try terminal.wait(for: "Every entry")
        for round in 0..<400 where !terminal.hasEnded {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            let choice = Int(state >> 33)
            if round % 50 == 49 { terminal.resize(rows: choice % 40, columns: choice / 40 % 140) }
            terminal.send(Self.keys[choice % Self.keys.count])
        }
        terminal.resize(rows: 24, columns: 80)
        if !terminal.hasEnded { terminal.signal(SIGTERM) }
        let status = try terminal.waitForExit()
        #expect(status == 0 || status == 128 + SIGTERM, "ended with \(status), the screen was:\n\(terminal.text)")
        #expect(terminal.modesAreAsBefore)
    }
}
