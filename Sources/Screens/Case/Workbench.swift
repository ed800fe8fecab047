package import Cases

/// What a session works with besides the journal: a case, names, and how the program was called.
package struct Workbench: Sendable {
    /// Where the case is kept; `nil` where there is no place for it yet.
    package var store: CaseStore?
    /// Whether the case was named by the person; the usual one is there for every journal.
    package var isNamed: Bool
    /// What the case says when the session starts.
    package var file: CaseFile
    /// Changes of the case that an earlier session could not save.
    package var unsaved: [UnsavedCase]
    package var names: NameTable
    package var invocation: Invocation

    package init(
        store: CaseStore? = nil, isNamed: Bool = true, file: CaseFile = CaseFile(), unsaved: [UnsavedCase] = [],
        names: NameTable = NameTable(), invocation: Invocation = Invocation()
    ) {
        self.store = store
        self.isNamed = isNamed
        self.file = file
        self.unsaved = unsaved
        self.names = names
        self.invocation = invocation
    }
}

/// How the program was called: what commands that repeat a step begin and end with.
package struct Invocation: Equatable, Sendable {
    /// As they were named; empty for the sample journal.
    package var sources: [String]
    /// Options that say how to read the sources, and which names to use, each word of its own.
    package var options: [String]

    package init(sources: [String] = [], options: [String] = []) {
        self.sources = sources
        self.options = options
    }
}
