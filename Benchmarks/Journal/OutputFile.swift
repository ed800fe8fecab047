import Foundation

/// A file written in pieces of a megabyte.
final class OutputFile {
    private let handle: FileHandle
    private var pending: [UInt8] = []
    private static let piece = 1 << 20

    init(_ path: String) throws {
        FileManager.default.createFile(atPath: path, contents: nil)
        handle = try FileHandle(forWritingTo: URL(filePath: path))
        pending.reserveCapacity(Self.piece + 65_536)
    }

    func write(_ bytes: [UInt8]) throws {
        pending.append(contentsOf: bytes)
        if pending.count >= Self.piece { try flush() }
    }

    func close() throws {
        try flush()
        try handle.close()
    }

    private func flush() throws {
        try handle.write(contentsOf: pending)
        pending.removeAll(keepingCapacity: true)
    }
}
