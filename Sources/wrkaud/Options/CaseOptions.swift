import ArgumentParser

/// `--case` and `--names`, wherever entries are shown or written.
struct CaseOptions: ParsableArguments {
    @Option(
        name: .customLong("case"),
        help: ArgumentHelp(
            "Case file with marks, notes and views; without it, case.txt of the settings folder.", valueName: "file"))
    var caseFile: String?

    @Option(
        name: .customLong("names"),
        help: ArgumentHelp(
            "Names of addresses, networks (10.0.0.0/8 = Head office) and user profiles, besides those of names.txt in the settings folder. May be repeated.",
            valueName: "file"))
    var nameFiles: [String] = []

    /// The files of names as they were given, for commands that repeat a step.
    var nameArguments: [String] { nameFiles.flatMap { ["--names", $0] } }
}
