import Foundation
import Testing

@Suite struct ExportCommandTests {
    let folder: Folder
    let file: String

    init() throws {
        folder = try Folder()
        file = try folder.write("pw.csv", Sample.passwords)
    }

    @Test func selectionColumnsSortAndLimitAreObeyed() throws {
        let run = try wrkaud(
            "export", file, "--where", "action = P", "--columns", "seq,AUDIT_USER_NAME,ip", "--sort", "seq-", "--limit", "2")
        #expect(run.code == 0)
        #expect(run.out == """
            SEQUENCE_NUMBER,AUDIT_USER_NAME,REMOTE_ADDRESS
            130,MKELLY,203.0.113.9
            105,MKELLY,10.0.0.5

            """)
        #expect(run.err.isEmpty)
    }

    @Test func exportReadsBackTheSame() throws {
        let once = try wrkaud("export", file)
        #expect(once.code == 0)
        let again = try wrkaud("export", try folder.write("again.csv", once.out))
        #expect(again.out == once.out)
        #expect(once.lines.count == 6)
    }

    @Test func standardInputIsASource() throws {
        let run = try wrkaud("export", "-", "--columns", "seq", "--limit", "1", input: Sample.passwords)
        #expect(run.out == "SEQUENCE_NUMBER\n101\n")
    }

    @Test func jsonAndTextAreWritten() throws {
        let json = try wrkaud("export", file, "--columns", "seq,ip", "--format", "jsonl", "--sort", "seq", "--limit", "1")
        #expect(json.out == #"{"SEQUENCE_NUMBER":101,"REMOTE_ADDRESS":"10.0.0.5"}"# + "\n")
        let text = try wrkaud("export", file, "--columns", "seq,ip", "--format", "text")
        #expect(text.lines.last == "            131" || text.lines.last?.hasSuffix("131") == true)
    }

    @Test func outputFileIsNotReplacedWithoutForce() throws {
        let target = try folder.write("out.csv", "old")
        let refused = try wrkaud("export", file, "--output", target)
        #expect(refused.code == 1)
        #expect(refused.err.contains("--force"))
        #expect(folder.read("out.csv") == "old")
        let replaced = try wrkaud("export", file, "--columns", "seq", "--output", target, "--force")
        #expect(replaced.code == 0)
        #expect(replaced.out.isEmpty)
        #expect(folder.read("out.csv")?.hasPrefix("SEQUENCE_NUMBER\n101\n") == true)
        #expect(folder.names == ["out.csv", "pw.csv"])
    }

    @Test func aDashIsStandardOutputAndNoFile() throws {
        let plain = try wrkaud("export", file, "--columns", "seq")
        let dashed = try wrkaud("export", file, "--columns", "seq", "--output", "-")
        #expect(dashed.code == 0 && dashed.out == plain.out && !dashed.out.isEmpty)
        let counted = try wrkaud("count", file, "--by", "type", "-o", "-")
        #expect(counted.out == (try wrkaud("count", file, "--by", "type")).out)
        #expect(folder.names == ["pw.csv"])
    }

    @Test func sourceIsNeverWrittenOver() throws {
        let run = try wrkaud("export", folder.path, "--output", "\(folder.path)/pw.csv", "--force")
        #expect(run.code == 1)
        #expect(run.err.contains("source"))
        #expect(folder.read("pw.csv") == Sample.passwords)
    }

    @Test func wrongExpressionIs64WithItsPlace() throws {
        let run = try wrkaud("export", file, "--where", "usr = QSECOFR")
        #expect(run.code == 64)
        #expect(run.out.isEmpty)
        let lines = run.err.split(separator: "\n")
        #expect(lines.count == 3)
        #expect(lines[0] == "usr = QSECOFR")
        #expect(lines[1] == "^^^")
        #expect(lines[2].contains("Did you mean user?"))
    }

    @Test func unknownColumnsAre64() throws {
        for option in [["--columns", "USR"], ["--sort", "USR-"]] {
            let run = try wrkaud(["export", file] + option)
            #expect(run.code == 64)
            #expect(run.err.contains("There is no column USR"))
        }
    }

    @Test func knownColumnThatTheSourceDoesNotHaveIsEmpty() throws {
        let run = try wrkaud("export", file, "--columns", "seq,REMOTE_PORT,JOB_NAME", "--limit", "1")
        #expect(run.out == "SEQUENCE_NUMBER,REMOTE_PORT,JOB_NAME\n101,,\n")
    }

    /// A short name for several columns means the same one whatever the sources have.
    @Test func objectIsTheWholeNameInEverySource() throws {
        let plain = try folder.write("af.csv", "ENTRY_TIMESTAMP,JOURNAL_ENTRY_TYPE,OBJECT_NAME,OBJECT_LIBRARY\n2026-04-08,AF,A,B\n")
        for source in [file, plain] {
            let run = try wrkaud("export", source, "--columns", "object")
            #expect(run.lines.first == "OBJECT")
        }
        #expect(try wrkaud("export", plain, "--columns", "object").lines.last == "B/A")
    }

    @Test func missingSourceIsOneSentenceAndExit1() throws {
        let run = try wrkaud("export", "\(folder.path)/nothing.csv")
        #expect(run.code == 1)
        #expect(run.out.isEmpty)
        #expect(run.err.split(separator: "\n").count == 1)
        #expect(run.err.contains("nothing.csv"))
    }

    @Test func emptyFileIsNoError() throws {
        let run = try wrkaud("export", try folder.write("empty.csv", ""))
        #expect(run.code == 0)
        #expect(run.err.contains("empty.csv"))
    }

    @Test func folderWithoutAReadableFileIsExit1() throws {
        let empty = try Folder()
        #expect(try wrkaud("export", empty.path).code == 1)
    }

    @Test func spreadsheetDisarmsWhatTheJournalHolds() throws {
        let hostile = Sample.passwords.replacingOccurrences(of: "ROOT", with: "=1+1")
        let run = try wrkaud(
            "export", try folder.write("hostile.csv", hostile), "--columns", "AUDIT_USER_NAME", "--where", "action = U",
            "--spreadsheet")
        #expect(run.out == "\u{FEFF}AUDIT_USER_NAME\r\n'=1+1\r\n")
    }

    @Test func closedPipeEndsQuietly() throws {
        let big = try folder.write("big.csv", Sample.many)
        let run = try shell("{ \"$0\" export \"$1\"; echo $? >&2; } | head -n 1", [big])
        #expect(run.out.contains("ENTRY_TIMESTAMP"))
        #expect(run.err == "0\n")
    }

    @Test func fullDiskIsOneSentenceAndLeavesNothing() throws {
        let big = try folder.write("big.csv", Sample.many)
        let standard = try shell("\"$0\" export \"$1\" > /dev/full", [big])
        #expect(standard.code == 1)
        #expect(standard.err.contains("disk is full") && standard.err.contains("not whole"))
        let limited = try shell("ulimit -f 8; \"$0\" export \"$1\" --output \"$2/out.csv\"", [big, folder.path])
        #expect(limited.code == 1)
        #expect(limited.err.contains("larger than allowed"))
        #expect(folder.names == ["big.csv", "pw.csv"])
    }

    /// As `nohup` asks: the command is told to end while it waits for entries, and goes on.
    @Test func signalsThatWereIgnoredAtTheStartStayIgnored() throws {
        let run = try shell(
            """
            trap '' HUP INT; mkfifo "$2/pipe"; "$0" export - --columns seq <"$2/pipe" & exec 3>"$2/pipe"
            kill -HUP $!; kill -INT $!; cat "$1" >&3; exec 3>&-; wait $!
            """, [file, folder.path])
        #expect(run.code == 0, "\(run.err)")
        #expect(run.lines.count == 6)
    }

    /// Every signal that ends a command by a key or a closed window takes unfinished files away first.
    @Test func signalsThatEndACommandAreCaught() throws {
        let run = try shell(
            #"""
            mkfifo "$2/pipe"
            bits() { printf '%d' "0x$(sed -n "s/^$1:.*\(.....\)$/\1/p" /proc/$$/status)"; }
            (exec 3>"$2/pipe"
            until [ $(($(bits SigCgt) & 0x4000)) -ne 0 ]; do sleep 0.02; done
            echo $((($(bits SigCgt) | $(bits SigIgn)) & 0x4007)); kill -TERM $$) &
            exec "$0" export - <"$2/pipe" >"$2/out" 2>&1
            """#, [file, folder.path])
        #expect(run.code == 128 + 15)
        #expect(run.out == "\(0x4007)\n")
    }

    @Test func aMistypedCommandIsNamed() throws {
        let run = try wrkaud("exprot", file)
        #expect(run.code == 64 && run.err == "There is no command and no file exprot. Did you mean wrkaud export?\n")
        #expect(try wrkaud("\(folder.path)/exprot").code == 1)
    }

    @Test func valuesCannotAddLinesToAReport() throws {
        let hostile = Sample.passwords.replacingOccurrences(of: "ROOT", with: "\"X\n  SUBJECT  QSECOFR\u{1B}[2J\"")
        let run = try wrkaud("show", try folder.write("hostile.csv", hostile), "--record", "3")
        #expect(run.code == 0)
        #expect(!run.lines.contains { $0.hasPrefix("  SUBJECT  QSECOFR") })
        #expect(!run.out.contains("\u{1B}"))
    }

    @Test func entriesNearOthersAreWritten() throws {
        let folder = try Folder()
        let file = try folder.write("audit.csv", Sample.passwords)
        func sequences(_ options: String...) throws -> [String] {
            let run = try wrkaud(["export", file, "--columns", "seq"] + options)
            #expect(run.code == 0, "\(run.err)")
            return Array(run.lines.dropFirst())
        }
        #expect(try sequences("--around", "seq = 105", "--within", "1") == ["101", "105", "117"])
        #expect(try sequences("--around", "seq in (101, 131)", "--within", "1") == ["101", "105", "130", "131"])
        #expect(try sequences("--around", "seq = 117", "--within", "0") == ["117"])
        #expect(try sequences("--around", "seq = 117").count == 5)
        #expect(try sequences("--around", "seq = 117", "--within", "9223372036854775807", "--sort", "seq-") == ["131", "130", "117", "105", "101"])
        #expect(try sequences("--around", "seq = 105", "--within", "1", "--where", "user = ROOT") == ["117"])
        #expect(try sequences("--around", "seq = 9") == [])
        let count = try wrkaud("count", file, "--by", "user", "--around", "seq = 105", "--within", "1")
        #expect(count.lines.dropFirst().map { $0.prefix { $0 != "," } } == ["MKELLY", "ROOT"])
        #expect(try wrkaud("export", file, "--within", "3").code == 64)
        #expect(try wrkaud("export", file, "--around", "seq = 1", "--within", "-3").code == 64)
        #expect(try wrkaud("export", file, "--around", "seq = = 1").code == 64)
    }

    @Test func entriesBehindLinesOfTheLedgerAreWritten() throws {
        let folder = try Folder()
        let file = try folder.write("audit.csv", Sample.passwords)
        func sequences(_ condition: String) throws -> [String] {
            let run = try wrkaud(["export", file, "--columns", "seq", "--evidence", condition])
            #expect(run.code == 0, "\(run.err)")
            return Array(run.lines.dropFirst())
        }
        #expect(try sequences("LINE = TRIES") == ["101", "105", "117", "130", "131"])
        #expect(try sequences("user = MKELLY and ip = 10.0.0.5") == ["101", "105"])
        #expect(try sequences("LINE = SESSION") == [])
        #expect(try wrkaud("export", file, "--evidence", "NOSUCH = 1").code == 64)
        #expect(try wrkaud("export", file, "--question", "signons", "--evidence", "LINE = TRIES").code == 64)
    }
}
