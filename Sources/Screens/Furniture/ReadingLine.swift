/// How far reading is, as one line: share, bytes, entries, rate and time left, as many of them as fit.
struct ReadingLine {
    var bytesRead: Int
    /// 0 where the size is not known.
    var bytes: Int
    var entries: Int
    /// Since reading began; `nil` where nobody measured.
    var seconds: Double?

    func text(width: Int) -> String {
        var parts: [(text: String, rank: Int)] = [
            ("X SYSTEM", 0), ("reading...\(share.map { " \($0)%" } ?? "")", 0), ("\(entries.entries) so far", 0),
        ]
        if let speed { parts += [(speed, 2)] }
        if let timeLeft { parts += [(timeLeft, 1)] }
        if bytes > 0, seconds != nil { parts.insert(("\(Self.size(bytesRead)) of \(Self.size(bytes))", 3), at: 2) }
        parts.append(("Ctrl-C stops", 0))
        for rank in [3, 2, 1] where Self.line(parts).count > width { parts.removeAll { $0.rank == rank } }
        return Self.line(parts)
    }

    private static func line(_ parts: [(text: String, rank: Int)]) -> String { parts.map(\.text).joined(separator: "  ") }

    private var share: Int? { bytes > 0 ? Int(min(1, Double(bytesRead) / Double(bytes)) * 100) : nil }

    /// Bytes a second, once there is something to go by.
    private var rate: Double? {
        guard let seconds, seconds >= 0.1, bytesRead > 0 else { return nil }
        return Double(bytesRead) / seconds
    }

    private var speed: String? { rate.map { Self.size(Int($0)) + "/s" } }

    private var timeLeft: String? {
        guard let rate, bytes > bytesRead else { return nil }
        let seconds = Double(bytes - bytesRead) / rate
        if seconds < 60 { return "\(Int(seconds.rounded(.up))) s left" }
        return seconds < 86_400 ? "\(Int((seconds / 60).rounded(.up))) min left" : nil
    }

    /// `1.2 GB`: powers of ten, as disks are measured.
    private static func size(_ bytes: Int) -> String {
        for (unit, name) in [(1_000_000_000, "GB"), (1_000_000, "MB")] where bytes >= unit {
            let tenths = bytes / (unit / 10)
            return tenths < 100 ? "\(tenths / 10).\(tenths % 10) \(name)" : "\((tenths / 10).grouped) \(name)"
        }
        return "\(bytes / 1_000) KB"
    }
}
