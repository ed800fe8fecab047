import Glibc

/// Unpacks xz with the system's liblzma, looked up when the first such file is opened: the program runs without it.
enum Lzma {
    private typealias Start = @convention(c) (UnsafeMutableRawPointer, UInt64, UInt32) -> UInt32
    private typealias StartThreads = @convention(c) (UnsafeMutableRawPointer, UnsafeRawPointer) -> UInt32
    private typealias Code = @convention(c) (UnsafeMutableRawPointer, UInt32) -> UInt32
    private typealias End = @convention(c) (UnsafeMutableRawPointer) -> Void

    private struct Library {
        var start: Start
        /// Since 5.4.
        var startThreads: StartThreads?
        var code: Code
        var end: End

        init?() {
            guard let handle = dlopen("liblzma.so.5", RTLD_NOW), let start = dlsym(handle, "lzma_stream_decoder"),
                let code = dlsym(handle, "lzma_code"), let end = dlsym(handle, "lzma_end")
            else { return nil }
            self.start = unsafeBitCast(start, to: Start.self)
            startThreads = dlsym(handle, "lzma_stream_decoder_mt").map { unsafeBitCast($0, to: StartThreads.self) }
            self.code = unsafeBitCast(code, to: Code.self)
            self.end = unsafeBitCast(end, to: End.self)
        }
    }

    static var isAvailable: Bool { Library() != nil }

    /// The first fields of `lzma_stream`: addresses and counts of input and output. The library's own stand behind them.
    private struct Stream {
        var nextIn: UnsafePointer<UInt8>?
        var availableIn = 0
        var totalIn: UInt64 = 0
        var nextOut: UnsafeMutablePointer<UInt8>?
        var availableOut = 0
        var totalOut: UInt64 = 0
    }

    /// `lzma_mt`, as far as unpacking looks at it.
    private struct Threads {
        var flags = concatenated
        var threads: UInt32
        var blockSize: UInt64 = 0
        var timeout: UInt32 = 0
        var preset: UInt32 = 0
        var filters: UnsafeRawPointer?
        var check: UInt32 = 0
        var unused: (UInt32, UInt32, UInt32, UInt32, UInt32, UInt32, UInt32) = (0, 0, 0, 0, 0, 0, 0)
        var memoryOfThreads: UInt64
        var memoryLimit: UInt64
        var reserved: (UInt64, UInt64, UInt64, UInt64, UInt64, UInt64) = (0, 0, 0, 0, 0, 0)
    }

    /// Bytes of an `lzma_stream` are 136; zeros are its start.
    private static let streamSize = 256
    /// What a file may ask for: the largest preset needs 65 MB.
    private static let memoryLimit: UInt64 = 512 << 20
    /// What threads may keep of blocks that they unpack side by side; larger ones follow one another.
    private static let memoryOfThreads = 192 << 20
    private static let mostThreads = 4
    /// Bytes that are waited for before threads get more to unpack: recognition and the first screen look at them.
    private static let firstScreen: UInt64 = 2 << 20
    /// Several streams one behind the other are one file.
    private static let concatenated: UInt32 = 0x08
    private static let (run, finish): (UInt32, UInt32) = (0, 3)
    private static let (ok, streamEnd, noProgress): (UInt32, UInt32, UInt32) = (0, 1, 10)

    /// - Returns: Why unpacking stopped early, one sentence; `nil` when everything was unpacked.
    static func unpack(_ packed: any ByteSource, into bytes: ArrivingBytes) -> String? {
        guard let library = Library() else {
            return "liblzma is not on this machine: install it, or unpack the file with xz -d first"
        }
        let raw = UnsafeMutableRawPointer.allocate(byteCount: streamSize, alignment: 16)
        raw.initializeMemory(as: UInt8.self, repeating: 0, count: streamSize)
        defer { raw.deallocate() }
        // A pipe that pauses would leave in them what the library gives only when it is called again.
        let hasThreads = packed.size != nil && library.startThreads != nil && MemoryBudget.take(memoryOfThreads)
        defer { if hasThreads { MemoryBudget.giveBack(memoryOfThreads) } }
        guard start(library, raw, hasThreads) else { return "liblzma could not be started" }
        defer { library.end(raw) }
        let stream = raw.assumingMemoryBound(to: Stream.self)
        var input = PackedInput(packed)
        do {
            while try input.next() {
                let count = input.count
                let stopped = input.piece.withUnsafeBufferPointer { piece -> String? in
                    stream.pointee.nextIn = piece.baseAddress
                    stream.pointee.availableIn = count
                    return code(library, stream, run, into: bytes)
                }
                if let stopped { return stopped.isEmpty ? nil : stopped }
            }
        } catch {
            return "reading stopped: \(error)"
        }
        return code(library, stream, finish, into: bytes)
    }

    /// Starts unpacking, blocks that say their size on several cores where the library can.
    private static func start(_ library: Library, _ stream: UnsafeMutableRawPointer, _ hasThreads: Bool) -> Bool {
        guard hasThreads, let startThreads = library.startThreads else {
            return library.start(stream, memoryLimit, concatenated) == ok
        }
        let cores = min(mostThreads, max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN))))
        let threads = Threads(
            threads: UInt32(cores), memoryOfThreads: UInt64(memoryOfThreads), memoryLimit: memoryLimit)
        return withUnsafeBytes(of: threads) { $0.baseAddress.map { startThreads(stream, $0) == ok } ?? false }
    }

    /// Unpacks what is in the stream's input. An empty text means: stop, nobody reads any more, or all is unpacked.
    private static func code(
        _ library: Library, _ stream: UnsafeMutablePointer<Stream>, _ action: UInt32, into bytes: ArrivingBytes
    ) -> String? {
        while true {
            guard let room = bytes.room() else { return "" }
            stream.pointee.nextOut = room.baseAddress?.assumingMemoryBound(to: UInt8.self)
            stream.pointee.availableOut = room.count
            let result = library.code(stream, action)
            bytes.arrived(room.count - stream.pointee.availableOut)
            switch result {
            case streamEnd: return action == finish ? nil : ""
            case ok where action == finish: continue
            case ok where stream.pointee.availableIn > 0 || stream.pointee.availableOut == 0: continue
            case ok where stream.pointee.totalOut < firstScreen: continue
            case ok: return nil
            case noProgress where action == run: return nil
            case noProgress: return "the compressed data ends early: the last entries are missing"
            default: return "the compressed data is damaged: what stands behind the damage is missing"
            }
        }
    }
}
