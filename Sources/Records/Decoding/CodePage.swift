/// A single-byte EBCDIC code page: byte -> Unicode scalar.
package struct CodePage: Equatable, Sendable {
    package let ccsid: Int
    package init(ccsid: Int) { self.ccsid = ccsid }
}
