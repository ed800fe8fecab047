import Catalog
import Columns
import JournalIndex
import Testing

@testable import Query

@Suite struct BuildingTests {
    @Test func keepingAndDroppingACellAreOppositesAndFindTheirRow() throws {
        var world = RandomWorld(seed: 12)
        let index = world.journal(rows: 60)
        let journal = IndexedJournal(index)
        for column in index.schema.columns {
            for row in 0..<index.count {
                let cell = index.cell(row: row, column.id)
                guard let keep = Filter.keeping(cell, of: column), let drop = Filter.dropping(cell, of: column) else {
                    #expect([.integer, .timestamp, .address].contains(column.kind) || column.name == "SEVERITY")
                    continue
                }
                #expect(try Filter(keep.text) == keep && Filter(drop.text) == drop)
                let (kept, dropped) = (try journal.rows(keep, .init()), try journal.rows(drop, .init()))
                #expect(kept[row] && !dropped[row], "\(keep.text)")
                #expect(kept.ones + dropped.ones == index.count, "\(drop.text)")
            }
        }
    }

    @Test(arguments: [
        ("QSECOFR", "user = QSECOFR"), ("joe", "user = 'joe'"), ("A*", "user = 'A*'"), ("*ALL", "user = *ALL"),
        ("two words", "user = 'two words'"), ("O'N", "user = 'O''N'"), ("AND", "user = AND"), ("NULL", "user = 'NULL'"), ("?X", "user = '?X'"),
    ]) func aCellIsWrittenAsShortAsItCanBe(_ value: String, _ text: String) throws {
        #expect(Filter.keeping(.text(value), of: MemoryJournal.definition("SUBJECT", ColumnID(0)))?.text == text)
    }

    @Test func aColumnHiddenByAShortNameIsQuoted() {
        let action = MemoryJournal.definition("ACTION", ColumnID(0))
        #expect(Filter.keeping(.text("U"), of: action)?.text == "\"ACTION\" = U")
        #expect(Filter.dropping(.blank, of: action)?.text == "\"ACTION\" is not null")
    }

    @Test func joinedFiltersSayWhatTheirPartsSay() throws {
        let (a, b) = (try Filter("port = 1 or port = 2"), try Filter("user = X"))
        #expect(Filter.all([a, b]).text == "(port = 1 or port = 2) and user = X")
        #expect(Filter.any([a, b]).text == "(port = 1 or port = 2) or user = X")
        #expect(Filter.all([]) == Filter() && Filter.all([Filter(), b]) == b)
        #expect(Filter.any([Filter(), b]) == Filter())
        #expect(b.negated?.text == "not user = X" && b.negated?.negated == b)
        #expect(Filter().negated == nil)
    }
}
