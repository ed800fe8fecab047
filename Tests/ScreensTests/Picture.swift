import Foundation
import Testing

/// Compares what is on the screen with `Tests/Pictures/NAME.txt`; `make pictures` accepts what is there.
func expectPicture(_ script: Script, _ name: String, _ location: SourceLocation = #_sourceLocation) {
    expectPicture(of: script.picture, name, location)
}

func expectPicture(of text: String, _ name: String, _ location: SourceLocation = #_sourceLocation) {
    let file = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: "Pictures/\(name).txt")
    let picture = text + "\n"
    if ProcessInfo.processInfo.environment["WRKAUD_ACCEPT"] != nil {
        try? FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try? picture.write(to: file, atomically: true, encoding: .utf8)
    }
    let expected = try? String(contentsOf: file, encoding: .utf8)
    #expect(picture == expected, "\(name)", sourceLocation: location)
}
