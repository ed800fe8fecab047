import CZlib

/// Unpacks gzip: several members one after the other are one file; zeros behind the last one are padding.
enum Gzip {
    /// - Parameter bare: Without headers; and the CRC-32 that the bytes must have, which headers would tell.
    /// - Returns: Why unpacking stopped early, one sentence; `nil` when everything was unpacked.
    static func unpack(_ packed: any ByteSource, into bytes: ArrivingBytes, bare checksum: UInt32? = nil) -> String? {
        var stream = z_stream()
        // 15 window bits, and 16 for a gzip header; negative for none.
        guard inflateInit2_(&stream, checksum == nil ? 15 + 16 : -15, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)) == Z_OK else {
            return "zlib could not be started"
        }
        defer { inflateEnd(&stream) }
        // What is unpacked is checked here, in a fraction of the time that zlib needs for it.
        inflateValidate(&stream, 0)
        var input = PackedInput(packed)
        var member = Member(checksum: checksum)
        do {
            while try input.next() {
                let count = input.count
                let failure = input.piece.withUnsafeBufferPointer { piece -> String? in
                    guard let start = piece.baseAddress else { return nil }
                    // zlib does not write to its input.
                    stream.next_in = UnsafeMutablePointer(mutating: start)
                    stream.avail_in = UInt32(count)
                    return inflatePiece(&stream, &member, into: bytes)
                }
                if let failure { return failure.isEmpty ? nil : failure }
            }
        } catch {
            return "reading stopped: \(error)"
        }
        return member.hasEnded ? nil : "the compressed data ends early: the last entries are missing"
    }

    /// What is unpacked of the member that is being read, to be compared with what stands behind it.
    private struct Member {
        /// What the table of an archive says; `nil` where it stands behind the member, with the size.
        let checksum: UInt32?
        var hasEnded = false
        private var sum: UInt32 = 0
        private var size: UInt32 = 0
        /// The last eight bytes of input, the last of them on top.
        private var recent: UInt64 = 0

        init(checksum: UInt32?) { self.checksum = checksum }

        mutating func begin() { (hasEnded, sum, size) = (false, 0, 0) }

        /// `input` was read, and `output` made of it.
        mutating func follow(_ input: UnsafeBufferPointer<UInt8>, _ output: UnsafeRawBufferPointer) {
            for byte in input.suffix(8) { recent = recent >> 8 | UInt64(byte) << 56 }
            sum = Checksum.crc32(sum, output)
            size &+= UInt32(truncatingIfNeeded: output.count)
        }

        /// Whether the whole member is as it was packed.
        var isWhole: Bool { checksum.map { $0 == sum } ?? (recent == UInt64(size) << 32 | UInt64(sum)) }
    }

    /// Unpacks what is in the stream's input. An empty text means: stop, nobody reads any more.
    private static func inflatePiece(_ stream: inout z_stream, _ member: inout Member, into bytes: ArrivingBytes) -> String? {
        // A full room may leave more inside the library, also where no input is left.
        var isFull = false
        while stream.avail_in > 0 || isFull {
            if member.hasEnded {
                guard let next = stream.next_in?.pointee else { return nil }
                if next == 0 {
                    stream.next_in += 1
                    stream.avail_in -= 1
                    continue
                }
                guard next == 0x1F, inflateReset(&stream) == Z_OK else {
                    return "bytes behind the compressed data were left out"
                }
                member.begin()
            }
            guard let room = bytes.room() else { return "" }
            let result = inflateOnce(&stream, &member, into: room)
            bytes.arrived(room.count - Int(stream.avail_out))
            isFull = stream.avail_out == 0 && result == Z_OK
            switch result {
            case Z_OK, Z_BUF_ERROR: break
            case Z_STREAM_END:
                member.hasEnded = true
                if !member.isWhole { return "the compressed data is damaged: its checksum is another" }
            default: return "the compressed data is damaged: what stands behind the damage is missing"
            }
        }
        return nil
    }

    /// Unpacks until the input or the room ends.
    private static func inflateOnce(
        _ stream: inout z_stream, _ member: inout Member, into room: UnsafeMutableRawBufferPointer
    ) -> Int32 {
        let (start, available) = (stream.next_in, stream.avail_in)
        stream.next_out = room.baseAddress?.assumingMemoryBound(to: UInt8.self)
        stream.avail_out = UInt32(room.count)
        let result = inflate(&stream, Z_NO_FLUSH)
        member.follow(
            UnsafeBufferPointer(start: start, count: Int(available - stream.avail_in)),
            UnsafeRawBufferPointer(rebasing: room[..<(room.count - Int(stream.avail_out))]))
        return result
    }
}
