/// Where the records of an outfile with entry-specific data of varying length say how long it is. What stands behind is
/// none of the entry's, whatever bytes are there.
struct StatedData: Sendable {
    /// The two bytes of the length.
    let place: Range<Int>
    /// The byte that stands for one that was lost when the file was converted to text; a length with it says nothing.
    var lost: UInt8?

    /// - Returns: `nil` where the form has no such length.
    init?(_ heading: OutfileHeading, _ form: OutfileDataForm) {
        guard form.dataVaries else { return nil }
        place = heading.length - OutfileDataForm.prefix..<heading.length
    }

    /// Where the data of a record ends, in bytes from the start of the record; beyond it where nothing is said.
    func end(of record: RawSpan) -> Int {
        guard place.upperBound <= record.byteCount, !(place.contains { record[$0] == lost }) else { return .max }
        return place.upperBound + Int(record[place.lowerBound]) << 8 + Int(record[place.lowerBound + 1])
    }
}

/// What an entry says of the length of its data and its record does not bear out: fields of the layout that it does not
/// have, because its data ends before them, or data that has no room.
package struct UnstatedFields: Equatable, Sendable {
    /// Bytes of data that the entry states.
    package var bytes: Int
    /// Bytes that the record has room for.
    package var room: Int
    /// Columns, in the layout's order; none where the data should be longer than its room.
    package var fields: [String]

    /// One sentence for people.
    package var sentence: String {
        let stated = "The entry states \(bytes) \(bytes == 1 ? "byte" : "bytes") of data"
        if bytes > room { return "\(stated), the record has room for \(room): what it states cannot be right, or the rest was cut off" }
        let (count, verb) = fields.count == 1 ? ("1 field", "is") : ("\(fields.count) fields", "are")
        return "\(stated): \(count) behind \(bytes == 1 ? "it" : "them") \(verb) absent: \(fields.joined(separator: ", "))"
    }
}
