import Testing

@testable import Catalog

@Suite struct IPAddressTests {
    @Test(arguments: [
        ("0.0.0.0", "0.0.0.0"), ("192.0.2.10", "192.0.2.10"), ("255.255.255.255", "255.255.255.255"),
        ("  10.0.0.1   ", "10.0.0.1"), ("::", "::"), ("::1", "::1"), ("1::", "1::"),
        ("2001:DB8:0:0:0:0:0:1", "2001:db8::1"), ("2001:0db8::0001", "2001:db8::1"),
        // RFC 5952, 4 and 5
        ("2001:db8:0:1:1:1:1:1", "2001:db8:0:1:1:1:1:1"), ("2001:db8:0:0:1:0:0:1", "2001:db8::1:0:0:1"),
        ("2001:0:0:1:0:0:0:1", "2001:0:0:1::1"), ("2001:db8::1:1:1:1:0", "2001:db8:0:1:1:1:1:0"),
        ("0:0:0:0:0:0:0:2", "::2"), ("1:0:0:0:0:0:0:0", "1::"), ("1:2:3:4:5:6:7::", "1:2:3:4:5:6:7:0"),
        ("::2:3:4:5:6:7:8", "0:2:3:4:5:6:7:8"), ("fe80::ABCD", "fe80::abcd"),
        ("::ffff:10.0.0.1", "10.0.0.1"), ("::FFFF:0A00:0001", "10.0.0.1"), ("0:0:0:0:0:ffff:10.0.0.1", "10.0.0.1"),
        ("64:ff9b::192.0.2.33", "64:ff9b::c000:221"), ("::1.2.3.4", "::102:304"), ("1:2:3:4:5:6:1.2.3.4", "1:2:3:4:5:6:102:304"),
        ("ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff"),
    ]) func addressesHaveOneForm(_ text: String, _ canonical: String) throws {
        let address = try #require(IPAddress(text))
        #expect(address.text == canonical)
        #expect(IPAddress(canonical) == address)
        #expect(IPAddress(Array(text.utf8)) == address)
    }

    @Test(arguments: [
        "", " ", "1", "1.2.3", "1.2.3.4.5", "1.2.3.256", "1.2.3.04", "01.2.3.4", "1.2.3.", ".1.2.3", "1..2.3", "1.2.3.4 5",
        "1.2.3.-4", "+1.2.3.4", "1.2.3.4/8", "0x1.2.3.4", "999999999999.1.1.1", "PC042", "10.0.0.1x",
        ":", ":::", "1:", ":1", "1::2::3", "::1::", "1:2:3:4:5:6:7", "1:2:3:4:5:6:7:8:9", "1:2:3:4:5:6:7:8::", "::1:2:3:4:5:6:7:8",
        "12345::", "g::", "fe80::1%eth0", "fe80::1%1", "::1/128", "1:2:3:4:5:6:7:1.2.3.4", "::1.2.3", "::1.2.3.4:5", "1.2.3.4::",
        "::ffff:1.2.3.256", "::ffff:1.2.3.4.5", "1:2:3:4:5:6:7:8:", "[::1]", "１.2.3.4", "::é", "1: :2", "::ffff:10.0.0.01",
        "0000:0000:0000:0000:0000:0000:0000:0000:0000:0000",
    ]) func whatIsNoAddressIsRefused(_ text: String) { #expect(IPAddress(text) == nil) }

    @Test func mappedAddressesAreTheirIPv4() throws {
        let mapped = try #require(IPAddress("::ffff:192.0.2.1"))
        #expect(mapped == IPAddress(v4: 0xC000_0201))
        #expect(mapped.family == .v4)
        #expect(IPAddress(v6: 0xffff_c000_0201) == mapped)
        #expect(Set([mapped, IPAddress(v4: 0xC000_0201)]).count == 1)
    }

    @Test func fourComesBeforeSixAndNumbersDecide() {
        let texts = ["9.0.0.1", "10.0.0.1", "255.255.255.255", "::", "::1", "2001:db8::", "ffff::"]
        let addresses = texts.compactMap { IPAddress($0) }
        #expect(addresses.count == texts.count)
        #expect(addresses.reversed().sorted() == addresses)
    }

    @Test func textAndNumberAgreeForManyAddresses() {
        var state: UInt64 = 42
        func next() -> UInt64 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return state ^ (state >> 29)
        }
        for _ in 0..<5000 {
            let four = IPAddress(v4: UInt32(truncatingIfNeeded: next()))
            #expect(IPAddress(four.text) == four)
            // many zero groups
            var bits: UInt128 = 0
            for _ in 0..<8 { bits = bits << 16 | (next() & 4 == 0 ? 0 : UInt128(next() & 0xffff)) }
            let six = IPAddress(v6: bits)
            #expect(IPAddress(six.text) == six)
        }
    }

    @Test func noBytesTrap() {
        var state: UInt64 = 7
        let marks = Array("0123456789abcdefABCDEF:.% ::::....\u{0}ÿ".utf8)
        for _ in 0..<20_000 {
            var bytes: [UInt8] = []
            state = state &* 6_364_136_223_846_793_005 &+ 1
            for _ in 0..<(state >> 40) % 48 {
                state = state &* 6_364_136_223_846_793_005 &+ 1
                bytes.append(marks[Int(state >> 33) % marks.count])
            }
            if let address = IPAddress(bytes) { #expect(IPAddress(address.text) == address) }
        }
    }
}

@Suite struct AddressRangeTests {
    @Test(arguments: [
        ("10.0.0.0/8", "10.255.255.255", true), ("10.0.0.0/8", "11.0.0.0", false), ("10.1.2.3/8", "10.0.0.0", true),
        ("0.0.0.0/0", "255.1.2.3", true), ("0.0.0.0/0", "::1", false), ("::/0", "::1", true), ("::/0", "10.0.0.1", false),
        ("192.0.2.7/32", "192.0.2.7", true), ("192.0.2.7/32", "192.0.2.8", false), ("2001:db8::/32", "2001:db8:ffff::1", true),
        ("2001:db8::/32", "2001:db9::", false), ("fe80::1/128", "fe80::1", true), ("fc00::/7", "fdff::1", true),
        ("::ffff:10.0.0.0/104", "10.9.9.9", true), ("10.0.0.0/8", "::ffff:10.9.9.9", true),
        ("10.0.0.1-10.0.0.9", "10.0.0.9", true), ("10.0.0.1 - 10.0.0.9", "10.0.0.1", true), ("10.0.0.1-10.0.0.9", "10.0.0.10", false),
        ("::1-::f", "::a", true), ("192.0.2.1", "192.0.2.1", true), ("192.0.2.1", "192.0.2.2", false),
    ]) func rangesContainTheirAddresses(_ range: String, _ address: String, _ expected: Bool) throws {
        let range = try #require(AddressRange(range))
        let address = try #require(IPAddress(address))
        #expect(range.contains(address) == expected)
        #expect(AddressRange(range.description) == range)
    }

    @Test(arguments: [
        "", "/8", "10.0.0.0/", "10.0.0.0/33", "10.0.0.0/-1", "10.0.0.0/8/8", "10.0.0.0/a", "::/129", "::ffff:10.0.0.0/95", "10.0.0.0/0008",
        "10.0.0.9-10.0.0.1", "10.0.0.1-::1", "10.0.0.1-", "-10.0.0.1", "10.0.0.1-2-3", "10.0.0.*", "10.0.0.0/99999999999999999999",
    ]) func whatIsNoRangeIsRefused(_ text: String) { #expect(AddressRange(text) == nil) }

    @Test(arguments: [
        ("10.1.2.3/8", "10.0.0.0/8"), ("10.0.0.0-10.0.0.255", "10.0.0.0/24"), ("10.0.0.1-10.0.0.2", "10.0.0.1-10.0.0.2"),
        ("10.0.0.1/32", "10.0.0.1"), ("::/0", "::/0"), ("2001:db8::1/32", "2001:db8::/32"), ("0.0.0.0/0", "0.0.0.0/0"),
        ("10.0.0.128-10.0.1.127", "10.0.0.128-10.0.1.127"),
    ]) func rangesHaveOneForm(_ text: String, _ canonical: String) { #expect(AddressRange(text)?.description == canonical) }
}
