/// The special authorities of a CP entry as one list, now and before.
enum ProfileColumns {
    static let all: [DerivedColumn] = [
        list("SPECIAL_AUTHORITIES", prefix: ""), list("PREVIOUS_SPECIAL_AUTHORITIES", prefix: "PREVIOUS_"),
    ]

    private static let authorities = ["ALLOBJ", "AUDIT", "IOSYSCFG", "JOBCTL", "SAVSYS", "SECADM", "SERVICE", "SPLCTL"]

    private static func list(_ name: String, prefix: String) -> DerivedColumn {
        DerivedColumn(
            name: name, entryTypes: ["CP"], needs: [name, prefix + "ALLOBJ"],
            inputs: { _ in authorities.map { .column(prefix + $0) } },
            value: { _, cells in
                let held = authorities.filter { cells(.column(prefix + $0)).saying == "YES" }
                return held.isEmpty ? .null : .text(held.map { "*" + $0 }.joined(separator: " "))
            }
        ).afterGiven()
    }
}
