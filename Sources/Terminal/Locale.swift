import CNcurses
import Glibc

/// The character set of the terminal, as the environment tells it.
enum Locale {
    /// Tells the C library which characters there are, and returns whether they are those of UTF-8.
    ///
    /// Only LC_CTYPE: numbers are read and written in one way everywhere. Where the locale that is asked for was never
    /// installed (small hosts, containers) but is a UTF-8 one, the C library's own C.UTF-8 does as well.
    static func adopt() -> Bool {
        if wrkaud_set_locale("") == nil, asksForUTF8 { _ = wrkaud_set_locale("C.UTF-8") }
        return wrkaud_codeset().map { String(cString: $0) } == "UTF-8"
    }

    private static var asksForUTF8: Bool {
        let name = ["LC_ALL", "LC_CTYPE", "LANG"].lazy.compactMap(environment).first ?? ""
        let folded = name.lowercased()
        return folded.hasSuffix("utf-8") || folded.hasSuffix("utf8")
    }
}

/// The value of an environment variable; `nil` when it is not set or empty.
func environment(_ name: String) -> String? {
    guard let value = getenv(name), value.pointee != 0 else { return nil }
    return String(cString: value)
}
