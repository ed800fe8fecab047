/// Where something stands in the text a filter was read from, in Unicode scalars.
///
/// Two places are always equal: filters are compared by what they say, not by where they say it.
struct Place: Hashable, Sendable {
    var range: Range<Int>

    init(_ range: Range<Int>) { self.range = range }

    /// From the start of this place to the end of `other`.
    func through(_ other: Place) -> Place {
        Place(range.lowerBound..<max(range.lowerBound, other.range.upperBound))
    }

    static func == (a: Self, b: Self) -> Bool { true }
    func hash(into hasher: inout Hasher) {}

    /// Made by the program, not read from a text.
    static let none = Place(0..<0)
}
