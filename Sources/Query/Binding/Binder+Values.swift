import Catalog
import JournalIndex

extension Binder {
    /// The test on one column, with its values read as the column's type asks.
    func node(_ target: Target, _ test: Test) throws(FilterError) -> BoundFilter.Node {
        if target.name == "SEVERITY", let levels = try levels(test) { return text(target, .among(levels)) }
        switch (target.kind, test) {
        case (.timestamp, .oneOf), (.timestamp, .range): return number(target, try times(test))
        case (.integer, .oneOf), (.integer, .range): return number(target, try integers(test))
        case (.timestamp, _), (.integer, _): throw notText(target, test)
        case (.address, .oneOf(let values)): return text(target, .address(try addresses(values)))
        case (.address, .range): return text(target, .addressOrdered(try addressInterval(test)))
        default: return text(target, try textTest(target, test))
        }
    }

    private func text(_ target: Target, _ test: TextTest) -> BoundFilter.Node {
        target.id.map { .text($0, test) } ?? .never
    }

    private func number(_ target: Target, _ ranges: [ClosedRange<Int128>]) -> BoundFilter.Node {
        guard let id = target.id, !ranges.isEmpty else { return .never }
        return .number(id, ranges)
    }

    private func notText(_ target: Target, _ test: Test) -> FilterError {
        let what = target.kind == .timestamp ? "a date and time" : "numbers"
        return error(
            "\(target.name) holds \(what): compare it with = <> < <= > >=, in or between.",
            test.constants.first?.place ?? .none)
    }

    /// The characters of a value: not only blanks, no parameter left over.
    func characters(_ constant: Constant) throws(FilterError) -> String {
        let text = try pattern(constant)
        if text.trimmingBlanks.isEmpty { throw empty(constant) }
        return text
    }

    /// The characters of something to look for, which may be a blank.
    func pattern(_ constant: Constant) throws(FilterError) -> String {
        if case .parameter(let name) = constant.value {
            throw error("The parameter ?\(name) has no value.", constant.place)
        }
        if constant.characters.isEmpty { throw empty(constant) }
        return constant.characters
    }

    private func empty(_ constant: Constant) -> FilterError {
        error("An empty value is found by `is null`.", constant.place, suggestion: "is null")
    }
}

// MARK: numbers and times

extension Binder {
    private func integers(_ test: Test) throws(FilterError) -> [ClosedRange<Int128>] {
        switch test {
        case .range(let low, let lowIsIn, let high, let highIsIn):
            let first = try low.map { constant throws(FilterError) in try integer(constant) }
            let last = try high.map { constant throws(FilterError) in try integer(constant) }
            if let first, let last { try refuseBackwards(test, last < first) }
            return Self.range(
                first.map { lowIsIn ? $0 : $0 &+ 1 } ?? .min, last.map { highIsIn ? $0 : $0 &- 1 } ?? .max)
        default:
            var ranges: [ClosedRange<Int128>] = []
            for constant in test.constants {
                let value = try integer(constant)
                ranges.append(value...value)
            }
            return ranges
        }
    }

    /// `between` with the ends exchanged selects nothing whatever the journal holds: it is told, and how it is meant.
    ///
    /// - Parameter isBackwards: Whether the second end lies before the first one.
    func refuseBackwards(_ test: Test, _ isBackwards: Bool) throws(FilterError) {
        guard isBackwards, case .range(let low?, _, let high?, _) = test else { return }
        func text(_ constant: Constant) -> String {
            if case .quoted(let text) = constant.value { "'" + text.doubling("'") + "'" } else { constant.characters }
        }
        throw error(
            "Nothing lies between these: the second value comes before the first. Exchange them.", low.place.through(high.place),
            suggestion: "\(text(high)) and \(text(low))")
    }

    /// No value of a journal comes near the ends of `Int128`, so a step beyond a value never overflows.
    private func integer(_ constant: Constant) throws(FilterError) -> Int128 {
        let text = try characters(constant).trimmingBlanks
        guard let value = Int128(text), value.magnitude < UInt128(Int128.max) else {
            throw error("\(text) is no whole number.", constant.place)
        }
        return value
    }

    private func times(_ test: Test) throws(FilterError) -> [ClosedRange<Int128>] {
        switch test {
        case .range(let low, let lowIsIn, let high, let highIsIn):
            let first = try low.map { constant throws(FilterError) in try time(constant) }
            let last = try high.map { constant throws(FilterError) in try time(constant) }
            // A relative time without an entry to count from: no instant satisfies the comparison.
            if case .some(.none) = first { return [] }
            if case .some(.none) = last { return [] }
            if case .some(.some(let first)) = first, case .some(.some(let last)) = last, try areOfOneKind(test) {
                try refuseBackwards(test, last.upperBound <= first.lowerBound)
            }
            return Self.range(
                first?.map { Int128(lowIsIn ? $0.lowerBound : $0.upperBound) } ?? .min,
                last?.map { Int128(highIsIn ? $0.upperBound : $0.lowerBound) - 1 } ?? .max)
        default:
            var ranges: [ClosedRange<Int128>] = []
            for constant in test.constants {
                guard let interval = try time(constant) else { continue }
                ranges += Self.range(Int128(interval.lowerBound), Int128(interval.upperBound) - 1)
            }
            return ranges
        }
    }

    /// Whether both ends are dates, or count back from the same moment. What lies first of a date and of `-7d` depends on
    /// the journal: one that is empty today may not be so tomorrow.
    private func areOfOneKind(_ test: Test) throws(FilterError) -> Bool {
        guard case .range(let low?, _, let high?, _) = test, let first = TimeConstant(try characters(low).trimmingBlanks),
            let last = TimeConstant(try characters(high).trimmingBlanks)
        else { return false }
        return switch (first, last) {
        case (.interval, .interval), (.beforeNewest, .beforeNewest): true
        case (.beforeNow, .beforeNow), (.beforeNow, .daysAgo), (.daysAgo, .beforeNow), (.daysAgo, .daysAgo): true
        default: false
        }
    }

    private func time(_ constant: Constant) throws(FilterError) -> Range<Int64>? {
        let text = try characters(constant)
        guard let time = TimeConstant(text) else {
            throw error(
                "\(text) is no date or time. Write 2026-04-08, '2026-04-08 07:00', today, -7d or now-7d.",
                constant.place)
        }
        return time.interval(reference)
    }

    private static func range(_ low: Int128, _ high: Int128) -> [ClosedRange<Int128>] {
        low <= high ? [low...high] : []
    }
}

// MARK: addresses

extension Binder {
    private func addresses(_ values: [Constant]) throws(FilterError) -> AddressSet {
        var ranges: [ClosedRange<IPAddress>] = []
        var prefixes: [[UInt8]] = []
        for constant in values {
            if let prefix = try addressPrefix(constant) {
                prefixes.append(prefix)
            } else {
                ranges.append(try addressRange(constant))
            }
        }
        return AddressSet(ranges, prefixes: prefixes)
    }

    /// `10.1.*` -> `10.1.`
    private func addressPrefix(_ constant: Constant) throws(FilterError) -> [UInt8]? {
        guard case .word(let word) = constant.value, word.hasSuffix("*") else { return nil }
        let prefix = word.dropLast().lowercased()
        guard prefix.utf8.allSatisfy({ "0123456789abcdef.:".utf8.contains($0) }) else { throw noAddress(constant) }
        return Array(prefix.utf8)
    }

    private func addressRange(_ constant: Constant) throws(FilterError) -> ClosedRange<IPAddress> {
        guard let range = AddressRange(try characters(constant).trimmingBlanks) else {
            throw backwards(constant) ?? noAddress(constant)
        }
        return range.lowest...range.highest
    }

    private func addressInterval(_ test: Test) throws(FilterError) -> AddressInterval {
        guard case .range(let low, let lowIsIn, let high, let highIsIn) = test else { return AddressInterval() }
        let interval = AddressInterval(
            low: try low.map { constant throws(FilterError) in (try address(constant), lowIsIn) },
            high: try high.map { constant throws(FilterError) in (try address(constant), highIsIn) })
        if let low = interval.low, let high = interval.high { try refuseBackwards(test, high.address < low.address) }
        return interval
    }

    /// `10.0.0.9-10.0.0.1`: what is wrong with it; `nil` where it is no range backwards.
    private func backwards(_ constant: Constant) -> FilterError? {
        let ends = constant.characters.split(separator: "-", maxSplits: 1).map { String($0).trimmingBlanks }
        guard ends.count == 2, AddressRange("\(ends[1])-\(ends[0])") != nil else { return nil }
        return error(
            "This range goes backwards: its second address comes before the first. Exchange them.", constant.place,
            suggestion: "\(ends[1])-\(ends[0])".lowercased())
    }

    private func address(_ constant: Constant) throws(FilterError) -> IPAddress {
        guard let address = IPAddress(try characters(constant).trimmingBlanks) else { throw noAddress(constant) }
        return address
    }

    private func noAddress(_ constant: Constant) -> FilterError {
        error(
            "\(constant.characters) is no address. Write 10.0.0.1, 10.0.0.0/8, 10.0.0.1-10.0.0.9 or 2001:db8::/32.",
            constant.place)
    }
}
