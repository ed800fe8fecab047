import Catalog
import Columns
import JournalIndex
import TestRandom
import Testing

@testable import Export

/// A text that is given as bytes is written as the cell that holds it.
@Suite struct TextBytesTests {
    private static let layout = ExportLayout(
        columns: SmallJournal([("A", .text, []), ("B", .text, [])]).schema.columns, widths: [12, 5])

    /// Every text of one and two bytes of ASCII, and some of what readers, spreadsheets and terminals take ill.
    private static let texts: [String] = {
        let characters = (0..<128).map { String(UnicodeScalar(UInt8($0))) }
        var texts = characters + characters.flatMap { first in characters.map { first + $0 } }
        let pieces = ["NULL", "null", "Null", "<NULL>", "<null>", "-", "N", "n", "<", ",", "\"", "\n", "\r", " ", "\t", "é", "漢", "🙂",
            "\u{FEFF}", "a", "QSECOFR", "/home/of/somebody", "\u{7F}", "\u{0}", "=", "\u{202E}"]
        var random = SplitMix(seed: 3)
        for count in 1...4 {
            for _ in 0..<2_000 { texts.append((0..<count).map { _ in pieces.randomElement(using: &random) ?? "" }.joined()) }
        }
        return texts
    }()

    @Test(arguments: ExportFormats.all.map { $0.name }, [false, true])
    func bytesAreWrittenAsTheirText(_ name: String, spreadsheet: Bool) throws {
        var layout = Self.layout
        layout.options.spreadsheet = spreadsheet
        let format = try #require(ExportFormats.named(name)).init(layout)
        for text in Self.texts {
            for column in 0..<2 {
                var asCell = ExportText(), asBytes = ExportText()
                format.append(.text(text), column: column, to: &asCell)
                format.append(Array(text.utf8).span, column: column, to: &asBytes)
                if asCell.bytes != asBytes.bytes { Issue.record("\(text.debugDescription) in column \(column)") }
            }
        }
    }
}
