/// Addresses from one to another, of one family: a single address, a network (`10.0.0.0/8`) or a range (`10.0.0.1-10.0.0.9`).
package struct AddressRange: Hashable, Sendable {
    package let lowest: IPAddress
    /// Included.
    package let highest: IPAddress

    /// `nil` when the ends are of two families or in the wrong order.
    package init?(_ lowest: IPAddress, _ highest: IPAddress) {
        guard lowest.family == highest.family, lowest <= highest else { return nil }
        self.lowest = lowest
        self.highest = highest
    }

    package init(_ address: IPAddress) {
        lowest = address
        highest = address
    }

    package func contains(_ address: IPAddress) -> Bool { lowest <= address && address <= highest }

    /// Reads `10.0.0.1`, `10.0.0.0/8`, `2001:db8::/32`, `10.0.0.1-10.0.0.9`; blanks around the parts are dropped. Bits of a
    /// network behind its prefix do not matter. `nil` for anything else.
    package init?(_ text: String) {
        if let slash = text.firstIndex(of: "/") {
            self.init(network: String(text[..<slash]), prefix: String(text[text.index(after: slash)...]))
        } else if let dash = text.firstIndex(of: "-") {
            guard let lowest = IPAddress(String(text[..<dash])),
                let highest = IPAddress(String(text[text.index(after: dash)...]))
            else { return nil }
            self.init(lowest, highest)
        } else {
            guard let address = IPAddress(text) else { return nil }
            self.init(address)
        }
    }

    private init?(network: String, prefix: String) {
        let digits = prefix.utf8.filter { $0 != UInt8(ascii: " ") }
        guard let address = IPAddress(network), (1...3).contains(digits.count),
            digits.allSatisfy({ (48...57).contains($0) })
        else { return nil }
        let length = digits.reduce(0) { $0 * 10 + Int($1 - 48) }
        // ::ffff:10.0.0.0/104 is 10.0.0.0/8
        let isMapped = address.family == .v4 && network.utf8.contains(UInt8(ascii: ":"))
        self.init(address, prefix: isMapped ? length - 96 : length)
    }

    /// The network of the first `prefix` bits of an address; `nil` when the prefix is longer than the address or negative.
    package init?(_ address: IPAddress, prefix: Int) {
        let width = IPAddress.width(address.family)
        guard (0...width).contains(prefix) else { return nil }
        let host: UInt128 = width == prefix ? 0 : UInt128.max >> UInt128(128 - (width - prefix))
        lowest = IPAddress(family: address.family, bits: address.bits & ~host)
        highest = IPAddress(family: address.family, bits: address.bits | host)
    }
}

extension AddressRange: CustomStringConvertible {
    /// As it is written in a filter: an address, a network where it is one, else both ends.
    package var description: String {
        if lowest == highest { return lowest.text }
        let size = highest.bits ^ lowest.bits
        let isNetwork = size & (size &+ 1) == 0 && lowest.bits & size == 0
        guard isNetwork else { return "\(lowest)-\(highest)" }
        return "\(lowest)/\(IPAddress.width(lowest.family) - size.nonzeroBitCount)"
    }
}
