import Catalog

/// What somebody found out about a journal: marked entries with tags and notes, saved views, and which sources it was.
///
/// A value; `CaseText` writes and reads it, `CaseStore` keeps it in a file.
package struct CaseFile: Equatable, Sendable {
    package var sources: [CaseSource] = []
    /// By `EntryIdentity.key`. An entry that stands here is marked.
    package private(set) var notes: [String: CaseNote] = [:]
    /// In the order in which they were saved; names differ.
    package private(set) var views: [SavedView] = []
    /// Lines that this version does not know, as they stood: they are written back.
    package var unknown: [String] = []

    package init() {}

    package var isEmpty: Bool { self == CaseFile() }

    /// In order of time, then of sequence.
    package var sortedNotes: [CaseNote] {
        notes.values.sorted { a, b in
            let (x, y) = (a.entry, b.entry)
            let left = (x.time?.microseconds ?? .min, x.sequence ?? 0), right = (y.time?.microseconds ?? .min, y.sequence ?? 0)
            return left == right ? x.key < y.key : left < right
        }
    }

    /// Brings the sources into the order in which a case file lists them, each once: equal cases are equal values.
    package mutating func orderSources() {
        sources = Array(Set(sources)).sorted { ($0.sha256, $0.name, $0.entries) < ($1.sha256, $1.name, $1.entries) }
    }

    package mutating func keep(_ note: CaseNote) { notes[note.entry.key] = note }
    /// Keeps what both say, where there is a note on the entry.
    mutating func add(_ note: CaseNote) { keep(notes[note.entry.key]?.joined(with: note) ?? note) }
    package mutating func drop(_ entry: EntryIdentity) { notes[entry.key] = nil }

    /// The view of this name, any case.
    package func view(_ name: String) -> SavedView? { views.first { $0.key == SavedView.key(name) } }

    /// Keeps a view in place of the one of its name.
    package mutating func keep(_ view: SavedView) {
        if let index = views.firstIndex(where: { $0.key == view.key }) { views[index] = view } else { views.append(view) }
    }

    /// Keeps a view; one that is there under its name, and is another, stays under another name.
    mutating func add(_ view: SavedView) {
        if var other = self.view(view.name), other != view {
            var number = 2
            while self.view("\(other.name) (\(number))") != nil { number += 1 }
            other.name = "\(other.name) (\(number))"
            keep(other)
        }
        keep(view)
    }

    package mutating func dropView(_ name: String) { views.removeAll { $0.key == SavedView.key(name) } }
}

/// A source that noted entries came from, named by what is in it.
package struct CaseSource: Hashable, Sendable {
    /// SHA-256 as 64 hexadecimal digits.
    package var sha256: String
    /// Where it was when the case was saved; for people.
    package var name: String
    package var entries: Int

    package init(sha256: String, name: String, entries: Int) {
        self.sha256 = sha256
        self.name = name
        self.entries = entries
    }
}

/// One marked entry.
package struct CaseNote: Equatable, Sendable {
    package var entry: EntryIdentity
    /// In upper case, sorted, each once.
    package var tags: [String]
    /// May have several lines.
    package var text: String
    /// SHA-256 of the source it was marked in, once that is known.
    package var source: String?
    /// Lines that this version does not know, as they stood.
    package var unknown: [String] = []

    package init(entry: EntryIdentity, tags: [String] = [], text: String = "", source: String? = nil) {
        self.entry = entry
        self.tags = Self.tidied(tags)
        self.text = text
        self.source = source
    }

    /// Whether there is no more than the mark.
    package var isBareMark: Bool { tags.isEmpty && text.isEmpty }

    /// Tags are words: upper case as in filters, without blanks, commas and what cannot be seen.
    package static func tidied(_ tags: [String]) -> [String] {
        let words = tags.flatMap { $0.unicodeScalars.split { $0.properties.isWhitespace || $0 == "," } }
        let clean = words.map { word in
            String(String.UnicodeScalarView(word.filter { !CaseText.mustBeSpelled($0) })).uppercased()
        }
        return Array(Set(clean.filter { !$0.isEmpty })).sorted()
    }
}

/// A way of looking at a journal, under a name.
package struct SavedView: Equatable, Sendable {
    package struct Condition: Equatable, Sendable {
        /// In the filter language.
        package var filter: String
        package var isEnabled: Bool

        package init(_ filter: String, isEnabled: Bool = true) {
            self.filter = filter
            self.isEnabled = isEnabled
        }
    }

    package var name: String
    package var conditions: [Condition]
    /// Canonical names in order; empty for those that a report shows by itself.
    package var columns: [String]
    /// `COLUMN` or `COLUMN-`, most significant first.
    package var sort: [String]
    package var unknown: [String] = []

    package init(name: String, conditions: [Condition] = [], columns: [String] = [], sort: [String] = []) {
        self.name = name
        self.conditions = conditions
        self.columns = columns
        self.sort = sort
    }

    var key: String { Self.key(name) }
    static func key(_ name: String) -> String { name.lowercased() }
}
