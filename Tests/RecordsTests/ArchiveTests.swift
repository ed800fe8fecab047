import Foundation
import Testing

@testable import Records

/// Members of archives are sources of their own; what is damaged says so and loses nothing else.
@Suite struct ArchiveTests {
    private static let csv = "ENTRY_TIMESTAMP,SEQUENCE_NUMBER,USER_NAME\n2026-04-09 07:07:12.000001,1,ANN\n"

    // Made by Python's lzma, zipfile and tarfile: a deflated, a stored and a hidden member; a plain, a long and a hidden
    // name in pax format.
    private static let xz = "/Td6WFoAAATm1rRGAgAhARYAAAB0L+Wj4ABKAEZdACKThs65e+WMuhEPXUhChr2F/JYl7AEGYxwwVoS6LeFr1rd5gOlRNjOhWjZ+BCERhmNREQWnjpe8FpkU4gCKbbMHMWQjZqAAAAADzgGeJCJZhAABYksWJEOWH7bzfQEAAAAABFla"
    private static let zip = "UEsDBBQAAAAIAAAAIQBmzE1FSQAAAEsAAAAJAAAAYS9vbmUuY3N2c/ULCYqMD/H0dQ0OcfQN0Al2DQx19XN2jfcL9XVyDdIJDXYNivdz9HXlMjIwMtM1MNE1sFQwMLcCIkMjPQMQMNQx1HH08+MCAFBLAwQUAAAAAAAAACEAs0aP+ksAAABLAAAABwAAAHR3by5jc3ZFTlRSWV9USU1FU1RBTVAsU0VRVUVOQ0VfTlVNQkVSLFVTRVJfTkFNRQoyMDI2LTA0LTA5IDA3OjA3OjEyLjAwMDAwMSwxLEJPQgpQSwMEFAAAAAAAAAAhAIMW3IwBAAAAAQAAAAcAAAAuaGlkZGVueFBLAQIUAxQAAAAIAAAAIQBmzE1FSQAAAEsAAAAJAAAAAAAAAAAAAACAAQAAAABhL29uZS5jc3ZQSwECFAMUAAAAAAAAACEAs0aP+ksAAABLAAAABwAAAAAAAAAAAAAAgAFwAAAAdHdvLmNzdlBLAQIUAxQAAAAAAAAAIQCDFtyMAQAAAAEAAAAHAAAAAAAAAAAAAACAAeAAAAAuaGlkZGVuUEsFBgAAAAADAAMAoQAAAAYBAAAAAA=="
    private static let tarGz = "H4sIAAAAAAACA+3XTWvCMBwG8Jz9FP0Atf0nqe0UhFUJbIcG15eDp1Jd2Q5ixdbNj282QZh4cRBl7PmRkpBLD+HJ0zbr2lu2H8wmMsIg+J6N85k4l6f1cT8SMmQOsRvYtV21Na9k/5PSeTov8+dEZXmczNxMvRRKT1Wpi2SiUrfIVFrqOFE9QSLsU9CnoUPRyAwuvOPxudyNte4x+Hs83/MfZ9X+qa5e6629/F/I/Snzgouf+edmi5izR/6t4/LB2VTd+7jdLfxVs367x/PVQLg+7uIWx351/0sRSYn+R/+D9f4vu8/G8h/AL77/B4T8I/8AAAAAAAAAAAAAAABwtQMouUx/ACgAAA=="

    private func source(_ base64: String, _ name: String) throws -> MemorySource {
        MemorySource(name: name, bytes: Array(try #require(Data(base64Encoded: base64))))
    }

    private func members(_ source: any ByteSource) throws -> [any ByteSource] {
        try Archive.sources(in: Sources.unpacked(source))
    }

    private func text(_ source: any ByteSource) throws -> String { String(decoding: try source.everything(), as: UTF8.self) }

    @Test func xzIsUnpacked() throws {
        let found = try members(source(Self.xz, "pw.csv.xz"))
        #expect(found.count == 1)
        #expect(try text(found[0]) == Self.csv)
        #expect(found[0].failure == nil)
    }

    /// Two thousand lines `an entry` by `xz -T2 --block-size=5000 --check=crc32`.
    private static let blocks = """
        /Td6WFoAAAFpIt42A8AwiCchARYAAAAAYPAZpuAThwAoXQAwm4AFUi5uS9nTZ3GfLTVcxioJUIe0kh0n4SZ4gfewVzLHEBHJK3gAAIi0k+0DwDCI\
        JyEBFgAAAABg8Bmm4BOHAChdADoci4tFMWGVdDfXUL7CZ5eSST1AQBEc+FPYevez5VjrB6zebvJaRgAAGoFblAPAMIgnIQEWAAAAAGDwGabgE4cA\
        KF0ANwgIpyRBCnCw9W4hccpQFDTuIAvAbVX+/MUwWXPKbRTL+dAMUrHXAABrBY17A8AnuBchARYAAAAAXvmXyOALtwAfXQA5Hj1F0eX/6B4IoMHj\
        N4eQEiAQpWD8F5aremK37qVUAACLhf+XAAREiCdEiCdEiCc7uBcAADhZGMYj01RdBAAAAAABWVo=
        """

    /// Blocks that say their size are unpacked side by side: the same text, and of a damaged file what stands before the damage.
    @Test func blocksOfXzFollowOneAnother() throws {
        let packed = try #require(Data(base64Encoded: Self.blocks))
        func unpacked(_ bytes: Data) throws -> (text: String, failure: String?) {
            let source = CompressedSource(MemorySource(name: "x.xz", bytes: Array(bytes)), method: .xz)
            return (String(decoding: try source.everything(), as: UTF8.self), source.failure)
        }
        let text = String(repeating: "an entry\n", count: 2_000)
        #expect(try unpacked(packed) == (text, nil))
        #expect(try unpacked(packed + packed) == (text + text, nil))
        for count in [30, 100, 200, packed.count - 1] {
            let cut = try unpacked(packed.prefix(count))
            #expect(text.hasPrefix(cut.text))
            #expect(cut.failure?.contains("ends early") == true)
        }
        var damaged = packed
        damaged[packed.count / 2] ^= 0xFF
        let found = try unpacked(damaged)
        #expect(text.hasPrefix(found.text.prefix(5_000)) && found.text.utf8.count >= 5_000)
        #expect(found.failure?.contains("damaged") == true)
    }

    /// A tar of one file, all of it ASCII.
    private static func tar(_ name: String, _ content: String) -> String {
        func field(_ text: String, _ length: Int) -> String { text + String(repeating: "\0", count: length - text.utf8.count) }
        let size = String(content.utf8.count, radix: 8)
        let header = field(name, 124) + field(String(repeating: "0", count: 11 - size.utf8.count) + size, 32) + field("0", 101) + field("ustar", 255)
        return header + field(content, (content.utf8.count + 511) / 512 * 512) + field("", 1024)
    }

    /// `tar c .` writes paths that begin with the folder itself; that hides nothing.
    @Test(arguments: [("./pw.csv", "pw.csv"), ("././a/./pw.csv", "a/./pw.csv"), ("../a/pw.csv", "../a/pw.csv"), (".//pw.csv", "pw.csv")])
    func pathsThatBeginWithTheFolderAreFound(_ stored: String, _ shown: String) throws {
        let tar = MemorySource(name: "x.tar", bytes: Array(Self.tar(stored, Self.csv).utf8))
        #expect(try members(tar).map(\.name) == ["x.tar/" + shown])
        let zip = MemorySource(name: "x.zip", bytes: SpreadsheetSample.archive([(stored, Self.csv)]))
        #expect(try members(zip).map(\.name) == ["x.zip/" + shown])
        let hidden = MemorySource(name: "y.tar", bytes: Array(Self.tar("./.hidden/pw.csv", Self.csv).utf8))
        #expect(throws: SourceError.self) { try members(hidden) }
    }

    @Test func archivesInArchivesAreOpened() throws {
        let whole = SpreadsheetSample.archive([("in.tar", Self.tar("a/two.csv", Self.csv)), ("three.csv", Self.csv)])
        let found = try members(MemorySource(name: "out.zip", bytes: whole))
        #expect(found.map(\.name) == ["out.zip/in.tar/a/two.csv", "out.zip/three.csv"])
        #expect(try found.allSatisfy { try self.text($0) == Self.csv })
    }

    @Test func archivesWithoutEndAreNotOpenedForever() throws {
        var content = Self.csv
        for _ in 0..<6 { content = Self.tar("x", content) }
        let found = try members(MemorySource(name: "x.tar", bytes: Array(content.utf8)))
        #expect(found.map(\.name) == ["x.tar/x/x/x"])
    }

    @Test func membersOfAZipAreSources() throws {
        let found = try members(source(Self.zip, "x.zip"))
        #expect(found.map(\.name) == ["x.zip/a/one.csv", "x.zip/two.csv"])
        #expect(try text(found[0]) == Self.csv)
        #expect(try text(found[1]) == Self.csv.replacingOccurrences(of: "ANN", with: "BOB"))
        #expect(found.allSatisfy { $0.failure == nil })
    }

    @Test func membersOfAPackedTarAreSources() throws {
        let found = try members(source(Self.tarGz, "x.tgz"))
        #expect(found.map(\.name) == ["x.tgz/one.csv", "x.tgz/sub/" + String(repeating: "long", count: 30) + ".csv"])
        for member in found { #expect(try text(member) == Self.csv) }
    }

    @Test func aCutTarKeepsWhatIsThere() throws {
        let whole = try Sources.unpacked(source(Self.tarGz, "x")).everything()
        let found = try members(MemorySource(name: "x.tar", bytes: Array(whole.prefix(512 + 40))))
        #expect(found.count == 1)
        #expect(try text(found[0]) == String(Self.csv.prefix(40)))
        #expect(found[0].failure?.contains("35 bytes") == true)
    }

    @Test func cutAndDamagedPackingIsTold() throws {
        let packed = try source(Self.xz, "x").everything()
        let cut = try Sources.unpacked(MemorySource(name: "x", bytes: Array(packed.dropLast(40))))
        _ = try cut.everything()
        #expect(cut.failure?.contains("early") == true)
        var damaged = packed
        damaged[40] ^= 0xFF
        let wrong = try Sources.unpacked(MemorySource(name: "x", bytes: damaged))
        _ = try wrong.everything()
        #expect(wrong.failure?.contains("damaged") == true)
        let zip = try source(Self.zip, "x.zip").everything()
        #expect(throws: SourceError.self) { try members(MemorySource(name: "x.zip", bytes: Array(zip.dropLast(30)))) }
    }

    /// A member that is unpacked to other bytes than were packed says so.
    @Test func everyDamageOfAZippedFileIsTold() throws {
        let zip = try source(Self.zip, "x.zip").everything()
        let intact = try members(MemorySource(name: "x.zip", bytes: zip)).map { try text($0) }
        for at in 30..<zip.count {
            for bit in [0, 3, 7] {
                var bytes = zip
                bytes[at] ^= 1 << bit
                guard let found = try? members(MemorySource(name: "x.zip", bytes: bytes)), found.count == intact.count else { continue }
                for (member, whole) in Swift.zip(found, intact) where member is CompressedSource {
                    let other = try? text(member)
                    #expect(other == whole || member.failure != nil, "byte \(at), bit \(bit)")
                }
            }
        }
    }

    /// Whatever the bytes are: an error, or sources that can be read to their end.
    @Test func brokenArchivesNeitherCrashNorHang() throws {
        let tar = try Sources.unpacked(source(Self.tarGz, "x")).everything()
        for whole in [tar, try source(Self.zip, "x").everything(), try source(Self.xz, "x").everything()] {
            for seed in 0..<300 {
                let broken = MemorySource(name: "x", bytes: Mutator(seed: UInt64(seed)).broken(whole))
                for member in (try? members(broken)) ?? [] { _ = try? member.everything() }
            }
        }
    }
}
