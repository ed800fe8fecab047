import Foundation
import Testing

/// What a run of the built program gave.
struct Run {
    var code: Int32
    var out: String
    var err: String
    /// Lines of standard output.
    var lines: [String] { out.split(separator: "\n").map(String.init) }
}

/// Runs the program that was built beside these tests.
func wrkaud(_ arguments: String..., input: String? = nil, in folder: Folder? = nil) throws -> Run {
    try wrkaud(arguments, input: input, in: folder)
}

func wrkaud(_ arguments: [String], input: String? = nil, in folder: Folder? = nil) throws -> Run {
    try run(#require(Program.url), arguments, input: input, in: folder)
}

/// Runs a line of shell; `$0` is the program, `$1` and on are `arguments`.
func shell(_ line: String, _ arguments: [String]) throws -> Run {
    try run(URL(fileURLWithPath: "/bin/sh"), ["-c", line, #require(Program.url).path] + arguments)
}

private func run(_ program: URL, _ arguments: [String], input: String? = nil, in folder: Folder? = nil) throws -> Run {
    let process = Process()
    process.executableURL = program
    process.arguments = arguments
    if let folder { process.currentDirectoryURL = URL(fileURLWithPath: folder.path) }
    let (out, err, stdin) = (Pipe(), Pipe(), Pipe())
    (process.standardOutput, process.standardError) = (out, err)
    process.standardInput = input == nil ? FileHandle.nullDevice as Any : stdin
    try process.run()
    if let input {
        try stdin.fileHandleForWriting.write(contentsOf: Data(input.utf8))
        try stdin.fileHandleForWriting.close()
    }
    // both pipes are drained at once: a full one would stop the program
    let errors = DrainedPipe(err)
    let output = out.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    let code = process.terminationReason == .exit ? process.terminationStatus : 128 + process.terminationStatus
    return Run(code: code, out: String(decoding: output, as: UTF8.self), err: errors.text)
}

private final class DrainedPipe: @unchecked Sendable {
    private let group = DispatchGroup()
    private var data = Data()

    init(_ pipe: Pipe) {
        DispatchQueue.global().async(group: group) { self.data = pipe.fileHandleForReading.readDataToEndOfFile() }
    }

    var text: String {
        group.wait()
        return String(decoding: data, as: UTF8.self)
    }
}

enum Program {
    /// `wrkaud` in the folder of the test program.
    static let url: URL? = {
        let own = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
        let candidates = [own.path] + CommandLine.arguments
        return candidates.map { URL(fileURLWithPath: $0).deletingLastPathComponent().appendingPathComponent("wrkaud") }
            .first { FileManager.default.isExecutableFile(atPath: $0.path) }
    }()
}

/// A fresh folder of one test, gone with it.
final class Folder {
    let path: String

    init() throws {
        path = NSTemporaryDirectory() + "wrkaud-command-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    /// Writes a file and gives its path.
    @discardableResult
    func write(_ name: String, _ text: String) throws -> String {
        try Data(text.utf8).write(to: URL(fileURLWithPath: "\(path)/\(name)"))
        return "\(path)/\(name)"
    }

    func read(_ name: String) -> String? {
        FileManager.default.contents(atPath: "\(path)/\(name)").map { String(decoding: $0, as: UTF8.self) }
    }

    var names: [String] { ((try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []).sorted() }
}

/// Small inputs.
enum Sample {
    static let heading =
        "ENTRY_TIMESTAMP,SEQUENCE_NUMBER,JOURNAL_CODE,JOURNAL_ENTRY_TYPE,VIOLATION_TYPE,AUDIT_USER_NAME,USER_NAME,"
        + "REMOTE_ADDRESS,SYSTEM_NAME,RECEIVER_NAME"

    /// Enough entries to fill every pipe and buffer on the way.
    static let many =
        heading + "\n"
        + (1...20_000).map { "2026-04-08 07:00:00,\($0),T,PW,P,U\($0),Q,,PROD,R1\n" }.joined()

    /// Five PW entries of two users from two addresses.
    static let passwords = """
        \(heading)
        2026-04-08 07:00:00.000001,101,T,PW,P,MKELLY,QSYS,10.0.0.5,PROD,AUDRCV0041
        2026-04-08 07:00:05.000002,105,T,PW,P,MKELLY,QSYS,10.0.0.5,PROD,AUDRCV0041
        2026-04-08 08:10:00.000003,117,T,PW,U,ROOT,QSYS,203.0.113.9,PROD,AUDRCV0041
        2026-04-09 09:00:00.000004,130,T,PW,P,MKELLY,QSYS,203.0.113.9,PROD,AUDRCV0041
        2026-04-09 09:00:01.000005,131,T,PW,Q,QSECOFR,QSYS,,PROD,AUDRCV0041

        """
}
