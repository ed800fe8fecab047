import ArgumentParser
import Columns
import JournalIndex
import Query

struct CheckCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Tell what was read, what it covers in time and sequence, and what is missing.",
        discussion: """
            Gaps in the sequence numbers are expected where only some entry types were selected, and said to be so. \
            Where a whole journal was saved they are holes; numbers the system uses itself show with \
            DSPJRN INCHIDENT(*YES).

            Exit code 3: records that could not be read whole, missing receivers, or gaps that nothing explains.

              wrkaud check outfiles/
            """)

    @OptionGroup var input: RequiredSourceOptions

    func run() throws {
        try CommandEnd.runWithCode {
            let loaded = try Loading.loadAll(input.sources, input.reading)
            let coverage = try Coverage.of(loaded.index, CommandWork.make("Checking"))
            let broken = try IndexedJournal(loaded.index).rows(Filter("ERROR is not null"), CommandWork.make("Checking"))
            let report = CheckReport(sources: loaded.index.sources, coverage: coverage, withError: broken.ones)
            try withOutput { output in
                for line in report.lines { try output.line(line) }
            }
            return report.isMissingSomething ? CommandEnd.somethingMissing : 0
        }
    }
}
