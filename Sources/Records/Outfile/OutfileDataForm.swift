import Catalog

/// How an outfile keeps what stands behind the standard heading: null value indicators and entry-specific data, each as a
/// field of varying length, with two bytes of length before it, or of fixed length, without.
///
/// The model files of audit entries have varying fields in *TYPE3 to *TYPE5, and fixed data alone in *TYPE1 and *TYPE2.
/// DSPJRN makes other files: ENTDTALEN(*CALC) or a number give fixed data, *VARLEN gives varying data; NULLINDLEN does the
/// same for the indicators. Nothing in a record says which it is, so the records are looked at.
struct OutfileDataForm: Equatable, Sendable {
    var nullsVary: Bool
    var dataVaries: Bool

    /// As the model file of this OUTFILFMT has it.
    init(modelOf type: Int) {
        nullsVary = type > 2
        dataVaries = type > 2
    }

    /// Bytes of a length before a field.
    static let prefix = 2

    /// As most records of code T in `head` have it; the model's form where they do not tell.
    init(_ heading: OutfileHeading, head: RawSpan, recordLength: Int) {
        self.init(modelOf: heading.type)
        var votes: [Votes] = [Votes(), Votes()]
        var start = 0
        while start + recordLength <= head.byteCount, votes[0].count + votes[1].count < Votes.enough {
            let record = head.extracting(start..<start + recordLength)
            start += recordLength
            guard heading.isHeading(record, at: 0), record[heading.journalCode] == Self.audit,
                Self.beginsWithCharacters(EntryTypeKey(heading.entryTypeKey(record)), heading.type)
            else { continue }
            var data = heading.length - (dataVaries ? Self.prefix : 0)
            if let nulls = heading.nullIndicators {
                let varies = Self.isLength(record, nulls.lowerBound)
                votes[0].add(varies)
                if !varies { data -= Self.prefix }
            }
            votes[1].add(Self.isLength(record, data))
        }
        if let nullsVary = votes[0].majority { self.nullsVary = nullsVary }
        if let dataVaries = votes[1].majority { self.dataVaries = dataVaries }
    }

    /// `T` in EBCDIC: audit entries have no null value indicators.
    private static let audit: UInt8 = 0xE3

    /// Whether the entry-specific data of this type begins with characters: most begin with the letter of an action.
    private static func beginsWithCharacters(_ key: EntryTypeKey, _ type: Int) -> Bool {
        let fields = AuditCatalog.layout(journalCode: key.journalCode, key.entryType, outfileType: type)?.fields ?? []
        let first = fields.filter { $0.bytes(inType: type) != nil }.min { a, b in
            (a.bytes(inType: type)?.lowerBound ?? 0) < (b.bytes(inType: type)?.lowerBound ?? 0)
        }
        return first?.format == .char
    }

    /// Whether a length stands at `at`: characters are from the blank on.
    private static func isLength(_ record: RawSpan, _ at: Int) -> Bool {
        at >= record.byteCount || record[at] < CodePage.blank
    }

    private struct Votes {
        static let enough = 400
        private var yes = 0
        private(set) var count = 0

        mutating func add(_ isYes: Bool) {
            count += 1
            if isYes { yes += 1 }
        }

        var majority: Bool? { count == 0 ? nil : yes * 2 > count }
    }

    /// How far the data stands from where the model file has it, in bytes.
    func shift(in type: Int) -> Int {
        let model = Self(modelOf: type)
        func step(_ varies: Bool, _ usual: Bool) -> Int { varies == usual ? 0 : varies ? Self.prefix : -Self.prefix }
        return step(nullsVary, model.nullsVary) + step(dataVaries, model.dataVaries)
    }

    /// For people; `nil` where the file is as the model is.
    func fact(_ type: Int) -> String? {
        let model = Self(modelOf: type)
        guard self != model else { return nil }
        let data = dataVaries ? "of varying length" : "of fixed length"
        return nullsVary == model.nullsVary ? data : data + ", null value indicators of \(nullsVary ? "varying" : "fixed") length"
    }
}

extension LayoutField {
    /// The field `shift` bytes further behind.
    func moved(by shift: Int) -> LayoutField {
        var field = self
        field.offsetJE = offsetJE.map { $0 + shift }
        field.offsetJ4 = offsetJ4.map { $0 + shift }
        field.offsetJ5 = offsetJ5.map { $0 + shift }
        return field
    }
}
