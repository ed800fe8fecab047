import Foundation
import Testing

@testable import Query

@Suite struct FilterLanguageTests {
    private static let page = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "docs/filter-language.md")

    /// The page's tables are accepted anew by `make docs`.
    @Test func theTablesOfThePageAreThoseOfTheLanguage() throws {
        let text = try String(contentsOf: Self.page, encoding: .utf8)
        let (begin, end) = ("<!-- begin -->\n", "<!-- end -->")
        let from = try #require(text.range(of: begin)).upperBound
        let to = try #require(text.range(of: end)).lowerBound
        if ProcessInfo.processInfo.environment["WRKAUD_ACCEPT"] != nil {
            let whole = text[..<from] + FilterLanguage.referenceTables + text[to...]
            try String(whole).write(to: Self.page, atomically: true, encoding: .utf8)
        } else {
            #expect(String(text[from..<to]) == FilterLanguage.referenceTables)
        }
    }

    @Test func everyFilterOnThePageIsRead() throws {
        let text = try String(contentsOf: Self.page, encoding: .utf8)
        let block = try #require(text.split(separator: "```", omittingEmptySubsequences: false).dropFirst().first)
        for line in block.split(separator: "\n") {
            let filter = try Filter(String(line))
            #expect(try Filter(filter.text) == filter)
        }
    }

    @Test func theErrorOnThePageIsTheErrorOfTheProgram() throws {
        let text = try String(contentsOf: Self.page, encoding: .utf8)
        let error = try #require(throws: FilterError.self) {
            try Filter("usr = QSECOFR").check(against: EvaluationTests.journal.schema)
        }
        #expect(text.contains(error.lines().joined(separator: "\n")))
    }

    @Test(arguments: FilterLanguage.values.indices) func everyValueOfTheTableIsRead(_ index: Int) throws {
        let column = index == 4 ? "port = " : index == 5 ? "ip in " : index > 5 ? "time = " : "user = "
        for form in FilterLanguage.values[index].form.split(separator: "`") where form != " " {
            let filter = try Filter(column + form)
            if filter.parameters.isEmpty { try filter.check(against: EvaluationTests.journal.schema) }
        }
    }
}
