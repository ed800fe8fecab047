import Glibc

/// A path as the system has it: bytes, which need not be UTF-8, and a name to show.
struct SystemPath: Equatable, Sendable {
    /// Without the zero at the end.
    let bytes: [UInt8]
    /// The same as text; what is no UTF-8 is replaced.
    let name: String

    private init(bytes: [UInt8]) {
        (self.bytes, name) = (bytes, String(decoding: bytes, as: UTF8.self))
    }

    /// A path that a person gave. Where the text was repaired it no longer leads to the file: the bytes are then those of
    /// the argument it was made of.
    init(typed path: String) {
        self.init(typed: path, arguments: path.unicodeScalars.contains("\u{FFFD}") ? Self.arguments : [])
    }

    init(typed path: String, arguments: [[UInt8]]) {
        let typed = arguments.first { String(decoding: $0, as: UTF8.self) == path }
        (bytes, name) = (typed ?? Array(path.utf8), path)
    }

    private static var arguments: [[UInt8]] {
        (0..<Int(CommandLine.argc)).compactMap { place in
            CommandLine.unsafeArgv[place].map { Array(UnsafeRawBufferPointer(start: $0, count: strlen($0))) }
        }
    }

    /// What stands in this folder under a name.
    func appending(_ part: [UInt8]) -> SystemPath {
        let slash = UInt8(ascii: "/")
        return SystemPath(bytes: (bytes.last == slash ? bytes : bytes + [slash]) + part)
    }

    /// `nil` with `errno` set where nothing can be told.
    func status(followingLinks: Bool = true) -> stat? {
        var status = stat()
        return withTerminated { followingLinks ? stat($0, &status) : lstat($0, &status) } == 0 ? status : nil
    }

    /// The descriptor; negative with `errno` set where it cannot be opened.
    func open(_ flags: Int32) -> Int32 { withTerminated { Glibc.open($0, flags) } }

    /// `nil` with `errno` set where it cannot be read.
    func openFolder() -> OpaquePointer? { withTerminated { opendir($0) } }

    private func withTerminated<Result>(_ body: (UnsafePointer<CChar>) -> Result) -> Result {
        (bytes.map { CChar(bitPattern: $0) } + [0]).withUnsafeBufferPointer { characters in
            guard let start = characters.baseAddress else { preconditionFailure("A terminated path has a byte.") }
            return body(start)
        }
    }
}
