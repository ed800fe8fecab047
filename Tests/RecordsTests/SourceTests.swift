import Foundation
import Glibc
import Testing

@testable import Records

@Suite struct SourceTests {
    @Test(arguments: [("README.md", true), ("a/readme", true), ("LICENSE.txt", true), ("notes.HTML", true), ("QAUDITPW", false), ("read.me.csv", false),
        ("pw.txt", false), ("md", false), ("a.md/QAUDITPW", false), ("", false)])
    func documentsAreToldByTheirNames(_ path: String, _ isDocument: Bool) {
        #expect(DocumentSource.isDocument(path) == isDocument)
    }

    /// Only among others: who names it wants it read. And what a format fits is read, whatever its name is.
    @Test func documentsOfAFolderNeedNotBeExports() throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        func write(_ name: String, _ text: String) throws { try Data(text.utf8).write(to: folder.appending(path: name)) }
        try write("README.md", "What these files are.\n")
        try write("broken.csv", "What is this.\n")
        try write("pw.md", String(decoding: CSVFormat.sample.bytes, as: UTF8.self))
        func failures(_ sources: [any ByteSource]) -> [Bool?] {
            sources.map { source in
                do { return try InputFormats.recognise(source, options: InputOptions()).reader.columns.isEmpty ? false : nil } catch {
                    return (error as? SourceError)?.isOfDocument
                }
            }
        }
        #expect(failures(try Sources.open(folder.path())) == [true, false, nil])
        #expect(failures(try Sources.open(folder.appending(path: "README.md").path())) == [false])
    }

    /// Who forgets what was read gets the same bytes, in the memory of a few segments.
    @Test func forgettingReusesMemory() throws {
        let bytes = ArrivingBytes()
        let size = 40 << 20
        let isStarted = ArrivingBytes.onOwnThread {
            var done = 0
            while done < size, bytes.bring((done..<done + 65_536).map { UInt8(truncatingIfNeeded: $0 >> 4) }) { done += 65_536 }
            bytes.finish()
        }
        #expect(isStarted)
        var piece = [UInt8](repeating: 0, count: 1 << 20)
        var (at, wrong) = (0, 0)
        while case let count = piece.withUnsafeMutableBytes({ bytes.read(at: at, into: $0) }), count > 0 {
            for i in stride(from: 0, to: count, by: 97) where piece[i] != UInt8(truncatingIfNeeded: (at + i) >> 4) { wrong += 1 }
            at += count
            bytes.forget(before: at)
        }
        #expect(at == size && wrong == 0)
        #expect(bytes.keptBytes < 24 << 20)
    }

    /// A folder of its own for each test, removed afterwards.
    private func withFolder(_ body: (String) throws -> Void) throws {
        var template = Array("/tmp/wrkaud-records-XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil else { throw SourceError(path: "/tmp", reason: "no folder") }
        let path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
        defer { remove(path) }
        try body(path)
    }

    private func remove(_ path: String) {
        if let stream = opendir(path) {
            while let entry = readdir(stream) {
                let name = withUnsafePointer(to: &entry.pointee.d_name) {
                    $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
                }
                if name != ".", name != ".." { remove(path + "/" + name) }
            }
            closedir(stream)
            rmdir(path)
        } else {
            unlink(path)
        }
    }

    private func write(_ bytes: [UInt8], _ path: String) {
        guard let file = fopen(path, "w") else { return }
        fwrite(bytes, 1, bytes.count, file)
        fclose(file)
    }

    @Test func aFileIsReadAtAnyPlace() throws {
        try withFolder { folder in
            write(Array("0123456789".utf8), folder + "/a")
            let source = try #require(try Sources.open(folder + "/a").first)
            #expect(source.size == 10)
            #expect(try source.bytes(3..<6) == Array("345".utf8))
            #expect(try source.bytes(8..<20) == Array("89".utf8))
            #expect(try source.bytes(20..<30).isEmpty)
            #expect(source.failure == nil)
        }
    }

    @Test func aNameOfAnyBytesIsOpened() throws {
        try withFolder { folder in
            let bytes = Array("\(folder)/".utf8) + [0x78, 0xFF]
            let descriptor = (bytes.map { CChar(bitPattern: $0) } + [0]).withUnsafeBufferPointer { open($0.baseAddress!, O_CREAT | O_WRONLY, 0o600) }
            defer { (bytes.map { CChar(bitPattern: $0) } + [0]).withUnsafeBufferPointer { _ = unlink($0.baseAddress!) } }
            #expect(Glibc.write(descriptor, "abc", 3) == 3)
            close(descriptor)
            let source = try #require(try Sources.open(folder).first)
            #expect(source.name == folder + "/x\u{FFFD}")
            #expect(try source.bytes(0..<3) == Array("abc".utf8))
            let typed = SystemPath(typed: source.name, arguments: [[0x41], bytes])
            #expect(try FileSource(typed).bytes(0..<3) == Array("abc".utf8))
            #expect(SystemPath(typed: "a", arguments: [bytes]).bytes == [0x61])
        }
    }

    @Test func aLinkThatLeadsNowhereIsTold() throws {
        try withFolder { folder in
            write(Array("0123456789".utf8), folder + "/a")
            symlink("gone", folder + "/b")
            let sources = try Sources.open(folder)
            #expect(sources.map(\.name) == [folder + "/a", folder + "/b"])
            #expect(sources.map(\.failure) == [nil, "the link leads nowhere"])
        }
    }

    @Test func aFileThatShrinksSaysSo() throws {
        try withFolder { folder in
            write(Array("0123456789".utf8), folder + "/a")
            let source = try FileSource(path: folder + "/a")
            truncate(folder + "/a", 4)
            #expect(try source.bytes(0..<10) == Array("0123".utf8))
            #expect(source.failure != nil)
        }
    }

    @Test func whatIsNoFileIsRefusedWithItsPath() {
        #expect(throws: SourceError(
            path: "/nowhere/x", reason: "there is no such file",
            remedy: "Check the name; an IFS path must be copied to this machine first.")
        ) { try Sources.open("/nowhere/x") }
        #expect(throws: SourceError.self) { try Sources.open("/dev/null") }
    }

    @Test func aFolderGivesItsFilesInOrder() throws {
        try withFolder { folder in
            mkdir(folder + "/b", 0o700)
            for name in ["c.csv", "a.csv", ".hidden", "b/x.csv"] { write(Array(name.utf8), folder + "/" + name) }
            symlink(folder, folder + "/b/circle")
            let names = try Sources.open(folder + "/").map(\.name)
            #expect(names == ["a.csv", "b/x.csv", "c.csv"].map { folder + "/" + $0 })
            mkdir(folder + "/empty", 0o700)
            #expect(throws: SourceError.self) { try Sources.open(folder + "/empty") }
        }
    }

    @Test func aPipeCanBeReadAgain() throws {
        var ends: [Int32] = [0, 0]
        #expect(pipe(&ends) == 0)
        let source = PipeSource(descriptor: ends[0], name: "-")
        #expect(source.size == nil)
        let text = Array("hello, pipe".utf8)
        #expect(Glibc.write(ends[1], text, text.count) == text.count)
        #expect(try source.bytes(0..<5) == Array("hello".utf8))
        close(ends[1])
        #expect(try source.everything() == text)
        #expect(try source.bytes(7..<99) == Array("pipe".utf8))
        #expect(source.size == text.count)
    }

    // MARK: packed

    /// `echo hello | gzip`, then `echo world | gzip`.
    static let hello: [UInt8] = gzipStored("hello\n")
    static let world: [UInt8] = gzipStored("world\n")

    /// A gzip member with one stored block.
    static func gzipStored(_ text: String) -> [UInt8] {
        let data = Array(text.utf8)
        var crc: UInt32 = ~0
        for byte in data {
            crc ^= UInt32(byte)
            for _ in 0..<8 { crc = crc & 1 == 1 ? crc >> 1 ^ 0xEDB8_8320 : crc >> 1 }
        }
        func little(_ value: UInt32, _ count: Int) -> [UInt8] { (0..<count).map { UInt8(truncatingIfNeeded: value >> (8 * UInt32($0))) } }
        let size = UInt32(data.count)
        return [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3, 1] + little(size, 2) + little(~size, 2) + data + little(~crc, 4) + little(size, 4)
    }

    private func unpacked(_ bytes: [UInt8]) throws -> (text: String, failure: String?) {
        let source = try Sources.unpacked(MemorySource(name: "x.gz", bytes: bytes))
        let content = try source.everything()
        return (String(decoding: content, as: UTF8.self), source.failure)
    }

    @Test func membersOfOneFileAreOneText() throws {
        let whole = try unpacked(Self.hello + Self.world + [0, 0, 0])
        #expect(whole.text == "hello\nworld\n")
        #expect(whole.failure == nil)
    }

    @Test func damagedFilesGiveWhatCouldBeRead() throws {
        let cut = try unpacked(Self.hello + Self.world.dropLast(12))
        #expect(cut.text.hasPrefix("hello\n"))
        #expect(cut.failure?.contains("ends early") == true)
        var damaged = Self.hello + Self.world
        damaged[damaged.count - 7] ^= 0xFF
        let wrong = try unpacked(damaged)
        #expect(wrong.text.hasPrefix("hello\n"))
        #expect(wrong.failure?.contains("damaged") == true)
        let behind = try unpacked(Self.hello + Array("rubbish".utf8))
        #expect(behind.text == "hello\n")
        #expect(behind.failure != nil)
    }

    /// Bits behind one another, as deflate has them.
    private struct Bits {
        var bytes: [UInt8] = []
        private var free = 0

        /// `code`, its highest bit first.
        mutating func append(_ code: Int, _ count: Int) {
            for bit in stride(from: count - 1, through: 0, by: -1) {
                if free == 0 { (bytes, free) = (bytes + [0], 8) }
                bytes[bytes.count - 1] |= UInt8(code >> bit & 1) << UInt8(8 - free)
                free -= 1
            }
        }

        /// So many zeros, then as many times 258 of them, by the codes that stand in no table.
        static func zeros(_ count: Int, _ times: Int) -> [UInt8] {
            var bits = Bits()
            bits.append(0b110, 3)
            for _ in 0..<count { bits.append(0b0011_0000, 8) }
            for _ in 0..<times { bits.append(0b1100_0101_00000, 13) }
            bits.append(0, 7)
            return bits.bytes
        }
    }

    /// The library may have read all input and still hold some output, when the room for it was full: the first of it ends
    /// behind 65,536 bytes, and after 10 zeros and 254 times 258 the mark of the end lies in the last byte that it had to read.
    @Test(arguments: [1, 10, 100]) func nothingStaysInsideTheLibrary(_ count: Int) throws {
        for times in [1, 200] + Array(250...260) + Array(1_265...1_275) {
            let zeros = [UInt8](repeating: 0, count: count + 258 * times)
            let checksum = zeros.withUnsafeBytes { Checksum.crc32(0, $0) }
            let packed = MemorySource(name: "x", bytes: Bits.zeros(count, times))
            let source = CompressedSource(packed, method: .deflate(checksum: checksum))
            #expect(try source.everything() == zeros)
            #expect(source.failure == nil, "\(times)")
            let other = CompressedSource(packed, method: .deflate(checksum: checksum ^ 1))
            #expect(try other.everything() == zeros)
            #expect(other.failure?.contains("checksum") == true)
        }
    }

    /// A gzip member's own sum and size stand in its last eight bytes, wherever its pieces are cut.
    @Test func everyByteOfAMembersEndIsCompared() throws {
        for at in 1...8 {
            var damaged = Self.hello + Self.world
            damaged[damaged.count - at] ^= 0x10
            let found = try unpacked(damaged)
            #expect(found.text == "hello\nworld\n")
            #expect(found.failure?.contains("checksum") == true)
            let drips = CompressedSource(DrippingSource(bytes: damaged), method: .gzip)
            #expect(try drips.everything() == Array("hello\nworld\n".utf8))
            #expect(drips.failure == found.failure)
        }
        let whole = CompressedSource(DrippingSource(bytes: Self.hello + Self.world), method: .gzip)
        #expect(try whole.everything() == Array("hello\nworld\n".utf8))
        #expect(whole.failure == nil)
    }

    /// Gives a byte or three at a time.
    private struct DrippingSource: ByteSource {
        let bytes: [UInt8]
        var name: String { "drips" }
        var size: Int? { bytes.count }

        func read(at offset: Int, into buffer: UnsafeMutableRawBufferPointer) -> Int {
            let piece = bytes[min(offset, bytes.count)..<min(offset + 1 + offset % 3, bytes.count)].prefix(buffer.count)
            buffer.copyBytes(from: piece)
            return piece.count
        }
    }

    @Test func checksumsAreThoseOfOneByteAfterTheOther() {
        let bytes = (0..<1_000).map { UInt8(truncatingIfNeeded: $0 * $0 >> 3) }
        for range in [0..<0, 0..<1, 5..<68, 0..<64, 3..<67, 1..<300, 0..<1_000, 7..<999] {
            let plain = bytes[range].reduce(0x1234_5678 as UInt32) { sum, byte in
                withUnsafeBytes(of: byte) { Checksum.crc32(sum, $0) }
            }
            #expect(bytes.withUnsafeBytes { Checksum.crc32(0x1234_5678, UnsafeRawBufferPointer(rebasing: $0[range])) } == plain)
        }
    }

    @Test(.enabled(if: Zstandard.isAvailable)) func zstandardIsUnpacked() throws {
        // A frame with one raw block: `hello`.
        let frame: [UInt8] = [0x28, 0xB5, 0x2F, 0xFD, 0x20, 0x05, 0x29, 0, 0] + Array("hello".utf8)
        #expect(try unpacked(frame + frame).text == "hellohello")
        let cut = try unpacked(Array(frame.dropLast(2)))
        #expect(cut.failure != nil)
    }

    @Test func memoryOfAllSourcesIsOneBudget() {
        #expect(!MemoryBudget.take(MemoryBudget.limit + 1))
        #expect(MemoryBudget.take(1 << 20))
        MemoryBudget.giveBack(1 << 20)
    }
}
