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
        var input = PackedInput(packed)
        var member = Member.inside
        var sum = checksum == nil ? nil : crc32(0, nil, 0)
        do {
            while try input.next() {
                let count = input.count
                let failure = input.piece.withUnsafeBufferPointer { piece -> String? in
                    guard let start = piece.baseAddress else { return nil }
                    // zlib does not write to its input.
                    stream.next_in = UnsafeMutablePointer(mutating: start)
                    stream.avail_in = UInt32(count)
                    return inflatePiece(&stream, &member, &sum, into: bytes)
                }
                if let failure { return failure.isEmpty ? nil : failure }
            }
        } catch {
            return "reading stopped: \(error)"
        }
        if member == .inside { return "the compressed data ends early: the last entries are missing" }
        if let checksum, sum != uLong(checksum) { return "the compressed data is damaged: its checksum is another" }
        return nil
    }

    private enum Member { case inside, ended }

    /// Unpacks what is in the stream's input. An empty text means: stop, nobody reads any more.
    private static func inflatePiece(
        _ stream: inout z_stream, _ member: inout Member, _ sum: inout uLong?, into bytes: ArrivingBytes
    ) -> String? {
        while stream.avail_in > 0 {
            if member == .ended {
                guard let next = stream.next_in?.pointee else { return nil }
                if next == 0 {
                    stream.next_in += 1
                    stream.avail_in -= 1
                    continue
                }
                guard next == 0x1F, inflateReset(&stream) == Z_OK else {
                    return "bytes behind the compressed data were left out"
                }
                member = .inside
            }
            guard let room = bytes.room() else { return "" }
            stream.next_out = room.baseAddress?.assumingMemoryBound(to: UInt8.self)
            stream.avail_out = UInt32(room.count)
            let result = inflate(&stream, Z_NO_FLUSH)
            let count = room.count - Int(stream.avail_out)
            sum = sum.map { crc32($0, room.baseAddress?.assumingMemoryBound(to: UInt8.self), uInt(count)) }
            bytes.arrived(count)
            switch result {
            case Z_OK, Z_BUF_ERROR: break
            case Z_STREAM_END: member = .ended
            default: return "the compressed data is damaged: what stands behind the damage is missing"
            }
        }
        return nil
    }
}
