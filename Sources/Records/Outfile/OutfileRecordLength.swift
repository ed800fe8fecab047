/// Finds how long the records of an outfile are. Nothing in the file says it: it is the distance from one heading to
/// the next that fits the most of what was read.
struct OutfileRecordLength {
    /// Bytes of one record.
    let length: Int
    /// How it was found, for people.
    let how: String
    /// Positions where a heading should stand, and how many of them have one.
    let checked: Int
    let fitting: Int

    /// - Returns: `nil` when `head` is no such outfile.
    init?(head: RawSpan, isWhole: Bool, heading: OutfileHeading, expected: Int) {
        guard heading.isHeading(head, at: 0) else { return nil }
        let next = Self.headings(head, heading)
        // A heading inside the first record speaks against a length: it takes more than one other to outweigh it.
        let all = Self.candidates(next, heading).map { Self.check($0, head, heading) }
        // A length that the first record states, and others have, is not to be outweighed by chance.
        let isStated = Self.stated(head, heading).map { stated in all.contains { $0.length == stated } } ?? false
        let fits = all.filter { $0.isGood && ($0.length <= next.first ?? 0 || $0.fitting >= Self.enough && !isStated) }
        let ideal = fits.max { $0.fitting * $1.checked < $1.fitting * $0.checked }
        // Where a record is rubbish a multiple of the length fits better than the length itself; where bytes are lost, by chance.
        if let ideal, let best = (fits + all.filter { $0.fitting >= Self.enough }).filter({ ideal.length % $0.length == 0 })
            .min(by: { $0.length < $1.length }),
            best.fitting > 1 || isWhole && head.byteCount == 2 * best.length || Self.mayEnd(head, heading, at: best.length, all)
        {
            (length, checked, fitting) = (best.length, best.checked, best.fitting)
            how = "found from \(fitting + 1) headings"
        } else if let first = next.first, first <= Self.greatestLength {
            // Others follow: outfiles of several types in one file, or a damaged one.
            let run = Self.run(of: first, head, heading)
            let isFound = first >= heading.shortest && (run > 1 || Self.mayEnd(head, heading, at: first, all))
            length = isFound ? first : Self.stated(head, heading) ?? max(expected, heading.length)
            fitting = isFound ? run : 0
            checked = fitting
            how = isFound ? "found from the first \(fitting + 1) headings" : "as the first record states: it is damaged"
        } else if isWhole {
            // One record, whole or cut.
            (checked, fitting) = (0, 0)
            let stated = Self.stated(head, heading).flatMap { $0 > head.byteCount ? $0 : nil }
            let isCut = stated != nil || head.byteCount < heading.shortest
            length = stated ?? (isCut ? max(expected, heading.length) : head.byteCount)
            how = isCut ? "as \(stated == nil ? "the catalog has it" : "the record states"): the only record is cut" : "the only record"
        } else {
            return nil
        }
    }

    /// What the first record says of its length, where a record can be as long.
    private static func stated(_ head: RawSpan, _ heading: OutfileHeading) -> Int? {
        let stated = heading.statedLength(head)
        return stated >= heading.shortest && stated <= greatestLength ? stated : nil
    }

    /// Whether the first record is whole when it ends at `end`: what it states is there, only blanks are behind it, and no
    /// others are as long as it states.
    private static func mayEnd(_ head: RawSpan, _ heading: OutfileHeading, at end: Int, _ all: [Fit]) -> Bool {
        guard let stated = stated(head, heading), stated != end else { return true }
        if stated > end || all.contains(where: { $0.length == stated }) { return false }
        return (stated..<end).allSatisfy { head[$0] == CodePage.blank }
    }

    /// How many headings follow the first one, each `length` bytes behind the one before.
    private static func run(of length: Int, _ head: RawSpan, _ heading: OutfileHeading) -> Int {
        var count = 0
        while (count + 1) * length + heading.leastBytes <= head.byteCount, heading.isHeading(head, at: (count + 1) * length) { count += 1 }
        return count
    }

    /// Distances from the first heading to the next few, ascending. A record that is cut can be shorter than its heading.
    private static func headings(_ head: RawSpan, _ heading: OutfileHeading) -> [Int] {
        var found: [Int] = []
        var at = heading.leastBytes
        while found.count < 8, at + heading.leastBytes <= head.byteCount, at <= greatestLength * 8 {
            if heading.isHeading(head, at: at) {
                found.append(at)
                at += heading.leastBytes
            } else {
                at += 1
            }
        }
        return found
    }

    private static func candidates(_ found: [Int], _ heading: OutfileHeading) -> [Int] {
        // Differences too: when the first record is followed by rubbish, the distance between later ones is right.
        let steps = zip(found.dropFirst(), found).map { $0 - $1 }
        return Array(Set(found + steps).filter { $0 >= heading.shortest && $0 <= greatestLength }).sorted()
    }

    /// Headings that outweigh one that stands elsewhere.
    private static let enough = 3

    /// How well a length fits.
    private struct Fit {
        let length: Int
        var checked = 0
        var fitting = 0
        var isGood: Bool { checked > 0 && fitting * 2 >= checked }
    }

    /// How many of the places at multiples of `length` have a heading; a thousand are enough to know.
    private static func check(_ length: Int, _ head: RawSpan, _ heading: OutfileHeading) -> Fit {
        var fit = Fit(length: length)
        var at = length
        while at + heading.leastBytes <= head.byteCount, fit.checked < 1000 {
            fit.checked += 1
            if heading.isHeading(head, at: at) { fit.fitting += 1 }
            at += length
        }
        return fit
    }

    /// A database file's records have at most this many bytes.
    static let greatestLength = 32_766
}
