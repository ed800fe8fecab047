/// Finds the name somebody probably meant.
package enum NearestName {
    /// The nearest of `names` to `word`: fewest letters differ, of at most a third (two may always); else one of whose
    /// words it is (`timestamp` of ENTRY_TIMESTAMP). Of equally near ones the first wins; `nil` when none is near.
    package static func of(_ word: String, in names: some Collection<String>) -> String? {
        bySpelling(word, in: names) ?? names.first { holds(word, $0) }
    }

    /// Whether the word stands in the name between underscores, hyphens or blanks; shorter ones stand in too many.
    private static func holds(_ word: String, _ name: String) -> Bool {
        func parts(_ text: String) -> [Substring] { text.uppercased().split { "_- ".contains($0) } }
        let wanted = parts(word)
        return word.count >= 3 && !wanted.isEmpty && parts(name).contains(wanted)
    }

    private static func bySpelling(_ word: String, in names: some Collection<String>) -> String? {
        let wanted = Array(word.uppercased().unicodeScalars.prefix(40))
        let limit = max(min(2, wanted.count - 1), wanted.count / 3)
        var best: (name: String, distance: Int)?
        for name in names {
            let candidate = Array(name.uppercased().unicodeScalars)
            guard abs(candidate.count - wanted.count) <= limit else { continue }
            let distance = distance(wanted, candidate)
            if distance <= limit, distance < best?.distance ?? .max { best = (name, distance) }
        }
        return best?.name
    }

    /// Letters to add, drop, replace or swap with their neighbour to make `a` into `b`.
    static func distance(_ a: [Unicode.Scalar], _ b: [Unicode.Scalar]) -> Int {
        var beforeLast: [Int] = []
        var last = Array(0...b.count)
        for i in a.indices {
            var line = [i + 1]
            for j in b.indices {
                var steps = min(last[j + 1] + 1, line[j] + 1, last[j] + (a[i] == b[j] ? 0 : 1))
                if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] { steps = min(steps, beforeLast[j - 1] + 1) }
                line.append(steps)
            }
            (beforeLast, last) = (last, line)
        }
        return last[b.count]
    }
}
