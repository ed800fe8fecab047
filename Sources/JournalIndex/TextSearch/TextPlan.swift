import Catalog
import Records

/// How a text is looked for in the records of one input.
struct TextPlan: Sendable {
    /// One of these stands in each record that shows the text in a column that is not hidden.
    private(set) var patterns: [SearchPattern] = []
    /// The reader's columns that a record with a pattern can show the text in.
    private(set) var seen: Set<Int> = []
    /// The reader's columns that can show the text without a trace in the bytes.
    private(set) var hidden: Set<Int> = []

    init(_ input: LoadedSource, _ schema: Schema, _ sought: SoughtText) {
        let decoders = input.reader.decoders
        var known: [Key: TextTrace] = [:]
        var found: Set<SearchPattern> = []
        for (id, column) in input.columns {
            let kind = schema[id].kind
            for decoder in input.reader.decoders(ofColumn: column) ?? Set(decoders.indices.map { UInt8($0) }) {
                let key = Key(decoder: decoder, kind: kind)
                let trace = known[key] ?? decoders[Int(decoder)].trace(of: sought, in: kind)
                known[key] = trace
                switch trace {
                case .hidden: hidden.insert(column)
                case .patterns(let patterns):
                    if !patterns.isEmpty { seen.insert(column) }
                    found.formUnion(patterns)
                }
            }
        }
        seen.subtract(hidden)
        patterns = Array(found)
    }

    private struct Key: Hashable {
        var decoder: UInt8
        var kind: ValueKind
    }

    /// Forgets a column that was looked at otherwise.
    mutating func leaveOut(_ column: Int?) {
        guard let column else { return }
        seen.remove(column)
        hidden.remove(column)
        if seen.isEmpty { patterns = [] }
    }
}
