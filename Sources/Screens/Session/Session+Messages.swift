import Query

extension Session {
    package mutating func receive(_ message: Message) -> [Effect] {
        switch message {
        case .journal(let journal): desk.take(journal)
        case .progress(let id, let done): desk.jobs[id]?.advance(to: done)
        case .selected(let id, let selection):
            if case .select(let selecting)? = end(id) { desk.take(selection, selecting) }
        case .found(let id, let position):
            if case .find(let report)? = end(id) { desk.take(found: position, report: report) }
        case .summarised(let id, _), .tallied(let id, _), .timeline(let id, _), .ledger(let id, _), .evidence(let id, _, _),
            .completeness(let id, _), .digest(let id, _, _):
            if end(id) != nil { tellScreens(message) }
        case .strip(let id, let strip): if case .strip(let report)? = end(id) { desk.take(strip, report: report) }
        case .counted(let id, let count): if case .count(let question)? = end(id) { desk.take(count, of: question) }
        case .exported(let id, let path, let entries):
            guard end(id) != nil else { break }
            desk.say("\(entries.entries) written to \(path).")
            tellScreens(message)
        case .notesFound(let id, let rows): if case .notes? = end(id) { desk.take(found: rows) }
        case .caseSaved(let id, let store, let written, let given):
            if end(id) != nil { desk.take(store, written: written, given: given) }
        case .stepsWritten(let id, let path, let steps):
            if end(id) != nil { desk.say("\(steps.of("step", "steps")) written to \(path).") }
        case .cancelled(let id): if end(id) != nil { tellScreens(message) }
        case .failed(let id, let reason): fail(id, reason, message)
        }
        return finish()
    }

    /// Takes running work off the list; `nil` when it was cancelled and is no longer of interest.
    private mutating func end(_ id: Int) -> RunningJob.Purpose? { desk.jobs.removeValue(forKey: id)?.purpose }

    private mutating func fail(_ id: Int, _ reason: String, _ message: Message) {
        guard let purpose = end(id) else {
            // Work of nobody here: reading the sources failed, or keeping what is not saved.
            if id == 0 { desk.fail(reason) }
            return
        }
        if case .count(let question) = purpose { return desk.take(.cannot(reason), of: question) }
        if case .select(let selecting) = purpose { desk.takeBack(selecting.report) }
        if id == desk.casebook.saving { return desk.saveFailed(reason) }
        desk.fail(reason)
        tellScreens(message)
    }

    private mutating func tellScreens(_ message: Message) {
        for index in stack.indices { stack[index].receive(message, &desk) }
    }
}
