import Catalog
package import Columns
package import JournalIndex

/// What the user may ask of an export besides its rows and columns.
package struct ExportOptions: Equatable, Sendable {
    /// For spreadsheets: byte order mark, CRLF, and cells that would run as a formula disarmed. CSV only.
    package var spreadsheet: Bool

    package init(spreadsheet: Bool = false) { self.spreadsheet = spreadsheet }
}

/// What a format knows before the first row.
package struct ExportLayout: Sendable {
    package var columns: [ColumnDefinition]
    package var options: ExportOptions
    /// Screen columns the longest value of each column needs, at most `ExportLayout.widestColumn`; empty where the
    /// format does not measure.
    package var widths: [Int]

    /// One hostile value must not make every line of a report as long as itself.
    package static let widestColumn = 120

    package init(columns: [ColumnDefinition], options: ExportOptions = ExportOptions(), widths: [Int] = []) {
        self.columns = columns
        self.options = options
        self.widths = widths
    }
}

/// A way of writing entries: one file in `Formats/` and one line in `ExportFormats.all`.
///
/// A format writes cells; which rows, in which blocks and on which core is the exporter's business. It is used from
/// several threads at once.
package protocol ExportFormat: Sendable {
    /// Name for `--format`.
    static var name: String { get }
    /// One line for help: what it is good for.
    static var title: String { get }
    /// Of suggested file names, without the dot.
    static var fileExtension: String { get }
    /// Whether `ExportLayout.widths` must be filled: costs a pass over the rows.
    static var measures: Bool { get }
    /// Whether blanks at the end of a line are left out.
    static var trimsLines: Bool { get }

    init(_ layout: ExportLayout)

    /// What stands before the first row (byte order mark, heading).
    func appendOpening(to text: inout ExportText)
    /// One cell with what stands before it (separator, name); `column` counts from 0 within the layout.
    ///
    /// The same cell always gives the same bytes: they are made once per distinct value.
    func append(_ cell: Cell, column: Int, to text: inout ExportText)
    /// The cell of a text, given as UTF-8 and not empty, as `append` writes it.
    func append(_ value: Span<UInt8>, column: Int, to text: inout ExportText)
    /// A column's numbers, or instants, one after the other, each as `append` writes it. There is one way to do it, which
    /// every format has compiled for itself.
    ///
    /// - Returns: Where each cell ends in `text`.
    func append(_ numbers: IntegerCells, areTimes: Bool, column: Int, to text: inout ExportText) -> [UInt32]
    /// What ends a row.
    var rowEnd: [UInt8] { get }
}

extension ExportFormat {
    package static var measures: Bool { false }
    package static var trimsLines: Bool { false }

    package func append(_ value: Span<UInt8>, column: Int, to text: inout ExportText) {
        let value = value.withUnsafeBufferPointer { String(decoding: $0, as: UTF8.self) }
        append(.text(value), column: column, to: &text)
    }

    package func append(_ numbers: IntegerCells, areTimes: Bool, column: Int, to text: inout ExportText) -> [UInt32] {
        numbers.values.indices.map { i in
            let state = numbers.states.isEmpty ? .value : CellState(rawValue: numbers.states[i]) ?? .absent
            switch state {
            case .value:
                let value = numbers.values[i]
                append(
                    areTimes ? .timestamp(Timestamp(microseconds: value)) : .integer(Int128(value)), column: column, to: &text)
            case .absent, .unreadable: append(.absent, column: column, to: &text)
            case .null: append(.null, column: column, to: &text)
            case .blank: append(.blank, column: column, to: &text)
            }
            return UInt32(truncatingIfNeeded: text.count)
        }
    }
}

package enum ExportFormats {
    /// Every format; the first is what `export` writes when nothing is said.
    package static let all: [any ExportFormat.Type] = [CSVExport.self, JSONLinesExport.self, TextExport.self]

    /// The format of this name, or `nil`.
    package static func named(_ name: String) -> (any ExportFormat.Type)? { all.first { $0.name == name } }
}
