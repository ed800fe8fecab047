import Catalog

/// Chooses the code page of an outfile: what the user says, what names in the records state, what the text looks like.
struct OutfileCodePage {
    let page: CodePage
    /// For people, with how it was found.
    let fact: String

    /// - Throws: `SourceError` when the user names a CCSID without a table.
    init(stated: Int?, head: OutfileHead, source: String) throws {
        if let stated {
            page = CodePage(ccsid: stated)
            guard page.isKnown else {
                let known = CodePage.all.map { String($0.ccsid) }.joined(separator: ", ")
                throw SourceError(
                    path: source, reason: "CCSID \(stated) is not known", remedy: "Known are \(known).")
            }
            fact = "CCSID \(stated) (\(page.title); --ccsid)"
        } else if let found = Self.named(in: head) {
            page = CodePage(ccsid: found)
            fact = "CCSID \(found) (\(page.title); stated beside names in the records, --ccsid to overrule)"
        } else if let found = Self.likely(head.wordBytes) {
            page = CodePage(ccsid: found)
            fact = "CCSID \(found) (\(page.title); from the letters inside words, --ccsid to overrule)"
        } else {
            page = CodePage(ccsid: 37)
            fact = "CCSID 37 (assumed; --ccsid to overrule)"
        }
    }

    /// The EBCDIC page that most names are stated in.
    private static func named(in head: OutfileHead) -> Int? {
        let pages = head.statedCCSIDs.filter { CodePage(ccsid: $0.key).isKnown }
        return pages.max { ($0.value, $1.key) < ($1.value, $0.key) }?.key
    }

    /// Pages a language is written in without the euro sign making a difference.
    private static let candidates = [37, 273, 277, 278, 280, 284, 285, 297, 500, 870, 871, 1025, 1026]

    /// The one page in which the bytes inside words are letters when in CCSID 37 many of them are not; `nil` when none
    /// stands out, which is the rule: names hardly have national letters.
    ///
    /// - Parameter counts: How often each byte that pages disagree about stands between two letters.
    private static func likely(_ counts: [Int]) -> Int? {
        let best = fitting(counts)
        return best.count == 1 ? best[0] : nil
    }

    /// All pages in which they are letters, when in CCSID 37 many are not.
    private static func fitting(_ counts: [Int]) -> [Int] {
        let total = counts.reduce(0, +)
        guard total >= leastEvidence, counts.count(where: { $0 > 0 }) >= leastDistinct else { return [] }
        func letters(_ ccsid: Int) -> Int {
            let page = CodePage(ccsid: ccsid)
            return counts.indices.reduce(0) { $0 + (page[UInt8($1)].properties.isAlphabetic ? counts[$1] : 0) }
        }
        guard letters(37) * 5 < total * 4 else { return [] }
        return candidates.filter { letters($0) * 20 >= total * 19 }
    }

    /// The pages that letters inside the words of an EBCDIC text look like, where they are not those of CCSID 37; none where they
    /// are, or hardly any tells.
    ///
    /// - Complexity: O(*n*) in bytes.
    static func fitting(wordsOf text: [UInt8]) -> [Int] {
        guard text.count > 2 else { return [] }
        var counts = Array(repeating: 0, count: 256)
        for at in 1..<text.count - 1 where isTelling(text[at], before: text[at - 1], after: text[at + 1]) {
            counts[Int(text[at])] += 1
        }
        return fitting(counts)
    }

    /// Bytes inside words below which nothing is concluded.
    private static let leastEvidence = 8
    /// Different bytes among them: a separator such as `\` that comes often proves nothing.
    private static let leastDistinct = 3

    /// Whether a byte tells pages apart, standing between `before` and `after`.
    static func isTelling(_ byte: UInt8, before: UInt8, after: UInt8) -> Bool {
        !isCommon[Int(byte)] && isLetter[Int(before)] && isLetter[Int(after)]
    }

    /// A to Z of either case, the same in every page.
    private static let isLetter: [Bool] = {
        let page = CodePage(ccsid: 37)
        return (UInt8.min...UInt8.max).map { page[$0].isASCII && page[$0].properties.isAlphabetic }
    }()

    /// Bytes that are the same in all candidates, and those of `#`, `@` and `$`, which names are made of everywhere.
    private static let isCommon: [Bool] = {
        let pages = candidates.map { CodePage(ccsid: $0) }
        return (UInt8.min...UInt8.max).map { byte in
            [0x7B, 0x7C, 0x5B].contains(byte) || pages.allSatisfy { $0[byte] == pages[0][byte] }
        }
    }()
}
