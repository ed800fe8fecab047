import Canvas

/// Help: the field under the cursor, then the screen, then every key and command of it. Made from the key table.
struct HelpScreen: TextScreen {
    static let name = "Help"
    static let about = "Explains a field, a screen and its keys."

    var scroll = 0
    private let screen: String
    private let about: String
    private let topic: [TextLine]
    private let infos: [KeyInfo]

    init<S: Screen>(for screen: S, _ desk: Desk) {
        self.screen = S.name
        about = S.about
        topic = screen.topic(desk)
        infos = screen.keyInfos
    }

    var title: String { "\(screen) - Help" }

    static let keys = KeyTable<HelpScreen>([.enterToContinue] + KeyRow.common + KeyRow.scrolling)

    func lines(_ desk: Desk) -> [TextLine] {
        let width = max(20, desk.columns - 2)
        var lines = topic
        if !lines.isEmpty { lines.append(TextLine()) }
        lines += TextLine.folded(about, width: width, .title) + [TextLine()]
        lines.append(TextLine("Keys and commands", .title))
        for info in infos { lines += Self.lines(info, width: width) }
        return lines
    }

    private static let keyColumn = 30

    private static func lines(_ info: KeyInfo, width: Int) -> [TextLine] {
        let keys = ([info.keyNames] + info.commands.map(\.text)).filter { !$0.isEmpty }.joined(separator: "  ")
        guard width >= 60 else {
            return [TextLine("  " + keys, .emphasis)] + TextLine.folded("    " + info.help, width: width - 4, indent: 4)
        }
        var lines: [TextLine] = []
        let help = TextLine.folded(info.help, width: width - keyColumn - 3)
        let isLong = keys.count > keyColumn - 1
        if isLong { lines.append(TextLine("  " + keys, .emphasis)) }
        for (index, line) in help.enumerated() {
            let left = index == 0 && !isLong ? ("  " + keys).padded(keyColumn + 2) : String(repeating: " ", count: keyColumn + 2)
            lines.append(TextLine(left, .emphasis).adding(line.text))
        }
        return lines
    }
}
