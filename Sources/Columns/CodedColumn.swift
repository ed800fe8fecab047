/// Text (also codes, addresses, hexadecimal) as codes into one dictionary.
package struct CodedColumn: Sendable {
    package let dictionary: TextDictionary
    /// All but the last hold `chunkRows` rows.
    package let chunks: [CodeChunk]
    package let count: Int

    /// - Precondition: Every code is in `dictionary`. O(rows), because kernels rely on it.
    package init(dictionary: TextDictionary, chunks: [CodeChunk]) {
        precondition(chunks.allSatisfy { Int($0.top) < dictionary.codeCount })
        self.init(checked: chunks, dictionary)
    }

    /// Takes chunks whose codes were checked when they were packed.
    init(checked chunks: [CodeChunk], _ dictionary: TextDictionary) {
        precondition(chunks.dropLast().allSatisfy { $0.count == chunkRows })
        precondition(chunks.last.map { $0.count > 0 && $0.count <= chunkRows } ?? true)
        self.dictionary = dictionary
        self.chunks = chunks
        count = chunks.reduce(0) { $0 + $1.count }
    }

    package func code(_ row: Int) -> UInt32 { chunks[row / chunkRows][row % chunkRows] }

    /// The codes of these rows, in their order. A few instructions a row.
    package func codes(of block: RowBlock) -> [UInt32] {
        guard let chunk = block.chunk else { return codes(ofParts: block) }
        switch chunks[chunk] {
        case .constant(let code, _): return Array(repeating: code, count: block.count)
        case .u8(let codes): return block.map { UInt32(codes[$0]) }
        case .u16(let codes): return block.map { UInt32(codes[$0]) }
        case .u32(let codes): return block.map { codes[$0] }
        }
    }

    private func codes(ofParts block: RowBlock) -> [UInt32] {
        var result = [UInt32](repeating: 0, count: block.count)
        var span = result.mutableSpan
        for part in block.parts {
            switch chunks[part.chunk] {
            case .constant(let code, _): part.fill(&span) { _ in code }
            case .u8(let codes): part.fill(&span) { UInt32(codes[$0]) }
            case .u16(let codes): part.fill(&span) { UInt32(codes[$0]) }
            case .u32(let codes): part.fill(&span) { codes[$0] }
            }
        }
        return result
    }

    /// The codes that occur in these rows.
    ///
    /// - Complexity: O(rows + codes).
    package func codes(in rows: Range<Int>) -> Set<UInt32> {
        var occurs = [Bool](repeating: false, count: dictionary.codeCount)
        for chunk in rows.lowerBound / chunkRows..<chunkCount(rows: rows.upperBound) {
            let part = rowRange(ofChunk: chunk, count: count).clamped(to: rows)
            let places = part.lowerBound - chunk * chunkRows..<part.upperBound - chunk * chunkRows
            switch chunks[chunk] {
            case .constant(let code, _): if !places.isEmpty { occurs[Int(code)] = true }
            case .u8(let codes): for i in places { occurs[Int(codes[i])] = true }
            case .u16(let codes): for i in places { occurs[Int(codes[i])] = true }
            case .u32(let codes): for i in places { occurs[Int(codes[i])] = true }
            }
        }
        return Set(occurs.indices.lazy.filter { occurs[$0] }.map { UInt32($0) })
    }

    /// The text of a row's cell; empty where the cell is.
    package func text(_ row: Int) -> String { dictionary.text(code(row)) }

    /// Calls `body` with the codes of one chunk as 32-bit numbers, decoded into a scratch buffer where they are narrower.
    package func withChunkCodes<Result, Failure: Error>(
        _ chunk: Int, _ body: (Span<UInt32>) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        let codes = chunks[chunk].decoded()
        return try body(codes.span)
    }
}

extension CodedColumn {
    /// Builds a column chunk by chunk on all cores, for derived columns.
    ///
    /// - Parameter body: Gets a chunk number and its codes, all `absent`, to overwrite; codes must be in `dictionary`.
    /// - Throws: `Cancelled`.
    package static func build(
        count: Int, dictionary: TextDictionary, _ work: Work, _ body: @Sendable (Int, inout [UInt32]) -> Void
    ) throws(Cancelled) -> CodedColumn {
        let chunks = try mapped(chunkCount(rows: count), work) { chunk in
            var codes = [UInt32](repeating: TextDictionary.absent, count: rowRange(ofChunk: chunk, count: count).count)
            body(chunk, &codes)
            precondition(codes.count == rowRange(ofChunk: chunk, count: count).count)
            return CodeChunk(codes.span, below: dictionary.codeCount)
        }
        return CodedColumn(checked: chunks, dictionary)
    }
}
