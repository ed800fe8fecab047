import CByteScan

/// How the cells of a sheet are written: what stands around the values, remembered while rows are read one by one, so that
/// rows like them are read by loops that compare bytes (`wrkaud_sheet_rows`).
struct SheetShapes {
    private let shared: SharedTexts
    private let dates: Set<Int>
    private var sheet = wrkaud_sheet()
    private var shapes: [wrkaud_sheet_shape] = []
    /// Beside `shapes`: what a value is.
    private var cells: [SheetCell] = []
    /// By column.
    private var hints = [UInt8](repeating: 0, count: Int(WRKAUD_SHEET_COLUMNS))
    /// The shape that the next new one replaces when there are as many as are kept.
    private var oldest = 0
    /// Where rows are written before they go on together.
    private var written: [UInt8] = []

    /// Few styles times few kinds of value.
    private static let most = 32
    /// Bytes of rows that are written at once: they stay in the processor's nearer caches.
    private static let room = 256 << 10

    init(_ cells: SheetCells) { (shared, dates) = (cells.shared, cells.dates) }

    // MARK: remembering

    /// Remembers the names of a row and its cells by a cell's tag.
    ///
    /// - Parameter tag: From its `<` on.
    /// - Parameter name: Without its prefix.
    private mutating func learnNames(_ bytes: RawSpan, tag: Int, name: Range<Int>) {
        let prefix = bytes.extracting(tag + 1..<name.lowerBound)
        func tags(_ before: StaticString, _ after: StaticString) -> wrkaud_sheet_tags {
            var tags = wrkaud_sheet_tags()
            tags.append(before)
            tags.append(prefix)
            tags.append(after)
            return tags
        }
        (sheet.row, sheet.row_end, sheet.cell) = (tags("<", "row"), tags("</", "row>"), tags("<", "c"))
    }

    /// Remembers how a cell was written.
    ///
    /// - Parameter tag: Its place from the `<` on, and its name without a prefix.
    /// - Parameter value: Where its only value stands; `nil` when it has none.
    mutating func learn(
        _ bytes: RawSpan, _ cell: SheetCell, tag: (start: Int, name: Range<Int>), value: Range<Int>?, end: Int
    ) {
        guard tag.name.lowerBound - tag.start <= Int(WRKAUD_SHEET_PREFIX) else { return }
        let start = cell.referenceEnd ?? tag.name.upperBound
        let opening = start..<(value?.lowerBound ?? end)
        let closing = (value?.upperBound ?? end)..<end
        guard !cell.isOddlyReferenced, opening.count <= WRKAUD_SHEET_TAGS, closing.count <= WRKAUD_SHEET_TAGS else { return }
        var shape = wrkaud_sheet_shape()
        shape.opening.append(bytes.extracting(opening))
        shape.closing.append(bytes.extracting(closing))
        shape.kind = value == nil ? UInt32(WRKAUD_CELL_EMPTY) : kind(cell)
        learnNames(bytes, tag: tag.start, name: tag.name)
        guard !shapes.contains(where: { $0.opening == shape.opening && $0.closing == shape.closing }) else { return }
        keep(shape, cell)
    }

    private mutating func keep(_ shape: wrkaud_sheet_shape, _ cell: SheetCell) {
        if shapes.count < Self.most {
            shapes.append(shape)
            cells.append(cell)
        } else {
            (shapes[oldest], cells[oldest]) = (shape, cell)
            oldest = (oldest + 1) % Self.most
        }
    }

    private func kind(_ cell: SheetCell) -> UInt32 {
        let kind =
            switch cell.kind {
            case .text: WRKAUD_CELL_TEXT
            case .shared: WRKAUD_CELL_SHARED
            case .number where !dates.contains(cell.style): WRKAUD_CELL_NUMBER
            case .number, .truth: WRKAUD_CELL_OTHER
            }
        return UInt32(kind)
    }

    // MARK: reading

    /// Appends the rows from `start` on to `csv`, up to the first one that is written as none before it.
    ///
    /// - Parameter widest: Cells of the widest row, and how many were written with fewer.
    /// - Returns: Where that row begins, or what stands between rows.
    mutating func read(
        _ bytes: RawSpan, from start: Int, widest: inout (width: Int, narrow: Int), to csv: inout [UInt8],
        _ shown: (SheetCell, [UInt8]) -> SheetValue
    ) -> Int {
        guard !shapes.isEmpty else { return start }
        if written.isEmpty { written = [UInt8](repeating: 0, count: Self.room) }
        var state = wrkaud_sheet_state()
        (state.at, state.row_start, state.width, state.narrow) = (start, start, widest.width, widest.narrow)
        while true {
            let why = rows(bytes, &state)
            if why == WRKAUD_SHEET_VALUE {
                if write(bytes, &state, shown) { continue }
                (state.at, state.out) = (state.row_start, state.row_out)
            }
            csv += written[..<state.out]
            guard why == WRKAUD_SHEET_FULL, state.out > 0 else { break }
            (state.out, state.row_out) = (0, 0)
        }
        widest = (state.width, state.narrow)
        return state.at
    }

    /// Precondition of the loops: counts are those of the buffers, `hints` has a place for each column.
    private mutating func rows(_ bytes: RawSpan, _ state: inout wrkaud_sheet_state) -> UInt32 {
        var sheet = sheet
        return bytes.withUnsafeBytes { bytes in
            shapes.withUnsafeBufferPointer { shapes in
                hints.withUnsafeMutableBufferPointer { hints in
                    written.withUnsafeMutableBufferPointer { written in
                        shared.withTable { texts, ends in
                            guard let start = bytes.baseAddress?.assumingMemoryBound(to: UInt8.self),
                                let out = written.baseAddress, let hint = hints.baseAddress
                            else { return UInt32(WRKAUD_SHEET_UNKNOWN) }
                            (sheet.shapes, sheet.shape_count, sheet.hints) = (shapes.baseAddress, shapes.count, hint)
                            (sheet.shared, sheet.shared_ends) = (texts.baseAddress, ends.baseAddress)
                            sheet.shared_count = ends.count
                            return UInt32(wrkaud_sheet_rows(&sheet, &state, start, bytes.count, out, written.count))
                        }
                    }
                }
            }
        }
    }

    /// Writes the value the loops stopped at; false when it does not end, or has no room.
    private mutating func write(
        _ bytes: RawSpan, _ state: inout wrkaud_sheet_state, _ shown: (SheetCell, [UInt8]) -> SheetValue
    ) -> Bool {
        guard let end = bytes.first(UInt8(ascii: "<"), from: state.at) else { return false }
        var value: [UInt8] = []
        XMLScan.append(bytes, state.at..<end, to: &value)
        let cell = cells[state.shape]
        if cell.kind == .text { SheetText.unescape(&value, from: 0) }
        var quoted: [UInt8] = []
        switch shown(cell, value) {
        case .asItStands: SheetRows.quote(value.span.bytes, 0..<value.count, to: &quoted)
        case .other(let other): SheetRows.quote(other.span.bytes, 0..<other.count, to: &quoted)
        case .missing: quoted = MissingSheetTexts.cell
        }
        guard quoted.count < written.count - state.out else { return false }
        written.replaceSubrange(state.out..<state.out + quoted.count, with: quoted)
        state.out += quoted.count
        (state.at, state.is_value_written) = (end, 1)
        return true
    }
}

extension wrkaud_sheet_tags {
    /// Appends what fits.
    fileprivate mutating func append(_ text: RawSpan) {
        let start = Int(count)
        let fitting = min(text.byteCount, Int(WRKAUD_SHEET_TAGS) - start)
        withUnsafeMutableBytes(of: &bytes) { room in
            text.withUnsafeBytes { text in
                UnsafeMutableRawBufferPointer(rebasing: room[start...])
                    .copyMemory(from: UnsafeRawBufferPointer(rebasing: text[..<fitting]))
            }
        }
        count += UInt32(fitting)
    }

    fileprivate mutating func append(_ text: StaticString) {
        append(UnsafeRawBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount).bytes)
    }

    fileprivate static func == (a: Self, b: Self) -> Bool {
        a.count == b.count
            && withUnsafeBytes(of: a.bytes) { a in withUnsafeBytes(of: b.bytes) { a.elementsEqual($0) } }
    }
}
