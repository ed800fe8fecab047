extension TextDictionary {
    /// Which codes have a text that satisfies `predicate`: a text condition costs one call per distinct value, on all
    /// cores. The three empty codes never match.
    ///
    ///     let generic = column.dictionary.matches(work) { $0.starts(with: prefix) }
    ///     let rows = try column.rows(whereCode: generic, work)
    package func matches(
        _ work: Work, _ predicate: @Sendable (Span<UInt8>) -> Bool
    ) throws(Cancelled) -> [Bool] {
        let unit = 4_096  // values between two looks at the stop flag
        let flags: [UInt8] = try filled(count: codeCount, unit: unit, work) { part, place in
            let first = part * unit
            let all = bytes.span
            for i in place.indices where first + i >= Int(Self.firstValue) {
                place[i] = predicate(all.extracting(range(UInt32(first + i)))) ? 1 : 0
            }
        }
        return flags.map { $0 != 0 }
    }
}
