import Catalog
import Columns
import JournalIndex

/// The columns the ledger is made from. A column the journal does not have is `nil`, and so are its cells.
struct LedgerColumns: Sendable {
    let count: Int
    let order: Permutation?
    let times: IntegerColumn?
    let sequences: IntegerColumn?
    let ports: IntegerColumn?
    let journalCode: CodedColumn?
    let type: CodedColumn?
    let action: CodedColumn?
    let system: CodedColumn?
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
        times = try integers("ENTRY_TIMESTAMP")
        sequences = try integers("SEQUENCE_NUMBER")
        ports = try integers("REMOTE_PORT")
        journalCode = try codes("JOURNAL_CODE")
        type = try codes("JOURNAL_ENTRY_TYPE")
        action = try codes("ENTRY_TYPE")
        system = try codes("SYSTEM_NAME")
        address = try codes("REMOTE_ADDRESS")
        device = try codes("DEVICE_NAME")
        jobType = try codes("JOB_TYPE_BASIC") ?? codes("JOB_TYPE")
        job = try ["JOB_NAME", "JOB_USER", "JOB_NUMBER"].map(codes)
        targetJob = try ["TARGET_JOB_NAME", "TARGET_JOB_USER", "TARGET_JOB_NUMBER"].map(codes)
        let heading = ["USER_NAME", "JOB_USER"]
        userNames = heading + Set(EntryPlan.allUserColumns).subtracting(heading).sorted()
        users = try userNames.map(codes)
    }

    /// Places in `users`.
    static let userName = 0, jobUser = 1

    func row(at position: Int) -> Int { order.map { $0[position] } ?? position }

    /// Microseconds of the entry's clock.
    func time(_ row: Int) -> Int64? { times?.value(row).map { Int64(clamping: $0) } }

    /// The codes of a stretch of positions that does not cross a chunk.
    func codes(_ column: CodedColumn?, _ positions: Range<Int>) -> [UInt32] {
        guard let column else { return Array(repeating: TextDictionary.absent, count: positions.count) }
        guard let order else { return column.chunks[positions.lowerBound / chunkRows].decoded() }
        return order.rows[positions].map { column.code(Int($0)) }
    }

    /// The text of a cell that says something; `nil` for empty cells and for `*N`.
    static func saying(_ column: CodedColumn?, _ row: Int) -> String? {
        guard let column, column.code(row) >= TextDictionary.firstValue else { return nil }
        let text = column.text(row)
        return text == "*N" ? nil : text
    }
}
