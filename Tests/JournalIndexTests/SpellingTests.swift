import Testing

@testable import JournalIndex

/// What is spelling, and what is another value.
@Suite struct SpellingTests {
    @Test(arguments: [
        ("BRUNO", "BRUNO", Spelling.Difference.spelling), ("BRUNO", "bruno  ", .spelling), ("  A", "A", .spelling),
        ("004177", "4177", .spelling), ("000", "0", .spelling), ("*N", "BRUNO", .spelling), ("BRUNO", "*omitted", .spelling),
        ("*NONE", "BRUNO", .value), ("BRUNO", "BRUNO1", .end(behind: 5)), ("41", "417", .value), ("0A", "A", .value),
        ("A", "B", .value), ("", "", .spelling), ("", "A", .spelling), ("MÜLLER", "MÜLLER", .spelling), ("1A", "1", .value),
    ]) func differences(_ a: String, _ b: String, _ expected: Spelling.Difference) {
        let (one, other) = (Array(a.utf8), Array(b.utf8))
        #expect(Spelling.difference(one.span, other.span) == expected)
        #expect(Spelling.difference(other.span, one.span) == expected)
    }
}
