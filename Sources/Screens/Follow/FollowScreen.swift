import Canvas
import Query

/// What an entry names that can be followed, when the field under the cursor does not say it.
struct FollowScreen: ListScreen {
    static let name = "Follow"
    static let about =
        "Lists the jobs, users, addresses and objects the entry names. Enter shows every entry that names the same, of any type and source, in order of time."

    var cursor = ListCursor()
    private let trails: [Trail]
    private let row: Int

    init(_ trails: [Trail], row: Int) { (self.trails, self.row) = (trails, row) }

    var itemCount: Int { trails.count }
    func pageSize(_ desk: Desk) -> Int { listPage(desk, top: 1) }

    static let keys = KeyTable<FollowScreen>(
        [
            KeyRow(
                [.enter, .character("o"), .character("z")], [], "Follow",
                "Shows every entry that names the same; z or F12 there comes back to the entry."
            ) {
                screen, desk, _ in
                guard screen.trails.indices.contains(screen.cursor.index) else { return }
                desk.back()
                desk.follow(screen.trails[screen.cursor.index], row: screen.row)
            }
        ] + KeyRow.common + KeyRow.moving())

    func draw(into grid: inout Grid, _ desk: Desk) {
        let top = [TextLine("Choose what to follow, press Enter.", .instruction)]
        drawList(into: &grid, desk, top: top, heading: "   " + "What".padded(10) + "Name", empty: []) { index in
            TextLine("   " + trails[index].kind.rawValue.padded(10) + trails[index].value)
        }
    }
}
