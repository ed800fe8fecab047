import Foundation
import PackagePlugin

/// Turns data files into Swift string literals before a target is compiled.
///
/// A literal costs next to nothing to compile and nothing at start-up, and the program needs no file beside it.
@main
struct EmbedCatalog: BuildToolPlugin {
    /// What is embedded where. A folder that does not exist gives an enum without files.
    static let embeddings = [
        Embedding(target: "Catalog", folder: "Sources/Catalog", suffix: ".tsv", mode: "text", enumName: "CatalogText"),
        Embedding(target: "wrkaud", folder: "Maps", suffix: ".map", mode: "text", enumName: "EmbeddedMaps"),
        Embedding(
            target: "wrkaud", folder: "SampleData/outfiles", suffix: "", mode: "binary", enumName: "EmbeddedSamples"),
    ]

    func createBuildCommands(context: PluginContext, target: any Target) throws -> [Command] {
        let tool = try context.tool(named: "EmbedText").url
        return Self.embeddings.filter { $0.target == target.name }.map { embedding in
            let folder = context.package.directoryURL.appending(path: embedding.folder)
            let output = context.pluginWorkDirectoryURL.appending(path: "\(embedding.enumName).swift")
            return .buildCommand(
                displayName: "Embedding \(embedding.folder) as \(embedding.enumName)",
                executable: tool,
                arguments: [embedding.mode, folder.path, embedding.suffix, output.path, embedding.enumName],
                inputFiles: embedding.files(in: folder),
                outputFiles: [output])
        }
    }
}

/// One folder that becomes one enum.
struct Embedding {
    var target: String
    /// Relative to the package.
    var folder: String
    /// Only files whose name ends so; empty for every file.
    var suffix: String
    /// `text` (comment lines are left out) or `binary` (base64).
    var mode: String
    var enumName: String

    func files(in folder: URL) -> [URL] {
        let all = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: [.isRegularFileKey])
        return (all?.allObjects as? [URL] ?? [])
            .filter { $0.lastPathComponent.hasSuffix(suffix) && !$0.hasDirectoryPath }
            .sorted { $0.path < $1.path }
    }
}
