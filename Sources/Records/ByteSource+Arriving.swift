import Glibc

/// Bytes that another thread brings, kept in memory as they come: what pipes and compressed files are read from.
///
/// What has arrived never changes, so readers copy outside the lock.
final class ArrivingBytes: @unchecked Sendable {
    static let segmentSize = 4 << 20

    private let lock: UnsafeMutablePointer<pthread_mutex_t> = .allocate(capacity: 1)
    private let came: UnsafeMutablePointer<pthread_cond_t> = .allocate(capacity: 1)
    // Guarded by `lock`.
    private var segments: [UnsafeMutableRawPointer] = []
    private var total = 0
    private var isComplete = false
    private var isUnwanted = false
    private var sentence: String?

    init() {
        pthread_mutex_init(lock, nil)
        pthread_cond_init(came, nil)
    }

    deinit {
        for segment in segments { segment.deallocate() }
        MemoryBudget.giveBack(segments.count * ArrivingBytes.segmentSize)
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

    /// Copies what is there from `offset` on, up to the end of its segment; waits while nothing is. 0 only at the end.
    func read(at offset: Int, into buffer: UnsafeMutableRawBufferPointer) -> Int {
        guard offset >= 0, let target = buffer.baseAddress, buffer.count > 0 else { return 0 }
        let found: (start: UnsafeMutableRawPointer, count: Int)? = locked {
            while offset >= total, !isComplete { pthread_cond_wait(came, lock) }
            guard offset < total else { return nil }
            let within = offset % ArrivingBytes.segmentSize
            let count = min(buffer.count, total - offset, ArrivingBytes.segmentSize - within)
            return (segments[offset / ArrivingBytes.segmentSize] + within, count)
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

    /// Nobody reads any more: the bringer may stop.
    func stop() { locked { isUnwanted = true } }

    // MARK: bringing

    /// Room for the next bytes; `nil` when nobody wants them or memory would run out (`finish` then said so).
    func room() -> UnsafeMutableRawBufferPointer? {
        locked {
            if isUnwanted { return nil }
            let within = total % ArrivingBytes.segmentSize
            if total / ArrivingBytes.segmentSize == segments.count {
                guard MemoryBudget.take(ArrivingBytes.segmentSize) else {
                    sentence = "only the first \(total >> 20) MB were read: unpack or save it to a file and open that"
                    return nil
                }
                segments.append(.allocate(byteCount: ArrivingBytes.segmentSize, alignment: 64))
            }
            let start = segments[segments.count - 1] + within
            return UnsafeMutableRawBufferPointer(start: start, count: ArrivingBytes.segmentSize - within)
        }
    }

    /// `count` bytes were written into the last `room`.
    func arrived(_ count: Int) {
        locked {
            total += count
            pthread_cond_broadcast(came)
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
