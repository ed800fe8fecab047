/// A text that is equal to another one only byte by byte.
///
/// `String` takes é of one code point for é of two, and the Kelvin sign for K. In a journal these are different values,
/// and one must never be shown in place of the other.
package struct ExactText: Hashable, Sendable {
    package let text: String

    package init(_ text: String) { self.text = text }

    package static func == (a: Self, b: Self) -> Bool { a.text.utf8.elementsEqual(b.text.utf8) }

    package func hash(into hasher: inout Hasher) {
        var text = text
        text.withUTF8 { hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
    }
}
