import TestRandom
import Testing

@testable import Query

@Suite struct RoundTripTests {
    static let names: [ColumnReference] = ShortName.allCases.map { ColumnReference(.short($0)) } + [
        "ENTRY_TIMESTAMP", "ACTION", "action", "NOT", "in", "two words", "a\"b", "ß", "ΑΒΓ", "x", "'", "1", "-", "🙂", "%",
    ].map { ColumnReference(.column($0)) }

    static let values: [Constant] = [
        "QSECOFR", "QSEC*", "*", "AND", "OR", "NOT", "-7D", "TODAY", "NOW-7D", "10.0.0.0/8", "2001:DB8::/32",
        "2026-04-08-07.00.00.000000", "2026-04-08T07:00", "CRITICAL", "/home/Joe", "ΣΊΣΥΦΟΣ", "1", "'", "%A_",
    ].filter(Lexer.isPlainWord).map { Constant(.word($0)) } + [
        "", "NULL", "'", "''", "it's", "x*", "\"", "\n", "\u{0}", "?USER", "🙂", "e\u{301}", "\u{301}",
    ].map { Constant(.quoted($0)) } + [Constant(.parameter("USER")), Constant(.parameter("Ü_1"))]

    @Test(arguments: 0..<40) func everyFilterReadsBackFromItsText(_ seed: Int) throws {
        var maker = RandomExpression(random: SplitMix(seed: UInt64(seed)), columns: Self.names, values: Self.values)
        for _ in 0..<100 {
            let expression = maker.expression(depth: 5)
            #expect(try Filter(expression.text).root == expression, "\(expression.text)")
        }
    }
}
