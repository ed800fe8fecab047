import Catalog
import JournalIndex

extension Binder {
    /// The test on a text column.
    func textTest(_ target: Target, _ test: Test) throws(FilterError) -> TextTest {
        switch test {
        case .oneOf(let values): return .among(try textSet(values, ignoringCaseOfWords: target.isOurWording))
        case .like(let value): return .like(LikePattern(try pattern(value)))
        case .contains(let value): return .contains(FoldedNeedle(try pattern(value)))
        case .matches(let value): return .matches(try expression(value))
        case .range(let low, let lowIsIn, let high, let highIsIn):
            let interval = TextInterval(
                low: try low.map { constant throws(FilterError) in (try end(constant), lowIsIn) },
                high: try high.map { constant throws(FilterError) in (try end(constant), highIsIn) })
            if let low = interval.low, let high = interval.high {
                try refuseBackwards(test, high.text.lexicographicallyPrecedes(low.text))
            }
            return .ordered(interval)
        }
    }

    /// The test of `text`: on every cell.
    func textTest(_ column: ColumnReference, _ test: Test) throws(FilterError) -> TextTest {
        if case .range = test {
            throw error("`text` is everything an entry holds: ask whether it contains something.", column.place)
        }
        return try textTest(Target(name: "", kind: .text, id: nil), test)
    }

    private func textSet(_ values: [Constant], ignoringCaseOfWords: Bool) throws(FilterError) -> TextSet {
        var set = TextSet()
        for constant in values {
            let text = try characters(constant).trimmingTrailingBlanks
            guard case .word = constant.value else {
                set.exact.insert(Array(text.utf8))
                continue
            }
            let isGeneric = text.hasSuffix("*")
            let value = isGeneric ? String(text.dropLast()) : text
            switch (isGeneric, ignoringCaseOfWords) {
            case (false, false): set.exact.insert(Array(value.utf8))
            case (true, false): set.prefixes.append(Array(value.utf8))
            case (false, true): set.folded.insert(CaseFolding.fold(value))
            case (true, true): set.foldedPrefixes.append(CaseFolding.fold(value))
            }
        }
        return set
    }

    /// The end of a range of texts.
    private func end(_ constant: Constant) throws(FilterError) -> [UInt8] {
        let text = try characters(constant).trimmingTrailingBlanks
        if case .word = constant.value, text.hasSuffix("*") {
            throw error("A generic value stands only beside =, <> and in.", constant.place)
        }
        return Array(text.utf8)
    }

    private func expression(_ constant: Constant) throws(FilterError) -> SearcherPool {
        let text = try pattern(constant)
        if case .word = constant.value, text.contains("\\") {
            throw error("An expression with a backslash is written in quotes.", constant.place)
        }
        do {
            return SearcherPool(try RegularExpression(text))
        } catch {
            throw self.error("The expression cannot be read: \(error.message).", constant.place)
        }
    }
}

// MARK: severity

extension Binder {
    /// The levels that satisfy a comparison: info < notice < warning < critical; `nil` where the text alone counts.
    func levels(_ test: Test) throws(FilterError) -> TextSet? {
        var found: [Severity] = []
        switch test {
        case .like, .contains, .matches: return nil
        case .oneOf(let values):
            for constant in values { found += try severities(constant) }
        case .range(let low, let lowIsIn, let high, let highIsIn):
            let first = try low.map { constant throws(FilterError) in try severity(constant) }
            let last = try high.map { constant throws(FilterError) in try severity(constant) }
            if let first, let last { try refuseBackwards(test, last < first) }
            found = Severity.allCases.filter { level in
                first.map { lowIsIn ? level >= $0 : level > $0 } ?? true
                    && last.map { highIsIn ? level <= $0 : level < $0 } ?? true
            }
        }
        return TextSet(folded: Set(found.map { CaseFolding.fold($0.name) }))
    }

    private func severities(_ constant: Constant) throws(FilterError) -> [Severity] {
        guard case .word(let word) = constant.value, word.hasSuffix("*") else { return [try severity(constant)] }
        return Severity.allCases.filter { Folding.upper($0.name).hasPrefix(word.dropLast()) }
    }

    private func severity(_ constant: Constant) throws(FilterError) -> Severity {
        let text = try characters(constant).trimmingBlanks
        let names = Severity.allCases.map(\.name)
        guard let level = Severity.allCases.first(where: { Folding.upper($0.name) == Folding.upper(text) }) else {
            throw error(
                "\(text) is no severity. There are \(names.joined(separator: ", ")).", constant.place,
                suggestion: NearestName.of(text, in: names))
        }
        return level
    }
}
