/// The codes of a chunk that is not full yet, in 8, 16 or 32 bits each: as many as the greatest so far needs, so that
/// filling and packing it touches no more memory than the chunk will have.
struct OpenCodes: Sendable {
    private enum Width { case u8, u16, u32 }

    private var width = Width.u8
    // Of these one has places.
    private var u8: [UInt8] = []
    private var u16: [UInt16] = []
    private var u32: [UInt32] = []

    private var places: Int {
        switch width {
        case .u8: u8.count
        case .u16: u16.count
        case .u32: u32.count
        }
    }

    /// Makes at least so many places. Grows by steps: the first block's few rows are not to wait for memory of a whole chunk.
    mutating func makeRoom(for count: Int) {
        let more = min(chunkRows, max(count, places * 4, Self.leastPlaces)) - places
        guard count > places else { return }
        switch width {
        case .u8: u8.append(contentsOf: repeatElement(0, count: more))
        case .u16: u16.append(contentsOf: repeatElement(0, count: more))
        case .u32: u32.append(contentsOf: repeatElement(0, count: more))
        }
    }

    private static let leastPlaces = 1_024

    /// Writes the code of each place of a range, which may be asked for twice.
    @inline(__always)
    mutating func fill(_ range: Range<Int>, _ code: (Int) -> UInt32) {
        if width == .u8, !put(code, &u8, range) { widen(to: .u16) }
        if width == .u16, !put(code, &u16, range) { widen(to: .u32) }
        if width == .u32 { _ = put(code, &u32, range) }
    }

    /// - Returns: Whether all codes fit; what was written is wrong otherwise.
    @inline(__always)
    private func put<Code: FixedWidthInteger & UnsignedInteger>(
        _ code: (Int) -> UInt32, _ codes: inout [Code], _ range: Range<Int>
    ) -> Bool {
        var seen: UInt32 = 0
        var span = codes.mutableSpan
        for i in range {
            let code = code(i)
            seen |= code
            span[i] = Code(truncatingIfNeeded: code)
        }
        return seen <= Code.max
    }

    private mutating func widen(to wider: Width) {
        if wider == .u16 {
            u16 = u8.map { UInt16($0) }
            u8 = []
        } else {
            u32 = u16.map { UInt32($0) }
            u16 = []
        }
        width = wider
    }

    /// The first `count` codes, packed.
    ///
    /// - Precondition: All are below `limit`.
    func packed(_ count: Int, below limit: Int) -> CodeChunk {
        switch width {
        case .u8: CodeChunk(u8.span.extracting(0..<count), below: limit)
        case .u16: CodeChunk(u16.span.extracting(0..<count), below: limit)
        case .u32: CodeChunk(u32.span.extracting(0..<count), below: limit)
        }
    }

    /// Forgets all codes, and is as wide as `top` needs from then on.
    mutating func narrow(to top: UInt32) {
        let needed: Width = top <= UInt8.max ? .u8 : top <= UInt16.max ? .u16 : .u32
        guard needed != width else { return }
        self = OpenCodes()
        width = needed
    }
}
