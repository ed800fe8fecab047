import Glibc

/// A result file whose user names try to act on the terminal; gone with the value's last use.
final class HostileFile {
    let path: String

    /// Names of one control or format character each, in commands that a terminal would obey.
    static let everyTrick: [String] = {
        var values = Array(UInt32(1)...0x1F) + Array(UInt32(0x7F)...0x9F)
        values += [0x200B, 0x200E, 0x202A, 0x202E, 0x2066, 0x2069, 0x2028, 0x061C, 0xFEFF, 0xFFFE, 0xE000]
        let names = values.compactMap(Unicode.Scalar.init).map { "A\(Character($0))]0;EVIL" }
        return names + [
            "\u{1B}[2J", "\u{1B}]0;EVIL\u{7}", "\u{1B}P1;EVIL\u{1B}\\", "\u{9B}2J", "\u{1B}[6n", "\u{1B}c",
            "\u{1B}]52;c;RVZJTA==\u{7}",
        ]
    }()

    init(users: [String]) throws {
        var template = Array("/tmp/wrkaud-hostile-XXXXXX.csv\0".utf8).map { CChar(bitPattern: $0) }
        let descriptor = mkstemps(&template, 4)
        guard descriptor >= 0 else { throw PseudoTerminal.GaveUp(description: "no temporary file: errno \(errno)") }
        path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
        var text = "ENTRY_TIMESTAMP,SEQUENCE_NUMBER,JOURNAL_ENTRY_TYPE,USER_NAME,JOB_NAME,REMOTE_ADDRESS\n"
        for (index, user) in users.enumerated() {
            let quoted = user.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"")
            text += "2026-11-02 08:00:00.000001,\(index + 1),PW,\"\(quoted)\",\"JOB\u{1B}[31m\",10.0.0.1\n"
        }
        let bytes = Array(text.utf8)
        let written = bytes.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
        close(descriptor)
        guard written == bytes.count else { throw PseudoTerminal.GaveUp(description: "\(path) cannot be written") }
    }

    deinit { unlink(path) }
}
