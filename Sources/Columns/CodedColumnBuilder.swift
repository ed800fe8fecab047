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
    private var open = OpenCodes()

    package init() {}

    /// Rows appended so far.
    package var count: Int { sealed.count * chunkRows + openCount }

    package mutating func append(_ code: UInt32) {
        if openCount == 0 { run = code }
        if run != code {
            spread(besides: 1)
            open.fill(openCount..<openCount + 1) { _ in code }
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
                open.fill(openCount..<openCount + n) { _ in code }
            }
            advance(n)
            rest -= n
        }
    }

    package mutating func append(contentsOf codes: some Collection<UInt32>) {
        for code in codes { append(code) }
    }

    package mutating func append(contentsOf codes: Span<UInt32>) {
        appendEach(codes.count) { codes[$0] }
    }

    /// Appends a block's local codes, each replaced by the column's own: `map[local]`.
    package mutating func append(contentsOf locals: Span<UInt32>, through map: [UInt32]) {
        let map = map.span
        appendEach(locals.count) { map[Int(locals[$0])] }
    }

    /// The column as it stands. Copies the open chunk (at most 65,536 rows, packed); shares the rest.
    ///
    /// - Precondition: Every code appended is in `dictionary`.
    package func snapshot() -> CodedColumn {
        CodedColumn(checked: openCount > 0 ? sealed + [packedOpen()] : sealed, dictionary)
    }

    /// Appends `count` codes, chunk by chunk.
    @inline(__always)
    private mutating func appendEach(_ count: Int, _ code: (Int) -> UInt32) {
        var done = 0
        while done < count {
            let n = min(count - done, chunkRows - openCount), shift = done - openCount
            spread(besides: n)
            open.fill(openCount..<openCount + n) { code($0 &+ shift) }
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
        open.makeRoom(for: openCount + more)
        guard let code = run else { return }
        open.fill(0..<openCount) { _ in code }
        run = nil
    }

    private func packedOpen() -> CodeChunk {
        guard let run else { return open.packed(openCount, below: dictionary.codeCount) }
        precondition(Int(run) < dictionary.codeCount, "a code that its dictionary does not have")
        return .constant(run, count: openCount)
    }

    private mutating func seal() {
        sealed.append(packedOpen())
        if run == nil { open.narrow(to: sealed[sealed.count - 1].top) }
        openCount = 0
    }
}
