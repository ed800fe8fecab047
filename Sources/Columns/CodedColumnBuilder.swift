/// A coded column that grows: the loader's merger appends, and publishes what is there so far.
///
///     let code = builder.dictionary.intern("QSECOFR")
///     builder.append(code)
///     let column = builder.snapshot()     // the builder goes on
///
/// Full chunks are sealed and shared with every snapshot. A chunk in which only one code has come so far is a counter,
/// so a column that a source does not have costs nothing to carry along.
package struct CodedColumnBuilder: Sendable {
    /// Intern a value here before appending its code.
    package var dictionary = TextDictionary()
    private var sealed: [CodeChunk] = []
    /// Rows of the open chunk.
    private var openCount = 0
    /// The one code that all rows of the open chunk have; `nil` once they differ, and `open` holds them.
    private var run: UInt32? = 0
    /// Places for the open chunk's rows, of which `openCount` are filled when `run` is `nil`; they grow as rows come.
    private var open: [UInt32] = []

    package init() {}

    /// Rows appended so far.
    package var count: Int { sealed.count * chunkRows + openCount }

    package mutating func append(_ code: UInt32) {
        if openCount == 0 { run = code }
        if run != code {
            spread(besides: 1)
            open[openCount] = code
        }
        openCount += 1
        if openCount == chunkRows { seal() }
    }

    /// Appends the same code `count` times; whole chunks of it take no memory.
    package mutating func append(repeating code: UInt32, count: Int) {
        var rest = count
        while rest > 0 {
            let n = min(rest, chunkRows - openCount)
            if openCount == 0 { run = code }
            if run != code {
                spread(besides: n)
                for i in openCount..<openCount + n { open[i] = code }
            }
            advance(n)
            rest -= n
        }
    }

    package mutating func append(contentsOf codes: some Collection<UInt32>) {
        for code in codes { append(code) }
    }

    package mutating func append(contentsOf codes: Span<UInt32>) {
        appendParts(codes.count) { out, range in
            for i in range { out[i - range.lowerBound] = codes[i] }
        }
    }

    /// Appends a block's local codes, each replaced by the column's own: `map[local]`.
    package mutating func append(contentsOf locals: Span<UInt32>, through map: [UInt32]) {
        if map.count == 1 { return append(repeating: map[0], count: locals.count) }
        let map = map.span
        appendParts(locals.count) { out, range in
            for i in range { out[i &- range.lowerBound] = map[Int(locals[i])] }
        }
    }

    /// The column as it stands. Copies the open chunk (at most 65,536 rows, packed); shares the rest.
    ///
    /// - Precondition: Every code appended is in `dictionary`.
    package func snapshot() -> CodedColumn {
        CodedColumn(checked: openCount > 0 ? sealed + [packedOpen()] : sealed, dictionary)
    }

    /// Has `write` fill the next places piece by piece, no piece crossing a chunk; it gets the place and the indices.
    private mutating func appendParts(_ count: Int, _ write: (UnsafeMutableBufferPointer<UInt32>, Range<Int>) -> Void) {
        var done = 0
        while done < count {
            let n = min(count - done, chunkRows - openCount), at = openCount
            spread(besides: n)
            open.withUnsafeMutableBufferPointer { write(.init(rebasing: $0[at..<at + n]), done..<done + n) }
            advance(n)
            done += n
        }
    }

    private mutating func advance(_ n: Int) {
        openCount += n
        if openCount == chunkRows { seal() }
    }

    /// Turns a run into single codes and makes room for `more` of them.
    private mutating func spread(besides more: Int) {
        let least = openCount + more
        if open.count < least {
            // The first block's few rows are not to wait for memory of a whole chunk.
            let places = min(chunkRows, max(least, open.count * 4, Self.leastPlaces))
            open.append(contentsOf: repeatElement(0, count: places - open.count))
        }
        guard let code = run else { return }
        for i in 0..<openCount { open[i] = code }
        run = nil
    }

    private static let leastPlaces = 1_024

    private func packedOpen() -> CodeChunk {
        if let run {
            precondition(Int(run) < dictionary.codeCount, "a code that its dictionary does not have")
            return .constant(run, count: openCount)
        }
        return CodeChunk(open.span.extracting(0..<openCount), below: dictionary.codeCount)
    }

    private mutating func seal() {
        sealed.append(packedOpen())
        openCount = 0
    }
}
