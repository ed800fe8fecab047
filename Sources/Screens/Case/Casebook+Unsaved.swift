package import Cases

/// Changes that are not saved, kept beside the case file: nothing is lost when the terminal is cut off.
extension Casebook {
    /// What is to be kept now; `nil` where that is being done already.
    ///
    /// - Parameter draft: A note that is being typed.
    mutating func keeping(_ draft: CaseNote?) -> Keeping? {
        var wanted = isUnsaved || draft != nil ? file : nil
        if let draft { wanted?.keep(draft) }
        guard wanted != kept || !decided.isEmpty else { return nil }
        defer { (kept, decided) = (wanted, []) }
        return Keeping(changes: wanted.map { ($0, saved) }, path: store?.path, decided: decided)
    }

    /// Takes the changes of earlier sessions into the case, which is then unsaved.
    mutating func takeUnsaved() {
        for one in unsaved { file = one.joined(with: file) }
        decideUnsaved()
    }

    /// Nobody is asked about them again; their files go.
    mutating func decideUnsaved() {
        decided += unsaved
        unsaved = []
    }
}

/// What stands beside the case file from now on.
package struct Keeping: Sendable {
    /// The case with what is not saved, and as it stands in its file; `nil` when all is saved.
    package let changes: (file: CaseFile, base: CaseFile)?
    /// Of the case file; `nil` where it has no place yet.
    package let path: String?
    /// Taken away once the changes are kept.
    package let decided: [UnsavedCase]
}
