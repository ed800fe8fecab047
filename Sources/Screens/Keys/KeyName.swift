import Canvas

extension Key {
    /// As it stands on the key list: `F12`, `q`, `Ctrl-F`, `Page Down`.
    var name: String {
        switch self {
        case .character(" "): "Space"
        case .character(let character): String(character)
        case .function(let number): "F\(number)"
        case .enter: "Enter"
        case .tab: "Tab"
        case .backtab: "Shift-Tab"
        case .escape: "Esc"
        case .backspace: "Backspace"
        case .delete: "Delete"
        case .insert: "Insert"
        case .up: "Up"
        case .down: "Down"
        case .left: "Left"
        case .right: "Right"
        case .home: "Home"
        case .end: "End"
        case .pageUp: "Page Up"
        case .pageDown: "Page Down"
        case .shiftLeft: "Shift-Left"
        case .shiftRight: "Shift-Right"
        case .shiftUp: "Shift-Up"
        case .shiftDown: "Shift-Down"
        case .control(let character): "Ctrl-" + character.uppercased()
        }
    }

    /// The key of this name, any case; `nil` when there is none. What `:F19` means.
    init?(functionName name: String) {
        guard name.first == "F" || name.first == "f", let number = Int(name.dropFirst()), (1...24).contains(number),
            name.dropFirst().allSatisfy(\.isNumber)
        else { return nil }
        self = .function(number)
    }

    /// Whether it puts a character into an entry field.
    var isPrintable: Bool {
        if case .character = self { true } else { false }
    }

    /// `F1` ... `F24` as 1 ... 24.
    var functionNumber: Int? {
        if case .function(let number) = self { number } else { nil }
    }
}
