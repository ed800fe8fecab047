import Catalog

/// ENTRY_DATA of a DISPLAY_JOURNAL result: entry-specific fields as hexadecimal digits in one cell.
struct CSVEntryData: Sendable {
    var typeCell: Int
    var dataCell: Int

    struct Entry {
        func field(_ column: Int) -> FieldRange { .absent }
    }

    func entry(type: UnsafeRawBufferPointer, content: UnsafeRawBufferPointer, at start: Int) -> Entry? { nil }
}
