import Catalog

/// Addresses looked for: ranges, beginnings of their text, or everything on one side of an address.
struct AddressSet: Sendable {
    /// Ascending by their first address; they do not overlap.
    private(set) var ranges: [ClosedRange<IPAddress>] = []
    /// Beginnings of the text (`10.1.*`), folded.
    var prefixes: [[UInt8]] = []

    init(_ ranges: [ClosedRange<IPAddress>], prefixes: [[UInt8]] = []) {
        self.prefixes = prefixes
        for range in ranges.sorted(by: { $0.lowerBound < $1.lowerBound }) {
            if let last = self.ranges.last, range.lowerBound <= last.upperBound {
                self.ranges[self.ranges.count - 1] = last.lowerBound...max(last.upperBound, range.upperBound)
            } else {
                self.ranges.append(range)
            }
        }
    }

    /// Whether the text is an address of the set; false for a text that is no address.
    func contains(_ text: String) -> Bool {
        if prefixes.contains(where: { text.utf8.span.starts(with: $0) }) { return true }
        return IPAddress(text).map(contains) ?? false
    }

    private func contains(_ address: IPAddress) -> Bool {
        var (low, high) = (0, ranges.count)
        while low < high {
            let middle = (low + high) / 2
            if ranges[middle].upperBound < address { low = middle + 1 } else { high = middle }
        }
        return low < ranges.count && ranges[low].contains(address)
    }
}

/// Addresses on one side of another, IPv4 before IPv6.
struct AddressInterval: Sendable {
    var low: (address: IPAddress, isIn: Bool)?
    var high: (address: IPAddress, isIn: Bool)?

    func contains(_ text: String) -> Bool {
        guard let address = IPAddress(text) else { return false }
        if let low, low.isIn ? address < low.address : address <= low.address { return false }
        if let high, high.isIn ? address > high.address : address >= high.address { return false }
        return true
    }
}
