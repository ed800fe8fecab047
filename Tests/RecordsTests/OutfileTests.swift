import Catalog
import OutfileWriter
import TestRandom
import Testing

@testable import Records

struct OutfileTests {
    let encoder = EntryEncoder()

    func passwordEntry(_ sequence: Int, _ values: [String: String] = [:]) throws -> [UInt8] {
        let own = ["ENTRY_TYPE": "P", "AUDIT_USER_NAME": "QSECOFR", "DEVICE_NAME": "QPADEV0007"]
        return try encoder.record(
            headingValues("PW", sequence: sequence).merging(own) { $1 }.merging(values) { $1 })
    }

    @Test func headingIsKnownByItsBytes() throws {
        let bytes = try passwordEntry(1)
        let heading = try #require(OutfileHeading(type: 5))
        #expect(heading.length == 609)
        let known = [0, 1, bytes.count - 5, -1].map { heading.isHeading(bytes.span.bytes, at: $0) }
        #expect(known == [true, false, false, false])
    }

    @Test func recordLengthIsFoundFromTheData() throws {
        let bytes = try (1...5).flatMap { try passwordEntry($0) }
        let reading = try #require(try Reading(bytes))
        let expected: [Range<UInt32>] = [0..<727, 727..<1454, 1454..<2181, 2181..<2908, 2908..<3635]
        #expect(reading.batch.records == expected)
        #expect(reading.fact("Record length") == "727 bytes (found from 5 headings)")
        #expect(reading.fact("Format") == "OUTFILFMT(*TYPE5)")
        #expect(reading.fact("Encoding") == "CCSID 37 (assumed; --ccsid to overrule)")
        #expect(reading.fact("Entry types") == "T PW")
    }

    @Test func singleRecordIsTheWholeFile() throws {
        let reading = try #require(try Reading(try passwordEntry(1)))
        #expect(reading.batch.records == [0..<727])
        #expect(reading.text(0, "AUDIT_USER_NAME") == "QSECOFR")
    }

    @Test func whatHasNoHeadingIsNoOutfile() throws {
        #expect(try Reading([]) == nil)
        #expect(try Reading(Array("ENTRY_TIMESTAMP,SEQUENCE_NUMBER\n".utf8)) == nil)
        #expect(try Reading(Array(repeating: 0, count: 5000)) == nil)
        #expect(try Reading(Array(repeating: 0xF0, count: 5000)) == nil)
    }

    @Test func longerRecordShowsItsUnknownTail() throws {
        let long: [UInt8] = try (1...3).flatMap { (n: Int) -> [UInt8] in try passwordEntry(n) + [0xC1, 0xC2, 0xC3] }
        let reading = try #require(try Reading(long))
        #expect(reading.batch.records[1] == 730..<1460)
        #expect(reading.tail(long[0..<730]) == 727..<730)
        let known = try passwordEntry(1)
        #expect(reading.tail(known) == nil)
        #expect(reading.text(2, "DEVICE_NAME") == "QPADEV0007")
    }

    @Test func shorterRecordLacksItsLastFields() throws {
        let short: [UInt8] = try (1...3).flatMap { (n: Int) -> [UInt8] in Array(try passwordEntry(n).prefix(665)) }
        let reading = try #require(try Reading(short))
        #expect(reading.range(0, "NETWORK_ID").state == .absent)
        let cut = reading.range(0, "REMOTE_LOCATION")
        #expect(cut.start == 660 && cut.length == 5 && cut.state == .truncated)
        #expect(reading.batch.issues == [])
    }

    @Test func cutLastRecordIsAnEntryWithItsError() throws {
        let bytes = try (1...3).flatMap { try passwordEntry($0) }.dropLast(100)
        let reading = try #require(try Reading(Array(bytes)))
        #expect(reading.batch.records.count == 3)
        #expect(reading.batch.issues == [RecordIssue(record: 2, message: "record is cut: 627 of 727 bytes")])
        #expect(reading.text(2, "AUDIT_USER_NAME") == "QSECOFR")
        #expect(reading.range(2, "DEVICE_NAME").state == .truncated)
        #expect(reading.text(2, "DEVICE_NAME") == "QPADEV0")
        #expect(reading.range(2, "NETWORK_ID").state == .absent)
    }

    @Test(arguments: [1, 20, 54, 55, 200, 608, 609, 610, 726]) func cutAnywhereNothingTraps(_ kept: Int) throws {
        let bytes = try passwordEntry(1) + passwordEntry(2) + passwordEntry(3).prefix(kept)
        let reading = try #require(try Reading(bytes))
        #expect(reading.batch.records.count == 3)
        #expect(reading.batch.issues.count == 1)
        #expect(reading.batch.issues[0].rejected == (kept < 54))
    }

    @Test func onlyRecordCutInItsHeadingIsRead() throws {
        let reading = try #require(try Reading(Array(try passwordEntry(1).prefix(300))))
        #expect(reading.batch.issues == [RecordIssue(record: 0, message: "record is cut: 300 of 727 bytes")])
        #expect(reading.text(0, "JOB_USER") == "MARTA")
        #expect(reading.range(0, "AUDIT_USER_NAME").state == .absent)
    }

    @Test func rubbishBetweenRecordsIsRejectedInItsPlace() throws {
        var bytes = try (1...6).flatMap { try passwordEntry($0) }
        for i in 727..<1454 { bytes[i] = UInt8(truncatingIfNeeded: i &* 31) }
        let reading = try #require(try Reading(bytes))
        #expect(reading.batch.records.count == 6)
        let issue = RecordIssue(
            record: 1, message: "no journal entry heading in this record", rejected: true, heading: 727..<727)
        #expect(reading.batch.issues == [issue])
        #expect(reading.fact("Headings") == "1 of 5 records have none")
        #expect(reading.text(2, "SEQUENCE_NUMBER") == "3")
    }

    @Test func blocksReadAlikeWhereverTheyAreCut() throws {
        let bytes = try (1...7).flatMap { try passwordEntry($0, ["AUDIT_USER_NAME": "USER\($0)"]) }
        let whole = try #require(try Reading(bytes))
        let reader = whole.reader
        #expect(whole.wholeRecords(bytes.prefix(726), isLast: false) == 0)
        #expect(whole.wholeRecords(bytes.prefix(726), isLast: true) == 726)
        var names: [String?] = []
        var rest = bytes[...]
        while !rest.isEmpty {
            let block = Array(rest.prefix(1500))
            let count = whole.wholeRecords(block, isLast: rest.count <= 1500)
            let part = Reading(Array(block.prefix(count)), reader: reader)
            names += part.batch.records.indices.map { part.text($0, "AUDIT_USER_NAME") }
            rest = rest.dropFirst(count)
        }
        #expect(names == (1...7).map { "USER\($0)" })
    }

    @Test func onlyTheWantedColumnsAreFilledInTheirOrder() throws {
        let bytes = try (1...2).flatMap { try passwordEntry($0) }
        let reading = try #require(try Reading(bytes))
        let wanted = ["AUDIT_USER_NAME", "SEQUENCE_NUMBER"].compactMap { reading.column($0) }
        var batch = RecordBatch()
        reading.reader.read(bytes.span.bytes, wanted: wanted, into: &batch)
        #expect(batch.columns.map(\.starts) == [[610, 1337], [5, 732]])
        reading.reader.read(bytes.span.bytes, wanted: [], into: &batch)
        #expect(batch.columns.isEmpty && batch.records.count == 2)
    }

    @Test func entriesOfSeveralTypesInOneFileAreReadByTheirOwnLayouts() throws {
        let job = headingValues("JS", sequence: 2).merging(["ENTRY_TYPE": "S", "TARGET_JOB_NAME": "QZDASOINIT"]) { $1 }
        let length = encoder.recordLength(journalCode: "T", entryType: "JS")
        let password = try encoder.record(
            headingValues("PW").merging(["ENTRY_TYPE": "U", "AUDIT_USER_NAME": "ADMIN"]) { $1 }, length: length)
        let bytes = try password + encoder.record(job)
        let reading = try #require(try Reading(bytes))
        #expect(reading.text(0, "AUDIT_USER_NAME") == "ADMIN")
        #expect(reading.range(0, "TARGET_JOB_NAME").state == .absent)
        #expect(reading.text(1, "TARGET_JOB_NAME") == "QZDASOINIT")
        #expect(reading.text(1, "ENTRY_TYPE") == "S")
        #expect(reading.reader.columns.filter { $0.name == "ENTRY_TYPE" }.count == 1)
    }

    @Test func columnOfSeveralTypesIsOne() throws {
        let types = ["CO", "DO"]
        let length = types.map { encoder.recordLength(journalCode: "T", entryType: $0) }.max()
        let bytes = try types.enumerated().flatMap { try encoder.record(headingValues($1, sequence: $0 + 1), length: length) }
        let reading = try #require(try Reading(bytes))
        let names = reading.reader.columns.map(\.name)
        #expect(Set(names).count == names.count)
        #expect(!names.contains("RESERVED"))
        let object = try #require(reading.reader.columns.first { $0.name == "OBJECT_NAME" })
        #expect(object.entryTypes == types && !object.isHeading)
        let user = try #require(reading.reader.columns.first { $0.name == "USER_NAME" })
        #expect(user.entryTypes.isEmpty && user.isHeading && user.role == .actorUser)
    }

    /// A file that was looked at whole has no entries of other types, so their hundred layouts are not made ready.
    @Test func smallOutfileHasTheColumnsOfItsOwnTypesOnly() throws {
        let reading = try #require(try Reading(try passwordEntry(1)))
        #expect(Set(reading.reader.columns.flatMap(\.entryTypes)) == ["PW"])
        #expect(reading.column("OBJECT_NAME") == nil && reading.column("AUDIT_USER_NAME") != nil)
    }

    @Test func addressIsNullWhenTheFamilySaysNone() throws {
        let none = try passwordEntry(
            1, ["REMOTE_ADDRESS_FAMILY": "0", "REMOTE_ADDRESS": "192.0.2.7", "REMOTE_PORT": "0"])
        let four = try passwordEntry(2, ["REMOTE_ADDRESS": "192.0.2.7", "REMOTE_PORT": "51234"])
        let six = try passwordEntry(3, ["REMOTE_ADDRESS": "2001:db8::7", "REMOTE_PORT": "51234"])
        let reading = try #require(try Reading(none + four + six))
        #expect(reading.range(0, "REMOTE_ADDRESS").state == .null)
        #expect(reading.range(0, "REMOTE_PORT").state == .null)
        #expect(reading.text(1, "REMOTE_ADDRESS") == "192.0.2.7")
        #expect(reading.text(1, "REMOTE_PORT") == "51234")
        #expect(reading.text(2, "REMOTE_ADDRESS") == "2001:db8::7")
    }

    @Test func fieldMeansWhatItsConditionSays() throws {
        let tool = try passwordEntry(1, ["ENTRY_TYPE": "Z", "INTERFACE_NAME": "DST"])
        let device = try passwordEntry(2)
        let reading = try #require(try Reading(tool + device))
        #expect(reading.text(0, "INTERFACE_NAME") == "DST")
        #expect(reading.range(0, "DEVICE_NAME").state == .absent)
        #expect(reading.range(1, "INTERFACE_NAME").state == .absent)
        #expect(reading.text(1, "DEVICE_NAME") == "QPADEV0007")
    }

    @Test func ownAddressGoesBeforeTheHeadings() throws {
        let heading = headingValues("SK").merging(["ENTRY_TYPE": "A", "REMOTE_ADDRESS": "2001:db8::5"]) { $1 }
        var bytes = try encoder.record(heading)
        #expect(bytes[630] == 0x40)
        let reading = try #require(try Reading(bytes))
        #expect(reading.text(0, "REMOTE_ADDRESS") == "2001:db8::5")
        #expect(reading.range(0, "REMOTE_ADDRESS").start == 1236)
        // Both of its own forms blank: the heading's stays.
        for i in 1236..<1282 { bytes[i] = 0x40 }
        let again = try #require(try Reading(bytes))
        #expect(again.range(0, "REMOTE_ADDRESS").start == 310)
    }

    @Test func pathNameIsReadInItsCCSID() throws {
        let values = headingValues("ZC").merging([
            "ENTRY_TYPE": "C", "OBJECT_TYPE": "*STMF", "ACCESS_TYPE": "30",
            "PATH_NAME": "/home/müller/Verträge/übersicht.pdf", "IFS_OBJECT_NAME": "übersicht.pdf",
        ]) { $1 }
        let utf16 = try EntryEncoder(nameCCSID: 1200).record(values)
        let german = try EntryEncoder(nameCCSID: 273).record(values)
        let unknown = try EntryEncoder(nameCCSID: 1200).record(
            values.merging(["PATH_NAME_CCSID": "5035"]) { $1 })
        let reading = try #require(try Reading(utf16 + german + unknown))
        for record in 0...1 {
            #expect(reading.text(record, "PATH_NAME") == "/home/müller/Verträge/übersicht.pdf")
            #expect(reading.text(record, "IFS_OBJECT_NAME") == "übersicht.pdf")
            #expect(reading.text(record, "ACCESS_TYPE") == "30")
        }
        #expect(reading.text(2, "PATH_NAME")?.hasSuffix("[CCSID 5035 is not known]") == true)
        #expect(reading.fact("Encoding")?.hasPrefix("CCSID 273 (Germany, Austria; stated") == true)
    }

    @Test func lengthsThatCannotBeAreSaid() throws {
        var bytes = try encoder.record(
            headingValues("ZC").merging(["ENTRY_TYPE": "C", "PATH_NAME": "/a", "IFS_OBJECT_NAME": "a"]) { $1 })
        bytes.replaceSubrange(709..<711, with: [0xFF, 0xFF])
        bytes.replaceSubrange(1326..<1328, with: [0xFF, 0xFF])
        let reading = try #require(try Reading(bytes))
        #expect(
            reading.batch.issues.map(\.message)
                == ["IFS_OBJECT_NAME: its length says 65535 bytes, the field has 512"])
        #expect(reading.text(0, "IFS_OBJECT_NAME") == "a")
        #expect(reading.text(0, "PATH_NAME")?.hasSuffix("[its length says 65535 bytes, the field has 5000]") == true)
    }

    @Test func libraryListGoesOnInItsExtension() throws {
        let libraries = (1...60).map { "LIB\($0)" }.joined(separator: " ")
        let bytes = try encoder.record(
            headingValues("JS").merging(["ENTRY_TYPE": "S", "LIBRARY_LIST": libraries]) { $1 })
        let reading = try #require(try Reading(bytes))
        #expect(reading.text(0, "LIBRARY_LIST") == libraries)
    }

    @Test func entryOfUnknownTypeIsHeadingAndRawData() throws {
        let values = headingValues("X9").merging(["JOURNAL_CODE": "U"]) { $1 }
        let bytes = try encoder.record(values, data: [0xC1, 0xC2])
        let reading = try #require(try Reading(bytes + bytes))
        #expect(reading.text(0, "JOURNAL_CODE") == "U")
        #expect(reading.text(1, "JOB_USER") == "MARTA")
        #expect(reading.text(1, "ENTRY_DATA") == "C1C2")
        #expect(reading.range(1, "ENTRY_TYPE").state == .absent)
        #expect(reading.tail(bytes) == 609..<611)
    }

    @Test func receiverEntriesNameTheirReceiver() throws {
        let values = headingValues("PR", code: "J").merging([
            "NAMED_RECEIVER_NAME": "AUDRCV0010", "NAMED_RECEIVER_LIBRARY": "QGPL",
        ]) { $1 }
        let bytes = try encoder.record(values)
        let reading = try #require(try Reading(bytes + bytes))
        #expect(reading.text(1, "NAMED_RECEIVER_NAME") == "AUDRCV0010")
        #expect(reading.text(1, "RECEIVER_NAME") == "AUDRCV0011")
        #expect(reading.fact("Entry types") == "J PR")
    }

    @Test(arguments: [273, 500, 1025, 1141]) func ccsidCanBeOverruled(_ ccsid: Int) throws {
        let text = ccsid == 1025 ? "Жанна" : "Größe€".filter { $0 != "€" || ccsid == 1141 }
        let bytes = try EntryEncoder(codePage: CodePage(ccsid: ccsid)).record(
            headingValues("CD").merging(["ENTRY_TYPE": "C", "COMMAND_STRING": "SNDMSG MSG('\(text)')"]) { $1 })
        let reading = try #require(try Reading(bytes, options: InputOptions(ccsid: ccsid)))
        #expect(reading.text(0, "COMMAND_STRING") == "SNDMSG MSG('\(text)')")
        #expect(reading.reader.encoding == "CCSID \(ccsid)")
    }

    @Test func ccsidWithoutATableIsSaid() throws {
        let bytes = try passwordEntry(1)
        #expect(throws: SourceError.self) { _ = try Reading(bytes, options: InputOptions(ccsid: 5035)) }
    }

    @Test func cyrillicTextIsSeenInCommands() throws {
        let words = ["ДОБРЫЙ", "ВЕЧЕР", "ПОЛЬЗОВАТЕЛЬ", "СИСТЕМА"]
        let commands = words.map { word in "TEXT('A" + word.map { String($0) + "B" }.joined() + "')" }
        let encoder = EntryEncoder(codePage: CodePage(ccsid: 1025))
        let bytes = try commands.flatMap {
            try encoder.record(headingValues("CD").merging(["ENTRY_TYPE": "C", "COMMAND_STRING": $0]) { $1 })
        }
        let reading = try #require(try Reading(bytes))
        #expect(reading.text(0, "COMMAND_STRING") == commands[0])
        #expect(reading.fact("Encoding") == "CCSID 1025 (Cyrillic; from the letters inside words, --ccsid to overrule)")
    }

    @Test func charactersAreOneForEachByte() throws {
        let bytes = try passwordEntry(1)
        let reading = try #require(try Reading(bytes))
        let characters = reading.reader.characters(of: bytes.span.bytes)
        #expect(characters.count == bytes.count)
        #expect(String(characters[610..<617]) == "QSECOFR")
    }

    @Test(arguments: ["qsecofr", "QSecOfr"]) func textIsFoundInRawBytesWhateverItsCase(_ text: String) throws {
        let bytes = try passwordEntry(1)
        let reading = try #require(try Reading(bytes))
        let user = try #require(reading.reader.columns.firstIndex { $0.name == "AUDIT_USER_NAME" })
        let sought = SoughtText(text)
        for decoder in try #require(reading.reader.decoders(ofColumn: user)) {
            guard case .patterns(let patterns) = reading.reader.decoders[Int(decoder)].trace(of: sought, in: .text) else {
                Issue.record("\(text) is hidden")
                continue
            }
            #expect(patterns.map { $0.next(in: bytes.span, from: 0) } == [610])
        }
    }

    @Test func mutatedRecordsNeverTrap() throws {
        var random = SplitMix(seed: 5)
        let path = ["ENTRY_TYPE": "C", "PATH_NAME": "/home/müller", "IFS_OBJECT_NAME": "müller"]
        let good = try encoder.record(headingValues("ZC").merging(path) { $1 })
        let reader = try #require(try Reading(good)).reader
        for _ in 0..<40 {
            var bytes = good
            for _ in 0..<60 {
                bytes[Int.random(in: 0..<bytes.count, using: &random)] = UInt8.random(in: 0...255, using: &random)
            }
            let reading = Reading(bytes, reader: reader)
            for column in reader.columns { _ = reading.text(0, column.name) }
            _ = reader.unknownTail(of: bytes.span.bytes)
        }
    }
}
