import CKernels

/// Whether the processor has AVX2: asked once.
let hasAVX2 = wrkaud_is_wide()

/// A number type with a vector kernel for ranges.
protocol RangeMarkable: FixedWidthInteger & UnsignedInteger & BitwiseCopyable {
    /// Adds rows whose number lies in `low ... low + width`, for `words` words of 64 rows.
    ///
    /// - Precondition: `64 * words` numbers at `numbers` and `words` words at `out` are there.
    static func mark(
        _ numbers: UnsafePointer<Self>, _ words: Int, low: Self, width: Self, _ out: UnsafeMutablePointer<UInt64>)
}

extension UInt8: RangeMarkable {
    static func mark(
        _ numbers: UnsafePointer<Self>, _ words: Int, low: Self, width: Self, _ out: UnsafeMutablePointer<UInt64>
    ) { wrkaud_range_u8(numbers, words, low, width, out, hasAVX2) }
}

extension UInt16: RangeMarkable {
    static func mark(
        _ numbers: UnsafePointer<Self>, _ words: Int, low: Self, width: Self, _ out: UnsafeMutablePointer<UInt64>
    ) { wrkaud_range_u16(numbers, words, low, width, out, hasAVX2) }
}

extension UInt32: RangeMarkable {
    static func mark(
        _ numbers: UnsafePointer<Self>, _ words: Int, low: Self, width: Self, _ out: UnsafeMutablePointer<UInt64>
    ) { wrkaud_range_u32(numbers, words, low, width, out, hasAVX2) }
}

extension UInt64: RangeMarkable {
    static func mark(
        _ numbers: UnsafePointer<Self>, _ words: Int, low: Self, width: Self, _ out: UnsafeMutablePointer<UInt64>
    ) { wrkaud_range_u64(numbers, words, low, width, out, hasAVX2) }
}

/// Adds rows whose number lies in `range`, whose ends need not fit the number's type.
func markRange<Number: RangeMarkable>(
    _ numbers: Span<Number>, _ range: ClosedRange<UInt64>, _ words: UnsafeMutableBufferPointer<UInt64>
) {
    let whole = numbers.count >> 6
    precondition(words.count >= whole)
    if whole > 0, let out = words.baseAddress, let (low, width) = range.distances(as: Number.self) {
        numbers.withUnsafeBufferPointer { buffer in
            if let start = buffer.baseAddress { Number.mark(start, whole, low: low, width: width, out) }
        }
    }
    markRangePlainly(numbers.extracting((whole << 6)...), range, .init(rebasing: words[whole...]))
}

/// Flags of codes, padded so that no 8-bit or 16-bit code lies outside.
struct CodeFlags: Sendable {
    private let padded: [UInt8]

    init(_ matches: [Bool]) {
        padded = matches.map { $0 ? 1 : 0 } + Array(repeating: 0, count: max(0, 65_536 - matches.count))
    }

    /// Adds rows whose code is flagged.
    func mark(_ codes: Span<UInt8>, _ words: UnsafeMutableBufferPointer<UInt64>) {
        markWhole(codes, words) { start, count, flags, out in wrkaud_flags_u8(start, count, flags, out, hasAVX2) }
    }

    func mark(_ codes: Span<UInt16>, _ words: UnsafeMutableBufferPointer<UInt64>) {
        markWhole(codes, words) { start, count, flags, out in wrkaud_flags_u16(start, count, flags, out) }
    }

    func mark(_ codes: Span<UInt32>, _ words: UnsafeMutableBufferPointer<UInt64>) {
        let flags = padded.span
        Columns.mark(codes.count, words) { flags[Int(codes[$0])] != 0 }
    }

    /// Gives whole words to `kernel`, does the rest plainly.
    @inline(__always) private func markWhole<Code: FixedWidthInteger & UnsignedInteger>(
        _ codes: Span<Code>, _ words: UnsafeMutableBufferPointer<UInt64>,
        _ kernel: (UnsafePointer<Code>, Int, UnsafePointer<UInt8>, UnsafeMutablePointer<UInt64>) -> Void
    ) {
        let whole = codes.count >> 6
        precondition(words.count >= whole)
        codes.withUnsafeBufferPointer { codes in
            padded.withUnsafeBufferPointer { flags in
                if whole > 0, let start = codes.baseAddress, let flags = flags.baseAddress, let out = words.baseAddress {
                    kernel(start, whole, flags, out)
                }
            }
        }
        let flags = padded.span, rest = codes.extracting((whole << 6)...)
        Columns.mark(rest.count, .init(rebasing: words[whole...])) { flags[Int(rest[$0])] != 0 }
    }
}
