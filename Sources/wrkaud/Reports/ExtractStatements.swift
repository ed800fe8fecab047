import Catalog
import Glibc

/// The statements that make files of audit journal entries on the IBM i.
struct ExtractStatements {
    var types: [String]
    var days: Int
    var library: String

    /// A system name: up to ten letters, digits, `$ # @ _`, no digit first.
    static func isName(_ text: String) -> Bool {
        func isLetter(_ c: Character) -> Bool { ("A"..."Z").contains(c) || "$#@".contains(c) }
        let name = text.uppercased()
        guard let first = name.first, name.count <= 10, isLetter(first) else { return false }
        return name.allSatisfy { isLetter($0) || ("0"..."9").contains($0) || $0 == "_" }
    }

    // MARK: SQL

    var sql: [String] {
        let served = types.filter(Set(AuditCatalog.sqlEntryTypes).contains)
        let others = types.filter { !served.contains($0) }
        var lines = [
            "-- Run in ACS Run SQL Scripts, save each result as CSV with column names (JDBC timestamps), then:",
            "--   wrkaud *.csv",
            "-- The AUDIT_JOURNAL services need IBM i 7.4 with a current Db2 PTF group, or later.",
        ]
        for type in served { lines += [""] + service(type) }
        if !others.isEmpty { lines += [""] + displayJournal(others) }
        return lines
    }

    /// The services do not say which entry type a row has: the statement adds it.
    private func service(_ type: String) -> [String] {
        [
            "-- \(title(type))",
            "SELECT 'T' AS JOURNAL_CODE, '\(type)' AS JOURNAL_ENTRY_TYPE, A.*",
            "  FROM TABLE(SYSTOOLS.AUDIT_JOURNAL_\(type)(",
            "         STARTING_TIMESTAMP => CURRENT TIMESTAMP - \(days) DAYS)) A;",
        ]
    }

    private func displayJournal(_ types: [String]) -> [String] {
        types.map { "-- \(title($0))" } + [
            "-- No AUDIT_JOURNAL service: the entry-specific data comes as hexadecimal digits, which wrkaud reads.",
            "SELECT ENTRY_TIMESTAMP, SEQUENCE_NUMBER, JOURNAL_CODE, JOURNAL_ENTRY_TYPE, JOB_NAME, JOB_USER, JOB_NUMBER,",
            #"       "CURRENT_USER", PROGRAM_NAME, PROGRAM_LIBRARY, REMOTE_PORT, REMOTE_ADDRESS, SYSTEM_NAME, RECEIVER_NAME,"#,
            "       RECEIVER_LIBRARY, HEX(ENTRY_DATA) AS ENTRY_DATA",
            "  FROM TABLE(QSYS2.DISPLAY_JOURNAL('QSYS', 'QAUDJRN',",
            "         STARTING_RECEIVER_NAME => '*CURAVLCHN', JOURNAL_CODES => 'T',",
            "         JOURNAL_ENTRY_TYPES => '\(types.joined(separator: " "))',",
            "         STARTING_TIMESTAMP => CURRENT TIMESTAMP - \(days) DAYS));",
        ]
    }

    // MARK: CL

    var cl: [String] {
        let from = startDate
        var lines = [
            "/* \(days) days back by the clock of this machine: from 20\(from.prefix(2))-\(from.dropFirst(2).prefix(2))-\(from.suffix(2)). */",
            "CHGJOB DATFMT(*YMD)",
        ]
        for type in types {
            lines += ["", "/* \(title(type)) */"]
            lines += [
                "CRTDUPOBJ OBJ(QASY\(type)J5) FROMLIB(QSYS) OBJTYPE(*FILE) TOLIB(\(library)) NEWOBJ(QAUDIT\(type))",
                "DSPJRN JRN(QSYS/QAUDJRN) RCVRNG(*CURCHAIN) FROMTIME(\(from) 000000) JRNCDE((T)) ENTTYP(\(type)) +",
                "       OUTPUT(*OUTFILE) OUTFILFMT(*TYPE5) OUTFILE(\(library)/QAUDIT\(type)) ENTDTALEN(*CALC)",
            ]
        }
        return lines + [""] + copyCommand(from) + [""] + transfer
    }

    private func copyCommand(_ from: String) -> [String] {
        [
            "/* Or, for all of them at once, instead of the commands above: */",
            "/* CPYAUDJRNE ENTTYP(\(types.joined(separator: " "))) OUTFILE(\(library)/QAUDIT) +",
            "              JRNRCV(*CURCHAIN) FROMTIME(\(from) 000000) */",
        ]
    }

    private var transfer: [String] {
        ["/* Then fetch them with FTP, as bytes: a transfer in text mode ruins them.", "   ftp SYSTEM", "   binary"]
            + types.map { "   get \(library)/QAUDIT\($0).QAUDIT\($0) QAUDIT\($0).bin" }
            + ["   quit", "   and open them: wrkaud *.bin */"]
    }

    private func title(_ type: String) -> String {
        "\(type) - \(AuditCatalog.entryType("T", type)?.title ?? "")"
    }

    /// `yymmdd`, as a job of DATFMT(*YMD) takes it.
    private var startDate: String {
        var now = time(nil) - days * 86_400
        var parts = tm()
        localtime_r(&now, &parts)
        func two(_ value: Int32) -> String { (value < 10 ? "0" : "") + String(value) }
        return two(parts.tm_year % 100) + two(parts.tm_mon + 1) + two(parts.tm_mday)
    }
}
