package import Columns

extension Exporter {
    /// Writes everything to a file, which appears whole or not at all.
    ///
    /// - Parameters:
    ///   - sources: Paths of the inputs; none of them is written over.
    ///   - force: Whether an existing file may be replaced.
    /// - Throws: `FileProblem`, `Cancelled`, or the source's error; a file that was there before stays as it was.
    /// - Returns: Entries written.
    @discardableResult
    package func write(toFile path: String, sources: [String], force: Bool, _ work: Work) throws -> Int {
        var file = try AtomicFile(path: path, sources: sources, force: force)
        let entries = try write(to: &file, work)
        try work.check()
        try file.commit()
        return entries
    }
}
