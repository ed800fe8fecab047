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
    /// The rows of the open chunk: `runLength` times `runCode`, or `open` when more than one code has come.
    private var runCode: UInt32 = 0
    private var runLength = 0
    private var open: [UInt32] = []

    package init() {}

    private var openCount: Int { open.isEmpty ? runLength : open.count }

    /// Rows appended so far.
    package var count: Int { sealed.count * chunkRows + openCount }

    package mutating func append(_ code: UInt32) {
        if open.isEmpty {
            if runLength == 0 { runCode = code }
            if code == runCode {
                runLength += 1
                if runLength == chunkRows { seal() }
                return
            }
            spread()
        }
        open.append(code)
        if open.count == chunkRows { seal() }
    }

    /// Appends the same code `count` times; whole chunks of it take no memory.
    package mutating func append(repeating code: UInt32, count: Int) {
        var rest = count
        while rest > 0 {
            let n = min(rest, chunkRows - openCount)
            if open.isEmpty, runLength == 0 || runCode == code {
                runCode = code
                runLength += n
            } else {
                spread()
                open.append(contentsOf: repeatElement(code, count: n))
            }
            if openCount == chunkRows { seal() }
            rest -= n
        }
    }

    package mutating func append(contentsOf codes: some Collection<UInt32>) {
        for code in codes { append(code) }
    }

    package mutating func append(contentsOf codes: Span<UInt32>) {
        appendParts(codes.count) { open, range in
            for i in range { open.append(codes[i]) }
        }
    }

    /// Appends a block's local codes, each replaced by the column's own: `map[local]`.
    package mutating func append(contentsOf locals: Span<UInt32>, through map: [UInt32]) {
        if map.count == 1 { return append(repeating: map[0], count: locals.count) }
        let map = map.span
        appendParts(locals.count) { open, range in
            for i in range { open.append(map[Int(locals[i])]) }
        }
    }

    /// The column as it stands. Copies the open chunk (at most 65,536 rows, packed); shares the rest.
    ///
    /// - Precondition: Every code appended is in `dictionary`.
    package func snapshot() -> CodedColumn {
        var chunks = sealed
        if openCount > 0 { chunks.append(packedOpen()) }
        return CodedColumn(dictionary: dictionary, chunks: chunks)
    }

    /// Hands `append` the rows' indices piece by piece, no piece crossing a chunk.
    private mutating func appendParts(_ count: Int, _ append: (inout [UInt32], Range<Int>) -> Void) {
        var done = 0
        while done < count {
            spread()
            let n = min(count - done, chunkRows - open.count)
            append(&open, done..<done + n)
            if open.count == chunkRows { seal() }
            done += n
        }
    }

    /// Turns a run into single codes.
    private mutating func spread() {
        guard open.isEmpty else { return }
        open.reserveCapacity(chunkRows)
        open.append(contentsOf: repeatElement(runCode, count: runLength))
        runLength = 0
    }

    private func packedOpen() -> CodeChunk {
        open.isEmpty ? .constant(runCode, count: runLength) : CodeChunk(open)
    }

    private mutating func seal() {
        sealed.append(packedOpen())
        open.removeAll(keepingCapacity: true)
        runLength = 0
    }
}
