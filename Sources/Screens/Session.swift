package import Canvas
package import Query

/// The one mutable root of the explorer: a stack of screens over a journal. Pure: events and messages in, effects out,
/// and a picture when asked. It never waits and never sees a terminal.
package struct Session: Sendable {
    package init(journal: any AuditJournal, rows: Int, columns: Int) {}

    package mutating func handle(_ event: TerminalEvent) -> [Effect] { [] }
    package mutating func receive(_ message: Message) -> [Effect] { [] }
    package func draw(into grid: inout Grid) {}
}
