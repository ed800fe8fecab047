extension OutfileReader {
    package func decoders(ofColumn column: Int) -> Set<UInt8>? {
        Set((layouts.layouts + [layouts.headingOnly]).flatMap { $0.places[column] ?? [] }.flatMap(\.decoders))
    }
}

extension FieldPlace {
    fileprivate var decoders: [UInt8] { [decoder] + (ccsid.map { Array($0.decoders.values) + [$0.unknown] } ?? []) }
}
