import Records

/// Exports joined in one file: each part is read by the heading it begins with.
enum InputParts {
    /// Files joined of more are left to people.
    static let most = IndexBuilder.mostHeadings - 1

    /// The parts of `input`, the first one up to the first of `headings`.
    ///
    /// - Parameter headings: Where they stand in the input's bytes, in ascending order.
    /// - Returns: `nil` when there is nothing to take apart, or a part is nothing known.
    static func of(_ input: Recognised, _ headings: [Range<Int>], _ options: InputOptions) -> [Recognised]? {
        if input.reader.losesTrack { return headings.isEmpty ? nil : walked(input, options) }
        // A part ends with the heading of the next one.
        let headings = headings.filter { $0.upperBound != input.source.size }
        guard !headings.isEmpty, headings.count <= most else { return nil }
        let starts = [0] + headings.map(\.lowerBound), ends = headings.map(\.upperBound).map(Optional.some) + [nil]
        let found = input.found ?? input.source
        var parts: [Recognised] = []
        for (start, end) in zip(starts, ends) {
            let source = PartSource(input.source, from: start, to: end, found: found)
            guard var part = try? InputFormats.recognise(source, options: options) else { return nil }
            let heading = parts.isEmpty ? input.part?.heading ?? 0 : headings[parts.count - 1].count
            part.part = InputPart(number: parts.count + 1, of: starts.count, start: source.start, heading: heading)
            parts.append(part)
        }
        return parts
    }

    /// The parts of an input in which a reader tells only where the first one ends: each is looked at in turn. One that ends
    /// with a damaged record is read by the reader that told so, which knows how long the record should be.
    private static func walked(_ input: Recognised, _ options: InputOptions) -> [Recognised]? {
        let found = input.found ?? input.source
        func part(_ start: Int, _ end: Int?, as known: Recognised? = nil) -> Recognised? {
            let source = PartSource(input.source, from: start, to: end, found: found)
            var part = known ?? (try? InputFormats.recognise(source, options: options))
            if known != nil { part?.source = source }
            part?.part = InputPart(number: 1, of: 1, start: source.start, heading: 0)
            return part
        }
        var parts: [Recognised] = []
        var rest = input, start = 0
        while parts.count < most, rest.reader.losesTrack, let end = try? rest.reader.end(in: rest.source), end.at > 0 {
            let place = start + end.at
            guard let ended = part(start, place, as: end.isDamage ? rest : nil), let next = part(place, nil) else { return nil }
            parts.append(ended)
            (rest, start) = (next, place)
        }
        return parts.isEmpty ? nil : parts + [rest]
    }

    /// Numbers the parts of each file, after some of them were taken apart again.
    static func numbered(_ inputs: [Result<Recognised, SourceError>]) -> [Result<Recognised, SourceError>] {
        var inputs = inputs
        var first = 0
        while first < inputs.count {
            let rest = inputs[(first + 1)...]
            let end = rest.firstIndex { ((try? $0.get())?.part?.start ?? 0) == 0 } ?? inputs.count
            for index in first..<end {
                inputs[index] = inputs[index].map { input in
                    var input = input
                    input.part?.number = index - first + 1
                    input.part?.of = end - first
                    return input
                }
            }
            first = end
        }
        return inputs
    }
}
