import Catalog

/// What is said of what a selection leaves out.
extension CompletenessReport {
    func lines(_ left: LeftOutEntries) -> [CompletenessLine] {
        let conditions = left.conditions.filter(\.isEnabled).map(\.condition)
        let rest = conditions.isEmpty ? nil : Filter.all(conditions).negated
        var lines = [
            CompletenessLine(0, "Left out by the selection", .title),
            CompletenessLine(
                2, "\(Count.entries(left.count)) of \(Count.grouped(left.total)); \(Count.grouped(left.selected)) selected",
                behind: rest.map { .filter($0) }),
        ]
        lines += list("By condition", .plain, Array(left.conditions.enumerated()), left.conditions.count) {
            condition($0.element, number: $0.offset + 1)
        }
        if left.daysLeftOut > 0 {
            let days = Count.text(left.days, "day", "days")
            lines.append(
                CompletenessLine(2, "Days: none selected on \(Count.grouped(left.daysLeftOut)) of \(days) with entries"))
        }
        for group in left.groups {
            let touched = group.items.filter { $0.leftOut > 0 }
            let whole = touched.count(where: \.isWhollyLeftOut)
            let title = "\(group.title): \(Count.grouped(whole)) of \(Count.grouped(group.items.count)) left out wholly"
            lines += list(title, .plain, touched, touched.count) { item($0, group) }
        }
        return lines
    }

    private func condition(_ part: LeftOutEntries.Part, number: Int) -> CompletenessLine {
        let effect = part.isEnabled ? "leaves out \(Count.grouped(part.leavesOut))" : "switched off"
        return CompletenessLine(
            4, "\(number) \(part.condition.text)  \(effect)", part.isEnabled ? .plain : .quiet,
            behind: part.condition.negated.map { .filter($0) })
    }

    private func item(_ item: LeftOutEntries.Item, _ group: LeftOutEntries.Group) -> CompletenessLine {
        let name = item.name.map { $0.isEmpty ? "-" : $0 }.joined(separator: " ")
        let count =
            item.isWhollyLeftOut
            ? "all \(Count.grouped(item.entries))" : "\(Count.grouped(item.leftOut)) of \(Count.grouped(item.entries))"
        let value = Self.equal(group.column, item.name.last ?? "")
        return CompletenessLine(4, "\(name)  \(count)", behind: evidence(value))
    }
}
