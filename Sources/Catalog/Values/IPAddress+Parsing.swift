extension IPAddress {
    /// Reads an address as text, blanks around it dropped; `nil` for anything that is not exactly one.
    ///
    /// IPv4 has four decimal numbers without leading zeros; IPv6 has hexadecimal groups, at most one `::`, and may end in an
    /// IPv4 address. A zone (`%eth0`) or a prefix is refused. Cost: one pass, no allocation.
    package init?(_ text: String) {
        var text = text
        guard let address = text.withUTF8({ IPAddress($0[...]) }) else { return nil }
        self = address
    }

    /// The same for bytes of ASCII text.
    package init?(_ bytes: some RandomAccessCollection<UInt8>) {
        var reader = AddressReader(rest: Self.trimmed(bytes))
        guard let address = reader.address() else { return nil }
        self = address
    }

    private static func trimmed<Bytes: RandomAccessCollection<UInt8>>(_ bytes: Bytes) -> Bytes.SubSequence {
        var rest = bytes[...]
        while rest.first == UInt8(ascii: " ") { rest.removeFirst() }
        while rest.last == UInt8(ascii: " ") { rest.removeLast() }
        return rest
    }
}

/// Reads one address from ASCII bytes and wants nothing to be left.
private struct AddressReader<Bytes: Collection<UInt8>> where Bytes.SubSequence == Bytes {
    var rest: Bytes

    mutating func address() -> IPAddress? {
        // longer than the longest form is nothing worth reading
        guard rest.count <= 45 else { return nil }
        if rest.contains(UInt8(ascii: ":")) {
            return v6().map { IPAddress(v6: $0) }
        }
        guard let bits = v4(), rest.isEmpty else { return nil }
        return IPAddress(v4: bits)
    }

    private mutating func take(_ byte: UInt8) -> Bool {
        guard rest.first == byte else { return false }
        rest.removeFirst()
        return true
    }

    /// Four numbers; stops behind the last.
    private mutating func v4() -> UInt32? {
        var bits: UInt32 = 0
        for part in 0..<4 {
            if part > 0, !take(UInt8(ascii: ".")) { return nil }
            guard let number = octet() else { return nil }
            bits = bits << 8 | number
        }
        return bits
    }

    private mutating func octet() -> UInt32? {
        var value: UInt32 = 0
        var digits = 0
        while let byte = rest.first, (48...57).contains(byte) {
            if digits > 0 && value == 0 { return nil }
            value = value * 10 + UInt32(byte - 48)
            digits += 1
            if value > 255 { return nil }
            rest.removeFirst()
        }
        return digits > 0 ? value : nil
    }

    /// Groups before and after `::`, put together.
    private mutating func v6() -> UInt128? {
        var head = Groups()
        var tail = Groups()
        var isShort = false
        if take(UInt8(ascii: ":")) {
            guard take(UInt8(ascii: ":")) else { return nil }
            isShort = true
        }
        while !rest.isEmpty {
            let before = rest
            guard let group = group() else { return nil }
            if rest.first == UInt8(ascii: ".") {
                rest = before
                guard let bits = v4(), rest.isEmpty else { return nil }
                if isShort { tail.append(bits) } else { head.append(bits) }
                break
            }
            if isShort { tail.append(group) } else { head.append(group) }
            if rest.isEmpty { break }
            guard take(UInt8(ascii: ":")) else { return nil }
            if take(UInt8(ascii: ":")) {
                guard !isShort else { return nil }
                isShort = true
            } else if rest.isEmpty {
                return nil
            }
            if head.count + tail.count > 8 { return nil }
        }
        return Groups.joined(head, tail, isShort: isShort)
    }

    private mutating func group() -> UInt16? {
        var value: UInt16 = 0
        var digits = 0
        while digits < 5, let byte = rest.first, let digit = hexDigit(byte) {
            if digits == 4 { return nil }
            value = value << 4 | UInt16(digit)
            digits += 1
            rest.removeFirst()
        }
        return digits > 0 ? value : nil
    }

    private func hexDigit(_ byte: UInt8) -> UInt8? {
        switch byte {
        case 48...57: byte - 48
        case 65...70: byte - 55
        case 97...102: byte - 87
        default: nil
        }
    }
}

/// Up to eight 16-bit groups of an IPv6 address.
private struct Groups {
    var bits: UInt128 = 0
    var count = 0

    mutating func append(_ group: UInt16) {
        bits = bits << 16 | UInt128(group)
        count += 1
    }
    mutating func append(_ v4: UInt32) {
        bits = bits << 32 | UInt128(v4)
        count += 2
    }

    /// `::` stands for at least one group.
    static func joined(_ head: Groups, _ tail: Groups, isShort: Bool) -> UInt128? {
        let count = head.count + tail.count
        guard isShort ? count <= 7 : count == 8 else { return nil }
        return (head.count == 0 ? 0 : head.bits << UInt128(16 * (8 - head.count))) | tail.bits
    }
}
