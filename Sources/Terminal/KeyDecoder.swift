package import Canvas

/// Turns the bytes a terminal sends into events. Knows no terminal and no clock: bytes in, events out; when something
/// is pending it says how long to wait for more, and is told when nothing came.
package struct KeyDecoder {
    /// What an incomplete input waits for.
    package enum Wait: Equatable, Sendable {
        /// The rest of an escape sequence, which a terminal sends at once.
        case sequence
        /// The second key after Esc, which a person presses.
        case prefix
        /// The second key after Ctrl-G, however long it takes.
        case forever
        /// The rest of a paste.
        case paste
    }

    private enum State {
        case ground
        /// Esc, and whether what comes now may still belong to it as an Alt key does.
        case escape(fresh: Bool)
        /// Esc Esc: a person's, or the Alt form of a longer sequence.
        case escapeTwice
        /// After Ctrl-G.
        case prefix
        /// Bytes after the escape.
        case sequence([UInt8])
        /// Inside an answer of the terminal (OSC, DCS) to a question that another program left behind: bytes so far, and
        /// whether the last one was an escape.
        case answer(count: Int, escaped: Bool)
        /// Bytes of a mouse report of the oldest kind that still come.
        case mouse(Int)
        case paste(PasteBuffer)
    }

    private let sequences: KeySequences
    private var state = State.ground
    private var text = TextAssembler()
    private var events: [TerminalEvent] = []

    package init(_ sequences: KeySequences = KeySequences()) { self.sequences = sequences }

    /// What is waited for; `nil` when nothing is pending.
    package var wait: Wait? {
        switch state {
        case .ground: nil
        case .escape(let fresh): fresh ? .sequence : .prefix
        case .escapeTwice, .sequence, .answer, .mouse: .sequence
        case .prefix: .forever
        case .paste: .paste
        }
    }

    /// What the status line shows while a prefix waits for its second key, as tn5250 does.
    package var prefix: String? {
        switch state {
        case .escape(fresh: false): "Esc-"
        case .prefix: "C-g"
        default: nil
        }
    }

    /// Takes what the terminal sent and returns the events that are complete.
    package mutating func feed(_ bytes: some Sequence<UInt8>) -> [TerminalEvent] {
        for byte in bytes { take(byte) }
        return collected()
    }

    /// Nothing came for as long as `wait` asked for.
    package mutating func expire() -> [TerminalEvent] {
        switch state {
        case .ground, .prefix: break
        case .escape(fresh: true): state = .escape(fresh: false)
        // A sequence that does not go on was a person's Esc, and then a key that means nothing after it.
        case .escape(fresh: false), .escapeTwice, .sequence:
            state = .ground
            key(.escape)
        case .answer, .mouse: state = .ground
        case .paste(let buffer): finish(buffer)
        }
        return collected()
    }

    private mutating func collected() -> [TerminalEvent] {
        defer { events = [] }
        return events
    }

    private mutating func key(_ key: Key) { events.append(.key(key)) }

    private mutating func take(_ byte: UInt8) {
        switch state {
        case .ground: plain(byte)
        case .escape(let fresh): afterEscape(byte, fresh: fresh)
        case .escapeTwice: afterSecondEscape(byte)
        case .prefix: afterPrefix(byte)
        case .sequence(let bytes): sequence(bytes, byte)
        case .answer(let count, let escaped): answer(count, escaped, byte)
        case .mouse(let left): state = left > 1 ? .mouse(left - 1) : .ground
        case .paste(var buffer):
            state = .ground  // the buffer is changed in place, not copied
            if buffer.append(byte) { finish(buffer) } else { state = .paste(buffer) }
        }
    }

    /// A byte outside any sequence.
    private mutating func plain(_ byte: UInt8) {
        if let character = text.append(byte) { return key(.character(character)) }
        switch byte {
        case 0x1B: state = .escape(fresh: true)
        case 0x07: state = .prefix
        case 0x09: key(.tab)
        case 0x0A, 0x0D: key(.enter)
        case 0x08, 0x7F: key(.backspace)
        case 0x00..<0x20: key(.control(Character(UnicodeScalar(byte < 27 && byte > 0 ? byte + 0x60 : byte + 0x40))))
        default: break
        }
    }

    private mutating func afterEscape(_ byte: UInt8, fresh: Bool) {
        if byte == UInt8(ascii: "[") || byte == UInt8(ascii: "O") {
            state = .sequence([byte])
        } else if byte == 0x1B {
            state = .escapeTwice
        } else if fresh, byte == UInt8(ascii: "]") || byte == UInt8(ascii: "P") {
            state = .answer(count: 0, escaped: false)
        } else if let function = KeySequences.afterEscape(byte) {
            state = .ground
            key(function)
        } else {
            // At once it was an Alt key, which means nothing here; later it was Esc and then another key.
            state = .ground
            if !fresh {
                key(.escape)
                plain(byte)
            }
        }
    }

    private mutating func afterSecondEscape(_ byte: UInt8) {
        if byte == UInt8(ascii: "[") || byte == UInt8(ascii: "O") {
            state = .sequence([byte])
        } else {
            state = .ground
            key(.escape)
            plain(byte)
        }
    }

    private mutating func afterPrefix(_ byte: UInt8) {
        state = .ground
        if let function = KeySequences.afterEscape(byte) { key(function) }
    }

    private mutating func sequence(_ bytes: [UInt8], _ byte: UInt8) {
        // A control byte breaks the sequence off; an escape starts the next one.
        guard byte >= 0x20, byte < 0x7F else {
            state = .ground
            return plain(byte)
        }
        let longer = bytes.count < Self.longestSequence ? bytes + [byte] : bytes
        guard Self.ends(longer, with: byte) else { return state = .sequence(longer) }
        state = .ground
        if longer == Self.pasteStart {
            state = .paste(PasteBuffer())
        } else if let known = sequences.key(longer) {
            key(known)
        } else if longer == Self.mouseStart {
            state = .mouse(3)
        }
    }

    /// An answer ends at BEL or at ESC \; one that does not end is given up when it pauses, or has become too long.
    private mutating func answer(_ count: Int, _ escaped: Bool, _ byte: UInt8) {
        if escaped, byte != UInt8(ascii: "\\") {
            state = .escape(fresh: true)
            return take(byte)
        }
        let ends = escaped || byte == 0x07 || count == Self.longestAnswer
        state = ends ? .ground : .answer(count: count + 1, escaped: byte == 0x1B)
    }

    /// Whether `bytes`, the last of which is `last`, is a whole sequence: known or not, it never falls apart into letters.
    private static func ends(_ bytes: [UInt8], with last: UInt8) -> Bool {
        if bytes[0] == UInt8(ascii: "O") { return !(0x30...0x39).contains(last) }
        if bytes == [UInt8(ascii: "["), UInt8(ascii: "[")] { return false }
        return (0x40...0x7E).contains(last)
    }

    private mutating func finish(_ buffer: PasteBuffer) {
        state = .ground
        events.append(buffer.isCut ? .longPaste : .paste(buffer.text))
    }

    private static let longestSequence = 24
    /// Bytes; a terminal tells a colour, a capability or the clipboard.
    private static let longestAnswer = 65_536
    private static let mouseStart = Array("[M".utf8)
    private static let pasteStart = Array("[200~".utf8)
}
