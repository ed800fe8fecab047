import CZlib

/// Unpacks gzip: several members one after the other are one file; zeros behind the last one are padding.
enum Gzip {
    /// - Returns: Why unpacking stopped early, one sentence; `nil` when everything was unpacked.
    static func unpack(_ packed: any ByteSource, into bytes: ArrivingBytes, hasHeader: Bool = true) -> String? {
        var stream = z_stream()
        // 15 window bits, and 16 for a gzip header; negative for none.
        guard inflateInit2_(&stream, hasHeader ? 15 + 16 : -15, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)) == Z_OK else {
            return "zlib could not be started"
        }
        defer { inflateEnd(&stream) }
        var input = PackedInput(packed)
        var member = Member.inside
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
        return member == .inside ? "the compressed data ends early: the last entries are missing" : nil
    }

    private enum Member { case inside, ended }

    /// Unpacks what is in the stream's input. An empty text means: stop, nobody reads any more.
    private static func inflatePiece(_ stream: inout z_stream, _ member: inout Member, into bytes: ArrivingBytes) -> String? {
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
            bytes.arrived(room.count - Int(stream.avail_out))
            switch result {
            case Z_OK, Z_BUF_ERROR: break
            case Z_STREAM_END: member = .ended
            default: return "the compressed data is damaged: what stands behind the damage is missing"
            }
        }
        return nil
    }
}
