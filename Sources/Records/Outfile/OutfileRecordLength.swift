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
        let fits = Self.candidates(next, heading).map { Self.check($0, head, heading) }
            .filter { $0.isGood && ($0.length <= next.first ?? 0 || $0.fitting >= Self.enough) }
        let ideal = fits.max { $0.fitting * $1.checked < $1.fitting * $0.checked }
        // Where a record is rubbish a multiple of the length fits better than the length itself.
        if let ideal, let best = fits.first(where: { ideal.length % $0.length == 0 }) {
            (length, checked, fitting) = (best.length, best.checked, best.fitting)
            how = "found from \(fitting + 1) headings"
        } else if let first = next.first, first <= Self.greatestLength {
            // Others follow: outfiles of several types in one file, or a damaged one.
            length = first
            fitting = Self.run(of: first, head, heading)
            checked = fitting
            how = "found from the first \(fitting + 1) headings"
        } else if isWhole {
            // One record, whole or cut.
            (checked, fitting) = (0, 0)
            let isCut = head.byteCount < heading.shortest
            length = isCut ? max(expected, heading.length) : head.byteCount
            how = isCut ? "as the catalog has it: the only record is cut" : "the only record"
        } else {
            return nil
        }
    }

    /// How many headings follow the first one, each `length` bytes behind the one before.
    private static func run(of length: Int, _ head: RawSpan, _ heading: OutfileHeading) -> Int {
        var count = 0
        while (count + 1) * length + heading.leastBytes <= head.byteCount, heading.isHeading(head, at: (count + 1) * length) { count += 1 }
        return count
    }

    /// Distances from the first heading to the next few, ascending. Records cannot be shorter than their heading.
    private static func headings(_ head: RawSpan, _ heading: OutfileHeading) -> [Int] {
        var found: [Int] = []
        var at = heading.shortest
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
