import Catalog
import Columns
import JournalIndex

/// The columns the ledger is made from. A column the journal does not have is `nil`, and so are its cells.
struct LedgerColumns: Sendable {
    let count: Int
    let order: Permutation?
    /// Rows of entries that another row tells of.
    let folded: Bitmap?
    let times: IntegerColumn?
    let sequences: IntegerColumn?
    let ports: IntegerColumn?
    let journalCode: CodedColumn?
    let type: CodedColumn?
    let action: CodedColumn?
    /// OPERATION_TYPE, where there are entries of the directory server.
    let operation: CodedColumn?
    let systems: CodedColumn?
    /// The system of entries that name none: that of all others, where there is only one.
    private let unnamedSystem: UInt32
    let address: CodedColumn?
    let device: CodedColumn?
    /// JOB_TYPE_BASIC, or JOB_TYPE where a source has only that.
    let jobType: CodedColumn?
    /// Name, user and number of the job that wrote the entry, and of the job it is about.
    let job: [CodedColumn?]
    let targetJob: [CodedColumn?]
    /// Names of the columns that name users; the first two are USER_NAME and JOB_USER.
    let userNames: [String]
    let users: [CodedColumn?]

    /// - Throws: `Cancelled`, or the source's error: a column nobody has asked for yet is read now.
    init(_ provider: any ColumnProvider, _ work: Work) throws {
        let present = Set(provider.presentColumns)
        func column(_ name: String) throws -> Column? {
            guard let id = provider.schema.id(name), present.contains(id) else { return nil }
            try work.check()
            return try provider.column(id, work)
        }
        func codes(_ name: String) throws -> CodedColumn? {
            if case .coded(let column)? = try column(name) { column } else { nil }
        }
        func integers(_ name: String) throws -> IntegerColumn? {
            if case .integer(let column)? = try column(name) { column } else { nil }
        }
        count = provider.count
        order = provider.naturalOrder
        folded = provider.folded
        times = try integers("ENTRY_TIMESTAMP")
        sequences = try integers("SEQUENCE_NUMBER")
        ports = try integers("REMOTE_PORT")
        journalCode = try codes("JOURNAL_CODE")
        let type = try codes("JOURNAL_ENTRY_TYPE")
        self.type = type
        action = try codes("ENTRY_TYPE")
        let types = Set(EntryPlan.types.filter { type?.dictionary.code(of: $0) != nil })
        operation = types.contains("DI") ? try codes("OPERATION_TYPE") : nil
        systems = try codes("SYSTEM_NAME")
        let hasOneSystem = systems?.dictionary.codeCount == Int(TextDictionary.firstValue) + 1
        unnamedSystem = hasOneSystem ? TextDictionary.firstValue : TextDictionary.absent
        address = try codes("REMOTE_ADDRESS")
        device = try codes("DEVICE_NAME")
        jobType = try codes("JOB_TYPE_BASIC") ?? codes("JOB_TYPE")
        job = try ["JOB_NAME", "JOB_USER", "JOB_NUMBER"].map(codes)
        targetJob = try ["TARGET_JOB_NAME", "TARGET_JOB_USER", "TARGET_JOB_NUMBER"].map(codes)
        let heading = ["USER_NAME", "JOB_USER"]
        userNames = heading + Set(EntryPlan.userColumns(of: types)).subtracting(heading).sorted()
        users = try userNames.map(codes)
    }

    /// Places in `users`.
    static let userName = 0, jobUser = 1

    func row(at position: Int) -> Int { order.map { $0[position] } ?? position }

    /// Microseconds of the entry's clock.
    func time(_ row: Int) -> Int64? { times?.value(row).map { Int64(clamping: $0) } }

    /// Code of the entry's system; `TextDictionary.absent` where it is not known.
    func system(_ row: Int) -> UInt32 {
        guard let code = systems?.code(row), code >= TextDictionary.firstValue else { return unnamedSystem }
        return code
    }

    /// The address of an entry, 0 where it has none.
    @inline(__always)
    func address(_ row: Int) -> UInt32 {
        guard let code = address?.code(row), code >= TextDictionary.firstValue else { return 0 }
        return code
    }

    /// The remote port of an entry; -1 where it has none.
    func port(_ row: Int) -> Int32 {
        guard let port = ports?.value(row), port > 0, port < 65_536 else { return -1 }
        return Int32(port)
    }

    /// The codes of a stretch of positions that does not cross a chunk.
    func codes(_ column: CodedColumn?, _ positions: Range<Int>) -> [UInt32] {
        guard let column else { return Array(repeating: TextDictionary.absent, count: positions.count) }
        guard let order else { return column.chunks[positions.lowerBound / chunkRows].decoded() }
        return order.rows(in: positions).map { column.code(Int($0)) }
    }

    /// The text of a cell that says something; `nil` for empty cells and for `*N`.
    static func saying(_ column: CodedColumn?, _ row: Int) -> String? {
        guard let column, column.code(row) >= TextDictionary.firstValue else { return nil }
        let text = column.text(row)
        return text == "*N" ? nil : text
    }
}
