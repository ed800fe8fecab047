/// Lines of syslog in a column of a table: results of `select SYSLOG_EVENT from table(QSYS2.HISTORY_LOG_INFO(GENERATE_SYSLOG => 'RFC3164'))`
/// that were saved with no column beside that tells of the entry. They are read as the lines are.
enum SyslogEvents {
    private static let column = "SYSLOG_EVENT"
    /// Where one of these stands beside, the table tells of entries itself.
    private static let telling: Set = ["ENTRY_TIMESTAMP", "JOURNAL_ENTRY_TYPE", "MESSAGE_ID", "ENTRY_DATA"]

    /// The lines in what was recognised as a table; `nil` when it has none.
    ///
    /// - Throws: `SourceError`.
    static func recognised(in table: Recognised, _ options: InputOptions) throws -> Recognised? {
        let names = table.reader.columns.map(\.name)
        guard options.format == nil, let place = names.firstIndex(of: column),
            telling.isDisjoint(with: names)
        else { return nil }
        let lines = lines(of: table, column: place)
        let head = try lines.bytes(0..<InputFormats.headSize)
        guard
            var found = try SiemFormat.recognise(
                head: head, isWhole: head.count < InputFormats.headSize, source: lines, options: options),
            var reader = found.reader as? TextReader<SiemCutter>
        else { return nil }
        reader.facts.insert(("Lines", "column \(column) of \(table.reader.format)"), at: 1)
        found.reader = reader
        return found
    }

    /// The cells of one column, a line each.
    private static func lines(of table: Recognised, column: Int) -> any ByteSource {
        WrittenSource(name: table.source.name, of: table.source) { hand in
            var input = PiecedInput(table.source, from: table.reader.firstRecordOffset)
            var batch = RecordBatch()
            var lines: [UInt8] = []
            do {
                repeat {
                    try input.next()
                    let isLast = input.isLast
                    let whole = input.withBytes { bytes in
                        let whole = table.reader.wholeRecords(in: bytes, isLast: isLast)
                        let block = bytes.extracting(0..<whole)
                        table.reader.read(block, wanted: [column], into: &batch)
                        for record in batch.records.indices {
                            append(batch.columns[0][record], of: block, table.reader.decoders, to: &lines)
                        }
                        return whole
                    }
                    input.drop(whole)
                    if !lines.isEmpty, !hand(lines) { return nil }
                    lines.removeAll(keepingCapacity: true)
                } while !input.isLast
            } catch {
                return "reading stopped: \(error)"
            }
            return nil
        }
    }

    /// A cell as a line: one that cannot be read, or has nothing, is a line all the same, so that counts add up.
    private static func append(_ field: FieldRange, of block: RawSpan, _ decoders: [FieldDecoder], to lines: inout [UInt8]) {
        var text = ""
        if field.state != .absent, field.state != .null {
            let bytes = block.extracting(Int(field.start)..<Int(field.start) + Int(field.length))
            switch decoders[Int(field.decoder)].text(bytes) {
            case .value(let value), .unreadable(let value, _): text = value
            case .null, .blank: break
            }
        }
        if text.isEmpty { text = "(no \(column) in this row)" }
        lines += text.utf8.map { $0 == 0x0A || $0 == 0x0D ? 0x20 : $0 }
        lines.append(0x0A)
    }
}
