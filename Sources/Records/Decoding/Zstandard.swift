import Glibc

/// Unpacks zstd with the system's libzstd, looked up when the first such file is opened: the program runs without it.
enum Zstandard {
    private typealias Create = @convention(c) () -> OpaquePointer?
    private typealias Free = @convention(c) (OpaquePointer?) -> Int
    private typealias Unpack = @convention(c) (OpaquePointer?, UnsafeMutableRawPointer, UnsafeMutableRawPointer) -> Int
    private typealias IsError = @convention(c) (Int) -> UInt32

    /// `ZSTD_inBuffer` and `ZSTD_outBuffer`: address, size, place in it.
    private struct Buffer {
        var address: UnsafeMutableRawPointer?
        var size: Int
        var place: Int
    }

    private struct Library {
        var create: Create
        var free: Free
        var unpack: Unpack
        var isError: IsError

        init?() {
            guard let handle = dlopen("libzstd.so.1", RTLD_NOW),
                let create = dlsym(handle, "ZSTD_createDStream"), let free = dlsym(handle, "ZSTD_freeDStream"),
                let unpack = dlsym(handle, "ZSTD_decompressStream"), let isError = dlsym(handle, "ZSTD_isError")
            else { return nil }
            self.create = unsafeBitCast(create, to: Create.self)
            self.free = unsafeBitCast(free, to: Free.self)
            self.unpack = unsafeBitCast(unpack, to: Unpack.self)
            self.isError = unsafeBitCast(isError, to: IsError.self)
        }
    }

    static var isAvailable: Bool { Library() != nil }

    /// - Returns: Why unpacking stopped early, one sentence; `nil` when everything was unpacked.
    static func unpack(_ packed: any ByteSource, into bytes: ArrivingBytes) -> String? {
        guard let library = Library(), let stream = library.create() else {
            return "libzstd is not on this machine: install it, or unpack the file with zstd -d first"
        }
        defer { _ = library.free(stream) }
        var input = PackedInput(packed)
        // 0: a frame has just ended; else more of it is expected.
        var expected = 1
        do {
            while try input.next() {
                let count = input.count
                var stopped: String?
                input.piece.withUnsafeBytes { piece in
                    var from = Buffer(
                        address: UnsafeMutableRawPointer(mutating: piece.baseAddress), size: count, place: 0)
                    stopped = unpackPiece(library, stream, &from, &expected, into: bytes)
                }
                if let stopped { return stopped.isEmpty ? nil : stopped }
            }
        } catch {
            return "reading stopped: \(error)"
        }
        return expected == 0 ? nil : "the compressed data ends early: the last entries are missing"
    }

    /// Unpacks what is in `from`. An empty text means: stop, nobody reads any more.
    private static func unpackPiece(
        _ library: Library, _ stream: OpaquePointer, _ from: inout Buffer, _ expected: inout Int,
        into bytes: ArrivingBytes
    ) -> String? {
        var isFull = false
        while from.place < from.size || isFull {
            guard let room = bytes.room() else { return "" }
            var to = Buffer(address: room.baseAddress, size: room.count, place: 0)
            let result = library.unpack(stream, &to, &from)
            if library.isError(result) != 0 {
                return "the compressed data is damaged: what stands behind the damage is missing"
            }
            bytes.arrived(to.place)
            expected = result
            // A full room may leave more inside the library.
            isFull = to.place == to.size && result != 0
        }
        return nil
    }
}
