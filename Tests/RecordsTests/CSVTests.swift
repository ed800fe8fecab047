import Catalog
import Records
import Testing

/// The report of IBM support document 7269032, shortened.
private let report = """
    JOB_EVENT_TIME,USER_NAME,JOB_NAME,JOB_TYPE,REAL_USER_PROFILE,ENTRY_TYPE,JOB_EVENT_TYPE,CONNECTION_TYPE,REMOTE_ADDRESS
    4/9/2026 7:07,V6CASTIL,QP0ZSPWP,BCI,V6CASTIL,E,End,SSH/Spawned Process,
    4/8/2026 15:47,V6CASTIL,QZDASOINIT,PJ,V6CASTIL,M,Change profile or group profile,ODBC / JDBC,172.16.3.250

    """

@Test func theSupportReportOpensWithItsColumnsUnderstood() throws {
    let table = try ReadTable(report)
    #expect(table.column("ENTRY_TIMESTAMP") == ["2026-04-09 07:07:00.000000", "2026-04-08 15:47:00.000000"])
    #expect(table.column("ENTRY_TYPE_DETAIL") == ["End", "Change profile or group profile"])
    #expect(table.column("JOURNAL_ENTRY_TYPE") == ["JS", "JS"])
    #expect(table.column("JOURNAL_CODE") == ["T", "T"])
    #expect(table.column("REMOTE_ADDRESS") == ["∅", "172.16.3.250"])
    #expect(table.column("REPORTED_CONNECTION_TYPE") == ["SSH/Spawned Process", "ODBC / JDBC"])
    #expect(table.fact("Entry type")?.contains("assumed") == true)
    #expect(table.fact("Dates in JOB_EVENT_TIME")?.contains("month first (assumed") == true)
    #expect(table.issues.isEmpty)
}
