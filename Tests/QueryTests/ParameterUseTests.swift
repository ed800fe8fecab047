import Catalog
import JournalIndex
import Testing

@testable import Query

@Suite struct ParameterUseTests {
    static let left: [(text: String, without: Set<String>, rest: String)] = [
        ("type = ZC and ((library = ?L and object = ?O) or PATH_NAME like ?P)", ["O", "P"], "type = ZC and library = ?L"),
        ("type = ZC and ((library = ?L and object = ?O) or PATH_NAME like ?P)", ["L", "O", "P"], "type = ZC"),
        ("type = CD and (actor = Q* or actor in (?X))", ["X"], "type = CD and actor = Q*"),
        ("actor in (QSYS, ?X) and not user = ?U", ["X", "U"], "actor in (QSYS)"),
        ("time between ?A and ?B", ["B"], ""),
        ("user = ?U", [], "user = ?U"),
    ]

    @Test(arguments: left.indices) func whatIsLeftBlankIsNotAskedFor(_ index: Int) throws {
        let (text, without, rest) = Self.left[index]
        #expect(try Filter(text).leavingOut(without).text == rest)
    }

    @Test func usesTellTheColumns() throws {
        let filter = try Filter("(library = ?L and object in (?O, QSYS)) or PATH_NAME like ?P or text contains ?T")
        #expect(filter.parameterUses.map(\.name) == ["L", "O", "P", "T"])
        #expect(filter.parameterUses.map(\.columns) == [["OBJECT_LIBRARY"], ["OBJECT_NAME", "OBJECT"], ["PATH_NAME"], []])
    }

    @Test func entryTypesAreThoseAskedFor() throws {
        let filter = try Filter("(type in (PW, VP) and action <> S) or type = PW or not type = JS or type <> CP or type not in (AF)")
        #expect(filter.entryTypes == ["PW", "VP"])
        #expect(try Filter("ip is not null and user = X").entryTypes == [])
        #expect(try Filter("ip is not null and (user = X or ip = ::1)").columns == ["REMOTE_ADDRESS", "SUBJECT"])
    }

    @Test(arguments: ["A", "two words", "QSEC*", "o'hara", "", "lower"]) func typedValuesMeanThemselves(_ value: String) throws {
        let filter = try Filter("JOB_NAME = " + Filter.typed(value))
        #expect(filter == Filter.keeping(.text(value), of: MemoryJournal.definition("JOB_NAME", .init(0))))
    }
}
