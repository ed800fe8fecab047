import ArgumentParser
import Columns
import Export
import Glibc
import Query
import Records
import Synchronization

/// A wrong option or expression, in one sentence.
struct UsageError: Error, Equatable {
    var message: String
    init(_ message: String) { self.message = message }
}

/// The one place where what went wrong becomes a sentence on standard error and an exit code.
enum CommandEnd {
    static let couldNot: Int32 = 1
    static let somethingMissing: Int32 = 3
    static let wrongUsage: Int32 = 64

    private static let isIncomplete = Atomic(false)

    /// A source broke off: what the command does is done with the part that was read, and it ends with 1.
    static func somethingWasNotRead() { isIncomplete.store(true, ordering: .relaxed) }

    /// Runs the work of a command.
    ///
    /// - Parameter body: Returns the exit code.
    /// - Throws: `ExitCode` only.
    static func runWithCode(_ body: () throws -> Int32) throws {
        EndSignals.install()
        var code: Int32
        do {
            code = try body()
        } catch {
            code = report(error)
        }
        StandardError.clear()
        if code == 0, isIncomplete.load(ordering: .relaxed) { code = couldNot }
        if code != 0 { throw ExitCode(code) }
    }

    static func run(_ body: () throws -> Void) throws {
        try runWithCode {
            try body()
            return 0
        }
    }

    private static func report(_ error: any Error) -> Int32 {
        switch error {
        case is OutputClosed: return 0
        case let error as UsageError:
            StandardError.line(error.message)
            return wrongUsage
        case let error as FilterError:
            for line in error.lines() { StandardError.line(line) }
            return wrongUsage
        case is Cancelled:
            StandardError.line("Stopped; nothing was written.")
            return couldNot
        default:
            StandardError.line(sentence(error))
            return couldNot
        }
    }

    /// What happened, where, and what to do.
    static func sentence(_ error: any Error) -> String {
        switch error {
        case let error as SourceError: error.description
        case let error as FileProblem: error.description
        case let error as FilterError: error.description
        default: "\(error)"
        }
    }
}

/// Signals that end a command: unfinished files are taken away, then the signal does its work (exit 128 + its number).
/// A signal that was ignored when the command started, as by `nohup`, goes on being ignored.
enum EndSignals {
    private static let ending = [SIGHUP, SIGINT, SIGQUIT, SIGTERM]

    static func install() {
        // a closed pipe is told by write(), and ends the command quietly
        signal(SIGPIPE, SIG_IGN)
        // so is a file that grew past the limit
        signal(SIGXFSZ, SIG_IGN)
        // makes the table the handler reads
        UnfinishedFiles.removeAll()
        for number in ending where !isIgnored(number) {
            signal(number) { number in
                UnfinishedFiles.removeAll()
                signal(number, SIG_DFL)
                raise(number)
            }
        }
    }

    private static func isIgnored(_ number: Int32) -> Bool {
        var current = sigaction()
        guard sigaction(number, nil, &current) == 0 else { return false }
        return unsafeBitCast(current.__sigaction_handler.sa_handler, to: Int.self) == unsafeBitCast(SIG_IGN, to: Int.self)
    }
}
