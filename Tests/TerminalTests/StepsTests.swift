import Foundation
import Testing

/// The list of steps, as a person gets and runs it.
@Suite(.serialized) struct StepsTests {
    private static let sampleData: String = {
        let folders = #filePath.split(separator: "/").dropLast(3).joined(separator: "/")
        return "/\(folders)/SampleData"
    }()

    private let folder = NSTemporaryDirectory() + "wrkaud-steps-\(UUID().uuidString)"

    init() throws { try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true) }

    /// A step: what it gave, as the list says, and its command.
    private func steps(_ script: String) -> [(result: String, command: String)] {
        var steps: [(String, String)] = []
        var result = ""
        for line in script.split(separator: "\n") {
            if line.hasPrefix("# "), let colon = line.range(of: ": ", options: .backwards) { result = String(line[colon.upperBound...]) }
            if line.hasPrefix("wrkaud ") { steps.append((result, String(line))) }
        }
        return steps
    }

    /// Lines of the CSV that a command writes, without the heading.
    private func entries(_ command: String) throws -> Int {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/bin/sh")
        process.arguments = ["-c", command]
        let program = try PseudoTerminal.path(of: "wrkaud")
        process.environment = ["PATH": program.dropLast("/wrkaud".count) + ":/usr/bin:/bin", "HOME": folder]
        let (out, err) = (Pipe(), Pipe())
        (process.standardOutput, process.standardError) = (out, err)
        try process.run()
        let text = String(decoding: out.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        #expect(process.terminationStatus == 0, "\(command)")
        return text.split(separator: "\n").count - 1
    }

    @Test func everyCommandGivesWhatTheStepGave() throws {
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let terminal = try PseudoTerminal(
            "wrkaud", [Self.sampleData + "/outfiles"], environment: ["HOME": folder], rows: 27, columns: 132)
        try terminal.wait(for: "Every entry")
        terminal.send("\r")
        try terminal.wait(for: "000001")
        let tours: [(keys: String, shows: String)] = [
            (":where type = PW\r", "of 158"), ("jjj:around 7e\r", "7 entries before and after"), (":and type = PW\r", "of 158"),
            ("O", "lines of"), ("q", "Display Report"),
            ("FSUBJECT\r", "Count by"), ("q", "Display Report"), ("qB", "Everything within 10m"), ("q", "Display Report"),
            ("O", "lines of"), ("\r", "Display Report"), ("q", "Sign-on Ledger"), ("jjjj\r", "Display Report"),
            ("z", "Follow"), ("q", "Display Report"), ("q", "Sign-on Ledger"), ("m", "MARKS is not null"), ("S", "by user"),
            (":hours mon-fri 9-12\r", "H not mon-fri 9-12"), ("q", "Display Report"), ("K", "System SYSA"), ("q", "Display Report"),
        ]
        for tour in tours {
            terminal.send(tour.keys)
            try terminal.wait(for: tour.shows)
        }
        terminal.send("D")
        try terminal.wait(for: "Display Steps")
        terminal.send(":write \(folder)/steps.sh\r")
        try terminal.wait(for: "written to")
        terminal.send("Q")
        #expect(try terminal.waitForExit() == 0)
        let steps = steps(try String(contentsOfFile: folder + "/steps.sh", encoding: .utf8))
        #expect(steps.count >= 8)
        #expect(steps.contains { $0.command.hasPrefix("wrkaud ledger ") && $0.command.contains("--around") } && steps.contains { $0.command.contains("--evidence") })
        #expect(steps.contains { $0.command.contains("--having 'MARKS is not null'") && $0.command.contains("--hours 'mon-fri 9-12'") })
        #expect(steps.contains { $0.command.hasPrefix("wrkaud check ") })
        for (result, command) in steps where !command.hasPrefix("wrkaud check ") {
            let said = Int(result.prefix { $0.isNumber || $0 == "," }.filter(\.isNumber))
            #expect(try entries(command) == said, "\(result): \(command)")
        }
    }
}
