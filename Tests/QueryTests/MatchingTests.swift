import Catalog
import JournalIndex
import TestRandom
import Testing

@testable import Query

@Suite struct MatchingTests {
    static let expressions: [(pattern: String, found: [String], missed: [String])] = [
        ("", ["", "x"], []),
        ("abc", ["abc", "xABCx"], ["ab", "acb"]),
        ("^abc$", ["ABC"], ["xabc", "abcx"]),
        ("a.c", ["abc", "a🙂c"], ["ac"]),
        ("a*", ["", "b"], []),
        ("^a+b?$", ["a", "aaab"], ["", "abb"]),
        ("^(ab|cd)*$", ["", "abcd", "CDAB"], ["abc"]),
        ("^a{2,3}$", ["aa", "aaa"], ["a", "aaaa"]),
        ("^a{2}$", ["aa"], ["aaa"]),
        ("^a{2,}$", ["aa", "aaaaa"], ["a"]),
        ("^(a{0,2}){2}$", ["", "aaaa"], ["aaaaa"]),
        ("[a-c]x", ["Bx"], ["dx"]),
        ("[^a-c]x", ["dx"], ["ax", "Bx"]),
        ("^[]x]$", ["]", "x"], ["["]),
        ("^[a-]$", ["-", "a"], ["b"]),
        ("^\\d\\D\\w\\W\\s\\S$", ["1a_- x"], ["aa_- x"]),
        ("^[\\d.]+$", ["10.0.0.1"], ["x"]),
        ("a\\.b", ["a.b"], ["axb"]),
        ("(?:a|b)c", ["bc"], ["cc"]),
        ("(a|b|)c", ["c"], ["d"]),
        ("x|^$", ["", "x"], ["y"]),
        ("ü", ["Ü", "grün"], ["u"]),
        ("(a*)*b", ["b", "aab"], ["aaa"]),
        ("a+?b", ["aab"], ["b"]),
        ("^|x", ["", "y"], []),
        ("$", ["", "y"], []),
    ]

    @Test(arguments: expressions.indices) func anExpressionIsFound(_ index: Int) throws {
        let (pattern, found, missed) = Self.expressions[index]
        let expression = try RegularExpression(pattern)
        for text in found { #expect(expression.isFound(in: text), "\(pattern) in \(text)") }
        for text in missed { #expect(!expression.isFound(in: text), "\(pattern) in \(text)") }
    }

    @Test(arguments: [
        "(", ")", "a)", "(a", "[", "[a", "[z-a]", "*", "a**", "a{2", "a{3,2}", "a{9999}", "{2}", "\\", "\\b", "\\1", "(?=a)",
        "(((((a{100}){100}){100}){100}){100})", String(repeating: "(", count: 10_000), "[\\", "[a-\\",
    ]) func aWrongExpressionIsAnError(_ pattern: String) {
        #expect(throws: RegularExpression.Problem.self) { try RegularExpression(pattern) }
    }

    @Test func noExpressionTakesLongerThanItsText() throws {
        let text = String(repeating: "a", count: 5_000)
        #expect(!(try RegularExpression("^(a+)+$|b").isFound(in: text + "!")))
        #expect(!(try RegularExpression("(a|aa|aaa)*c").isFound(in: text)))
    }

    @Test func randomExpressionsAgreeWithTheStandardLibrary() throws {
        var random = SplitMix(seed: 5)
        let atoms = ["a", "b", "c", ".", "[ab]", "[^a]", "(a|b)", "(bc)", "a*", "b+", "c?", "(ab){1,2}", "^", "$", "|"]
        var compared = 0
        for _ in 0..<400 {
            let pattern = (0..<Int.random(in: 1...5, using: &random)).compactMap { _ in atoms.randomElement(using: &random) }.joined()
            guard let ours = try? RegularExpression(pattern), let theirs = try? Regex(pattern).ignoresCase() else { continue }
            for _ in 0..<10 {
                let text = String((0..<Int.random(in: 0...6, using: &random)).compactMap { _ in "abcABd".randomElement(using: &random) })
                #expect(ours.isFound(in: text) == (text.firstMatch(of: theirs) != nil), "\(pattern) in \(text)")
                compared += 1
            }
        }
        #expect(compared > 2_000)
    }

    @Test func aSearcherRemembersRightly() throws {
        var searcher = RegularExpressionSearcher(try RegularExpression("^x[0-9]+y$"))
        for i in 0..<2_000 {
            let (whole, cut) = (searcher.isFound(in: "x\(i)y"), searcher.isFound(in: "x\(i)"))
            #expect(whole && !cut)
        }
    }

    @Test(arguments: [
        ("", "", true), ("", "x", false), ("%", "", true), ("_", "", false), ("_", "🙂", true), ("a%", "a", true),
        ("%a", "ba", true), ("%a", "ab", false), ("%a%b%", "xaxbx", true), ("a_c", "abc", true), ("A%", "abc", false),
        ("%%%", "x", true), ("a%bc%d", "abbcbcd", true), ("50%", "50%", true), ("\\%", "\\x", true),
    ]) func likeTakesPercentAndUnderline(_ pattern: String, _ text: String, _ fits: Bool) {
        #expect(LikePattern(pattern).fits(text) == fits)
    }

    @Test func likeTakesNoLongerThanTextTimesPattern() {
        let pattern = LikePattern(String(repeating: "%a", count: 30) + "%b")
        #expect(!pattern.fits(String(repeating: "a", count: 2_000)))
    }

    @Test(arguments: [
        ("", "x", true), ("abc", "xABCx", true), ("ABC", "ab", false), ("grün", "GRÜN", true), ("ss", "ß", false),
        ("k", "\u{212A}", false), ("σ", "Σ", true), ("aab", "aaab", true),
    ]) func aNeedleIsFoundInEitherCase(_ needle: String, _ text: String, _ stands: Bool) {
        #expect(FoldedNeedle(needle).stands(in: text) == stands)
    }
}

@Suite struct NearestNameTests {
    @Test(arguments: [
        ("usr", "user"), ("USRE", "user"), ("tmie", "time"), ("SUBJET", "SUBJECT"), ("REMOTE_ADRESS", "REMOTE_ADDRESS"),
    ]) func aSlipIsRecognised(_ word: String, _ name: String) {
        #expect(NearestName.of(word, in: ShortName.allCases.map(\.rawValue) + ["SUBJECT", "REMOTE_ADDRESS"]) == name)
    }

    @Test func nothingIsMadeOfNothing() {
        #expect(NearestName.of("XYZZY", in: ["user", "time"]) == nil)
        let names = ["ENTRY_TIMESTAMP", "DURATION_SECONDS", "JOB_NUMBER", "user-connections"]
        #expect(NearestName.of("timestamp", in: names) == "ENTRY_TIMESTAMP")
        #expect(NearestName.of("duration", in: names) == "DURATION_SECONDS")
        #expect(NearestName.of("connections", in: names) == "user-connections")
        #expect(NearestName.of("stamp", in: names) == nil && NearestName.of("_", in: names) == nil)
        #expect(NearestName.of("", in: ["user"]) == nil)
        #expect(NearestName.of("x", in: ["ip"]) == nil)
    }
}
