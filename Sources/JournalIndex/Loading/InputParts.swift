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
