/// Files that hold several: each member is a source of its own.
enum Archive {
    /// The sources in `source`: the members of a tar or zip archive, or the source itself.
    ///
    /// - Parameter depth: Archives around this one.
    /// - Throws: `SourceError`, also when no member can be read.
    static func sources(in source: any ByteSource, depth: Int = 0) throws -> [any ByteSource] {
        let head = try source.bytes(0..<headSize)
        guard isArchive(head) else { return [source] }
        let members = Tar.isArchive(head) ? try Tar.members(of: source) : try Zip.members(of: source)
        // A spreadsheet or document is one file, whatever it is made of.
        if members.contains(where: { $0.name.hasSuffix("/[Content_Types].xml") }) { return [source] }
        guard !members.isEmpty else {
            throw SourceError(path: source.name, reason: "there is no file in this archive")
        }
        return try members.flatMap { try inside($0, depth) }.map(DocumentSource.marked)
    }

    /// Bytes that tell an archive.
    static let headSize = 512

    /// - Parameter head: The first `headSize` bytes, fewer of a shorter input.
    static func isArchive(_ head: [UInt8]) -> Bool { Tar.isArchive(head) || Zip.isArchive(head) }

    /// Archives in archives in archives are opened; what is deeper is made to fill disks.
    private static let mostDepth = 3

    /// What is packed in an archive may be packed itself. An archive in it that cannot be read fails alone.
    private static func inside(_ member: any ByteSource, _ depth: Int) throws -> [any ByteSource] {
        let member = try Sources.unpacked(member)
        if depth + 1 >= mostDepth { return [member] }
        do {
            return try sources(in: member, depth: depth + 1)
        } catch let error as SourceError {
            return [MemorySource(name: member.name, bytes: [], failure: error.reason)]
        }
    }

    /// No folders, hidden files and what macOS adds.
    static func isWanted(_ path: String) -> Bool {
        !path.hasSuffix("/") && !path.split(separator: "/").contains { ($0.hasPrefix(".") && $0 != "." && $0 != "..") || $0 == "__MACOSX" }
    }

    /// A member's path as people name it: `tar c .` writes `./exports/pw.csv`.
    static func path(_ stored: String) -> String {
        var path = stored[...]
        while path.hasPrefix("./") { path = path.dropFirst(2).drop { $0 == "/" } }
        return String(path)
    }
}
