import Canvas

/// A screen: a value that takes keys and messages, asks for effects on the desk, and draws itself.
///
/// What all screens share (the journal, the reports, running work, the message line) is on the desk. A screen goes to
/// another one by leaving a step there.
protocol Screen: Sendable {
    /// The title, also of its part of the key list.
    static var name: String { get }
    static var keys: KeyTable<Self> { get }
    /// One sentence for the help: what is seen here.
    static var about: String { get }
    /// Function keys that are on the first function-key line.
    static var mainKeys: [Int] { get }

    /// Drawn over the screen below, which stays visible.
    var isOverlay: Bool { get }
    /// Whether an entry field has the cursor: printable keys are text.
    var isTyping: Bool { get }
    /// Whether digits build a number.
    var takesNumbers: Bool { get }

    /// Whether what the screen is about is still being computed: keys typed now are meant for what will be there.
    var isAwaiting: Bool { get }

    /// Gives a key to the entry field that has the cursor; false when it means nothing there.
    mutating func type(_ key: Key, _ desk: inout Desk) -> Bool
    /// Puts pasted text into the entry field.
    mutating func paste(_ text: String, _ desk: inout Desk) -> Bool
    /// Called once, when the screen has been opened.
    mutating func appear(_ desk: inout Desk)
    /// Called when a screen opened from here went back with a result.
    mutating func resume(_ result: StepResult, _ desk: inout Desk)
    /// Called for messages about work; most are none of its business.
    mutating func receive(_ message: Message, _ desk: inout Desk)
    /// Called after everything that may have changed the size of things: puts cursor and window where they can be.
    mutating func settle(_ desk: inout Desk)
    /// Called when the screen is left.
    func leave(_ desk: inout Desk)
    func draw(into grid: inout Grid, _ desk: Desk)
    /// What is known of the field under the cursor.
    func topic(_ desk: Desk) -> [TextLine]
}

extension Screen {
    static var mainKeys: [Int] { [3, 12, 4] }
    var isOverlay: Bool { false }
    var isTyping: Bool { false }
    var takesNumbers: Bool { false }
    var isAwaiting: Bool { false }
    mutating func type(_ key: Key, _ desk: inout Desk) -> Bool { false }
    mutating func paste(_ text: String, _ desk: inout Desk) -> Bool { false }
    mutating func appear(_ desk: inout Desk) {}
    mutating func resume(_ result: StepResult, _ desk: inout Desk) {}
    mutating func receive(_ message: Message, _ desk: inout Desk) {}
    mutating func settle(_ desk: inout Desk) {}
    func leave(_ desk: inout Desk) {}
    func topic(_ desk: Desk) -> [TextLine] { [] }
}

/// Where to go after a key.
enum Step: Sendable {
    case open(any Screen)
    /// Back to the screen below.
    case back
    /// Back, with something for the screen below.
    case backWith(StepResult)
    /// Back to the report that was shown last.
    case toReport
    /// A command typed on the screen that is left.
    case command(String)
    /// The work of this id was stopped: its screen may want to know.
    case stopped(Int)
    /// A key, as if it had been pressed on the screen below.
    case press(Key)
}

/// What a screen hands to the one it was opened from.
enum StepResult: Sendable {
    case line(LinePurpose, String)
    case picked([String])
}

extension Screen {
    var keyInfos: [KeyInfo] { Self.keys.rows.map(\.info) }
    var screenName: String { Self.name }

    /// Does what `key` means here; false when it means nothing.
    mutating func press(_ key: Key, _ number: Int?, _ desk: inout Desk) -> Bool {
        guard let row = Self.keys[key] else { return false }
        perform(row, Argument(number: number), &desk)
        return true
    }

    /// Does what the command means here; false when there is none of this name.
    mutating func command(_ name: String, _ text: String, _ desk: inout Desk) -> Bool {
        guard let row = Self.keys[command: name] else { return false }
        perform(row, Argument(text: text), &desk)
        return true
    }

    private mutating func perform(_ row: KeyRow<Self>, _ argument: Argument, _ desk: inout Desk) {
        if let reason = row.disabled(self, desk) { return desk.refuse(reason) }
        row.action(&self, &desk, argument)
    }
}
