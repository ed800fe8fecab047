import Catalog

/// Entries as DSPJRN shows them one by one, printed or copied from the screen.
package enum EntryTextFormat: InputFormat {
    package static let name = "entry-text"
    package static let title =
        "Journal entries as DSPJRN displays or prints them one by one, or lists them, in any national language"
    package static let recognition =
        "labelled lines of a journal code and an entry type behind each other, and numbered lines of entry-specific data in quotes; or lines of sequence number, code, type, job and time"
    package static let origin = """
        DSPJRN JRN(QSYS/QAUDJRN) OUTPUT(*PRINT), then CPYSPLF FILE(QPDSPJRN) TOFILE(*TOSTMF) TOSTMF('/tmp/entries.txt'); \
        or option 5 of DSPJRN, copied from the screen into a file
        """
    package static let sample = FormatSample(
        file: "QPDSPJRN.txt",
        text: """
             Sequence . . . . . . :   8412101
             Code . . . . . . . . :   T  -  Audit trail entry
             Type . . . . . . . . :   PW  -  Invalid password or user ID
             Date . . . . . . . . :   2026-11-04      Time . . . . . . . . :   07:59:13
             Job  . . . . . . . . :   104177/QSYS/QINTER
                          Entry specific data
             Column      *...+....1....+....2....+....3....+....4....+....5
             00001      'PBRUNO     QPADEV0007                            '
             Sequence . . . . . . :   8412102
             Code . . . . . . . . :   T  -  Audit trail entry
             Type . . . . . . . . :   PW  -  Invalid password or user ID
                          Entry specific data
             Column      *...+....1....+....2....+....3....+....4....+....5
             00001      'UKLARA     QPADEV0003                            '

            """,
        entries: 2)

    /// Bytes in which the first entry must stand.
    private static let looked = 16 << 10

    private static func looksLikeEntries(_ head: [UInt8], _ encoding: TextEncoding) -> Bool {
        if mayHoldEntries(head) {
            var texts = EntryTexts(encoding)
            _ = texts.read(head.span.bytes, isLast: true)
            // The list is one line an entry, and little else.
            return texts.certain > 0 || texts.listed > 1 && texts.listed * 4 >= texts.lines
        }
        return false
    }

    /// Whether the marks of a label, or of a time of day, are there at all: most inputs have neither, and are not taken
    /// apart into lines.
    private static func mayHoldEntries(_ head: [UInt8]) -> Bool {
        let colon = UInt8(ascii: ":")
        for (before, byte) in zip(head, head.dropFirst()) where byte == colon {
            if before == UInt8(ascii: " ") || before == UInt8(ascii: ".") || TextNumber.digit(before) != nil { return true }
        }
        return false
    }

    package static func recognise(
        head: [UInt8], isWhole: Bool, source: any ByteSource, options: InputOptions
    ) throws -> Recognised? {
        guard let input = TextInput(head: head, isWhole: isWhole, source: source, options: options),
            looksLikeEntries(Array(input.head.prefix(looked)), input.encoding)
        else { return nil }
        let text = Self.written(try input.source(), from: input.mark, input.encoding)
        guard let found = try SheetReader.rows(of: text, options), let reader = found.reader as? CSVReader else { return nil }
        let facts = [
            (name: "Format", value: "entries displayed one by one"), (name: "Encoding", value: input.title),
        ]
        let times = hasList(input) ? [(name: "Times", value: "lines of the list of entries have no day: ENTRY_TIME keeps the time")] : []
        let own: Set = ["Format", "Encoding", "Delimiter", "Quotes", "Line ends", "Heading"]
        return Recognised(
            reader: SheetReader(format: name, rows: reader, facts: facts + times + reader.facts.filter { !own.contains($0.name) }),
            source: found.source, confidence: 96)
    }

    private static func hasList(_ input: TextInput) -> Bool {
        var texts = EntryTexts(input.encoding)
        _ = texts.read(input.head.span.bytes, isLast: true)
        return texts.listed > 0
    }

    /// The entries as delimited text, made while it is read.
    private static func written(_ source: any ByteSource, from start: Int, _ encoding: TextEncoding) -> any ByteSource {
        WrittenSource(name: source.name, of: source) { hand in
            var texts = EntryTexts(encoding)
            var input = PiecedInput(source, from: start)
            guard hand(EntryTexts.heading) else { return nil }
            do {
                while !input.isLast {
                    try input.next()
                    let isLast = input.isLast
                    input.drop(input.withBytes { texts.read($0, isLast: isLast) })
                    if !texts.rows.isEmpty, !hand(texts.rows) { return nil }
                    texts.clearRows()
                }
            } catch {
                return "reading stopped: \(error)"
            }
            return nil
        }
    }
}
