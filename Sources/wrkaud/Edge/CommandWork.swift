import Columns

/// Work that shows on a terminal how far it is.
enum CommandWork {
    static func make(_ task: String) -> Work { Work { StandardError.progress(task, $0) } }
}
