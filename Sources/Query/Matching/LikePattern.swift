/// A pattern of `like`: `%` stands for any characters, `_` for one, everything else for itself. There is no escape.
struct LikePattern: Hashable, Sendable {
    private enum Part: Hashable, Sendable {
        case scalar(Unicode.Scalar)
        case one
        case any
    }

    /// As it was written.
    let source: String
    private let parts: [Part]

    init(_ pattern: String) {
        source = pattern
        parts = pattern.unicodeScalars.map { $0 == "%" ? .any : $0 == "_" ? .one : .scalar($0) }
    }

    /// Whether the whole text fits.
    ///
    /// - Complexity: O(text x pattern) at worst: after a mismatch only the last `%` takes one character more.
    func fits(_ text: String) -> Bool {
        let scalars = text.unicodeScalars
        var (position, part) = (scalars.startIndex, 0)
        var retry: (position: String.Index, part: Int)?
        while position < scalars.endIndex {
            if part < parts.count, parts[part] == .any {
                retry = (position, part + 1)
                part += 1
            } else if part < parts.count, parts[part] == .one || parts[part] == .scalar(scalars[position]) {
                position = scalars.index(after: position)
                part += 1
            } else if let last = retry {
                position = scalars.index(after: last.position)
                part = last.part
                retry = (position, last.part)
            } else {
                return false
            }
        }
        return parts[part...].allSatisfy { $0 == .any }
    }
}
