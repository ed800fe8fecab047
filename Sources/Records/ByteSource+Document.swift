/// A file that lies among exports and is a document by its name: when no format fits, nothing is missing.
struct DocumentSource: ByteSource {
    private let file: any ByteSource

    /// The file itself, or the document it is by its name.
    static func marked(_ file: any ByteSource) -> any ByteSource {
        isDocument(file.name) ? DocumentSource(file: file) : file
    }

    var isDocument: Bool { true }
    var name: String { file.name }
    var size: Int? { file.size }
    var failure: String? { file.failure }
    var lastChange: Int? { file.lastChange }
    var asFound: any ByteSource { file.asFound }

    func read(at offset: Int, into buffer: UnsafeMutableRawBufferPointer) throws -> Int { try file.read(at: offset, into: buffer) }
    func arrives(at offset: Int, within milliseconds: Int) -> Bool { file.arrives(at: offset, within: milliseconds) }
    func forget(before offset: Int) { file.forget(before: offset) }

    /// What people write for people: no export has such an extension.
    private static let extensions: Set = [
        "md", "markdown", "rst", "adoc", "htm", "html", "pdf", "doc", "docx", "odt", "rtf", "png", "jpg", "jpeg", "gif",
    ]
    /// What lies beside files that are passed on, with or without `.txt`.
    private static let names: Set = ["readme", "license", "licence", "copying", "notice", "changelog", "authors"]

    static func isDocument(_ path: String) -> Bool {
        let name = path.split(separator: "/").last?.lowercased() ?? ""
        let parts = name.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count > 1, let last = parts.last else { return names.contains(name) }
        return extensions.contains(String(last)) || last == "txt" && names.contains(parts.dropLast().joined(separator: "."))
    }
}
