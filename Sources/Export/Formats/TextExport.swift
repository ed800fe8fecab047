import Catalog
package import JournalIndex

/// A report in columns of fixed width under RUNQRY's headings, for people and printers.
///
/// Numbers stand at the right. Control characters and characters that could change how a line reads are replaced by
/// visible marks. A value longer than `ExportLayout.widestColumn` is cut and ends in `…`: whoever needs it exactly takes
/// CSV.
package struct TextExport: ExportFormat {
    package static let name = "text"
    package static let title = "A report in columns of fixed width, for people and printers"
    package static let fileExtension = "txt"
    package static let measures = true
    package static let trimsLines = true

    private let headings: [[String]]
    private let widths: [Int]
    private let isNumber: [Bool]

    package init(_ layout: ExportLayout) {
        let headings = layout.columns.map { ($0.heading.isEmpty ? [$0.name] : $0.heading).map(VisibleText.of) }
        self.headings = headings
        isNumber = layout.columns.map { $0.kind == .integer }
        widths = layout.columns.indices.map { index in
            let measured = layout.widths.indices.contains(index) ? layout.widths[index] : layout.columns[index].width
            return headings[index].reduce(max(1, measured)) { max($0, VisibleText.width($1)) }
        }
    }

    /// Headings stand at the bottom of their lines, a row of dashes below them.
    package func appendOpening(to text: inout ExportText) {
        let height = headings.map(\.count).max() ?? 0
        for line in 0..<height {
            for (column, heading) in headings.enumerated() {
                let index = line - (height - heading.count)
                pad(index < 0 ? "" : heading[index], column: column, to: &text)
            }
            endLine(&text)
        }
        for column in headings.indices {
            pad(String(repeating: "-", count: widths[column]), column: column, to: &text)
        }
        endLine(&text)
    }

    package func append(_ cell: Cell, column: Int, to text: inout ExportText) {
        switch cell {
        case .integer(let value):
            let length = ExportText.length(of: value)
            indent(column, isNumber[column] ? widths[column] - length : 0, &text)
            text.append(value)
            if !isNumber[column] { text.append(blanks: widths[column] - length) }
        case .timestamp(let value):
            indent(column, 0, &text)
            text.append(value)
            text.append(blanks: widths[column] - ExportText.timestampLength)
        default: pad(VisibleText.of(cell.exportText), column: column, to: &text)
        }
    }

    package var rowEnd: [UInt8] { [UInt8(ascii: "\n")] }

    private func endLine(_ text: inout ExportText) {
        text.dropTrailingBlanks()
        text.append(rowEnd)
    }

    private func pad(_ value: String, column: Int, to text: inout ExportText) {
        let width = widths[column]
        let length = VisibleText.width(value)
        let shown = length > width ? VisibleText.cut(value, to: width) : value
        let gap = width - (length > width ? VisibleText.width(shown) : length)
        indent(column, isNumber[column] ? gap : 0, &text)
        text.append(shown)
        if !isNumber[column] { text.append(blanks: gap) }
    }

    private func indent(_ column: Int, _ gap: Int, _ text: inout ExportText) {
        text.append(blanks: gap + (column > 0 ? 2 : 0))
    }
}
