import Cases
import Columns
import JournalIndex

/// What it costs to name the addresses and users of a journal.
extension Measurement {
    /// A company's list: 1,000 networks, 10,000 addresses and 10,000 user profiles, of those that `make-journal` invents.
    private static let list: String = {
        var lines = (0..<1_000).map { "10.\($0 / 200).\($0 % 200).0/24 = Network \($0)" }
        lines += (0..<10_000).map { "10.\($0 / 2_000).\($0 / 10 % 200).\($0 % 10 * 25 + 1) = Host \($0)" }
        lines += (0..<10_000).map { "USER\(String(10_000 + $0).dropFirst()) = Person \($0)" }
        return lines.joined(separator: "\n")
    }()

    func names(_ journal: JournalSnapshot) throws {
        var table = NameTable()
        var wrong = 0
        let reading = try least {
            table = NameTable()
            wrong = table.add(Self.list, file: "names.txt").count
        }
        precondition(wrong == 0, "the list of names has wrong lines")
        report("read 21,000 names", reading, 21_000, "names")
        for base in ["REMOTE_ADDRESS", "USER_NAME"] {
            if let id = journal.schema.id(base) { _ = try journal.column(id, Work()) }
        }
        for name in ["REMOTE_ADDRESS_NAME", "REMOTE_ADDRESS_NETWORK", "USER_NAME_PERSON"] {
            var named = 0
            let seconds = try least {
                let annotated = AnnotatedJournal(journal, names: table, notes: [:])
                guard let id = annotated.schema.id(name), case .coded(let column) = try annotated.column(id, Work()) else { return }
                named = column.dictionary.codeCount - Int(TextDictionary.firstValue)
            }
            report("column \(name)", seconds, named, "names")
        }
    }
}
