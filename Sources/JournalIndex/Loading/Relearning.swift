import Records

/// Recognises inputs again with what reading them taught, and with what others prove.
enum Relearning {
    typealias Inputs = [Result<Recognised, SourceError>]

    /// The inputs with readers that know what the first reading met too late; `nil` when nothing was.
    ///
    /// - Parameter lessons: One for each input that was recognised.
    /// - Parameter unfinished: Numbers of those that were not read to their end.
    static func relearned(
        _ inputs: Inputs, _ lessons: [Lessons], unfinished: Set<Int>, _ options: InputOptions
    ) -> Inputs? {
        var (changed, number) = (!unfinished.isEmpty, 0)
        let taught: Inputs = inputs.map { input in
            guard case .success(var one) = input else { return input }
            defer { number += 1 }
            let before = one.lessons
            one.lessons.add(lessons[number])
            one.lessons.add(keys: one.reader.laterKeys)
            if one.lessons != before, let better = recognised(one, options) { (one, changed) = (better, true) }
            return .success(one)
        }
        guard let agreed = agreed(taught, options) else { return changed ? taught : nil }
        return agreed
    }

    /// The inputs with the order of dates that others of the same layout prove where they do not prove one; `nil` when none
    /// learns anything by that.
    static func agreed(_ inputs: Inputs, _ options: InputOptions) -> Inputs? {
        guard options.dateOrder == nil, inputs.count > 1 else { return nil }
        let readers = inputs.map { (try? $0.get())?.reader }
        guard readers.contains(where: { $0?.dates.contains(where: \.isAssumed) ?? false }) else { return nil }
        let layouts = readers.map { $0.map(layout) }
        var proved: [[String]: [ColumnDates]] = [:]
        for (reader, layout) in zip(readers, layouts) {
            guard let reader, let layout else { continue }
            for dates in reader.dates where !dates.isAssumed && proved[layout]?.contains(dates) != true {
                proved[layout, default: []].append(dates)
            }
        }
        var changed = false
        let agreed: Inputs = zip(inputs, layouts).map { input, layout in
            guard case .success(var one) = input, let layout, let known = proved[layout] else { return input }
            for dates in one.reader.dates where dates.isAssumed {
                let orders = Set(known.filter { $0.isLike(dates) }.map(\.order))
                if orders.count == 1 { one.lessons.orders[dates.column] = orders.first }
            }
            guard let before = try? input.get(), one.lessons != before.lessons, let better = recognised(one, options) else { return input }
            changed = true
            return .success(better)
        }
        return changed ? agreed : nil
    }

    /// What inputs of one layout have in common.
    private static func layout(_ reader: any RecordReader) -> [String] {
        [reader.format] + reader.columns.map(\.sourceName)
    }

    /// The input with the reader that its lessons make of it; `nil` where that would read as the one it has does.
    private static func recognised(_ input: Recognised, _ options: InputOptions) -> Recognised? {
        guard let reader = try? InputFormats.reader(of: input, options), reader.reads(as: input.reader) == false else { return nil }
        var better = input
        (better.reader, better.kind, better.isAssumed) = (reader, nil, false)
        return better
    }
}

extension RecordReader {
    /// Whether it gives the same cells as another one that knows less or more.
    fileprivate func reads(as other: any RecordReader) -> Bool {
        columns == other.columns && decoders == other.decoders && dates == other.dates
    }
}
