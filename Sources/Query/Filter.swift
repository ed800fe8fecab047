/// A condition on entries: a value that can be written back as text, evaluated, or turned into SQL.
///
///     let failed = try Filter("type in (PW, VP) and user = QSEC* and time >= -7d")
///
/// Its inside is not seen by others, so it can grow. Two filters are equal when they say the same in the same order,
/// however they were typed: `Filter(filter.text) == filter`.
package struct Filter: Sendable {
    /// `nil` for the filter that takes every entry.
    let root: Expression?
    /// What was typed; places in it are told in errors.
    let source: String

    /// The filter that takes every entry.
    package init() {
        root = nil
        source = ""
    }

    /// Reads a filter.
    ///
    /// - Throws: What is wrong with the text as such. Names and types are checked when it is bound to a schema.
    package init(_ text: String) throws(FilterError) {
        root = try Parser.expression(of: text)
        source = text
    }

    /// A filter made by the program: its source is its text, read once so that places point into it.
    init(_ expression: Expression) {
        source = expression.text
        root = (try? Parser.expression(of: source)) ?? expression
    }

    init(root: Expression?, source: String) {
        self.root = root
        self.source = source
    }

    /// The text that reads back as this filter; empty for the one that takes every entry.
    package var text: String { root?.text ?? "" }

    package var takesEverything: Bool { root == nil }
}

extension Filter: Hashable, CustomStringConvertible {
    package static func == (a: Self, b: Self) -> Bool { a.root == b.root }
    package func hash(into hasher: inout Hasher) { hasher.combine(root) }
    package var description: String { text }
}
