import Columns
import JournalIndex
import Ledger
import Synchronization

/// The ledger of a whole journal, made once: the questions that count its lines and the screen that shows them ask for the
/// same. A newer journal gets a memory of its own.
final class LedgerMemory: Sendable {
    private let known = Mutex<(entries: Int, ledger: Ledger)?>(nil)

    /// - Parameter selected: A ledger in which only some lines are selected is not kept.
    /// - Throws: `Cancelled`, or the source's error.
    func ledger(
        _ provider: any ColumnProvider, selected: Bitmap?, _ settings: LedgerSettings, _ work: Work
    ) throws -> Ledger {
        guard selected == nil else { return try Ledger.build(provider, selected: selected, settings, work) }
        if let (entries, ledger) = known.withLock({ $0 }), entries == provider.count, ledger.settings == settings {
            return ledger
        }
        let ledger = try Ledger.build(provider, settings, work)
        known.withLock { $0 = (provider.count, ledger) }
        return ledger
    }
}
