extension CodedColumn {
    /// The rows whose code is marked in `matches`.
    ///
    /// - Parameters:
    ///   - matches: One flag per code of the dictionary.
    ///   - among: Rows that are asked for; chunks without any are not looked into.
    /// - Complexity: O(rows); one table look a row. One code, and codes that lie together, take the faster range path.
    package func rows(whereCode matches: [Bool], among: Bitmap? = nil, _ work: Work) throws(Cancelled) -> Bitmap {
        precondition(matches.count == dictionary.codeCount)
        if let run = matches.onlyRun { return try rows(codes: run, among: among, work) }
        let flags = CodeFlags(matches)
        return try select(among, work) { chunk, words in
            switch chunk {
            case .constant(let code, _): if matches[Int(code)] { words.fill() }
            case .u8(let codes): flags.mark(codes.span, words)
            case .u16(let codes): flags.mark(codes.span, words)
            case .u32(let codes): flags.mark(codes.span, words)
            }
        }
    }

    /// The rows of this code, at least those `among` which are asked for.
    package func rows(equalTo code: UInt32, among: Bitmap? = nil, _ work: Work) throws(Cancelled) -> Bitmap {
        try rows(codes: code..<code + 1, among: among, work)
    }

    /// The rows whose cell is absent, null or blank.
    package func emptyRows(_ work: Work) throws(Cancelled) -> Bitmap {
        try rows(codes: 0..<TextDictionary.firstValue, work)
    }

    /// The rows whose cell is empty in one of these ways: `TextDictionary.absent`, `.null`, `.blank`.
    package func rows(withEmptyState codes: [UInt32], _ work: Work) throws(Cancelled) -> Bitmap {
        precondition(codes.allSatisfy { $0 < TextDictionary.firstValue })
        var matches = [Bool](repeating: false, count: dictionary.codeCount)
        for code in codes { matches[Int(code)] = true }
        return try rows(whereCode: matches, work)
    }

    /// The rows whose code lies in the range.
    func rows(codes: Range<UInt32>, among: Bitmap? = nil, _ work: Work) throws(Cancelled) -> Bitmap {
        guard let last = codes.last else { return Bitmap(count: count) }
        let first = codes.lowerBound
        return try select(among, work) { chunk, words in
            switch chunk {
            case .constant(let code, _): if codes.contains(code) { words.fill() }
            case .u8(let a): markRange(a.span, UInt64(first)...UInt64(last), words)
            case .u16(let a): markRange(a.span, UInt64(first)...UInt64(last), words)
            case .u32(let a): markRange(a.span, UInt64(first)...UInt64(last), words)
            }
        }
    }

    private func select(
        _ among: Bitmap?, _ work: Work, _ body: @Sendable (CodeChunk, UnsafeMutableBufferPointer<UInt64>) -> Void
    ) throws(Cancelled) -> Bitmap {
        try Bitmap(count: count, among: among, work) { body(chunks[$0], $1) }
    }
}

extension [Bool] {
    /// Where the true ones are, when they stand side by side; empty when there is none.
    fileprivate var onlyRun: Range<UInt32>? {
        guard let first = firstIndex(of: true) else { return 0..<0 }
        let end = self[first...].firstIndex(of: false) ?? count
        return self[end...].contains(true) ? nil : UInt32(first)..<UInt32(end)
    }
}
