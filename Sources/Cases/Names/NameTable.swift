package import Catalog

/// Names for addresses, networks and user profiles, as somebody wrote them down.
///
///     # one name a line
///     10.1.2.3        = fileserver
///     10.0.0.0/8      = Head office
///     2001:db8::/32   = Lab
///     MKELLY          = Mary Kelly, Accounts
///
/// Of networks that contain an address the smallest one names it.
package struct NameTable: Equatable, Sendable {
    private struct Network: Equatable {
        var range: AddressRange
        var name: String
        var file: String
        var line: Int
    }

    /// By family and prefix length, longest first; within a length by the network's bits.
    private var networks: [IPAddress.Family: [Int: [UInt128: Network]]] = [:]
    /// The prefix lengths of a family that occur, longest first.
    private var lengths: [IPAddress.Family: [Int]] = [:]
    private var persons: [String: (name: String, file: String, line: Int)] = [:]

    package init() {}

    /// Whether any address or network has a name.
    package var namesAddresses: Bool { !networks.isEmpty }
    /// Whether any user profile has a name that is not IBM's.
    package var namesPersons: Bool { !persons.isEmpty }

    package static func == (a: NameTable, b: NameTable) -> Bool {
        a.networks == b.networks && a.persons.mapValues(\.name) == b.persons.mapValues(\.name)
    }

    /// The name of the smallest network, or single address, that contains `address`.
    package func name(of address: IPAddress) -> String? { network(of: address, isHost: true)?.name }

    /// The name of the smallest network of more than one address that contains `address`.
    package func network(of address: IPAddress) -> String? { network(of: address, isHost: false)?.name }

    private func network(of address: IPAddress, isHost: Bool) -> Network? {
        let width = IPAddress.width(address.family)
        for length in lengths[address.family] ?? [] where isHost || length < width {
            if let bits = AddressRange(address, prefix: length)?.lowest.bits,
                let network = networks[address.family]?[length]?[bits] {
                return network
            }
        }
        return nil
    }

    /// The person, or purpose, of a user profile: as it was written down, else IBM's own where it supplies the profile.
    package func person(of profile: String) -> String? {
        persons[profile]?.name ?? AuditCatalog.profile(profile).map { "IBM: \($0.purpose)" }
    }

    /// Takes the names of one more file.
    ///
    /// - Returns: What is wrong with its lines, each with its number; those lines name nothing.
    package mutating func add(_ text: String, file: String) -> [CaseTextError] {
        var problems: [CaseTextError] = []
        let lines = text.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false)
        for (index, line) in lines.enumerated() {
            do throws(CaseTextError) { try add(line: Substring(line), number: index + 1, file) } catch { problems.append(error) }
        }
        return problems
    }

    private mutating func add(line: Substring, number: Int, _ file: String) throws(CaseTextError) {
        let text = Self.trimmed(line.first == "\u{FEFF}" && number == 1 ? line.dropFirst() : line)
        guard !text.isEmpty, text.first != "#" else { return }
        guard let equals = text.firstIndex(of: "=") else {
            throw CaseTextError(line: number, reason: "an address, network or user profile, = and a name are needed: 10.0.0.0/8 = Head office")
        }
        let key = String(Self.trimmed(text[..<equals]))
        let name = String(Self.trimmed(text[text.index(after: equals)...]))
        guard !name.isEmpty else { throw CaseTextError(line: number, reason: "the name of \(key.prefix(60)) is missing behind =") }
        if key.contains(where: { $0 == "." || $0 == ":" || $0 == "/" }), !Self.isProfile(key) {
            try add(network: key, name, number, file)
        } else {
            try add(profile: key, name, number, file)
        }
    }

    private mutating func add(
        network key: String, _ name: String, _ number: Int, _ file: String
    ) throws(CaseTextError) {
        func wrong(_ reason: String) -> CaseTextError { CaseTextError(line: number, reason: reason) }
        let parts = key.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count <= 2, let address = IPAddress(String(parts[0])) else {
            throw wrong("\(key.prefix(60)) is no address or network; four numbers without leading zeros, or IPv6, and /length")
        }
        let width = IPAddress.width(address.family)
        var length = width
        if parts.count == 2 {
            guard (1...3).contains(parts[1].utf8.count), let bits = Int(parts[1]), parts[1].utf8.allSatisfy({ (48...57).contains($0) })
            else { throw wrong("\(key.prefix(60)): behind / the number of bits is needed") }
            // ::ffff:10.0.0.0/104 is 10.0.0.0/8
            length = address.family == .v4 && parts[0].contains(":") ? bits - 96 : bits
            guard (0...width).contains(length) else { throw wrong("\(key.prefix(60)): the network has 0 to \(width) bits") }
        }
        guard let range = AddressRange(address, prefix: length) else { throw wrong("\(key.prefix(60)) is no network") }
        guard range.lowest == address else {
            throw wrong("\(key.prefix(60)) has bits behind its length: write \(range) for the network, or \(address) for the one address")
        }
        if let other = networks[address.family]?[length]?[address.bits] {
            guard other.name != name else { return }
            throw wrong("\(range) is named \(other.name) already, in line \(other.line) of \(other.file)")
        }
        networks[address.family, default: [:]][length, default: [:]][address.bits] = Network(
            range: range, name: name, file: file, line: number)
        lengths[address.family] = networks[address.family]?.keys.sorted(by: >)
    }

    private mutating func add(
        profile key: String, _ name: String, _ number: Int, _ file: String
    ) throws(CaseTextError) {
        let profile = key.uppercased()
        guard Self.isProfile(profile) else {
            throw CaseTextError(line: number, reason: "\(key.prefix(60)) is no address, network or user profile")
        }
        if let other = persons[profile] {
            guard other.name != name else { return }
            throw CaseTextError(line: number, reason: "\(profile) is named \(other.name) already, in line \(other.line) of \(other.file)")
        }
        persons[profile] = (name, file, number)
    }

    /// One to ten characters of names, the first one no digit.
    private static func isProfile(_ key: String) -> Bool {
        let scalars = key.unicodeScalars
        guard let first = scalars.first, scalars.count <= 10 else { return false }
        func isLetter(_ scalar: Unicode.Scalar) -> Bool { scalar.properties.isAlphabetic || "$#@§£".unicodeScalars.contains(scalar) }
        return isLetter(first) && scalars.allSatisfy { isLetter($0) || ("0"..."9").contains($0) || $0 == "_" || $0 == "." }
    }

    private static func trimmed(_ text: Substring) -> Substring {
        var text = text.drop(while: \.isWhitespace)
        while text.last?.isWhitespace == true { text.removeLast() }
        return text
    }
}
