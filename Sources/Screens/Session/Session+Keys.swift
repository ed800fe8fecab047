import Canvas

extension Session {
    mutating func press(_ key: Key) {
        desk.note = nil
        desk.rejected = nil
        let top = stack.count - 1
        if stack[top].isTyping, isText(key), stack[top].type(key, &desk) { return }
        if stack[top].takesNumbers, takeDigit(key) { return }
        let number = Int(desk.digits)
        desk.digits = ""
        if key == .escape, number != nil { return }
        if key == .escape, stack.count == 1 { return desk.refuse("F3 or q leaves the program.") }
        if !stack[top].press(key, number, &desk) {
            desk.refuse("\(key.name) means nothing here. F1 shows the keys.")
        }
    }

    /// Whether an entry field may have the key: everything but function keys and the keys that mean the same everywhere.
    private func isText(_ key: Key) -> Bool {
        switch key {
        case .function, .control("c"), .control("l"), .control("z"): false
        default: true
        }
    }

    private mutating func takeDigit(_ key: Key) -> Bool {
        if key == .backspace, !desk.digits.isEmpty {
            desk.digits.removeLast()
            return true
        }
        guard case .character(let digit) = key, digit.isASCII, digit.isNumber, digit != "0" || !desk.digits.isEmpty
        else { return false }
        if desk.digits.count < Desk.mostDigits { desk.digits.append(digit) }
        return true
    }

    mutating func paste(_ text: String) {
        desk.note = nil
        let top = stack.count - 1
        guard stack[top].isTyping, stack[top].paste(text, &desk) else {
            return desk.refuse("There is no field to paste into. : opens the command line.")
        }
    }
}
