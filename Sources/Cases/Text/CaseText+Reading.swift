import Catalog

extension CaseText {
    /// Reads a case file.
    ///
    /// - Throws: `CaseTextError` when it is none, or of a newer version, or a value cannot be one of its property.
    package static func read(_ text: String) throws(CaseTextError) -> CaseFile {
        var reader = CaseReader()
        // By scalars, not by characters: a line end with a carriage return before it, or a blank with an accent behind it,
        // would be one character.
        let lines = text.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false)
        for (index, line) in lines.enumerated() {
            try reader.take(line.last == "\r" ? line.dropLast() : line, number: index + 1)
        }
        return try reader.finished()
    }
}

/// Takes a case file line by line.
private struct CaseReader {
    private enum Kind { case entry, source, view, unknown }
    private struct Record {
        var kind: Kind
        /// Line its first word stands on.
        var number: Int
        var first: String
        var properties: [(number: Int, name: String, value: String, line: String)] = []
    }

    private var file = CaseFile()
    private var record: Record?
    private var hasHeading = false

    typealias Line = Substring.UnicodeScalarView

    private static func isBlank(_ scalar: Unicode.Scalar) -> Bool { scalar == " " || scalar == "\t" }

    mutating func take(_ line: Line, number: Int) throws(CaseTextError) {
        guard hasHeading else { return try takeHeading(line, number: number) }
        guard let first = line.first, !line.allSatisfy(Self.isBlank), first != "#" else { return }
        guard Self.isBlank(first) else {
            try close()
            let word = String(line.prefix { !Self.isBlank($0) })
            let kinds: [String: Kind] = ["entry": .entry, "source": .source, "view": .view]
            record = Record(kind: kinds[word] ?? .unknown, number: number, first: String(line))
            return
        }
        guard record != nil else {
            throw CaseTextError(line: number, reason: "this line belongs to no entry, source or view")
        }
        let inner = line.drop(while: Self.isBlank)
        let name = inner.prefix { !Self.isBlank($0) }
        let value = inner.dropFirst(name.count).drop(while: Self.isBlank)
        guard let spelled = CaseText.value(value) else {
            throw CaseTextError(line: number, reason: "a backslash must be written as \\\\")
        }
        record?.properties.append((number, String(name), spelled, String(line)))
    }

    private mutating func takeHeading(_ line: Line, number: Int) throws(CaseTextError) {
        let words = line.split(separator: " ").map { String($0.first == "\u{FEFF}" ? $0.dropFirst() : $0) }
        guard number == 1, words.count == 2, words[0] == CaseText.heading, let version = Int(words[1]) else {
            throw CaseTextError(line: 1, reason: "this is no case file: it does not begin with '\(CaseText.heading) 1'")
        }
        guard version == CaseText.version else {
            throw CaseTextError(line: 1, reason: "this case file is of version \(version), and this wrkaud reads version \(CaseText.version)")
        }
        hasHeading = true
    }

    mutating func finished() throws(CaseTextError) -> CaseFile {
        guard hasHeading else {
            throw CaseTextError(line: 1, reason: "this is no case file: it does not begin with '\(CaseText.heading) 1'")
        }
        try close()
        file.orderSources()
        return file
    }

    private mutating func close() throws(CaseTextError) {
        guard let record else { return }
        switch record.kind {
        // Files put together by hand may have two of one name: nothing of them goes lost.
        case .entry: file.add(try note(record))
        case .source: file.sources.append(try source(record))
        case .view: file.add(try view(record))
        case .unknown: file.unknown += [record.first] + record.properties.map(\.line)
        }
        self.record = nil
    }

    private func note(_ record: Record) throws(CaseTextError) -> CaseNote {
        var entry = EntryIdentity()
        var tags: [String] = [], text: [String] = [], unknown: [String] = []
        var source: String?
        for (number, name, value, line) in record.properties {
            switch name {
            case "system": entry.system = value
            case "receiver": entry.receiver = value
            case "sequence":
                guard let sequence = Int128(value) else {
                    throw CaseTextError(line: number, reason: "\(value.prefix(40)) is no sequence number")
                }
                entry.sequence = sequence
            case "time":
                guard let time = Timestamp(ibm: value) else {
                    throw CaseTextError(line: number, reason: "\(value.prefix(40)) is no time such as 2026-11-08-21.14.16.000000")
                }
                entry.time = time
            case "type": entry.type = value
            case "job": entry.job = value
            case "content": entry.content = value
            case "source": source = value
            case "tags": tags.append(value)
            case "note": text.append(value)
            default: unknown.append(line)
            }
        }
        guard entry.hasPlace || !entry.content.isEmpty else {
            throw CaseTextError(
                line: record.number, reason: "this entry needs system, receiver and sequence, or time, type, job and content")
        }
        var note = CaseNote(entry: entry, tags: tags, text: text.joined(separator: "\n"), source: source)
        note.unknown = unknown
        return note
    }

    private func source(_ record: Record) throws(CaseTextError) -> CaseSource {
        var source = CaseSource(sha256: "", name: "", entries: 0)
        for (number, name, value, _) in record.properties {
            switch name {
            case "sha256": source.sha256 = value
            case "name": source.name = value
            case "entries":
                guard let entries = Int(value), entries >= 0 else {
                    throw CaseTextError(line: number, reason: "\(value.prefix(40)) is no number of entries")
                }
                source.entries = entries
            default: continue
            }
        }
        let isDigest = source.sha256.utf8.count == 64 && source.sha256.allSatisfy { $0.isASCII && $0.isHexDigit }
        guard isDigest else { throw CaseTextError(line: record.number, reason: "this source has no SHA-256 of 64 digits") }
        return source
    }

    private func view(_ record: Record) throws(CaseTextError) -> SavedView {
        var view = SavedView(name: "")
        for (_, name, value, line) in record.properties {
            switch name {
            case "name": view.name = value
            case "where": view.conditions.append(SavedView.Condition(value))
            case "off": view.conditions.append(SavedView.Condition(value, isEnabled: false))
            case "column": view.columns.append(value)
            case "sort": view.sort.append(value)
            default: view.unknown.append(line)
            }
        }
        guard !view.name.isEmpty else { throw CaseTextError(line: record.number, reason: "this view has no name") }
        return view
    }
}

extension Timestamp {
    /// Reads the one form a case file has: `2026-11-08-21.14.16.000003`.
    init?(ibm text: String) {
        let groups = text.split(omittingEmptySubsequences: false) { $0 == "-" || $0 == "." }
        let digits = groups.map(\.utf8.count)
        guard digits == [4, 2, 2, 2, 2, 2, 6], text.utf8.allSatisfy({ (48...57).contains($0) || $0 == 45 || $0 == 46 })
        else { return nil }
        let n = groups.compactMap { Int($0) }
        self.init(year: n[0], month: n[1], day: n[2], hour: n[3], minute: n[4], second: n[5], microsecond: n[6])
    }
}
