import Foundation
import Testing

/// Cases, names and pseudonyms on the command line.
@Suite struct CaseCommandTests {
    private static let caseText = """
        wrkaud-case 1

        entry
          system PROD
          receiver AUDRCV0041
          sequence 117
          time 2026-04-08-08.10.00.000003
          type T PW U
          tags SCAN VPN
          note Nobody of ours.

        entry
          system PROD
          receiver AUDRCV0040
          sequence 5
          note Elsewhere.

        view
          name By night
          where type = PW
          where user = MKELLY
          off user = ROOT
          column SUBJECT
          column REMOTE_ADDRESS
          sort ENTRY_TIMESTAMP-

        """

    private func folder() throws -> (Folder, [String]) {
        let folder = try Folder()
        return (folder, [try folder.write("a.csv", Sample.passwords), "--case", try folder.write("case.txt", Self.caseText)])
    }

    @Test func marksTagsAndNotesAreColumns() throws {
        let (folder, arguments) = try folder()
        defer { withExtendedLifetime(folder) {} }
        let run = try wrkaud(["export"] + arguments + ["--where", "tag contains vpn", "--columns", "seq,marked,tag,note"])
        #expect(run.lines == ["SEQUENCE_NUMBER,MARKED,TAGS,NOTE", "117,YES,SCAN VPN,Nobody of ours."])
        #expect(run.err.contains("1 marked entry is here; 1 note found no entry and stay"))
        #expect(run.err.contains("PROD AUDRCV0040 5: Elsewhere."))
        #expect(folder.read("case.txt") == Self.caseText)
        let count = try wrkaud(["count"] + arguments + ["--by", "marked"])
        #expect(count.lines.dropFirst().map { $0.split(separator: ",", omittingEmptySubsequences: false)[1] } == ["4", "1"])
        let show = try wrkaud(["show"] + arguments + ["--sequence", "117"])
        #expect(show.out.contains("Nobody of ours."))
    }

    @Test func aViewIsExported() throws {
        let (folder, arguments) = try folder()
        defer { withExtendedLifetime(folder) {} }
        let run = try wrkaud(["export"] + arguments + ["--view", "by NIGHT"])
        #expect(run.lines == ["SUBJECT,REMOTE_ADDRESS", "MKELLY,203.0.113.9", "MKELLY,10.0.0.5", "MKELLY,10.0.0.5"])
        let narrowed = try wrkaud(["export"] + arguments + ["--view", "By night", "--where", "ip = 10.0.0.5", "--columns", "seq", "--sort", "seq"])
        #expect(narrowed.lines == ["SEQUENCE_NUMBER", "101", "105"])
        let none = try wrkaud(["export"] + arguments + ["--view", "By nihgt"])
        #expect(none.code == 64 && none.err.contains("By night"))
    }

    @Test func wrongCasesAndNamesAreToldInOneSentence() throws {
        let (folder, arguments) = try folder()
        let source = arguments[0]
        let missing = try wrkaud("export", source, "--case", folder.path + "/none.txt")
        #expect(missing.code == 1 && missing.err.contains("there is no such file"))
        let other = try wrkaud("export", source, "--case", source)
        #expect(other.code == 1 && other.err.contains("line 1"))
        let names = try wrkaud("export", source, "--names", try folder.write("names.txt", "10.0.0.0/8 = ok\n10.0.0.5/8 = no\n"))
        #expect(names.code == 64 && names.err.contains("line 2") && names.err.contains("10.0.0.0/8"))
        #expect(missing.out.isEmpty && other.out.isEmpty && names.out.isEmpty)
    }

    @Test func namesAreColumnsInFiltersAndCounts() throws {
        let folder = try Folder()
        let source = try folder.write("a.csv", Sample.passwords)
        let names = try folder.write("names.txt", "10.0.0.0/8 = Head office\n10.0.0.5 = desk\nMKELLY = Mary Kelly\n")
        let run = try wrkaud("count", source, "--names", names, "--where", "person = 'Mary Kelly'", "--by", "network,REMOTE_ADDRESS_NAME")
        #expect(run.lines.map { $0.split(separator: ",", omittingEmptySubsequences: false).prefix(3).joined(separator: ",") } == [
            "REMOTE_ADDRESS_NETWORK,REMOTE_ADDRESS_NAME,ENTRIES", "Head office,desk,2", ",,1",
        ])
    }

    @Test func pseudonymsAreTheSameWithinACase() throws {
        let (folder, arguments) = try folder()
        let first = try wrkaud(["export"] + arguments + ["--pseudonymise", "--columns", "all"])
        #expect(first.code == 0 && folder.names.contains("case.txt.key"))
        for secret in ["MKELLY", "ROOT", "10.0.0.5", "203.0.113.9", "Nobody", "SCAN", "a.csv", "PROD", folder.path] {
            #expect(!first.out.contains(secret), "\(secret)")
        }
        #expect(first.out.contains("QSECOFR") && first.out.contains("QSYS"))
        #expect(first.err.contains("Replaced by pseudonyms: ") && first.err.contains("Left out: "))
        let again = try wrkaud(["export"] + arguments + ["--pseudonymise", "--columns", "user,ip"])
        let user = try #require(again.lines.dropFirst().first?.split(separator: ",").first)
        #expect(first.out.contains(user) && !again.err.contains("a new key"))
        let other = try wrkaud(["export"] + arguments + ["--pseudonymise", "--pseudonym-key", folder.path + "/other.key", "--columns", "user"])
        #expect(!other.out.contains(user))
        let sorted = try wrkaud(["export"] + arguments + ["--pseudonymise", "--sort", "user"])
        #expect(sorted.code == 64 && sorted.err.contains("SUBJECT"))
        let own = try wrkaud(["export"] + arguments + ["--pseudonymise", "--output", folder.path + "/case.txt", "--force"])
        #expect(own.code == 1 && folder.read("case.txt") == Self.caseText)
    }

    @Test func anExportIsReadBackWithItsPseudonyms() throws {
        let (folder, arguments) = try folder()
        _ = try wrkaud(["export"] + arguments + ["--pseudonymise", "--output", folder.path + "/out.csv"])
        let count = try wrkaud("count", folder.path + "/out.csv", "--by", "ip")
        let original = try wrkaud("count", arguments[0], "--by", "ip")
        #expect(count.code == 0)
        #expect(count.lines.map { $0.split(separator: ",", omittingEmptySubsequences: false)[1] } == original.lines.map { $0.split(separator: ",", omittingEmptySubsequences: false)[1] })
    }
}
