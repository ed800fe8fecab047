/// An export that could not be written: one sentence with the path, the reason and what to do.
package struct ExportError: Error, Equatable, Sendable, CustomStringConvertible {
    package var path: String
    package var reason: String
    package var remedy: String

    package init(path: String, reason: String, remedy: String) {
        self.path = path
        self.reason = reason
        self.remedy = remedy
    }

    package var description: String { "\(path): \(reason). \(remedy)" }
}
