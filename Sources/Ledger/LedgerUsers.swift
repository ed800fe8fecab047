import Catalog
import Columns

/// Users of all columns under one numbering: the code of a name is the same wherever it stands. 0 means that no user is
/// named.
struct LedgerUsers: Sendable {
    let names: TextDictionary
    /// Per column, per code of its dictionary: the user.
    private let maps: [[UInt32]]
    /// Per code of the dictionary of the jobs' users: the user.
    private let jobUsers: [UInt32]
    private let columns: [CodedColumn?]
    /// By code: an IBM-supplied profile that no person signs on with (QUSER, QTCP, QSYS).
    private let isSystem: [Bool]

    /// - Complexity: O(different values of the columns).
    init(_ columns: [CodedColumn?], jobUsers: TextDictionary) {
        var names = TextDictionary()
        func map(_ dictionary: TextDictionary) -> [UInt32] {
            (0..<UInt32(dictionary.codeCount)).map { code in
                guard code >= TextDictionary.firstValue else { return 0 }
                let text = dictionary.text(code)
                return text == "*N" || text == "*NONE" ? 0 : names.intern(text)
            }
        }
        maps = columns.map { $0.map { map($0.dictionary) } ?? [] }
        self.jobUsers = map(jobUsers)
        self.columns = columns
        self.names = names
        isSystem = (0..<UInt32(names.codeCount)).map { code in
            AuditCatalog.profile(names.text(code)).map { !$0.canSignOn } ?? false
        }
    }

    /// The user in a cell of the column at `place`.
    @inline(__always)
    func user(_ place: Int, _ row: Int) -> UInt32 { columns[place].map { user(place, code: $0.code(row)) } ?? 0 }

    /// The user that a code of the column at `place` stands for.
    @inline(__always)
    func user(_ place: Int, code: UInt32) -> UInt32 {
        code >= TextDictionary.firstValue ? maps[place][Int(code)] : 0
    }

    /// The user that a code of `LedgerJobs.names[1]` stands for.
    func user(ofJobUser code: UInt32) -> UInt32 { jobUsers[Int(code)] }

    func isSystemProfile(_ user: UInt32) -> Bool { isSystem[Int(user)] }
}
