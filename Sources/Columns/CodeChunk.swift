/// The codes of up to `chunkRows` rows, as narrow as they allow.
package enum CodeChunk: Sendable {
    case constant(UInt32, count: Int)
    case u8([UInt8])
    case u16([UInt16])
    case u32([UInt32])

    /// Packs codes into the narrowest storage.
    package init(_ codes: [UInt32]) { self.init(codes.span) }

    package init(_ codes: Span<UInt32>) { self.init(codes, below: nil) }

    /// - Precondition: All codes are below `limit`.
    init<Code: FixedWidthInteger & UnsignedInteger & BitwiseCopyable>(_ codes: Span<Code>, below limit: Int?) {
        var low = Code.max, top: Code = 0
        for i in codes.indices {
            low = min(low, codes[i])
            top = max(top, codes[i])
        }
        precondition(limit.map { Int(top) < $0 } ?? true, "a code that its dictionary does not have")
        if low == top || codes.isEmpty {
            self = .constant(UInt32(top), count: codes.count)
        } else if top <= UInt8.max {
            self = .u8(converted(codes))
        } else if top <= UInt16.max {
            self = .u16(converted(codes))
        } else {
            self = .u32(converted(codes))
        }
    }

    package var count: Int {
        switch self {
        case .constant(_, let count): count
        case .u8(let a): a.count
        case .u16(let a): a.count
        case .u32(let a): a.count
        }
    }

    package subscript(i: Int) -> UInt32 {
        switch self {
        case .constant(let code, _): code
        case .u8(let a): UInt32(a[i])
        case .u16(let a): UInt32(a[i])
        case .u32(let a): a[i]
        }
    }

    /// The codes as 32-bit numbers.
    package func decoded() -> [UInt32] {
        switch self {
        case .constant(let code, let count): Array(repeating: code, count: count)
        case .u8(let a): converted(a.span)
        case .u16(let a): converted(a.span)
        case .u32(let a): a
        }
    }

    /// The greatest code.
    var top: UInt32 {
        switch self {
        case .constant(let code, _): code
        case .u8(let a): UInt32(a.max() ?? 0)
        case .u16(let a): UInt32(a.max() ?? 0)
        case .u32(let a): a.max() ?? 0
        }
    }

    /// Bytes its codes take.
    package var byteCount: Int {
        switch self {
        case .constant: 0
        case .u8(let a): a.count
        case .u16(let a): a.count * 2
        case .u32(let a): a.count * 4
        }
    }
}

/// The same numbers in another type, in which each of them fits.
private func converted<From: FixedWidthInteger & BitwiseCopyable, To: FixedWidthInteger>(_ codes: Span<From>) -> [To] {
    [To](unsafeUninitializedCapacity: codes.count) { buffer, initialized in
        for i in codes.indices { buffer[i] = To(truncatingIfNeeded: codes[i]) }
        initialized = codes.count
    }
}
