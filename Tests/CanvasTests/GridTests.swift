import Testing

@testable import Canvas

@Suite struct GridTests {
    @Test func textIsCutAndPaddedToItsWidth() {
        var grid = Grid(rows: 1, columns: 12)
        grid.fill(row: 0, column: 0, rows: 1, columns: 12, with: "#")
        #expect(grid.put("QSECOFR", row: 0, column: 1, width: 9) == 10)
        #expect(grid.text == "#QSECOFR  ##")
        #expect(grid.put("QSECOFR", row: 0, column: 1, width: 3) == 4)
        #expect(grid.text == "#QSECOFR  ##")
        #expect(grid.put("ABCDE", row: 0, column: 10) == 12)
        #expect(grid.text == "#QSECOFR  AB")
    }

    @Test func wideCharactersTakeTwoCells() {
        var grid = Grid(rows: 1, columns: 5)
        #expect(grid.put("監a査", row: 0, column: 0) == 5)
        #expect(grid[0, 0].text == "監")
        #expect(grid[0, 1].text == "")
        #expect(grid[0, 2].text == "a")
        #expect(grid.text == "監a査")
    }

    @Test func halfCutWideCharacterIsABlank() {
        var grid = Grid(rows: 1, columns: 3)
        grid.put("監査", row: 0, column: 0)
        #expect(grid.text == "監")
        #expect(grid[0, 2].text == " ")
        grid.put("監", row: 0, column: -1)
        #expect(grid[0, 0].text == " ")
    }

    @Test func writingOverHalfAWideCharacterBlanksTheOtherHalf() {
        var grid = Grid(rows: 1, columns: 4)
        grid.put("監査", row: 0, column: 0)
        grid.put("x", row: 0, column: 1)
        #expect(grid.text == " x査")
        grid.put("y", row: 0, column: 2)
        #expect(grid.text == " xy")
        #expect(grid[0, 3].text == " ")
        grid.put("監", row: 0, column: 1)
        #expect(grid.text == " 監")
        #expect(grid[0, 3].text == " ")
    }

    @Test(arguments: 0...3, 0...3)
    func everySizeTakesEveryWrite(rows: Int, columns: Int) {
        var grid = Grid(rows: rows, columns: columns)
        for row in [-1, 0, 1, 2, 3, Int.max, Int.min] {
            for column in [-2, -1, 0, 1, 2, 3, Int.max, Int.min] {
                for width in [nil, -1, 0, 1, 2, 5, Int.max] {
                    grid.put("a監\u{1B}e\u{301}", row: row, column: column, width: width)
                    grid.fill(row: row, column: column, rows: width ?? 1, columns: width ?? 1, with: "監")
                    grid.setStyle(.cursor, row: row, column: column, width: width ?? 1)
                }
            }
        }
        #expect(grid.cells.count == rows * columns)
        for row in 0..<rows {
            var cells = 0
            for column in 0..<columns { cells += grid[row, column].text.isEmpty ? 0 : Sanitizer.width(of: grid[row, column].text) }
            #expect(cells == columns)
        }
    }

    @Test func negativeSizeIsEmpty() {
        #expect(Grid(rows: -1, columns: 5).text == "")
    }

    @Test func pictureComesBackAsItsText() {
        let picture = "  Display Report\n\n 000001 監査"
        #expect(Grid(picture: picture).text == picture)
    }

    @Test func asciiKeepsColumnsAndBaseLetters() {
        var grid = Grid(rows: 1, columns: 14)
        grid.put("Müller 監é€–\u{141}", row: 0, column: 0)
        #expect(grid.ascii().text == "Muller ??e?-L")
    }

    /// Two names that differ in what cannot be shown must not look alike, wherever they stand.
    @Test(arguments: Style.allCases) func likenessesAreToldFromWhatTheyAreLike(_ style: Style) {
        func shown(_ text: String) -> Grid {
            var grid = Grid(rows: 1, columns: 12)
            grid.put(text, row: 0, column: 0, style: style)
            return grid.ascii()
        }
        for (text, plain) in [("BRÜNO", "BRUNO"), ("BRU\u{308}NO", "BRUNO"), ("O\u{2019}BRIEN", "O'BRIEN"), ("監é€", "??e?"), ("a–b", "a-b")] {
            let (other, like) = (shown(text), shown(plain))
            #expect(other.text == like.text)
            #expect((other == like) == (style == .mark))
        }
        #expect(shown("\u{2588}\u{2591}\u{2502}\u{2500}\u{2583}") == shown("#.|--"))
    }

    @Test func restylingKeepsTextAndMarks() {
        var grid = Grid(rows: 1, columns: 3)
        grid.put("a\u{7}b", row: 0, column: 0)
        grid.setStyle(.cursor, row: 0, column: 0, width: 3)
        #expect(grid.cells.map(\.style) == [.cursor, .mark, .cursor])
        #expect(grid.text == "a.b")
    }
}
