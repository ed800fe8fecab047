import Catalog
import Testing

@testable import Cases

@Suite struct NameTableTests {
    private func table(_ text: String) -> (NameTable, [CaseTextError]) {
        var table = NameTable()
        let problems = table.add(text, file: "names.txt")
        return (table, problems)
    }

    @Test(arguments: [
        ("10.1.2.3", "fileserver", "Lab"), ("10.1.2.4", "Lab", "Lab"), ("10.9.9.9", "Head office", "Head office"),
        ("192.0.2.1", "Everything", "Everything"), ("2001:db8::5", "Six", "Six"), ("2001:db8:1::5", "Deep six", "Deep six"),
        ("::ffff:10.1.2.3", "fileserver", "Lab"), ("2001:db9::1", nil, nil),
    ] as [(String, String?, String?)])
    func theSmallestNetworkNames(address: String, name: String?, network: String?) throws {
        let (table, problems) = table(
            """
            # comment
            0.0.0.0/0 = Everything
            10.0.0.0/8 = Head office
            10.1.2.0/24=Lab
              10.1.2.3   =   fileserver
            2001:db8::/32 = Six
            2001:db8:1::/48 = Deep six
            """)
        #expect(problems.isEmpty, "\(problems)")
        let address = try #require(IPAddress(address))
        #expect(table.name(of: address) == name)
        #expect(table.network(of: address) == network)
    }

    @Test func personsGoBeforeWhatIBMSays() {
        let (table, problems) = table("mkelly = Mary Kelly\nQSECOFR = The boss\n")
        #expect(problems.isEmpty)
        #expect(table.person(of: "MKELLY") == "Mary Kelly")
        #expect(table.person(of: "QSECOFR") == "The boss")
        #expect(table.person(of: "QTCP")?.hasPrefix("IBM: ") == true)
        #expect(table.person(of: "NOBODY") == nil)
    }

    @Test(arguments: [
        "10.1.2.3/8 = host bits", "10.0.0.0/33 = too long", "10.0.0.0/-1 = negative", "10.0.0.0/ = no length",
        "010.0.0.1 = octal or not", "10.1 = short", "10.0.0.256 = too large", "fe80::1%eth0 = zone", "2001:db8::/129 = long",
        "2001:db8::1/32 = host bits", "10.0.0.0/8/8 = twice", "no equals sign", "10.0.0.1 =", "= name", "A B = two words",
        "1ABC = digit first", "TOOLONGNAME1 = eleven", "::ffff:10.0.0.0/8 = mapped", "10.0.0.0/0x8 = hex",
        "10.0.0.0/99999999999999999999 = overflow", "10.0.0.1-10.0.0.9 = a range",
    ])
    func whatCouldMeanSomethingElseIsRefused(line: String) {
        let (table, problems) = table("# first\n\n\(line)\nQUSER = fine\n")
        #expect(problems.map(\.line) == [3])
        #expect(!table.namesAddresses && table.person(of: "QUSER") == "fine")
    }

    @Test func oneNetworkHasOneName() {
        let (table, problems) = table("10.0.0.0/8 = A\n10.0.0.0/8 = B\n10.0.0.0/8 = A\nMARTA = X\nmarta = Y\r\n")
        #expect(problems.map(\.line) == [2, 5])
        #expect(problems[0].reason.contains("line 1 of names.txt"))
        #expect(table.name(of: IPAddress(v4: 0x0A00_0001)) == "A" && table.person(of: "MARTA") == "X")
    }
}
