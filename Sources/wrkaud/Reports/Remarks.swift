import Catalog

/// What must be said beside an answer.
enum Remarks {
    static func after(_ plan: SelectionPlan, shown: Int) {
        if shown == 0, !plan.filters.isEmpty { StandardError.line("No entry satisfies the selection.") }
        guard let question = plan.question else { return }
        if shown == 0, !question.needsAudit.isEmpty {
            StandardError.line("That means something only where this was audited: \(question.needsAudit).")
        }
    }
}
