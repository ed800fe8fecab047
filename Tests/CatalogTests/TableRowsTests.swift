import Testing

@testable import Catalog

@Suite struct TableRowsTests {
    @Test func cellsAreCutAtTabsAndRowsAtLineEnds() {
        var rows = TableRows("a\tbc\t\t12\nd")
        #expect(rows.next() && rows.cellCount == 4)
        #expect(rows[0] == "a" && rows[1] == "bc" && rows[2] == "" && rows.number(3) == 12)
        #expect(rows.isEmpty(2) && rows.isEmpty(9) && rows[9] == "" && rows.number(9) == nil)
        #expect(rows.is(1, "bc") && !rows.is(1, "b") && !rows.is(1, "bd") && rows.is(9, ""))
        #expect(rows.next() && rows[0] == "d" && rows.cellCount == 1)
        #expect(!rows.next())
    }

    @Test func rowsOfAKindAreFound() {
        let text = "sqlx\t0\nsql\t1\nfield\t2\ncode\t3\nsql\t4\nsql"
        var rows = TableRows(text)
        var found: [String] = []
        while rows.next("sql", or: "field") { found.append(rows[1]) }
        #expect(found == ["1", "2", "4"])
        rows = TableRows(text)
        #expect(rows.next("code") && rows[1] == "3")
        #expect(!rows.next("code"))
        rows = TableRows("")
        #expect(!rows.next() && !rows.next("a", or: "b"))
    }

    @Test func wordsArePartedByBlanks() {
        var rows = TableRows("x\tUSER_NAME JOB_USER\t é ")
        #expect(rows.next() && rows.words(1) == ["USER_NAME", "JOB_USER"] && rows.words(2) == ["é"] && rows.words(3) == [])
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
