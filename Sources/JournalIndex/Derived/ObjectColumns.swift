/// What an entry is about, in one text.
enum ObjectColumns {
    static let all: [DerivedColumn] = [
        column("OBJECT", prefix: "", entryTypes: nil), column("PREV_OBJECT", prefix: "PREV_", entryTypes: ["OM"]),
    ]

    /// Ways to name an object, best first: the columns, and how their texts are joined.
    private static func ways(_ prefix: String) -> [[String]] {
        [
            ["PATH_NAME"], ["IFS_OBJECT_NAME"], ["FOLDER_PATH", "DLO_NAME"], ["OBJECT_LIBRARY", "OBJECT_NAME"],
            ["VOLUME_NAME", "OPTICAL_OBJECT_NAME"], ["LDAP_OBJECT_NAME"], ["RESOURCE_NAME"],
            ["JOURNALED_OBJECT_LIBRARY", "JOURNALED_OBJECT_NAME"],
        ].map { $0.map { prefix + $0 } }
    }

    private static func column(_ name: String, prefix: String, entryTypes: Set<String>?) -> DerivedColumn {
        let ways = ways(prefix)
        let type = prefix + "OBJECT_TYPE"
        return DerivedColumn(
            name: name, entryTypes: entryTypes,
            inputs: { _ in ways.joined().map { .column($0) } + [.column(type)] },
            value: { _, cells in
                for way in ways {
                    if let text = text(way, type: cells(.column(type)).saying, cells) { return .text(text) }
                }
                return .null
            }
        ).afterGiven()
    }

    private static func text(_ way: [String], type: String?, _ cells: DerivedColumn.Cells) -> String? {
        guard let name = cells(.column(way[way.count - 1])).saying else {
            // A folder is named by its path alone.
            return way[0].hasSuffix("FOLDER_PATH") ? cells(.column(way[0])).saying : nil
        }
        guard way.count == 2, let container = cells(.column(way[0])).saying else { return name }
        if container == "QSYS" && (type == "*LIB" || type == "*USRPRF") { return name }
        return container + "/" + name
    }
}
