/// One column to sort by.
package struct OrderKey: Sendable {
    package enum Ranks: Sendable {
        /// `ranks[code]`: the code's place, `UInt32.max` where it is empty.
        case codes(CodedColumn, ranks: [UInt32])
        case integers(IntegerColumn)
    }

    package var ranks: Ranks
    package var descending: Bool

    package init(_ ranks: Ranks, descending: Bool = false) {
        self.ranks = ranks
        self.descending = descending
    }
}
