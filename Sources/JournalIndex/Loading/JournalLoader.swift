package import Columns
package import Records
import Glibc
import Synchronization

/// Reads sources into a journal on all cores and publishes snapshots as it goes: the first after the first block.
package enum JournalLoader {
    /// The inputs that people name as `paths`, in this order; the files of a folder are opened on all cores.
    ///
    /// - Throws: `SourceError`.
    package static func open(_ paths: [String]) throws -> [any ByteSource] {
        try paths.flatMap { try Sources.open($0, each: concurrently) }
    }

    /// Recognises and reads `sources`, in order, as one journal.
    ///
    /// A source that cannot be recognised or read fails alone when there are others; its report says why. Cancelling
    /// `work` stops reading and keeps what is there.
    ///
    /// - Parameter purpose: What is built at once; everything else is there too, and built when it is asked for.
    /// - Parameter limits: Which entries stay, and how much memory they may take.
    /// - Parameter publish: Called from a loading thread with each newer snapshot, the final one not included; `nil`
    ///   when nobody looks before all is read.
    /// - Returns: The whole journal.
    /// - Throws: `SourceError` when no source at all can be read; `JournalTooLarge` when it will not fit and `limits`
    ///   refuses that.
    package static func load(
        sources: [any ByteSource], options: InputOptions = InputOptions(), for purpose: LoadingPurpose = .exploring,
        limits: LoadingLimits = LoadingLimits(), work: Work = Work(),
        publish: (@Sendable (JournalSnapshot) -> Void)? = nil
    ) throws -> JournalSnapshot {
        var inputs = recognise(sources, options)
        inputs = Relearning.agreed(inputs, options)
        let readable = inputs.compactMap { try? $0.get() }
        if readable.isEmpty, let first = inputs.first, case .failure(let error) = first { throw error }
        let (journal, loading) = read(sources, &inputs, options, for: purpose, limits, work, publish)
        if limits.refuses, let shortage = loading.shortage { throw JournalTooLarge(shortage) }
        // Who stops keeps what was read, copies among it.
        try? journal.foldCopies(work)
        return journal
    }

    /// What `sources` are once they are read: each file that holds several exports in its parts.
    ///
    /// - Complexity: One reading, a second one where something stands behind what recognition looks at.
    package static func inputs(
        _ sources: [any ByteSource], options: InputOptions, work: Work = Work()
    ) -> [Result<Recognised, SourceError>] {
        var inputs = recognise(sources, options)
        inputs = Relearning.agreed(inputs, options)
        _ = read(sources, &inputs, options, for: .telling, LoadingLimits(), work, nil)
        return inputs
    }

    /// Reads `inputs`, and again with better readers where the first ones met what they did not know.
    private static func read(
        _ sources: [any ByteSource], _ inputs: inout [Result<Recognised, SourceError>], _ options: InputOptions,
        for purpose: LoadingPurpose, _ limits: LoadingLimits, _ work: Work, _ publish: (@Sendable (JournalSnapshot) -> Void)?
    ) -> (JournalSnapshot, Loading) {
        let publishing = publish.map { GrowingPublication($0) }
        var loading = Loading(
            inputs: inputs, for: purpose, limits, work: work, leavesEarly: true, publish: publishing?.publish)
        var journal = loading.run()
        if loading.metUnlike, !work.isCancelled {
            inputs = recognise(sources, options, assumes: false)
            inputs = Relearning.agreed(inputs, options)
            loading = Loading(inputs: inputs, for: purpose, limits, work: work, publish: publishing?.publish)
            journal = loading.run()
        }
        for _ in 1...mostReadings {
            let lessons = loading.lessons
            guard !work.isCancelled, loading.shortage == nil || !lessons.decided.isEmpty else { break }
            let taught = Relearning.relearned(inputs, lessons.found, unfinished: loading.unfinished, options)
            let parts = parted(taught.inputs, loading, options)
            inputs = parts ?? taught.inputs
            guard parts != nil || taught.isOther else { break }
            loading = Loading(inputs: inputs, for: purpose, limits, work: work, publish: publishing?.publish)
            journal = loading.run()
        }
        let readers = inputs.compactMap { try? $0.get().reader }.enumerated().filter { !$1.dates.isEmpty }
        journal.confirm(Dictionary(uniqueKeysWithValues: readers.map { ($0.offset, $0.element) }))
        return (journal, loading)
    }

    /// A part that is cut by its own marks may show headings that nobody saw before; more often than this it is no export.
    /// What is learnt of columns needs fewer: the first reading stops where it learns something, the next one goes through the
    /// whole input; a column that is text stays text, and dates that contradict one another change their order twice at most.
    private static let mostReadings = 6

    /// The inputs with those taken apart in which headings of other exports were met; `nil` when there is none.
    private static func parted(
        _ inputs: [Result<Recognised, SourceError>], _ loading: Loading, _ options: InputOptions
    ) -> [Result<Recognised, SourceError>]? {
        var headings = loading.headings.makeIterator()
        var isParted = false
        let parts: [[Result<Recognised, SourceError>]] = inputs.map { input in
            guard case .success(let one) = input, let found = headings.next() else { return [input] }
            guard let parts = InputParts.of(one, found, options) else { return [input] }
            isParted = true
            return parts.map { .success($0) }
        }
        return isParted ? InputParts.numbered(parts.flatMap { $0 }) : nil
    }

    /// Readers that other sources may be like: kinds of exports, not files.
    private static let mostKnown = 8

    /// - Parameter assumes: Whether a small input that begins as another one is taken to be like it, until it is read.
    private static func recognise(
        _ sources: [any ByteSource], _ options: InputOptions, assumes: Bool = true
    ) -> [Result<Recognised, SourceError>] {
        let results = Mutex<[Result<Recognised, SourceError>?]>(Array(repeating: nil, count: sources.count))
        let known = Mutex<[any RecordReader]>([])
        concurrently(sources.count) { i in
            let result: Result<Recognised, SourceError>
            do {
                let readers = known.withLock { $0 }
                var found = try InputFormats.recognise(
                    sources[i], options: options, known: readers, assumes: assumes)
                if found.kind == nil, found.reader.likeness != nil, readers.count < mostKnown {
                    found.kind = known.withLock { known in
                        known.append(found.reader)
                        return known.count - 1
                    }
                }
                result = .success(found)
            } catch let error as SourceError {
                result = .failure(error)
            } catch {
                result = .failure(SourceError(path: sources[i].name, reason: String(describing: error)))
            }
            results.withLock { $0[i] = result }
        }
        return results.withLock { $0.compactMap { $0 } }
    }
}

/// Hands snapshots on as long as they grow: after a start from the beginning, from where the one before came to.
private final class GrowingPublication: Sendable {
    private let next: @Sendable (JournalSnapshot) -> Void
    private let most = Mutex(0)

    init(_ next: @escaping @Sendable (JournalSnapshot) -> Void) { self.next = next }

    func publish(_ journal: JournalSnapshot) {
        let grows = most.withLock { most in
            defer { most = max(most, journal.count) }
            return journal.count >= most
        }
        if grows { next(journal) }
    }
}

/// One run of the loader: threads read, parse and encode blocks; one of them at a time merges those that are next.
private final class Loading: Sendable {
    private struct Merging {
        var builder: IndexBuilder
        var next = 0
        var lessons: SourceLessons
        /// The first source of which entries are left out because they cannot be numbered.
        var leftOutFrom = Int.max
        var published: ContinuousClock.Instant?
        var pause = Duration.milliseconds(100)
    }

    private let schema: Schema
    private let eager: [ColumnDefinition]
    private let sources: [LoadedSource]
    /// By source: the first of those around it that have the same reader. One encoder serves them all, so that what it met
    /// in one file it knows in the next.
    private let stretches: [Int]
    private let unreadable: [SourceReport]
    private let reader: BlockReader
    private let waiting = Mutex<[Int: EncodedBlock]>([:])
    private let merging: Mutex<Merging>
    private let work: Work
    private let publish: (@Sendable (JournalSnapshot) -> Void)?
    private let totalBytes: Int?
    private let start = ContinuousClock.now
    private let memory: Mutex<(watch: MemoryWatch, shortage: MemoryWatch.Shortage?)>
    private let mostEntries: Int
    private let unlike = Atomic<Bool>(false)
    private let leavesEarly: Bool
    private let onlyThese: Bool

    /// - Parameter leavesEarly: Whether no more is read of a source once it is known that it has to be read again.
    init(
        inputs: [Result<Recognised, SourceError>], for purpose: LoadingPurpose, _ limits: LoadingLimits, work: Work,
        leavesEarly: Bool = false, publish: (@Sendable (JournalSnapshot) -> Void)?
    ) {
        var schemaBuilder = SchemaBuilder()
        var recognised: [Recognised] = []
        var unreadable: [SourceReport] = []
        var stretches: [Int] = []
        for input in inputs {
            switch input {
            case .success(let one):
                let goesOn = one.kind != nil && one.kind == recognised.last?.kind
                stretches.append(goesOn ? stretches[stretches.count - 1] : recognised.count)
                recognised.append(one)
                if !goesOn { schemaBuilder.add(one.reader.columns) }
            case .failure(let error): unreadable.append(SourceReport(unreadable: error))
            }
        }
        let schema = schemaBuilder.schema()
        self.schema = schema
        self.unreadable = unreadable
        self.stretches = stretches
        sources = Self.loaded(recognised, schema, limits.kept)
        eager = EagerColumns.definitions(schema, for: purpose)
        reader = BlockReader(sources)
        merging = Mutex(
            Merging(
                builder: IndexBuilder(schema: schema, eager: eager, sources: sources), lessons: SourceLessons(sources, eager)))
        self.leavesEarly = leavesEarly
        onlyThese = purpose.isNarrow
        totalBytes = recognised.reduce(0 as Int?) { sum, one in sum.flatMap { a in one.source.size.map { a + $0 } } }
        memory = Mutex((MemoryWatch(bound: limits.memory, totalBytes: totalBytes), nil))
        mostEntries = limits.entries
        self.work = work
        self.publish = publish
    }

    /// What sources of one kind have in common is made once.
    private static func loaded(_ recognised: [Recognised], _ schema: Schema, _ kept: KeptEntries) -> [LoadedSource] {
        var ofKind: [Int: LoadedSource] = [:]
        var before: LoadedSource?
        return recognised.map { one in
            let found = one.found ?? one.source
            if let kind = one.kind, let known = ofKind[kind] {
                let loaded = known.with(bytes: one.source, found: found)
                return one.isAssumed ? loaded.assumed : loaded
            }
            var loaded = LoadedSource(reader: one.reader, bytes: one.source, found: found, schema: schema, kept: kept)
            if let part = one.part { loaded = loaded.with(part: part, digest: before?.digest) }
            if let kind = one.kind { ofKind[kind] = loaded }
            before = loaded
            return one.isAssumed ? loaded.assumed : loaded
        }
    }

    /// By source: where headings of other exports stand in it, in bytes. Ask after the run.
    var headings: [[Range<Int>]] {
        merging.withLock { merging in sources.indices.map { merging.builder.headings(inSource: $0) } }
    }

    /// What was learnt of each source. Ask after the run.
    var lessons: SourceLessons { merging.withLock { $0.lessons } }

    /// Sources of which the rest was not read, as they have to be read again. Ask after the run.
    var unfinished: Set<Int> { leavesEarly ? lessons.decided : [] }

    /// Why reading was stopped, when the memory would not do.
    var shortage: MemoryWatch.Shortage? { memory.withLock { $0.shortage } }

    /// Whether reading was stopped because an input is not like those whose reader it was given.
    var metUnlike: Bool { unlike.load(ordering: .relaxed) }

    private func watchMemory() {
        let read = reader.bytesRead
        memory.withLock { memory in
            if memory.shortage == nil { memory.shortage = memory.watch.shortage(read: read) }
        }
    }

    private func noteShortageOfEntries() {
        memory.withLock { memory in
            memory.shortage = memory.shortage ?? .init(estimate: nil, bound: 0, used: 0, entries: mostEntries)
        }
    }

    func run() -> JournalSnapshot {
        concurrently(Processors.count) { _ in
            let buffer = BlockBuffer()
            var current: (stretch: Int, encoder: BlockEncoder)?
            while !work.isCancelled, shortage == nil, !metUnlike, let block = reader.next(into: buffer) {
                let stretch = stretches[block.source]
                if current?.stretch != stretch {
                    current = (stretch, BlockEncoder(source: sources[block.source], stretch, columns: eager, onlyThese: onlyThese))
                }
                guard let encoder = current?.encoder else { continue }
                let isAssumed = sources[block.source].isAssumed
                let encoded = buffer.withBytes { bytes -> EncodedBlock? in
                    if isAssumed, !sources[block.source].fitsBesidesRecords(bytes) { return nil }
                    let records = bytes.extracting(droppingFirst: block.before)
                    return encoder.encode(records, offset: block.offset, of: block.source, proves: isAssumed)
                }
                if let encoded { deliver(block, encoded) } else { unlike.store(true, ordering: .relaxed) }
            }
        }
        return merging.withLock { merging in
            merge(&merging)
            return snapshot(&merging, isLoading: false)
        }
    }

    /// Hands a block over. Nobody waits for the one who merges, unless there is more to merge than should be kept.
    private func deliver(_ block: BlockReader.Block, _ encoded: EncodedBlock) {
        let behind = waiting.withLock { waiting in
            waiting[block.index] = encoded
            return waiting.count
        }
        if behind > Self.mostWaiting || block.isPaused {
            merging.withLock { mergeAndPublish(&$0, atOnce: block.isPaused) }
        } else {
            _ = merging.withLockIfAvailable { mergeAndPublish(&$0) }
        }
        reportProgress()
    }

    /// Blocks that may wait for the one before them.
    private static let mostWaiting = 16

    private func mergeAndPublish(_ merging: inout Merging, atOnce: Bool = false) {
        merge(&merging)
        if let publish, isDue(&merging) || atOnce { publish(snapshot(&merging, isLoading: true)) }
    }

    private func merge(_ merging: inout Merging) {
        while let block = waiting.withLock({ $0.removeValue(forKey: merging.next) }) {
            if merging.builder.count + block.count > mostEntries {
                // What follows is not merged either: it would stand behind a gap.
                merging.next = .max
                merging.leftOutFrom = block.encoder.source
                return noteShortageOfEntries()
            }
            merging.builder.merge(block)
            learn(from: block, &merging)
            merging.next += 1
            if merging.next % 16 == 0 { watchMemory() }
        }
    }

    /// The first snapshot at once; later ones at growing distance, so that making them stays a small part of the work.
    private func isDue(_ merging: inout Merging) -> Bool {
        guard merging.builder.count > 0 else { return false }
        let now = ContinuousClock.now
        if let last = merging.published, now - last < merging.pause { return false }
        if merging.published != nil { merging.pause = min(merging.pause * 3 / 2, .seconds(2)) }
        merging.published = now
        return true
    }

    private func learn(from block: EncodedBlock, _ merging: inout Merging) {
        let known = merging.lessons.decided.count
        merging.lessons.learn(from: block, hasHeadings: !merging.builder.headings(inSource: block.encoder.source).isEmpty)
        if leavesEarly, merging.lessons.decided.count > known { reader.leave(merging.lessons.decided) }
    }

    private func reportProgress() {
        guard let totalBytes, totalBytes > 0 else { return }
        work.progress(min(1, Double(reader.bytesRead) / Double(totalBytes)))
    }

    private func snapshot(_ merging: inout Merging, isLoading: Bool) -> JournalSnapshot {
        let (bytesRead, failures) = reader.progress
        let wasStopped = work.isCancelled
        let shortage = shortage
        let reports = sources.indices.map { i in
            var report = merging.builder.report(i, sources[i], bytesRead: bytesRead[i])
            report.failure = failures[i] ?? sources[i].bytes.failure ?? report.failure
            if report.failure == nil, report.bytesRead < report.bytes || i >= merging.leftOutFrom {
                if let shortage {
                    report.failure = "\(sources[i].name): \(JournalTooLarge(shortage).partlyRead)"
                } else if wasStopped {
                    report.failure = "\(sources[i].name): reading was stopped; the entries read so far are here"
                }
            }
            return report
        }
        let took = (ContinuousClock.now - start).components
        return JournalSnapshot(
            schema: schema, sources: sources, builder: &merging.builder, reports: reports + unreadable, isLoading: isLoading,
            readingSeconds: Double(took.seconds) + Double(took.attoseconds) / 1e18)
    }
}

extension SourceReport {
    init(unreadable error: SourceError) {
        self.init(
            name: error.path, format: "", facts: [], bytes: 0, bytesRead: 0, entries: 0, rejected: 0, flawed: 0,
            first: nil, last: nil, failure: error.isOfDocument ? nil : error.description)
        isPassedOver = error.isOfDocument
        isOfUnknownFormat = error.isOfUnknownFormat
    }
}
