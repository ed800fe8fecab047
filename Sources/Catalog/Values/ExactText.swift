/// A text that is equal to another one only byte by byte.
///
/// `String` takes é of one code point for é of two, and the Kelvin sign for K. In a journal these are different values,
/// and one must never be shown in place of the other.
package struct ExactText: Hashable, Sendable {
    package let text: String

    package init(_ text: String) { self.text = text }

    package static func == (a: Self, b: Self) -> Bool { areEqual(a.text, b.text) }

    package func hash(into hasher: inout Hasher) { Self.hash(text, into: &hasher) }

    /// Dictionaries ask this of every key they pass on their way: texts of different lengths cost nothing.
    package static func areEqual(_ a: String, _ b: String) -> Bool {
        guard a.utf8.count == b.utf8.count else { return false }
        let answer = a.utf8.withContiguousStorageIfAvailable { a in
            b.utf8.withContiguousStorageIfAvailable { a.elementsEqual($0) }
        }
        return (answer ?? nil) ?? a.utf8.elementsEqual(b.utf8)
    }

    package static func hash(_ text: String, into hasher: inout Hasher) {
        let isDone: Void? = text.utf8.withContiguousStorageIfAvailable {
            hasher.combine(bytes: UnsafeRawBufferPointer($0))
        }
        if isDone == nil { for byte in text.utf8 { hasher.combine(byte) } }
    }
}
