import Glibc

/// Bytes that another thread brings, kept in memory as they come: what pipes and compressed files are read from.
///
/// What has arrived never changes, so readers copy outside the lock.
final class ArrivingBytes: @unchecked Sendable {
    /// Of the first segment, in bytes: a folder may have thousands of small sources.
    private static let firstSize = 64 << 10
    /// Of every other.
    private static let segmentSize = 4 << 20
    /// The system gives large pages for memory that begins at such an address: a thousandth of the faults that small ones
    /// cost, which are more work than unpacking.
    private static let largePage = 2 << 20
    /// What is brought at once: it is read on another core while the next is brought, and from the caches.
    private static let mostAtOnce = 256 << 10

    /// Segments that wait for a reader who forgets what was read.
    private static let mostAhead = 3

    /// The segment that has the byte at `offset`, and where in it.
    private static func place(_ offset: Int) -> (segment: Int, within: Int) {
        if offset < firstSize { return (0, offset) }
        let (number, within) = (offset - firstSize).quotientAndRemainder(dividingBy: segmentSize)
        return (number + 1, within)
    }

    private static func size(ofSegment number: Int) -> Int { number == 0 ? firstSize : segmentSize }

    private let lock: UnsafeMutablePointer<pthread_mutex_t> = .allocate(capacity: 1)
    private let came: UnsafeMutablePointer<pthread_cond_t> = .allocate(capacity: 1)
    // Guarded by `lock`.
    private var segments: [UnsafeMutableRawPointer?] = []
    /// Segments that nobody needs any more, to be filled again.
    private var spare: [UnsafeMutableRawPointer] = []
    private var isForgetful = false
    /// Number of the first segment that is still there, but for the small first one.
    private var firstKept = 1
    /// Bytes of the budget.
    private var taken = 0
    private var total = 0
    private var isComplete = false
    private var isUnwanted = false
    private var sentence: String?

    init() {
        pthread_mutex_init(lock, nil)
        pthread_cond_init(came, nil)
    }

    deinit {
        for segment in segments { segment?.deallocate() }
        for segment in spare { segment.deallocate() }
        MemoryBudget.giveBack(taken)
        pthread_cond_destroy(came)
        pthread_mutex_destroy(lock)
        came.deallocate()
        lock.deallocate()
    }

    private func locked<Result>(_ body: () throws -> Result) rethrows -> Result {
        pthread_mutex_lock(lock)
        defer { pthread_mutex_unlock(lock) }
        return try body()
    }

    // MARK: reading

    var size: Int? { locked { isComplete ? total : nil } }
    var failure: String? { locked { sentence } }
    /// Memory that is held, in bytes.
    var keptBytes: Int { locked { taken } }

    /// Copies what is there from `offset` on, up to the end of its segment; waits while nothing is. 0 only at the end.
    func read(at offset: Int, into buffer: UnsafeMutableRawBufferPointer) -> Int {
        guard offset >= 0, let target = buffer.baseAddress, buffer.count > 0 else { return 0 }
        let found: (start: UnsafeMutableRawPointer, count: Int)? = locked {
            while offset >= total, !isComplete { pthread_cond_wait(came, lock) }
            guard offset < total else { return nil }
            let (number, within) = ArrivingBytes.place(offset)
            guard let segment = segments[number] else { preconditionFailure("bytes that were forgotten") }
            let count = min(buffer.count, total - offset, ArrivingBytes.size(ofSegment: number) - within)
            return (segment + within, count)
        }
        guard let found else { return 0 }
        memcpy(target, found.start, found.count)
        return found.count
    }

    /// Whether something is there at `offset`, or nothing more comes; waits for at most so long.
    func arrives(at offset: Int, within milliseconds: Int) -> Bool {
        var until = timespec()
        clock_gettime(CLOCK_REALTIME, &until)
        let nanoseconds = until.tv_nsec + milliseconds * 1_000_000
        until = timespec(tv_sec: until.tv_sec + nanoseconds / 1_000_000_000, tv_nsec: nanoseconds % 1_000_000_000)
        return locked {
            while offset >= total, !isComplete {
                if pthread_cond_timedwait(came, lock, &until) == ETIMEDOUT { break }
            }
            return offset < total || isComplete
        }
    }

    /// Nobody reads what stands before `offset` any more: its memory is for what comes next. Who brings the bytes then
    /// waits for who reads them, instead of keeping much in memory.
    func forget(before offset: Int) {
        locked {
            isForgetful = true
            let kept = ArrivingBytes.place(min(offset, total)).segment
            for number in firstKept..<max(firstKept, kept) {
                if let segment = segments[number] { spare.append(segment) }
                segments[number] = nil
            }
            firstKept = max(firstKept, kept)
            pthread_cond_broadcast(came)
        }
    }

    /// Nobody reads any more: the bringer may stop.
    func stop() {
        locked {
            isUnwanted = true
            pthread_cond_broadcast(came)
        }
    }

    // MARK: bringing

    /// Room for the next bytes; `nil` when nobody wants them or memory would run out (`finish` then said so).
    func room() -> UnsafeMutableRawBufferPointer? {
        locked {
            while isForgetful, !isUnwanted, segments.count - firstKept > ArrivingBytes.mostAhead { pthread_cond_wait(came, lock) }
            if isUnwanted { return nil }
            let (number, within) = ArrivingBytes.place(total)
            let size = ArrivingBytes.size(ofSegment: number)
            if number == segments.count {
                guard let segment = spare.popLast() ?? newSegment(size) else {
                    sentence = "only the first \(total >> 20) MB were read: unpack or save it to a file and open that"
                    return nil
                }
                segments.append(segment)
            }
            let count = min(size - within, ArrivingBytes.mostAtOnce)
            return segments[number].map { UnsafeMutableRawBufferPointer(start: $0 + within, count: count) }
        }
    }

    private func newSegment(_ size: Int) -> UnsafeMutableRawPointer? {
        guard MemoryBudget.take(size) else { return nil }
        taken += size
        // A source of a few hundred thousand bytes shall not take a large page: there may be thousands.
        guard segments.count > 1 else { return .allocate(byteCount: size, alignment: 64) }
        let segment = UnsafeMutableRawPointer.allocate(byteCount: size, alignment: ArrivingBytes.largePage)
        // Where the system does not know them, pages stay small.
        madvise(segment, size, MADV_HUGEPAGE)
        return segment
    }

    /// `count` bytes were written into the last `room`.
    func arrived(_ count: Int) {
        locked {
            total += count
            pthread_cond_broadcast(came)
        }
    }

    /// Copies `content` behind what came before; false when it is not wanted or does not fit any more.
    func bring(_ content: borrowing [UInt8]) -> Bool {
        content.withUnsafeBytes { content in
            var done = 0
            while done < content.count {
                guard let room = room() else { return false }
                let count = min(room.count, content.count - done)
                room.copyMemory(from: UnsafeRawBufferPointer(rebasing: content[done..<done + count]))
                arrived(count)
                done += count
            }
            return true
        }
    }

    /// Nothing more comes; `failure` says why, when that is not the real end.
    func finish(_ failure: String? = nil) {
        locked {
            if sentence == nil { sentence = failure }
            isComplete = true
            pthread_cond_broadcast(came)
        }
    }

    /// Runs `body` on a thread of its own.
    static func onOwnThread(_ body: @escaping @Sendable () -> Void) -> Bool {
        var thread = pthread_t()
        let box = Unmanaged.passRetained(Body(body))
        let failed = pthread_create(&thread, nil, { argument in
            guard let argument else { return nil }
            Unmanaged<Body>.fromOpaque(argument).takeRetainedValue().run()
            return nil
        }, box.toOpaque())
        guard failed == 0 else {
            box.release()
            return false
        }
        pthread_detach(thread)
        return true
    }

    private final class Body: Sendable {
        let run: @Sendable () -> Void
        init(_ run: @escaping @Sendable () -> Void) { self.run = run }
    }
}
