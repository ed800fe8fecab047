import Catalog
import Columns

/// Users of all columns under one numbering: the code of a name is the same wherever it stands. 0 means that no user is
/// named.
struct LedgerUsers: Sendable {
    private(set) var names = TextDictionary()
    /// Per column, per code of its dictionary: the user, `unasked` until it is needed.
    private var maps: [[UInt32]]
    private let columns: [CodedColumn?]
    /// By code: an IBM-supplied profile that no person signs on with (QUSER, QTCP, QSYS).
    private var isSystem: [Bool] = Array(repeating: false, count: Int(TextDictionary.firstValue))

    private static let unasked = UInt32.max

    init(_ columns: [CodedColumn?]) {
        self.columns = columns
        maps = columns.map { Array(repeating: Self.unasked, count: $0?.dictionary.codeCount ?? 0) }
    }

    /// The user in a cell of the column at `place`.
    mutating func user(_ place: Int, _ row: Int) -> UInt32 {
        columns[place].map { user(place, code: $0.code(row)) } ?? 0
    }

    /// The user that a code of the column at `place` stands for.
    @inline(__always)
    mutating func user(_ place: Int, code: UInt32) -> UInt32 {
        guard code >= TextDictionary.firstValue else { return 0 }
        let known = maps[place][Int(code)]
        return known != Self.unasked ? known : ask(place, code)
    }

    @inline(never)
    private mutating func ask(_ place: Int, _ code: UInt32) -> UInt32 {
        let user = user(named: columns[place]?.dictionary.text(code) ?? "")
        maps[place][Int(code)] = user
        return user
    }

    /// The user of this name; 0 for an empty one, `*N` and `*NONE`.
    mutating func user(named text: String) -> UInt32 {
        guard !text.isEmpty, text != "*N", text != "*NONE" else { return 0 }
        let user = names.intern(text)
        if user == isSystem.count { isSystem.append(AuditCatalog.profile(text).map { !$0.canSignOn } ?? false) }
        return user
    }

    func isSystemProfile(_ user: UInt32) -> Bool { isSystem[Int(user)] }
}
