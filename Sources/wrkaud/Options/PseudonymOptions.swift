import ArgumentParser
import Cases
import JournalIndex

/// `--pseudonymise`: exports that can be handed on without naming anybody.
struct PseudonymOptions: ParsableArguments {
    @Flag(help: "Replace users, addresses, jobs, devices and other names by pseudonyms; says what is replaced and what is left out.")
    var pseudonymise = false

    @Option(
        help: ArgumentHelp(
            "Secret that pseudonyms are made with; made when it is not there. Without it: FILE.key beside --case FILE, else pseudonym.key in the settings folder.",
            valueName: "file"))
    var pseudonymKey: String?

    func validate() throws {
        guard pseudonymise || pseudonymKey == nil else { throw ValidationError("--pseudonym-key needs --pseudonymise.") }
    }

    /// - Throws: `FileProblem`, `UsageError`.
    func key(_ options: CaseOptions, sources: [String]) throws -> PseudonymKey {
        guard let path = pseudonymKey ?? options.caseFile.map({ $0 + ".key" }) ?? SettingsFolder.path("pseudonym.key") else {
            throw UsageError("There is no place for the key of pseudonyms. Name one with --pseudonym-key FILE.")
        }
        let (key, isNew) = try PseudonymKey.at(path, sources: sources)
        if isNew { StandardError.line("\(path): a new key of pseudonyms was made. Keep it secret: who has it can undo them.") }
        return key
    }

    /// The columns that are written, and a sentence for each thing that is done with columns.
    ///
    /// - Throws: `UsageError` when nothing would be left.
    static func columns(_ names: [String], _ journal: PseudonymousJournal) throws -> [String] {
        var byPolicy: [PseudonymPolicy: [String]] = [:]
        for name in names { byPolicy[policy(name, journal), default: []].append(name) }
        func tell(_ what: String, _ policies: [PseudonymPolicy]) {
            let columns = names.filter { policies.contains(policy($0, journal)) }
            if !columns.isEmpty { StandardError.line("\(what): \(columns.joined(separator: ", ")).") }
        }
        tell("Replaced by pseudonyms", [.replace])
        tell("Replaced but for codes", [.keepCodes])
        tell("Told anew with pseudonyms", [.retell])
        tell("Left as they are", [.keep])
        tell("Left out", [.drop])
        let left = names.filter { policy($0, journal) != .drop }
        guard !left.isEmpty else { throw UsageError("None of these columns can be written with pseudonyms.") }
        return left
    }

    /// A column that these entries do not have is empty.
    static func policy(_ name: String, _ journal: PseudonymousJournal) -> PseudonymPolicy {
        journal.schema.id(name).map { journal.policy($0) } ?? .keep
    }
}
