import ArgumentParser
import Ledger
import Records

/// Which hours are usual, and from which numbers on something is marked in the sign-on ledger.
struct LedgerOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "The usual hours, by the journal's clock, e.g. 'mon-fri 7-19'; 22-6 goes through midnight, on the days on which it begins.",
            valueName: "[days] from-to"))
    var hours: String?

    @Option(help: ArgumentHelp("Failed tries for so many users from one address are marked.", valueName: "n/minutes"))
    var manyUsers: String?

    @Option(help: ArgumentHelp("One user from so many addresses is marked.", valueName: "n/minutes"))
    var manyAddresses: String?

    @Option(help: ArgumentHelp("So many failed tries before a success are marked.", valueName: "n/minutes"))
    var failuresFirst: String?

    /// Those of `ledger.tsv` in the settings folder, where there are any, and of the options before them.
    ///
    /// - Throws: `UsageError`, `SourceError`.
    func settings() throws -> LedgerSettings {
        var settings = LedgerSettings()
        if let file = SettingsFolder.path("ledger.tsv"), SettingsFolder.exists(file) {
            try read(try TextFile.read(file, of: "settings"), of: file, into: &settings)
        }
        for (name, value) in [
            ("hours", hours), ("many-users", manyUsers), ("many-addresses", manyAddresses),
            ("failures-first", failuresFirst),
        ] {
            if let value, let reason = settings.set(name, value) { throw UsageError("--\(name) \(value): \(reason)") }
        }
        return settings
    }

    /// A name and a value to a line, with a tab or blanks between them; lines that start with `#` are comments.
    private func read(_ text: String, of file: String, into settings: inout LedgerSettings) throws {
        for (index, line) in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).enumerated() {
            let words = line.split { $0 == "\t" || $0 == " " }
            guard let name = words.first, !name.hasPrefix("#") else { continue }
            if let reason = settings.set(String(name), words.dropFirst().joined(separator: " ")) {
                throw UsageError("\(file), line \(index + 1): \(reason)")
            }
        }
    }
}
