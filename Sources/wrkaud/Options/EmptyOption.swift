/// An option with nothing behind it, as a script gives it whose variable is not set: taken for "everything", it would hand
/// on all entries where one user's were meant.
enum EmptyOption {
    /// - Throws: `UsageError` for the first option that was given without a value.
    static func refuse(_ options: [(name: String, value: String?)]) throws {
        try refuse(options) { $0.allSatisfy { $0.isWhitespace } }
    }

    /// - Throws: `UsageError` for the first list that was given without an item.
    static func refuse(lists: [(name: String, value: String?)]) throws {
        try refuse(lists) { Lookup.list($0).isEmpty }
    }

    private static func refuse(_ options: [(name: String, value: String?)], isEmpty: (String) -> Bool) throws {
        for (name, value) in options {
            guard let value, isEmpty(value) else { continue }
            throw UsageError("\(name) has no value (a variable that is not set?). Give it one, or leave the option out.")
        }
    }
}
