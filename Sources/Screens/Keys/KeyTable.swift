import Canvas

/// All that can be done on one screen. No key and no command stands in two rows.
struct KeyTable<S: Screen>: Sendable {
    let rows: [KeyRow<S>]
    private let byKey: [Key: Int]
    private let byCommand: [String: Int]

    /// - Precondition: Keys and commands are each in one row only.
    init(_ rows: [KeyRow<S>]) {
        self.rows = rows
        var keys: [Key: Int] = [:]
        var commands: [String: Int] = [:]
        for (index, row) in rows.enumerated() {
            for key in row.keys {
                precondition(keys.updateValue(index, forKey: key) == nil, "\(S.name): \(key.name) stands twice")
            }
            for command in row.commands {
                precondition(commands.updateValue(index, forKey: command.name) == nil, "\(S.name): :\(command.name) twice")
            }
        }
        byKey = keys
        byCommand = commands
    }

    subscript(key: Key) -> KeyRow<S>? { byKey[key].map { rows[$0] } }
    subscript(command name: String) -> KeyRow<S>? { byCommand[name].map { rows[$0] } }
}
