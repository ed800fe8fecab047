import Columns
import Records
import Synchronization

/// Recognises inputs again with what reading them taught, and with what others prove.
enum Relearning {
    typealias Inputs = [Result<Recognised, SourceError>]

    /// The inputs with readers that know what the first reading met too late, and whether that reads them in another way.
    ///
    /// - Parameter lessons: One for each input that was recognised.
    /// - Parameter unfinished: Numbers of those that were not read to their end.
    static func relearned(
        _ inputs: Inputs, _ lessons: [Lessons], unfinished: Set<Int>, _ options: InputOptions
    ) -> (inputs: Inputs, isOther: Bool) {
        var number = 0
        let taught: Inputs = inputs.map { input in
            input.map { one in
                defer { number += 1 }
                var one = one
                one.lessons.add(lessons[number])
                one.lessons.add(keys: one.reader.laterKeys)
                return one
            }
        }
        let agreed = agreed(recognised(taught, before: inputs, options), options)
        let isOther = zip(inputs, agreed).contains { before, after in
            guard let old = try? before.get(), let new = try? after.get() else { return false }
            return old.reader.columns != new.reader.columns || old.reader.decoders != new.reader.decoders
        }
        return (agreed, isOther || !unfinished.isEmpty)
    }

    /// The inputs with the order of dates that others of the same layout prove where they do not prove one.
    static func agreed(_ inputs: Inputs, _ options: InputOptions) -> Inputs {
        guard options.dateOrder == nil, inputs.count > 1 else { return inputs }
        let readers = inputs.map { (try? $0.get())?.reader }
        guard readers.contains(where: { $0?.dates.contains(where: \.isAssumed) ?? false }) else { return inputs }
        let layouts = readers.map { $0.map(layout) }
        var proved: [[String]: [ColumnDates]] = [:]
        for (reader, layout) in zip(readers, layouts) {
            guard let reader, let layout else { continue }
            for dates in reader.dates where !dates.isAssumed && proved[layout]?.contains(dates) != true {
                proved[layout, default: []].append(dates)
            }
        }
        let told: Inputs = zip(inputs, layouts).map { input, layout in
            guard case .success(var one) = input, let layout, let known = proved[layout] else { return input }
            for dates in one.reader.dates where dates.isAssumed {
                let orders = Set(known.filter { $0.isLike(dates) }.map(\.order))
                if orders.count == 1 { one.lessons.orders[dates.column] = orders.first }
            }
            return .success(one)
        }
        return recognised(told, before: inputs, options)
    }

    /// What inputs of one layout have in common.
    private static func layout(_ reader: any RecordReader) -> [String] {
        [reader.format] + reader.columns.map(\.sourceName)
    }

    /// The inputs with the readers that their lessons make of them, where these are others than before.
    private static func recognised(_ inputs: Inputs, before: Inputs, _ options: InputOptions) -> Inputs {
        let results = Mutex(inputs)
        concurrently(inputs.count) { place in
            guard case .success(let one) = inputs[place], let old = try? before[place].get(), one.lessons != old.lessons,
                let better = recognised(one, options)
            else { return }
            results.withLock { $0[place] = .success(better) }
        }
        return results.withLock { $0 }
    }

    /// The input with the reader that its lessons make of it; `nil` where it can no longer be recognised.
    private static func recognised(_ input: Recognised, _ options: InputOptions) -> Recognised? {
        guard let reader = try? InputFormats.reader(of: input, options) else { return nil }
        var better = input
        (better.reader, better.kind, better.isAssumed) = (reader, nil, false)
        return better
    }
}
