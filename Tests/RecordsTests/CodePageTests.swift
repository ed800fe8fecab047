import Glibc
import Testing

@testable import Records

struct CodePageTests {
    static let required = [37, 273, 277, 278, 280, 284, 285, 297, 500, 870, 1025, 1026] + Array(1140...1149)

    @Test(arguments: required) func pageIsThere(_ ccsid: Int) {
        #expect(CodePage(ccsid: ccsid).isKnown)
        #expect(!CodePage(ccsid: ccsid).title.isEmpty)
    }

    @Test(arguments: CodePage.all.map(\.ccsid)) func everyByteIsWhatTheSystemsIconvSays(_ ccsid: Int) throws {
        let iconv = try Iconv(from: ccsid == 37 ? "IBM037" : "IBM\(ccsid)")
        let page = CodePage(ccsid: ccsid)
        for byte in UInt8.min...UInt8.max {
            #expect(page[byte] == iconv.scalar(of: byte) ?? "\u{FFFD}", "byte \(byte) of CCSID \(ccsid)")
        }
    }

    @Test(arguments: CodePage.all.map(\.ccsid)) func whatIsEncodedIsDecodedAgain(_ ccsid: Int) throws {
        let page = CodePage(ccsid: ccsid)
        let bytes = (UInt8.min...UInt8.max).filter { page[$0] != "\u{FFFD}" }
        let text = page.decode(bytes.span.bytes)
        #expect(text.unicodeScalars.count == bytes.count)
        #expect(page.encode(text) == bytes)
    }

    @Test(arguments: CodePage.all.map(\.ccsid)) func namesAndDigitsAreTheSameInEveryPage(_ ccsid: Int) {
        let text = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789 *-./_%&()+,:;<=>?"
        #expect(CodePage(ccsid: ccsid).encode(text) == CodePage(ccsid: 37).encode(text))
    }

    @Test func unknownPageReadsAsThirtySeven() {
        #expect(!CodePage(ccsid: 12345).isKnown)
        #expect(CodePage(ccsid: 12345).encode("QSECOFR") == CodePage(ccsid: 37).encode("QSECOFR"))
    }

    @Test func characterWithoutAByteIsNotEncoded() {
        #expect(CodePage(ccsid: 37).encode("Жанна") == nil)
        #expect(CodePage(ccsid: 1025).encode("Жанна") != nil)
    }
}

/// The C library's converter, one byte at a time.
private struct Iconv: ~Copyable {
    private let handle: iconv_t

    struct Missing: Error {}

    init(from name: String) throws {
        guard let handle = iconv_open("UTF-16BE", name), Int(bitPattern: handle) != -1 else { throw Missing() }
        self.handle = handle
    }

    deinit { iconv_close(handle) }

    func scalar(of byte: UInt8) -> Unicode.Scalar? {
        var input = CChar(bitPattern: byte), output = (UInt8(0), UInt8(0))
        var (inputLeft, outputLeft) = (1, 2)
        let result = withUnsafeMutablePointer(to: &input) { input in
            withUnsafeMutableBytes(of: &output) { output in
                var from: UnsafeMutablePointer<CChar>? = input
                var to = output.bindMemory(to: CChar.self).baseAddress
                return iconv(handle, &from, &inputLeft, &to, &outputLeft)
            }
        }
        guard result != .max, outputLeft == 0 else { return nil }
        return Unicode.Scalar(UInt16(output.0) << 8 | UInt16(output.1))
    }
}
