/// Files that hold several: each member is a source of its own.
enum Archive {
    /// The sources in `source`: the members of a tar or zip archive, or the source itself.
    ///
    /// - Throws: `SourceError`, also when no member can be read.
    static func sources(in source: any ByteSource) throws -> [any ByteSource] {
        let head = try source.bytes(0..<512)
        let isTar = Tar.isArchive(head)
        guard isTar || Zip.isArchive(head) else { return [source] }
        let members = isTar ? try Tar.members(of: source) : try Zip.members(of: source)
        // A spreadsheet or document is one file, whatever it is made of.
        if members.contains(where: { $0.name.hasSuffix("/[Content_Types].xml") }) { return [source] }
        guard !members.isEmpty else {
            throw SourceError(path: source.name, reason: "there is no file in this archive")
        }
        // What is packed in an archive may be packed itself.
        return try members.map { try Sources.unpacked($0) }
    }

    /// No folders, hidden files and what macOS adds.
    static func isWanted(_ path: String) -> Bool {
        !path.hasSuffix("/") && !path.split(separator: "/").contains { $0.hasPrefix(".") || $0 == "__MACOSX" }
    }
}
