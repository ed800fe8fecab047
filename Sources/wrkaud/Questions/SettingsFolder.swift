import Glibc

/// Where the user's own files of settings stand: `$XDG_CONFIG_HOME/wrkaud`, else `~/.config/wrkaud`.
enum SettingsFolder {
    /// The path of a file in it, whether it is there or not; `nil` without a home.
    static func path(_ name: String) -> String? {
        if let folder = variable("XDG_CONFIG_HOME"), folder.hasPrefix("/") { return "\(folder)/wrkaud/\(name)" }
        return variable("HOME").map { "\($0)/.config/wrkaud/\(name)" }
    }

    static func exists(_ path: String) -> Bool { access(path, F_OK) == 0 }

    private static func variable(_ name: String) -> String? {
        guard let value = getenv(name), value[0] != 0 else { return nil }
        return String(cString: value)
    }
}
