package import Columns
package import Records
import Glibc
import Synchronization

/// Reads sources into a journal on all cores and publishes snapshots as it goes: the first after the first block.
package enum JournalLoader {
    /// Recognises and reads `sources`, in order, as one journal.
    ///
    /// A source that cannot be recognised or read fails alone when there are others; its report says why. Cancelling
    /// `work` stops reading and keeps what is there.
    ///
    /// - Parameter publish: Called from a loading thread with each newer snapshot, the final one not included.
    /// - Returns: The whole journal.
    /// - Throws: `SourceError` when no source at all can be read.
    package static func load(
        sources: [any ByteSource], options: InputOptions = InputOptions(), work: Work = Work(),
        publish: @escaping @Sendable (JournalSnapshot) -> Void = { _ in }
    ) throws -> JournalSnapshot {
        let inputs = recognise(sources, options)
        let readable = inputs.compactMap { try? $0.get() }
        if readable.isEmpty, let first = inputs.first, case .failure(let error) = first { throw error }
        let loading = Loading(inputs: inputs, work: work, publish: publish)
        return loading.run()
    }

    private static func recognise(
        _ sources: [any ByteSource], _ options: InputOptions
    ) -> [Result<Recognised, SourceError>] {
        let results = Mutex<[Result<Recognised, SourceError>?]>(Array(repeating: nil, count: sources.count))
        concurrently(sources.count) { i in
            let result: Result<Recognised, SourceError>
            do {
                result = .success(try InputFormats.recognise(sources[i], options: options))
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

/// One run of the loader: threads read, parse and encode blocks; whoever completes the next block in order merges.
private final class Loading: Sendable {
    private struct State {
        var builder: IndexBuilder
        var waiting: [Int: (source: Int, block: EncodedBlock)] = [:]
        var next = 0
        var published: ContinuousClock.Instant?
        var pause = Duration.milliseconds(100)
    }

    private let schema: Schema
    private let eager: [ColumnDefinition]
    private let sources: [LoadedSource]
    private let unreadable: [SourceReport]
    private let reader: BlockReader
    private let state: Mutex<State>
    private let work: Work
    private let publish: @Sendable (JournalSnapshot) -> Void
    private let totalBytes: Int?

    init(
        inputs: [Result<Recognised, SourceError>], work: Work, publish: @escaping @Sendable (JournalSnapshot) -> Void
    ) {
        var schemaBuilder = SchemaBuilder()
        var recognised: [Recognised] = []
        var unreadable: [SourceReport] = []
        for input in inputs {
            switch input {
            case .success(let one):
                recognised.append(one)
                schemaBuilder.add(one.reader.columns)
            case .failure(let error): unreadable.append(SourceReport(unreadable: error))
            }
        }
        let schema = schemaBuilder.schema()
        self.schema = schema
        self.unreadable = unreadable
        sources = recognised.map { LoadedSource(reader: $0.reader, bytes: $0.source, schema: schema) }
        eager = EagerColumns.definitions(schema)
        reader = BlockReader(sources)
        state = Mutex(State(builder: IndexBuilder(schema: schema, eager: eager, sources: sources.count)))
        totalBytes = recognised.reduce(0 as Int?) { sum, one in sum.flatMap { a in one.source.size.map { a + $0 } } }
        self.work = work
        self.publish = publish
    }

    /// Cores that may be used; each reads, parses and encodes blocks of its own.
    private static let cores = max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN)))

    func run() -> JournalSnapshot {
        concurrently(Self.cores) { _ in
            var encoders: [Int: BlockEncoder] = [:]
            while !work.isCancelled, let block = reader.next() {
                var encoder = encoders[block.source] ?? BlockEncoder(source: sources[block.source], columns: eager)
                let encoded = encoder.encode(block.bytes, offset: block.offset)
                encoders = [block.source: encoder]
                deliver(block.index, block.source, encoded)
            }
        }
        return state.withLock { snapshot(&$0, isLoading: false) }
    }

    private func deliver(_ index: Int, _ source: Int, _ block: EncodedBlock) {
        let snapshot: JournalSnapshot? = state.withLock { state in
            state.waiting[index] = (source, block)
            while let (source, block) = state.waiting.removeValue(forKey: state.next) {
                state.builder.merge(block, source: source)
                state.next += 1
            }
            return isDue(&state) ? self.snapshot(&state, isLoading: true) : nil
        }
        if let snapshot { publish(snapshot) }
        reportProgress()
    }

    /// The first snapshot at once; later ones at growing distance, so that making them stays a small part of the work.
    private func isDue(_ state: inout State) -> Bool {
        guard state.builder.count > 0 else { return false }
        let now = ContinuousClock.now
        if let last = state.published, now - last < state.pause { return false }
        if state.published != nil { state.pause = min(state.pause * 3 / 2, .seconds(2)) }
        state.published = now
        return true
    }

    private func reportProgress() {
        guard let totalBytes, totalBytes > 0 else { return }
        work.progress(min(1, Double(reader.progress.bytesRead.reduce(0, +)) / Double(totalBytes)))
    }

    private func snapshot(_ state: inout State, isLoading: Bool) -> JournalSnapshot {
        let (bytesRead, failures) = reader.progress
        let wasStopped = work.isCancelled
        let reports = sources.indices.map { i in
            var report = state.builder.report(i, sources[i], bytesRead: bytesRead[i])
            report.failure = failures[i] ?? sources[i].bytes.failure
            if wasStopped, report.failure == nil, report.bytesRead < report.bytes {
                report.failure = "\(sources[i].name): reading was stopped; the entries read so far are here"
            }
            return report
        }
        return JournalSnapshot(
            schema: schema, sources: sources, builder: &state.builder, reports: reports + unreadable, isLoading: isLoading)
    }
}

extension SourceReport {
    init(unreadable error: SourceError) {
        self.init(
            name: error.path, format: "", facts: [], bytes: 0, bytesRead: 0, entries: 0, rejected: 0, flawed: 0,
            first: nil, last: nil, failure: error.description)
    }
}
