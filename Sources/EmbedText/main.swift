// Writes the files of a folder as string literals into one Swift enum:
//
//     EmbedText text|binary FOLDER SUFFIX OUTPUT ENUM
//
// `text` leaves out lines that start with `#` (comments and sources); `binary` writes base64.

import Foundation

let arguments = CommandLine.arguments
guard arguments.count == 6, ["text", "binary"].contains(arguments[1]) else {
    FileHandle.standardError.write(Data("usage: EmbedText text|binary FOLDER SUFFIX OUTPUT ENUM\n".utf8))
    exit(64)
}
let (isText, folder, suffix, output, enumName) =
    (arguments[1] == "text", URL(filePath: arguments[2]), arguments[3], arguments[4], arguments[5])

/// Paths below the folder, sorted, so that the output depends on the files only.
func paths() -> [String] {
    let names = FileManager.default.enumerator(atPath: folder.path)?.allObjects as? [String] ?? []
    return names.filter { name in
        var isFolder: ObjCBool = false
        let path = folder.appending(path: name).path
        return name.hasSuffix(suffix) && FileManager.default.fileExists(atPath: path, isDirectory: &isFolder)
            && !isFolder.boolValue
    }.sorted()
}

/// The text as the inside of a Swift string literal.
func escaped(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
        switch scalar {
        case "\\": result += "\\\\"
        case "\"": result += "\\\""
        case "\n": result += "\\n"
        case "\t": result += "\\t"
        case let s where s.value < 32 || s.value == 127: result += "\\u{\(String(s.value, radix: 16))}"
        default: result.unicodeScalars.append(scalar)
        }
    }
    return result
}

func literal(_ path: String) throws -> String {
    let data = try Data(contentsOf: folder.appending(path: path))
    guard isText else { return data.base64EncodedString() }
    let lines = String(decoding: data, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: true)
    return escaped(lines.filter { !$0.hasPrefix("#") }.joined(separator: "\n"))
}

var swift = """
    // Made by EmbedText from \(folder.lastPathComponent). Do not edit.
    enum \(enumName) {
        struct File: Sendable {
            /// Relative to the embedded folder.
            let path: String
            /// \(isText ? "Text without its comment lines." : "Base64.")
            let contents: String
        }
        /// Sorted by path.
        static let files: [File] = [

    """
for path in paths() {
    swift += "        File(path: \"\(escaped(path))\", contents: \"\(try literal(path))\"),\n"
}
swift += "    ]\n}\n"
try swift.write(toFile: output, atomically: true, encoding: .utf8)
