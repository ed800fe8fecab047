import Canvas

/// A name on the command line: `sort`, used as `sort COL[-],...`.
struct CommandName: Sendable {
    var name: String
    /// What stands behind the name.
    var usage: String
    /// What Tab completes behind the name.
    var completes: Completion

    enum Completion: Sendable { case nothing, columns, filter }

    init(_ name: String, _ usage: String = "", completes: Completion = .nothing) {
        self.name = name
        self.usage = usage
        self.completes = completes
    }

    var text: String { ":" + (usage.isEmpty ? name : name + " " + usage) }
}

/// What was given to a row besides its key: the number typed before it, or the text behind the command's name.
struct Argument: Sendable {
    var number: Int?
    /// `nil` when the row was reached by a key.
    var text: String?

    static let none = Argument()

    /// The text behind the command's name, `nil` when there is none.
    var words: String? {
        guard let text else { return nil }
        let trimmed = text.trimmingBlanks
        return trimmed.isEmpty ? nil : trimmed
    }
}

/// One row of a screen's key table: its keys and commands, what it is called, what happens, and what does it.
struct KeyRow<S: Screen>: Sendable {
    let keys: [Key]
    let commands: [CommandName]
    /// One or two words; on the function-key lines when one of the keys is a function key.
    let name: String
    /// What happens, as a sentence without its subject: "Goes back one screen."
    let help: String
    /// Why it can do nothing now, one sentence; `nil` when it can.
    let disabled: @Sendable (S, Desk) -> String?
    let action: @Sendable (inout S, inout Desk, Argument) -> Void

    init(
        _ keys: [Key], _ commands: [CommandName] = [], _ name: String, _ help: String,
        disabled: @escaping @Sendable (S, Desk) -> String? = { _, _ in nil },
        action: @escaping @Sendable (inout S, inout Desk, Argument) -> Void
    ) {
        self.keys = keys
        self.commands = commands
        self.name = name
        self.help = help
        self.disabled = disabled
        self.action = action
    }

    var info: KeyInfo { KeyInfo(keys: keys, commands: commands, name: name, help: help) }
}

/// A row without what it does: what help, the function-key lines and the key reference are made from.
struct KeyInfo: Sendable {
    var keys: [Key]
    var commands: [CommandName]
    var name: String
    var help: String

    /// `F22 F`
    var keyNames: String { keys.map(\.name).joined(separator: " ") }
    var function: Int? { keys.lazy.compactMap(\.functionNumber).first }
}
