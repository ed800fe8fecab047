/// An integer column that grows: the loader's merger appends, and publishes what is there so far.
///
/// Full chunks are sealed and shared with every snapshot; 64-bit values take the fast path, wider ones are exact too.
package struct IntegerColumnBuilder: Sendable {
    private var sealed: [IntegerChunk] = []
    private var open = OpenIntegers()
    private var unreadable: [Int: String] = [:]

    package init() {}

    /// Rows appended so far.
    package var count: Int { sealed.count * chunkRows + open.count }

    package mutating func append(_ value: Int64) {
        open.append(value)
        if open.count == chunkRows { seal() }
    }

    /// Appends a value of any size, or, when `state` is not `.value`, an empty cell (`value` is then ignored).
    package mutating func append(_ value: Int128, state: CellState) {
        precondition(state != .unreadable, "appendUnreadable keeps the text")
        if state == .value { open.append(wide: value) } else { open.append(state) }
        if open.count == chunkRows { seal() }
    }

    /// Appends an absent, null or blank cell.
    package mutating func appendEmpty(_ state: CellState) { append(0, state: state) }

    /// Appends a cell whose text is no number of the column's kind. The text is kept.
    package mutating func appendUnreadable(_ text: String) {
        unreadable[count] = text
        open.append(.unreadable)
        if open.count == chunkRows { seal() }
    }

    package mutating func append(contentsOf values: Span<Int64>) {
        var done = 0
        while done < values.count {
            let n = min(values.count - done, chunkRows - open.count)
            open.append(contentsOf: values.extracting(done..<done + n))
            if open.count == chunkRows { seal() }
            done += n
        }
    }

    /// Appends a block's cells: `states[i]` is the raw value of a `CellState`.
    ///
    /// - Precondition: No state is `unreadable`; those need their text.
    package mutating func append(contentsOf values: Span<Int64>, states: Span<UInt8>) {
        precondition(values.count == states.count)
        var done = 0
        while done < values.count {
            let part = done..<done + min(values.count - done, chunkRows - open.count)
            open.append(contentsOf: values.extracting(part), states: states.extracting(part))
            if open.count == chunkRows { seal() }
            done = part.upperBound
        }
    }

    /// Appends the same empty cell `count` times; whole chunks of it take no memory.
    package mutating func append(repeating state: CellState, count: Int) {
        var rest = count
        while rest > 0 {
            if open.count == 0, rest >= chunkRows {
                sealed.append(IntegerChunk(empty: state, count: chunkRows))
                rest -= chunkRows
            } else {
                appendEmpty(state)
                rest -= 1
            }
        }
    }

    /// The column as it stands. Copies the open chunk (at most 65,536 rows, packed); shares the rest.
    package func snapshot() -> IntegerColumn {
        IntegerColumn(chunks: open.count > 0 ? sealed + [open.packed()] : sealed, unreadable: unreadable)
    }

    private mutating func seal() {
        sealed.append(open.packed())
        open.removeAll()
    }
}

/// The rows of a chunk that is not full yet.
struct OpenIntegers: Sendable {
    private var narrow: [Int64] = []
    /// Used instead of `narrow` from the first value that needs more than 64 bits.
    private var wide: [Int128] = []
    /// Empty as long as every row has a value.
    private var states: [UInt8] = []

    var count: Int { wide.isEmpty ? narrow.count : wide.count }

    mutating func append(_ value: Int64) {
        if wide.isEmpty { narrow.append(value) } else { wide.append(Int128(value)) }
        if !states.isEmpty { states.append(CellState.value.rawValue) }
    }

    mutating func append(contentsOf values: Span<Int64>) {
        guard wide.isEmpty else {
            for i in values.indices { append(values[i]) }
            return
        }
        values.withUnsafeBufferPointer { narrow.append(contentsOf: $0) }
        if !states.isEmpty { states.append(contentsOf: repeatElement(CellState.value.rawValue, count: values.count)) }
    }

    /// Values of rows whose state is another than `value` mean nothing.
    mutating func append(contentsOf values: Span<Int64>, states new: Span<UInt8>) {
        guard wide.isEmpty else {
            for i in values.indices {
                if new[i] == CellState.value.rawValue { append(values[i]) } else {
                    append(CellState(rawValue: new[i]) ?? .absent)
                }
            }
            return
        }
        if states.isEmpty { states = Array(repeating: CellState.value.rawValue, count: count) }
        values.withUnsafeBufferPointer { narrow.append(contentsOf: $0) }
        new.withUnsafeBufferPointer { states.append(contentsOf: $0) }
    }

    mutating func append(wide value: Int128) {
        if let value = Int64(exactly: value) { return append(value) }
        if wide.isEmpty {
            wide = narrow.map { Int128($0) }
            narrow = []
        }
        wide.append(value)
        if !states.isEmpty { states.append(CellState.value.rawValue) }
    }

    mutating func append(_ state: CellState) {
        if states.isEmpty { states = Array(repeating: CellState.value.rawValue, count: count) }
        states.append(state.rawValue)
        if wide.isEmpty { narrow.append(0) } else { wide.append(0) }
    }

    func packed() -> IntegerChunk {
        let states = states.isEmpty ? nil : states
        return wide.isEmpty ? IntegerChunk(narrow, states: states) : IntegerChunk(wide, states: states)
    }

    mutating func removeAll() {
        narrow.removeAll(keepingCapacity: true)
        wide = []
        states = []
    }
}
