import Foundation
import SampleGenerator

// Writes the generated files of SampleData anew: swift run make-samples

let package = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()
do {
    let text = try String(contentsOf: package.appending(path: "Sources/SampleGenerator/story.tsv"), encoding: .utf8)
    let story = try Story(text)
    for file in try SampleSet(story: story).files {
        let url = package.appending(path: "SampleData/" + file.path)
        try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(file.bytes).write(to: url, options: .atomic)
        print("\(file.path): \(file.bytes.count) bytes")
    }
    print("\(story.entries.count) entries")
} catch {
    FileHandle.standardError.write(Data("make-samples: \(error)\n".utf8))
    exit(1)
}
