import Catalog

/// Which entry type the result of an AUDIT_JOURNAL_xx function holds: no column says it, the set of columns does.
struct CSVEntryType {
    /// `nil` when it cannot be told.
    var code: String?
    /// How it was found, or what to do, for people.
    var remark: String

    /// - Parameter names: Normalised headings.
    /// - Parameter actions: Some values of ENTRY_TYPE, the action code.
    init?(names: [String], actions: [String], source: String, options: InputOptions) {
        let fits = CSVEntryType.fits(names)
        if let told = options.entryType?.uppercased() {
            self.init(code: told, remark: "\(told), as --type-in says")
            return
        }
        if let prefix = CSVEntryType.byPrefix(names) {
            self.init(code: prefix, remark: "\(prefix), by its columns: those of its outfile begin so")
            return
        }
        guard let best = fits.map(\.hits).max(), best > 0 else { return nil }
        let fitting = fits.filter { $0.hits == best }
        let whole = fitting.filter(\.isWhole)
        let likely = (whole.isEmpty ? fitting : whole).map(\.type)
        if likely.count == 1 {
            let type = likely[0]
            let sure = !whole.isEmpty && best == whole[0].size
            self.init(
                code: type,
                remark: sure
                    ? "\(type), by its columns: those of AUDIT_JOURNAL_\(type)"
                    : "\(type) \(EntryTypeFact.assumed): of all results AUDIT_JOURNAL_\(type) fits these columns best")
            return
        }
        let list = likely.count > 6 ? "\(likely.count) types" : likely.joined(separator: ", ")
        if let named = CSVEntryType.named(in: source), fitting.contains(where: { $0.type == named }) {
            self.init(code: named, remark: "\(named), by the name of the file; the columns fit \(list)")
        } else if let acting = CSVEntryType.byActions(actions, among: likely) {
            self.init(code: acting, remark: "\(acting) \(EntryTypeFact.assumed) by the action codes; the columns fit \(list)")
        } else {
            self.init(code: nil, remark: "\(EntryTypeFact.unknown): give --type-in; the columns fit \(list)")
        }
    }

    /// The type that the places of the columns told.
    init(placed code: String) {
        self.init(code: code, remark: "\(code), by the number of columns")
    }

    private init(code: String?, remark: String) {
        self.code = code
        self.remark = remark
    }

    private struct Fit {
        var type: String
        /// Headings that are own columns of this function.
        var hits: Int
        /// Own columns it has.
        var size: Int
        /// All its own columns are there.
        var isWhole: Bool { hits >= size }
    }

    private static func fits(_ names: [String]) -> [Fit] {
        let names = Set(names.map { CSVAliases.all[$0]?.column ?? $0 })
        return AuditCatalog.sqlEntryTypes.map { type in
            let own = AuditCatalog.sqlColumns(type) ?? []
            let hits = own.count { names.contains($0.sqlName) || names.contains($0.column) }
            return Fit(type: type, hits: hits, size: own.count)
        }
    }

    /// The type whose letters some columns of an outfile's heading begin with: `PWTSTP`, `PWJOB`. One such name may be
    /// anything.
    private static func byPrefix(_ names: [String]) -> String? {
        let types = names.compactMap(AuditCatalog.outfileEntryType)
        return types.count > 1 && Set(types).count == 1 ? types[0] : nil
    }

    /// The one type whose codes include all the actions seen.
    private static func byActions(_ actions: [String], among types: [String]) -> String? {
        guard !actions.isEmpty else { return nil }
        let seen = Set(actions)
        let able = types.filter { type in
            let codes = Set(AuditCatalog.codes(entryType: type, column: "ENTRY_TYPE").map(\.code))
            return !codes.isEmpty && seen.isSubset(of: codes)
        }
        return able.count == 1 ? able[0] : nil
    }

    /// The type in a file's name: `AUDIT_JOURNAL_PW`, `QAUDITPW`, `april_pw.csv`, `PW.csv`.
    static func named(in path: String) -> String? {
        let file = path.split(separator: "/").last.map { $0.uppercased() } ?? ""
        let words = file.split { !$0.isLetter && !$0.isNumber }.map(String.init)
        for word in words where word.hasPrefix("QAUDIT") && word.count == 8 {
            if isType(word.suffix(2)) { return String(word.suffix(2)) }
        }
        if let at = words.firstIndex(of: "JOURNAL"), at + 1 < words.count, isType(words[at + 1]) { return words[at + 1] }
        let types = words.filter { isType($0) && $0 != "GZ" }
        return types.count == 1 ? types[0] : nil
    }

    private static func isType(_ text: some StringProtocol) -> Bool {
        text.count == 2 && AuditCatalog.entryType("T", String(text)) != nil
    }
}

/// The fact that tells the entry type of a source: its name, and the words that say how sure it is.
package enum EntryTypeFact {
    package static let name = "Entry type"
    static let assumed = "is assumed"
    static let unknown = "not known"

    /// Whether the type was assumed, or could not be told.
    package static func isDoubtful(_ value: String) -> Bool { value.contains(assumed) || value.hasPrefix(unknown) }
}
