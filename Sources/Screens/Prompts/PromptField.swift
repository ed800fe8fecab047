import JournalIndex
import Query

/// What the selection prompt asks, in this order.
enum PromptField: Int, CaseIterable, Sendable {
    case user, type, action, from, to, address, job, object, text

    var label: String {
        switch self {
        case .user: "User profile"
        case .type: "Entry type"
        case .action: "Action in the entry"
        case .from: "From date and time"
        case .to: "To date and time"
        case .address: "Remote address"
        case .job: "Job"
        case .object: "Object"
        case .text: "Text anywhere"
        }
    }

    var choices: String {
        switch self {
        case .user: "Name, generic*, F4 for list"
        case .type: "PW, CP, F4 for list"
        case .action: "Code, F4 for list"
        case .from: "Date, date and time, -7d"
        case .to: "Date, date and time"
        case .address: "10.0.0.0/8, F4 for list"
        case .job: "Name, generic*, F4 for list"
        case .object: "Name, generic*, F4 for list"
        case .text: "Any text, any case"
        }
    }

    /// The short name it compares.
    var short: ShortName {
        switch self {
        case .user: .user
        case .type: .type
        case .action: .action
        case .from, .to: .time
        case .address: .ip
        case .job: .job
        case .object: .object
        case .text: .text
        }
    }

    /// The column whose values F4 lists.
    func column(_ schema: Schema) -> String? {
        switch self {
        case .from, .to, .text: nil
        default: ColumnNames.find(short.rawValue, in: schema)
        }
    }

    /// The condition that was typed; `nil` when the field asks for nothing.
    ///
    /// - Throws: What cannot be read, with its place in the text of the condition.
    func filter(_ typed: String) throws(FilterError) -> Filter? {
        let text = typed.trimmingBlanks
        if text.isEmpty || ["*ALL", "*FIRST", "*LAST"].contains(text.uppercased()) { return nil }
        switch self {
        case .from: return try Filter("time >= \(Self.time(text))")
        case .to: return try Filter("time <= \(Self.time(text))")
        case .text: return try Filter("text contains \(Self.quoted(text))")
        default: return try Filter(comparison(text))
        }
    }

    /// `J*` gives `user = J*`, `A, B` gives `user in (A, B)`, `<>A` gives the opposite.
    private func comparison(_ text: String) -> String {
        let isNot = text.hasPrefix("<>") || text.hasPrefix("!=")
        let values = (isNot ? String(text.dropFirst(2)) : text).split(separator: ",").map { String($0).trimmingBlanks }
            .filter { !$0.isEmpty }.map(Self.value)
        if values.count == 1 { return "\(short.rawValue) \(isNot ? "<>" : "=") \(values[0])" }
        return "\(short.rawValue) \(isNot ? "not in" : "in") (\(values.joined(separator: ", ")))"
    }

    /// A value as it was typed; quoted where the language would read something else.
    private static func value(_ text: String) -> String {
        text.contains { " ()=<>~\"?".contains($0) } && text.first != "'" ? quoted(text) : text
    }

    private static func time(_ text: String) -> String { text.contains(" ") && text.first != "'" ? quoted(text) : text }

    private static func quoted(_ text: String) -> String {
        if text.count > 1, text.first == "'", text.last == "'" { return text }
        return "'" + text.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "''") + "'"
    }
}
