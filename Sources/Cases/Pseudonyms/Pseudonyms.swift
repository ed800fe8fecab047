package import Catalog
import Digest

/// Other names for values: the same value has the same one in every column and every export made with one key, and nobody
/// without the key can tell which value it was, or try out which it could be.
package struct Pseudonyms: Sendable {
    private let keyed: HMAC

    package init(_ key: PseudonymKey) { keyed = HMAC(key: key.bytes) }

    /// The pseudonym of a text as a column holds it.
    ///
    /// Names joined by slashes (`104265/MKELLY/QZDASOINIT`, `PAYLIB/SALARY`) are replaced one by one; a text with blanks is
    /// replaced as a whole. What IBM supplies and what names nobody stays.
    package func text(_ value: String) -> String {
        if let address = IPAddress(value) { return self.address(address) }
        guard !value.contains(where: \.isWhitespace), value.contains("/") else { return word(value) }
        return value.split(separator: "/", omittingEmptySubsequences: false).map { word(String($0)) }.joined(separator: "/")
    }

    /// A documentation address (2001:db8::/32): no real one is ever mistaken for it. This host and no host stay.
    package func address(_ address: IPAddress) -> String {
        if address.bits <= 1 || address.family == .v4 && address.bits >> 24 == 127 { return address.text }
        let digest = digest(of: "address", address.text)
        let bits = digest.prefix(12).reduce(UInt128(0)) { $0 << 8 | UInt128($1) }
        return IPAddress(v6: Self.documentation | bits).text
    }

    private static let documentation = UInt128(0x2001_0db8) << 96

    private func word(_ value: String) -> String {
        let name = Self.normal(value)
        return name.isEmpty || SuppliedNames.contains(name) ? value : "X" + letters(digest(of: "name", name))
    }

    /// Names are compared as the system does: upper case, without blanks behind.
    private static func normal(_ value: String) -> String {
        var text = value[...]
        while text.last == " " { text.removeLast() }
        return text.uppercased()
    }

    private func digest(of kind: String, _ value: String) -> [UInt8] {
        keyed.digest(of: Array(kind.utf8) + [0] + Array(value.utf8)).bytes
    }

    /// 60 bits as 12 letters and digits that are not mistaken for each other.
    private func letters(_ digest: [UInt8]) -> String {
        var bits = digest.prefix(8).reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        let letters = (0..<12).map { _ -> UInt8 in
            defer { bits >>= 5 }
            return Self.alphabet[Int(bits & 31)]
        }
        return String(decoding: letters, as: UTF8.self)
    }

    private static let alphabet = Array("ABCDEFGHJKLMNPQRSTUVWXYZ23456789".utf8)
}

/// Names that are the same on every system and so name nobody.
enum SuppliedNames {
    static func contains(_ name: String) -> Bool {
        special.contains(name) || libraries.contains(name) || profiles.contains(name) || AuditCatalog.isServerJob(name)
    }

    private static let profiles = Set(AuditCatalog.profiles.map(\.name))

    /// Special values that stand where a name can stand. A name that only looks like one is replaced.
    private static let special: Set<String> = [
        "*N", "*NONE", "*SYSTEM", "*SYS", "*SYSVAL", "*ALL", "*PUBLIC", "*SAME", "*CURRENT", "*LIBL", "*CURLIB", "*USRPRF",
        "*OMITTED", "*UNKNOWN", "*NOLIST", "*BLANK", "*ANY", "*ALLUSR", "*USER",
    ]

    private static let libraries: Set<String> = [
        "QSYS", "QSYS2", "QGPL", "QTEMP", "QUSRSYS", "QHLPSYS", "QRECOVERY", "QSPL", "QDOC", "QSYSINC", "QSRV", "QTCP", "QHTTP",
        "QIWS", "SYSTOOLS", "SYSIBM",
    ]
}
