/// An IPv4 or IPv6 address. An IPv4 address written inside IPv6 (`::ffff:10.0.0.1`) is that IPv4 address.
///
/// Order: IPv4 before IPv6, each by number.
package struct IPAddress: Hashable, Comparable, Sendable {
    package enum Family: UInt8, Sendable, Comparable {
        case v4 = 4, v6 = 6
        package static func < (a: Self, b: Self) -> Bool { a.rawValue < b.rawValue }
    }
    package let family: Family
    /// The address as a number; below 2^32 for IPv4.
    package let bits: UInt128

    /// An IPv4 address from its 32 bits.
    package init(v4 bits: UInt32) {
        family = .v4
        self.bits = UInt128(bits)
    }

    /// An IPv6 address from its 128 bits; IPv4 where it is one inside IPv6.
    package init(v6 bits: UInt128) {
        let isMapped = bits >> 32 == 0xffff
        family = isMapped ? .v4 : .v6
        self.bits = isMapped ? bits & 0xffff_ffff : bits
    }

    init(family: Family, bits: UInt128) {
        self.family = family
        self.bits = bits
    }

    package static func < (a: Self, b: Self) -> Bool {
        a.family == b.family ? a.bits < b.bits : a.family < b.family
    }

    /// Bits an address of the family has: 32 or 128.
    package static func width(_ family: Family) -> Int { family == .v4 ? 32 : 128 }
}

extension IPAddress {
    /// The address in its one canonical form: `10.0.0.1`; IPv6 as RFC 5952 asks (`2001:db8::1`: lower case, no leading
    /// zeros, the first longest run of two or more zero groups as `::`).
    package var text: String {
        if family == .v4 {
            return stride(from: 24, through: 0, by: -8).map { String(UInt8(truncatingIfNeeded: bits >> $0)) }
                .joined(separator: ".")
        }
        let groups = stride(from: 112, through: 0, by: -16).map { UInt16(truncatingIfNeeded: bits >> $0) }
        let run = Self.longestZeros(groups)
        func joined(_ groups: ArraySlice<UInt16>) -> String {
            groups.map { String($0, radix: 16) }.joined(separator: ":")
        }
        guard run.count >= 2 else { return joined(groups[...]) }
        return joined(groups[..<run.lowerBound]) + "::" + joined(groups[run.upperBound...])
    }

    private static func longestZeros(_ groups: [UInt16]) -> Range<Int> {
        var best = 0..<0
        var start = 0
        for (index, group) in groups.enumerated() {
            if group != 0 {
                start = index + 1
            } else if index + 1 - start > best.count {
                best = start..<index + 1
            }
        }
        return best
    }
}

extension IPAddress: CustomStringConvertible {
    package var description: String { text }
}
