import Testing

@testable import Catalog

@Suite struct TableRowsTests {
    /// `#expect` cannot change what it looks at.
    private func goes(_ rows: inout TableRows) -> Bool { rows.next() }

    @Test func cellsAreCutAtTabsAndRowsAtLineEnds() {
        var rows = TableRows("a\tbc\t\t12\nd")
        #expect(goes(&rows))
        #expect(rows.cellCount == 4)
        #expect(rows[0] == "a" && rows[1] == "bc" && rows[2] == "" && rows.number(3) == 12)
        #expect(rows.isEmpty(2) && rows.isEmpty(9) && rows[9] == "" && rows.number(9) == nil)
        #expect(rows.is(1, "bc") && !rows.is(1, "b") && !rows.is(1, "bd") && rows.is(9, ""))
        #expect(goes(&rows))
        #expect(rows[0] == "d" && rows.cellCount == 1)
        #expect(!goes(&rows))
    }

    @Test func rowsOfAKindAreFound() {
        let text = "sqlx\t0\nsql\t1\nfield\t2\ncode\t3\nsql\t4\nsql"
        var rows = TableRows(text)
        var found: [String] = []
        while rows.next("sql", or: "field") { found.append(rows[1]) }
        #expect(found == ["1", "2", "4"])
        rows = TableRows(text)
        var codes: [String] = []
        while rows.next("code") { codes.append(rows[1]) }
        #expect(codes == ["3"])
        rows = TableRows("")
        while rows.next("a", or: "b") { Issue.record("a row of nothing") }
        while rows.next() { Issue.record("a row of nothing") }
    }

    @Test func wordsArePartedByBlanks() {
        var rows = TableRows("x\tUSER_NAME JOB_USER\t é ")
        #expect(goes(&rows))
        #expect(rows.words(1) == ["USER_NAME", "JOB_USER"])
        #expect(rows.words(2) == ["é"] && rows.words(3) == [])
    }

    /// Comments and sources stay in the repository.
    @Test func embeddedTablesHaveNoComments() {
        #expect(CatalogText.files.count > 110)
        for file in CatalogText.files {
            var rows = TableRows(file.contents)
            while rows.next() { #expect(!rows[0].hasPrefix("#") && !rows[0].isEmpty, "\(file.path)") }
        }
    }
}
