import CByteScan
import CZlib

/// CRC-32, as gzip and zip have it.
enum Checksum {
    private static let canFold = wrkaud_can_fold() != 0

    /// The sum of what `sum` is the sum of (0: nothing) and `bytes` behind it.
    static func crc32(_ sum: UInt32, _ bytes: UnsafeRawBufferPointer) -> UInt32 {
        guard let start = bytes.baseAddress?.assumingMemoryBound(to: UInt8.self) else { return sum }
        let folded = canFold && bytes.count >= WRKAUD_CHECKSUM_LEAST ? bytes.count & ~15 : 0
        let before = folded > 0 ? wrkaud_checksum(sum, start, folded) : sum
        return UInt32(truncatingIfNeeded: CZlib.crc32_z(uLong(before), start + folded, bytes.count - folded))
    }
}
