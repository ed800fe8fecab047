/// A file of ours (an export, a case, a key) that could not be read or written: one sentence with the path, the reason and what to do.
package struct FileProblem: Error, Equatable, Sendable, CustomStringConvertible {
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
