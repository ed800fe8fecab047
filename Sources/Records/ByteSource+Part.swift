/// A stretch of another source that is read as an input of its own: one of several exports joined in a file.
package struct PartSource: ByteSource {
    private let whole: any ByteSource
    /// Bytes from the start of the whole.
    package let start: Int
    private let end: Int?
    package let asFound: any ByteSource

    /// - Parameter range: In bytes of `whole`; without an end, all that is behind its start.
    /// - Parameter found: What `whole` was made of, or itself.
    package init(_ whole: any ByteSource, from start: Int, to end: Int?, found: any ByteSource) {
        let around = whole as? PartSource
        self.whole = around?.whole ?? whole
        self.start = start + (around?.start ?? 0)
        self.end = end.map { $0 + (around?.start ?? 0) } ?? around?.end
        asFound = found.asFound
    }

    package var name: String { whole.name }
    package var lastChange: Int? { whole.lastChange }
    /// What the whole lacks is missing from its last part.
    package var failure: String? { end == nil ? whole.failure : nil }
    package var size: Int? { (end ?? whole.size).map { max(0, $0 - start) } }

    package func read(at offset: Int, into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
        let rest = end.map { $0 - start - offset } ?? buffer.count
        guard offset >= 0, rest > 0 else { return 0 }
        let count = min(rest, buffer.count)
        return try whole.read(at: start + offset, into: UnsafeMutableRawBufferPointer(rebasing: buffer[..<count]))
    }

    package func arrives(at offset: Int, within milliseconds: Int) -> Bool {
        if let end, start + offset >= end { return true }
        return whole.arrives(at: start + offset, within: milliseconds)
    }
}
