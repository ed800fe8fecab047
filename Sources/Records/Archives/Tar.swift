/// Reads the table of a tar archive, as `tar` and IBM i's PASE write it: POSIX ustar, pax and GNU long names.
enum Tar {
    private static let block = 512

    /// Whether these first bytes are a tar header.
    static func isArchive(_ head: [UInt8]) -> Bool {
        head.count >= block && head[257..<262].elementsEqual("ustar".utf8)
    }

    /// The regular files of the archive.
    ///
    /// - Throws: `SourceError` when the archive cannot be read.
    static func members(of archive: any ByteSource) throws -> [any ByteSource] {
        var members: [any ByteSource] = []
        var at = 0
        var longName: String?
        while true {
            let header = try archive.bytes(at..<at + block)
            guard header.count == block, header.contains(where: { $0 != 0 }), isArchive(header) else { break }
            guard let size = number(header[124..<136]), size >= 0, size <= Int.max - at - 2 * block else { break }
            let start = at + block
            switch header[156] {
            case UInt8(ascii: "L"): longName = text(try archive.bytes(start..<start + min(size, 4096))[...])
            case UInt8(ascii: "x"): longName = paxPath(try archive.bytes(start..<start + min(size, 65_536))) ?? longName
            case UInt8(ascii: "0"), 0:
                let name = Archive.path(longName ?? path(header))
                longName = nil
                if Archive.isWanted(name) { members.append(try member(archive, start, size, name)) }
            default: longName = nil
            }
            at = start + (size + block - 1) / block * block
        }
        return members
    }

    private static func member(
        _ archive: any ByteSource, _ start: Int, _ size: Int, _ name: String
    ) throws -> any ByteSource {
        // One byte tells whether the archive goes so far.
        let last = size > 0 ? try archive.bytes(start + size - 1..<start + size) : [0]
        let there = last.isEmpty ? max(0, (archive.size ?? start) - start) : size
        return SliceSource(archive, start..<start + there, name: archive.name + "/" + name, missing: size - there)
    }

    private static func path(_ header: [UInt8]) -> String {
        let prefix = text(header[345..<500])
        let name = text(header[0..<100])
        return prefix.isEmpty ? name : prefix + "/" + name
    }

    private static func text(_ field: ArraySlice<UInt8>) -> String {
        String(decoding: field.prefix { $0 != 0 }, as: UTF8.self)
    }

    /// Octal digits, or a binary number behind a first byte of 0x80.
    private static func number(_ field: ArraySlice<UInt8>) -> Int? {
        if field.first == 0x80 {
            guard field.dropFirst().prefix(4).allSatisfy({ $0 == 0 }) else { return nil }
            return field.suffix(7).reduce(0) { $0 << 8 | Int($1) }
        }
        let digits = field.drop { $0 == 0x20 }.prefix { (0x30...0x37).contains($0) }
        return digits.isEmpty ? nil : digits.reduce(0) { $0 << 3 | Int($1 - 0x30) }
    }

    /// `27 path=folder/file` lines.
    private static func paxPath(_ bytes: [UInt8]) -> String? {
        for line in bytes.split(separator: 0x0A) {
            guard let blank = line.firstIndex(of: 0x20) else { continue }
            let record = line[(blank + 1)...]
            if record.starts(with: "path=".utf8) { return String(decoding: record.dropFirst(5), as: UTF8.self) }
        }
        return nil
    }
}
