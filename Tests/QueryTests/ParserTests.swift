import TestRandom
import Testing

@testable import Query

@Suite struct ParserTests {
    /// What is typed, and the text written back. Nothing behind `=>` stands for the same text.
    static let readings: [(typed: String, written: String)] = """
        user = qsecofr => user = QSECOFR
        USER=Qsec* => user = QSEC*
        user <> 'Joe''s' => user <> 'Joe''s'
        user != x => user <> X
        type in (pw,cp) and ip in 10.0.0.0/8 => type in (PW, CP) and ip in (10.0.0.0/8)
        type in (OR, IS, AND, NOT, IN) =>
        type = or or type = and => type = OR or type = AND
        type not in (pw) => type not in (PW)
        not type = pw => not type = PW
        NOT NOT type = PW => not not type = PW
        not (type = PW or type = CP) =>
        a = 1 or b = 2 and c = 3 => A = 1 or (B = 2 and C = 3)
        (a = 1 or b = 2) and c = 3 => (A = 1 or B = 2) and C = 3
        ((a = 1)) => A = 1
        (a = 1 and b = 2) and c = 3 => (A = 1 and B = 2) and C = 3
        "action" = x => "action" = X
        "ACTION" = x => "ACTION" = X
        action = x => action = X
        "JOB_NAME" like 'QZDA%' => JOB_NAME like 'QZDA%'
        job_name not like 'QZDA%' => JOB_NAME not like 'QZDA%'
        time between 2026-04-08 and '2026-04-09 07:00' =>
        time not between today and now-7d =>
        time >= 2026-04-08-07.00.00.000000 =>
        time = 2026-04-08T07:00 =>
        time >=-7d => time >= -7d
        ip in (10.0.0.0/8, 2001:db8::/32, 10.0.0.1-10.0.0.9) =>
        ip = ::1 =>
        severity >= NOTICE => severity >= notice
        text contains 'GRPPRF' or OBJECT_LIBRARY is null =>
        text not contains grpprf => text not contains GRPPRF
        library IS NOT NULL => library is not null
        sentence ~ 'pass(word|phrase)' =>
        actor in ?powerful => actor in (?POWERFUL)
        PATH_NAME = /home/joe => PATH_NAME = /home/joe
        "weird ""column" = x => "weird ""column" = X
        "in" = x => "in" = X
        port = 80 =>
        user = *ALL =>
        """.split(separator: "\n").map { line in
            let halves = line.split(separator: "=>", maxSplits: 1, omittingEmptySubsequences: false)
                .map { $0.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed() }
            let typed = String(halves[0])
            return (typed, halves[1].isEmpty ? typed : String(halves[1]))
        }

    @Test(arguments: readings) func aFilterIsWrittenBack(_ reading: (typed: String, written: String)) throws {
        let filter = try Filter(reading.typed)
        #expect(filter.text == reading.written)
        #expect(try Filter(filter.text) == filter)
    }

    @Test func noTextTakesEveryEntry() throws {
        #expect(try Filter("") == Filter())
        #expect(try Filter(" \t\n ").takesEverything)
        #expect(Filter().text == "")
    }

    @Test func blanksAndLineEndsMeanNothing() throws {
        #expect(try Filter("user\n =\tx\u{A0}and\r\nport=1") == Filter("user = X and port = 1"))
    }

    /// The text with the place of the error, the start of the message, the suggestion.
    static let errors: [(text: String, position: Int, length: Int, message: String, suggestion: String?)] = [
        ("user", 4, 1, "After `user` comes a comparison", nil),
        ("user =", 6, 1, "A value is missing", nil),
        ("user = x adn port = 1", 9, 3, "After a complete condition comes", "and"),
        ("user lik 'x'", 5, 3, "After `user` comes a comparison", "like"),
        ("user not lke 'x'", 9, 3, "After `user not` comes", "like"),
        ("user = 'x", 7, 1, "The quoted text that starts here has no end", nil),
        ("\"user", 0, 1, "The quoted name that starts here has no end", nil),
        ("(user = x", 0, 1, "The bracket opened here is never closed", nil),
        ("user = x)", 8, 1, "This bracket was never opened", nil),
        ("type in (a, b", 8, 1, "The list opened here is never closed", nil),
        ("type in (a b)", 11, 1, "Values of a list are separated by commas", nil),
        ("type in ()", 9, 1, "A value is missing", nil),
        ("type = (a, b)", 7, 1, "A list in brackets comes after `in`", "in"),
        ("port between 1", 14, 1, "`between` takes two values", nil),
        ("user = null", 7, 4, "`null` is no value to compare with: write `is null`", nil),
        ("user <> NULL", 8, 4, "`null` is no value to compare with: write `is not null`", nil),
        ("user in (a, null)", 12, 4, "`null` is no value", nil),
        ("port between null and 2", 13, 4, "`null` is no value", nil),
        ("port is nul", 8, 3, "After `is` comes `null`", "null"),
        ("user ! x", 5, 1, "An exclamation mark", "not"),
        ("user = ?", 7, 1, "A question mark begins a parameter", nil),
        ("'x' = user", 0, 3, "A column stands here, not a value", nil),
        ("user = \"ACTOR\"", 7, 7, "A value stands here, not a column", nil),
        ("user = a\u{0}b", 8, 1, "The character U+0", nil),
        ("time >= 2026-04-09 07:00", 19, 5, "A date with a time of day is written in quotes", nil),
        ("a = 1 and", 9, 1, "A condition is missing at the end", nil),
        ("and a = 1", 0, 3, "A column is missing here", nil),
        ("e\u{301} = \u{1F469}\u{1F3FD} and = 1", 10, 1, "A column is missing here", nil),
    ]

    @Test(arguments: errors.indices) func anErrorTellsWhere(_ index: Int) throws {
        let expected = Self.errors[index]
        let error = try #require(throws: FilterError.self) { try Filter(expected.text) }
        #expect(error.position == expected.position)
        #expect(error.length == expected.length)
        #expect(error.message.hasPrefix(expected.message), "\(error.message)")
        #expect(error.suggestion == expected.suggestion)
    }

    @Test func caretsStandUnderTheError() throws {
        let error = try #require(throws: FilterError.self) { try Filter("user lik 'x'") }
        let lines = error.lines()
        #expect(lines[0] == "user lik 'x'")
        #expect(lines[1] == "     ^^^")
        #expect(lines[2].hasSuffix("Did you mean like?"))
    }

    @Test func aLongTextIsCutAroundTheError() throws {
        let text = String(repeating: "user = x and ", count: 1_000) + "user lik x" + String(repeating: " or a = 1", count: 1_000)
        let error = try #require(throws: FilterError.self) { try Filter(text) }
        let lines = error.lines(width: 60)
        #expect(lines[0].count == 60)
        let carets = lines[1].firstIndex(of: "^").map { lines[1].distance(from: lines[1].startIndex, to: $0) } ?? 0
        #expect(lines[0].dropFirst(carets).hasPrefix("lik"))
    }

    @Test(arguments: ["(", "not ", "((", "not (", "(a = 1 and "]) func deepNestingIsAnErrorNotACrash(_ opening: String) {
        #expect(throws: FilterError.self) { try Filter(String(repeating: opening, count: 10_000) + "a = 1") }
        let closed = String(repeating: "(", count: 10_000) + "a = 1" + String(repeating: ")", count: 10_000)
        #expect(throws: FilterError.self) { try Filter(closed) }
    }

    @Test func aHugeListIsRead() throws {
        let names = (0..<20_000).map { "USER\($0)" }.joined(separator: ", ")
        let filter = try Filter("user in (\(names))")
        #expect(filter.text == "user in (\(names))")
    }

    @Test func manyConditionsAreRead() throws {
        let filter = try Filter(Array(repeating: "port = 1", count: 5_000).joined(separator: " or "))
        #expect(try Filter(filter.text) == filter)
    }

    @Test func noTextCrashesTheParser() {
        var random = SplitMix(seed: 20_260_408)
        let pieces = [
            "user", "=", "<>", "(", ")", ",", "in", "not", "and", "or", "like", "'", "\"", "?", "~", "*", "%", "-7d", "is", "null",
            "between", "contains", " ", "\u{0}", "\u{301}", "👩‍👩‍👧", "ß", "\u{202E}", "\u{FEFF}", "1", "::", "'a'", "\"b\"", "?X", "\u{FFFD}", "!",
        ]
        for _ in 0..<5_000 {
            let text = (0..<Int.random(in: 0..<12, using: &random)).map { _ in pieces.randomElement(using: &random) ?? "" }
                .joined(separator: Bool.random(using: &random) ? " " : "")
            guard let filter = try? Filter(text) else { continue }
            #expect((try? Filter(filter.text)) == filter, "\(text)")
        }
    }

    @Test func foldingTwiceIsFoldingOnce() {
        for value in UInt32(0)..<0x2_0000 {
            guard let scalar = Unicode.Scalar(value) else { continue }
            let once = Folding.upper(scalar)
            if Folding.upper(once) != once { Issue.record("U+\(String(value, radix: 16))") }
        }
    }
}

@Suite struct ParameterTests {
    @Test func parametersAreListedOnceInOrder() throws {
        let filter = try Filter("(OBJECT_LIBRARY = ?library and object = ?OBJECT) or library in (?LIBRARY, ?x) or PATH_NAME like ?PATH")
        #expect(filter.parameters == ["LIBRARY", "OBJECT", "X", "PATH"])
        #expect(try Filter("user = '?USER'").parameters == [])
    }

    @Test func parametersAreReplaced() throws {
        let filter = try Filter("object = ?OBJECT and actor in (?POWERFUL, QSYS) and PATH_NAME like ?PATH")
        let filled = try filter.substituting(["object": "pay*", "POWERFUL": "qsecofr, 'x y'", "PATH": "/home/Joe/%"])
        #expect(filled.text == "object = PAY* and actor in (QSECOFR, 'x y', QSYS) and PATH_NAME like /home/Joe/%")
        #expect(filled.parameters == [])
    }

    @Test func aValueThatIsNoValueIsTakenAsItIs() throws {
        let filter = try Filter("user = ?U")
        #expect(try filter.substituting(["U": "two words"]).text == "user = 'two words'")
        #expect(try filter.substituting(["U": "a, b"]).text == "user = 'a, b'")
        #expect(try filter.substituting(["U": "x' or 'a' = 'a"]).text == "user = 'x'' or ''a'' = ''a'")
        #expect(try filter.substituting(["U": "?U"]).text == "user = '?U'")
        #expect(try filter.substituting(["U": ""]).text == "user = ''")
        #expect(filter.leavingOut(["U"]).takesEverything && filter.leavingOut(["V"]) == filter)
        #expect(try filter.substituting(["U": "null"]).text == "user = 'NULL'")
        #expect(try filter.answered(by: ["u": "a, b*"]).text == "user in (A, B*)")
        #expect(try filter.answered(by: ["U": "a"]).text == "user = A")
        #expect(try filter.answered(by: ["U": " "]).takesEverything)
        #expect(throws: FilterError.self) { try filter.answered(by: [:]) }
        #expect(try filter.takingLists(for: ["U"]).substituting(["U": "a, b*"]).text == "user in (A, B*)")
    }

    @Test func aParameterWithoutValueIsAnErrorAtItsPlace() throws {
        let error = try #require(throws: FilterError.self) { try Filter("user = ?USER").substituting([:]) }
        #expect(error.position == 7 && error.length == 5)
    }
}
