import Records
import TestRandom
import Testing

/// RFC 4180, character by character: the model of the reader on input that keeps to it.
private func modelRows(_ text: String) -> [[String]] {
    var rows: [[String]] = []
    var row: [String] = []
    var cell = ""
    var isQuoted = false
    var wasQuoted = false
    let bytes = Array(text.unicodeScalars)
    var at = 0
    func shown() -> String {
        var text = cell
        while text.last == " " { text.removeLast() }
        if text.isEmpty { return wasQuoted || !cell.isEmpty ? "␣" : "∅" }
        return text
    }
    while at < bytes.count {
        let scalar = bytes[at]
        if isQuoted {
            if scalar == "\"", at + 1 < bytes.count, bytes[at + 1] == "\"" {
                cell.unicodeScalars.append("\"")
                at += 1
            } else if scalar == "\"" {
                isQuoted = false
            } else {
                cell.unicodeScalars.append(scalar)
            }
        } else if scalar == "\"" {
            isQuoted = true
            wasQuoted = true
        } else if scalar == "," || scalar == "\n" {
            row.append(shown())
            cell = ""
            wasQuoted = false
            if scalar == "\n" {
                rows.append(row)
                row = []
            }
        } else {
            cell.unicodeScalars.append(scalar)
        }
        at += 1
    }
    return rows
}

/// 221: quotes that look like data to a glance at their edges.
@Test(arguments: Array(0..<80) + [221]) func readerEqualsTheModel(_ seed: Int) throws {
    var random = SplitMix(seed: UInt64(seed) &+ 99)
    let width = Int.random(in: 2...5, using: &random)
    let alphabet = Array("ab c\"\",\nxyz")
    func cell() -> String {
        let text = String((0..<Int.random(in: 0...90, using: &random)).compactMap { _ in alphabet.randomElement(using: &random) })
        if text.contains("\"") || text.contains(",") || text.contains("\n") || Bool.random(using: &random) {
            return "\"" + text.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"") + "\""
        }
        return text
    }
    let heading = ["USER_NAME", "JOB_NAME", "JOB_USER", "PROGRAM_NAME", "SYSTEM_NAME"].prefix(width).joined(separator: ",")
    var text = heading + "\n"
    for _ in 0..<Int.random(in: 1...20, using: &random) {
        text += (0..<width).map { _ in cell() }.joined(separator: ",") + "\n"
    }
    let table = try ReadTable(text, options: InputOptions(format: "csv"))
    #expect(table.rows == Array(modelRows(text).dropFirst()))
    #expect(table.issues.isEmpty)
}
