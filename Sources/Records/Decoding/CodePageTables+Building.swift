extension CodePageTables {
    /// One page, ready for use in both directions.
    struct Table: Sendable {
        /// Byte -> UTF-16 code unit.
        let characters: [UInt16]
        /// Character << 8 | byte, ascending.
        let inverse: [UInt32]

        init(_ characters: [UInt16]) {
            self.characters = characters
            inverse = characters.enumerated().map { UInt32($0.element) << 8 | UInt32($0.offset) }.sorted()
        }
    }

    /// CCSID -> page. Made when the first page is asked for: some 10,000 array steps.
    static let tables: [Int: Table] = {
        var pages = [37: page37]
        for page in others {
            // A page stands behind the one it is a difference from.
            pages[page.ccsid] = applying(page.differences, to: pages[page.base] ?? page37)
        }
        return pages.mapValues(Table.init)
    }()

    /// `base` with runs such as `BA:00AC007C` written over it: from byte BA on, one character per four digits.
    private static func applying(_ differences: StaticString, to base: [UInt16]) -> [UInt16] {
        var page = base
        for run in differences.description.split(whereSeparator: \.isWhitespace) {
            let halves = run.split(separator: ":")
            guard halves.count == 2, var byte = Int(halves[0], radix: 16) else { continue }
            var digits = halves[1]
            while byte < page.count, let character = UInt16(digits.prefix(4), radix: 16) {
                page[byte] = character
                byte += 1
                digits = digits.dropFirst(4)
            }
        }
        return page
    }
}
