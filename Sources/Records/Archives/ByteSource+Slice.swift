/// A part of another source: a member of an archive that is stored as it is.
package struct SliceSource: ByteSource {
    package let name: String
    private let whole: any ByteSource
    private let range: Range<Int>
    /// Bytes of the member that the archive does not have.
    private let missing: Int

    init(_ whole: any ByteSource, _ range: Range<Int>, name: String, missing: Int = 0) {
        (self.whole, self.range, self.name, self.missing) = (whole, range, name, missing)
    }

    package var size: Int? { range.count }
    package var lastChange: Int? { whole.lastChange }
    package var failure: String? {
        whole.failure ?? (missing > 0 ? "the archive ends early: \(missing) bytes of this file are missing" : nil)
    }

    package func read(at offset: Int, into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
        guard offset >= 0, offset < range.count else { return 0 }
        let count = min(buffer.count, range.count - offset)
        return try whole.read(
            at: range.lowerBound + offset, into: UnsafeMutableRawBufferPointer(rebasing: buffer[..<count]))
    }
}
