import Cases
import Screens

/// Where changes of the case are kept that are not saved: beside its file, else where the usual case would be.
struct UnsavedPlace {
    private let keeper = UnsavedKeeper()
    /// For a case that has no place of its own; `nil` where there is no settings folder either.
    let usual: String?
    /// Said already: the same reason is not told with every key.
    private var told: Set<String> = []

    init(usual: String?) { self.usual = usual }

    /// Keeps the changes, then takes away what they were taken from.
    ///
    /// - Returns: What is to be said when they cannot be kept, once.
    mutating func take(_ keeping: Keeping) -> String? {
        guard let changes = keeping.changes else {
            keeper.drop()
            for one in keeping.decided { one.remove() }
            return nil
        }
        guard let path = keeping.path ?? usual else { return tell("There is no settings folder to keep them in") }
        do {
            try keeper.keep(changes.file, base: changes.base, case: path)
            for one in keeping.decided { one.remove() }
            return nil
        } catch {
            return tell("\(error)")
        }
    }

    /// Nothing is to be kept any more: the case is saved, or somebody said that it need not be.
    func drop() { keeper.drop() }

    private mutating func tell(_ reason: String) -> String? {
        guard told.insert(reason).inserted else { return nil }
        return "If the terminal is cut off, unsaved marks and notes are lost: :save FILE saves them. \(reason)"
    }
}
