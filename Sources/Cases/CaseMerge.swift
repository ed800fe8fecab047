extension CaseFile {
    /// What is left when two people went on from `base`: the changes of both. Where both changed the same thing nothing is
    /// lost: of an entry the tags of both stay and both notes, of a view the other one stays under another name.
    package static func merged(base: CaseFile, ours: CaseFile, theirs: CaseFile) -> CaseFile {
        var merged = theirs
        merged.sources = ours.sources + theirs.sources
        merged.orderSources()
        merged.unknown += ours.unknown.filter { !theirs.unknown.contains($0) && !base.unknown.contains($0) }
        for key in Set(base.notes.keys).union(ours.notes.keys) where ours.notes[key] != base.notes[key] {
            switch (base.notes[key], ours.notes[key], theirs.notes[key]) {
            case (let old, let mine?, let other?): merged.keep(old == other ? mine : mine.joined(with: other))
            case (_, let mine?, nil): merged.keep(mine)
            // Taken away here: only what is still as it was then goes.
            case (let old?, nil, let other?): if other == old { merged.drop(other.entry) }
            default: break
            }
        }
        merged.mergeViews(base: base, ours: ours)
        return merged
    }

    private mutating func mergeViews(base: CaseFile, ours: CaseFile) {
        for view in ours.views where base.view(view.name) != view {
            if self.view(view.name) == base.view(view.name) { keep(view) } else { add(view) }
        }
        for view in base.views where ours.view(view.name) == nil && self.view(view.name) == view { dropView(view.name) }
    }
}

extension CaseNote {
    /// The tags and texts of both.
    func joined(with other: CaseNote) -> CaseNote {
        var joined = self
        joined.tags = Self.tidied(tags + other.tags)
        if text.isEmpty { joined.text = other.text } else if !other.text.isEmpty, !text.contains(other.text) {
            joined.text = other.text.contains(text) ? other.text : text + "\n" + other.text
        }
        joined.unknown += other.unknown.filter { !unknown.contains($0) }
        joined.source = source ?? other.source
        return joined
    }
}
