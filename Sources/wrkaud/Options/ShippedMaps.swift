/// The column maps that come with the program: `Maps/NAME.map`, embedded when it was built.
enum ShippedMaps {
    /// `ftp-request, server-logon`
    static var names: String { EmbeddedMaps.files.map { name($0.path) }.joined(separator: ", ") }

    /// The map of this name; `nil` when there is none, so that it is a path.
    static func text(_ name: String) -> String? {
        EmbeddedMaps.files.first { self.name($0.path) == name }?.contents
    }

    private static func name(_ path: String) -> String { String(path.prefix { $0 != "." }) }
}
