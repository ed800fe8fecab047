package import Columns
package import Catalog

extension ColumnProvider {
    /// The columns that hold what the sources say: all but the computed ones.
    package var sourceColumns: [ColumnID] {
        presentColumns.filter { schema[$0].origin != .derived }
    }

    /// The rows of which a cell of the sources' columns, as it is exported, contains `needle`, case ignored.
    package func rows(containingText needle: String, _ work: Work) throws -> Bitmap {
        let needle = FoldedNeedle(needle)
        return try rows(whereAnyCell: { needle.stands(in: $0) }, work)
    }

    /// The rows of which a cell of the sources' columns satisfies `test`, which is given its UTF-8 text as exported.
    /// Empty cells never do.
    ///
    /// - Complexity: builds every column; text is tested once per distinct value, numbers and instants once per row.
    package func rows(whereAnyCell test: @Sendable (Span<UInt8>) -> Bool, _ work: Work) throws -> Bitmap {
        var found = Bitmap(count: count)
        for id in sourceColumns {
            try work.check()
            switch try column(id, work) {
            case .coded(let column):
                found.formUnion(try column.rows(whereCode: try column.dictionary.matches(work, test), work))
            case .integer(let column):
                found.formUnion(try column.rows(whereText: test, schema[id].kind, work))
            }
        }
        return found
    }
}

extension IntegerColumn {
    /// The rows whose number or instant, written as it is exported, satisfies `test`.
    package func rows(
        whereText test: (Span<UInt8>) -> Bool, _ kind: ValueKind, _ work: Work
    ) throws(Cancelled) -> Bitmap {
        var found = Bitmap(count: count)
        for row in 0..<count {
            if row % chunkRows == 0 { try work.check() }
            let text: String
            if let value = value(row) {
                text = kind == .timestamp ? Timestamp(microseconds: Int64(clamping: value)).text(.sql) : String(value)
            } else if let unread = unreadable[row], !unread.isEmpty {
                text = unread
            } else {
                continue
            }
            if test(text.utf8.span) { found[row] = true }
        }
        return found
    }
}
