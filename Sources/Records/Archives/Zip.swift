/// Reads the table of a zip archive: members are stored or deflated.
enum Zip {
    /// Whether these first bytes are those of a zip archive.
    static func isArchive(_ head: [UInt8]) -> Bool { head.starts(with: [0x50, 0x4B, 0x03, 0x04]) }

    /// The files of the archive. A member that cannot be read stands among them with its failure.
    ///
    /// - Throws: `SourceError` when there is no table, or none that can be read.
    static func members(of archive: any ByteSource) throws -> [any ByteSource] {
        // The table stands at the end: what is still being unpacked or piped is waited for.
        if archive.size == nil { _ = try archive.bytes(Int.max - 1..<Int.max) }
        guard let size = archive.size, let table = try table(archive, size) else {
            throw SourceError(
                path: archive.name, reason: "the zip archive has no table of its files: it is cut",
                remedy: "Copy it again, or unpack it first.")
        }
        var members: [any ByteSource] = []
        var at = 0
        while at + 46 <= table.count, let entry = Entry(table, at) {
            at = entry.end
            guard Archive.isWanted(entry.name) else { continue }
            members.append(try member(archive, size, entry))
        }
        return members
    }

    private static func member(_ archive: any ByteSource, _ size: Int, _ entry: Entry) throws -> any ByteSource {
        let name = archive.name + "/" + Archive.path(entry.name)
        func failed(_ reason: String) -> any ByteSource { MemorySource(name: name, bytes: [], failure: reason) }
        if entry.isEncrypted { return failed("it is encrypted: unpack it with its password first") }
        let header = try archive.bytes(entry.offset..<entry.offset + 30)
        guard header.count == 30, isArchive(header) else {
            return failed("the archive is damaged: there is no file at its place")
        }
        let start = entry.offset + 30 + Bytes.number(header, 26, 2) + Bytes.number(header, 28, 2)
        let there = min(entry.packed, max(0, size - start))
        let slice = SliceSource(archive, start..<start + there, name: name, missing: entry.packed - there)
        switch entry.method {
        case 0: return slice
        case 8: return CompressedSource(slice, method: .deflate(checksum: entry.checksum))
        default: return failed("it is packed by method \(entry.method), which is not known: unpack it first")
        }
    }

    /// The archive's table of files, found by the record at its end.
    private static func table(_ archive: any ByteSource, _ size: Int) throws -> [UInt8]? {
        let start = max(0, size - 65_557)
        let tail = try archive.bytes(start..<size)
        guard tail.count >= 22 else { return nil }
        for at in stride(from: tail.count - 22, through: 0, by: -1)
        where tail[at] == 0x50 && tail[at + 1] == 0x4B && tail[at + 2] == 0x05 && tail[at + 3] == 0x06 {
            let (count, offset) = (Bytes.number(tail, at + 12, 4), Bytes.number(tail, at + 16, 4))
            guard offset + count <= start + at else { continue }
            return try archive.bytes(offset..<offset + count)
        }
        return nil
    }

    private struct Entry {
        let name: String
        let method: Int
        let isEncrypted: Bool
        let packed: Int
        /// CRC-32 of what is packed.
        let checksum: UInt32
        /// Where the member's own header stands in the archive.
        let offset: Int
        /// Where the next entry begins in the table.
        let end: Int

        init?(_ table: [UInt8], _ at: Int) {
            guard table[at..<at + 4].elementsEqual([0x50, 0x4B, 0x01, 0x02]) else { return nil }
            func number(_ place: Int, _ count: Int) -> Int { Bytes.number(table, at + place, count) }
            let (nameLength, extra, comment) = (number(28, 2), number(30, 2), number(32, 2))
            guard at + 46 + nameLength + extra + comment <= table.count else { return nil }
            name = String(decoding: table[at + 46..<at + 46 + nameLength], as: UTF8.self)
            isEncrypted = number(8, 2) & 1 != 0
            method = number(10, 2)
            packed = number(20, 4)
            checksum = UInt32(truncatingIfNeeded: number(16, 4))
            offset = number(42, 4)
            end = at + 46 + nameLength + extra + comment
        }
    }
}

/// Little-endian numbers.
private enum Bytes {
    static func number(_ bytes: [UInt8], _ at: Int, _ count: Int) -> Int {
        (0..<count).reduce(0) { $0 | Int(bytes[at + $1]) << (8 * $1) }
    }
}
