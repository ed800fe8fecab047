extension Decoded {
    /// The same state with the value put through `change`; null, blank and unreadable stay what they are.
    package func map<Other>(_ change: (Value) -> Decoded<Other>) -> Decoded<Other> {
        switch self {
        case .null: .null
        case .blank: .blank
        case .value(let value): change(value)
        case .unreadable(let text, let reason): .unreadable(text: text, reason: reason)
        }
    }
}
