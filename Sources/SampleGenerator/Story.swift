/// The invented story behind the samples, as `story.tsv` tells it.
///
/// Rows are tab-separated; lines that begin with `#` are chapter headings. The first cell is the kind:
///
///     job       ann   104265/ANN/QPADEV0007  ANN  10.20.1.34  51877  I   QCMD  QSYS
///     receiver  AUDRCV0041
///     skip      412
///     2026-11-02 07:58:11.204517  PW  ann  ENTRY_TYPE=P  AUDIT_USER_NAME=ANN
///
/// `receiver` names the receiver of the entries below it, `skip` leaves out that many sequence numbers. An entry names
/// its type (`J PR` for another journal code than T), its job, and columns with values; keys in lower case
/// (`object`, `path`, `target`) stand for several columns.
package struct Story: Sendable {
    package var entries: [StoryEntry] = []

    /// A line that does not say what it should.
    package struct Mistake: Error, CustomStringConvertible {
        package let line: Int
        package let reason: String
        package var description: String { "story line \(line): \(reason)" }
    }

    package init(_ text: String) throws {
        var jobs: [String: StoryJob] = [:]
        var receiver = ""
        var sequence = firstSequenceNumber
        for (number, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            let cells = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
            guard let kind = cells.first, !kind.isEmpty, !kind.hasPrefix("#") else { continue }
            func mistake(_ reason: String) -> Mistake { Mistake(line: number + 1, reason: reason) }
            switch kind {
            case "job":
                guard let job = StoryJob(cells) else { throw mistake("a job has nine cells") }
                jobs[cells[1]] = job
            case "receiver":
                guard cells.count == 2 else { throw mistake("which receiver?") }
                receiver = cells[1]
            case "skip":
                guard cells.count == 2, let count = Int(cells[1]) else { throw mistake("how many entries?") }
                sequence += count
            default:
                guard cells.count >= 3, let job = jobs[cells[2]] else { throw mistake("no such job") }
                var values: [(String, String)] = []
                for cell in cells.dropFirst(3) {
                    guard let equals = cell.firstIndex(of: "=") else { throw mistake("no = in \(cell)") }
                    values.append((String(cell[..<equals]), String(cell[cell.index(after: equals)...])))
                }
                entries.append(
                    StoryEntry(
                        time: kind, type: cells[1], job: job, receiver: receiver, sequence: sequence, given: values,
                        jobs: jobs))
                sequence += 1
            }
        }
    }
}

/// The journal was there long before the story.
private let firstSequenceNumber = 8_412_077

/// A job of the story: number/user/name, current user, address and port of its client (empty without), job type and
/// subtype, program.
package struct StoryJob: Sendable {
    package let number: String
    package let user: String
    package let name: String
    package let currentUser: String
    package let address: String
    package let port: String
    package let type: String
    package let program: String
    package let programLibrary: String

    init?(_ cells: [String]) {
        guard cells.count == 9 else { return nil }
        let parts = cells[2].split(separator: "/").map(String.init)
        guard parts.count == 3 else { return nil }
        (number, user, name) = (parts[0], parts[1], parts[2])
        (currentUser, address, port, type) = (cells[3], cells[4], cells[5], cells[6])
        (program, programLibrary) = (cells[7], cells[8])
    }

    var isInteractive: Bool { type == "I" }
}
