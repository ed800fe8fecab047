/// Every key and command of every screen, as text: `docs/keys.md` is made from it.
package enum KeyReference {
    /// The screens in the order of the document.
    static let screens: [any Screen.Type] = [
        QuestionsScreen.self, QuestionPromptScreen.self, ReportScreen.self, EntryScreen.self, FollowScreen.self,
        SelectScreen.self, ValuesScreen.self, CountScreen.self, TimelineScreen.self,
        LedgerScreen.self, ConditionsScreen.self,
        NoteScreen.self, CaseScreen.self, ViewsScreen.self, StepsScreen.self, LeaveScreen.self, UnsavedScreen.self,
        SortScreen.self, ColumnsScreen.self, ExportScreen.self, CommandLine.self, IssuesScreen.self, SourcesScreen.self,
        HelpScreen.self, MessageScreen.self,
    ]

    package static var markdown: String {
        let head = """
            # Keys and commands

            Made from the key tables of the screens; a test compares them. Every function key has a letter or a command,
            because F13 to F24 do not survive every terminal. Esc 1 to Esc 0 are F1 to F10, Esc - and Esc = are F11 and
            F12, with Shift they are F13 to F24; `:F19` does what F19 does. Digits before a key are its number: `120G`
            goes to line 120, `45|` shifts to column 45, `5` Enter displays the entry, `2c` switches condition 2.

            """
        return head + screens.map { section($0) }.joined()
    }

    private static func section<S: Screen>(_ screen: S.Type) -> String {
        let rows = S.keys.rows.map { row in
            "| \(keys(row.info)) | \(row.info.commands.map { code($0.text) }.joined(separator: " ")) | \(row.name) | \(escaped(row.help)) |\n"
        }
        return "\n## \(S.name)\n\n\(S.about)\n\n| Keys | Commands | Name | What happens |\n|---|---|---|---|\n" + rows.joined()
    }

    private static func keys(_ info: KeyInfo) -> String { info.keys.map { code($0.name) }.joined(separator: " ") }
    private static func code(_ text: String) -> String { "`" + escaped(text) + "`" }
    private static func escaped(_ text: String) -> String { text.split(separator: "|", omittingEmptySubsequences: false).joined(separator: "\\|") }
}
