import Catalog

/// What a site calls its columns: `--map`, for logs of exit programs and other tables that no table here knows.
///
///     # our FTP exit program
///     LOG TIME = ENTRY_TIMESTAMP
///     PROFILE  = USER_NAME
///
/// A line a column: its heading, then the canonical column. Blank lines and those that begin with `#` say nothing.
package struct ColumnMap: Sendable, Equatable {
    /// By normalised heading.
    private var columns: [String: String] = [:]

    package init() {}

    package var isEmpty: Bool { columns.isEmpty }

    /// Normalised.
    var headings: [String] { Array(columns.keys) }

    /// Reads the lines of a map; later ones go before earlier ones.
    ///
    /// - Parameter path: For messages.
    /// - Throws: `SourceError` for a line that is none, or a column that the catalog does not have.
    package mutating func read(_ text: String, path: String) throws {
        for (number, line) in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).enumerated() {
            let line = String(line).trimmed
            if line.isEmpty || line.hasPrefix("#") { continue }
            // A heading may hold the sign, a column does not.
            guard let sign = line.lastIndex(of: "=") else {
                throw SourceError(
                    path: path, reason: "line \(number + 1) is no mapping: '\(line.prefix(60))'",
                    remedy: "Write HEADING = COLUMN, such as PROFILE = USER_NAME.")
            }
            let heading = CSVNames.normalised(String(line[..<sign]))
            let column = String(line[line.index(after: sign)...]).trimmed.uppercased()
            guard !heading.isEmpty, let known = AuditCatalog.column(column), !known.isDerived else {
                throw SourceError(
                    path: path, reason: "line \(number + 1): there is no column \(column.isEmpty ? "behind the =" : column)",
                    remedy: "'wrkaud columns' and the catalog's entry types list the columns.")
            }
            columns[heading] = column
        }
    }

    /// The canonical name of a normalised heading, or the heading itself.
    func name(_ heading: String) -> String { columns[heading] ?? heading }

    func has(_ heading: String) -> Bool { columns[CSVNames.normalised(heading)] != nil }
}
