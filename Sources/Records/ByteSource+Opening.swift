import Glibc
import Synchronization

/// Opens what a person names as SOURCE.
package enum Sources {
    /// Calls a body with each number below the count, on one core or on several, and returns when all are done.
    package typealias EachOf = (_ count: Int, _ body: @Sendable (Int) -> Void) -> Void

    /// The inputs behind `path`: a file, `-` for standard input, or every regular file in and below a folder, sorted by
    /// path, hidden ones left out. Names are opened by their bytes, which need not be UTF-8. Compressed files and archives
    /// (tar, zip) are recognised by their first bytes and unpacked as they are read; each member of an archive is an input
    /// of its own.
    ///
    /// In a folder a file or folder that may not be read, or a link that leads nowhere, stands in the result with its
    /// failure, as long as another can be read.
    ///
    /// - Parameter each: How the files of a folder are opened; one after the other when nothing is given.
    /// - Throws: `SourceError`.
    package static func open(
        _ path: String, each: EachOf = { count, body in for i in 0..<count { body(i) } }
    ) throws -> [any ByteSource] {
        if path == "-" { return try Archive.sources(in: unpacked(standardInput())) }
        let place = SystemPath(typed: path)
        guard let status = place.status() else {
            throw SourceError(path: path, reason: SystemError.reason(), remedy: SystemError.remedy())
        }
        switch status.st_mode & S_IFMT {
        case S_IFREG: return try inputs(of: FileSource(place))
        case S_IFDIR: return try folder(place, each)
        case S_IFIFO: return try Archive.sources(in: unpacked(pipe(place)))
        default:
            throw SourceError(path: path, reason: "it is a device, not a file", remedy: "Name a file, a folder or -.")
        }
    }

    private static func standardInput() throws -> any ByteSource {
        var status = stat()
        guard fstat(STDIN_FILENO, &status) == 0 else {
            throw SourceError(path: "-", reason: "there is no standard input", remedy: "Name a file.")
        }
        if isatty(STDIN_FILENO) == 1 {
            throw SourceError(path: "-", reason: "standard input is the keyboard", remedy: "Name a file, or pipe one in.")
        }
        // A redirected file is read in place, from its start.
        if status.st_mode & S_IFMT == S_IFREG {
            let own = dup(STDIN_FILENO)
            if own >= 0 { return try FileSource(descriptor: own, name: "-") }
        }
        if status.st_mode & S_IFMT == S_IFDIR {
            throw SourceError(path: "-", reason: "standard input is a folder", remedy: "Name the folder instead.")
        }
        return PipeSource(descriptor: STDIN_FILENO, name: "-")
    }

    private static func pipe(_ path: SystemPath) throws -> any ByteSource {
        let descriptor = path.open(O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else {
            throw SourceError(path: path.name, reason: SystemError.reason(), remedy: SystemError.remedy())
        }
        return PipeSource(descriptor: descriptor, name: path.name)
    }

    /// What is in a file: itself, what is packed in it, or the members of an archive.
    private static func inputs(of file: FileSource) throws -> [any ByteSource] {
        let head = try file.bytes(0..<Archive.headSize)
        if CompressedSource.method(of: head) == nil, !Archive.isArchive(head) { return [file] }
        return try Archive.sources(in: unpacked(file))
    }

    /// `source` itself, or what is packed in it (once: a .gz in a .gz stays packed).
    static func unpacked(_ source: any ByteSource) throws -> any ByteSource {
        guard let method = CompressedSource.method(of: try source.bytes(0..<6)) else { return source }
        if method == .zstandard, !Zstandard.isAvailable {
            throw SourceError(
                path: source.name, reason: "it is packed with zstd and libzstd is not on this machine",
                remedy: "Install libzstd, or unpack it with zstd -d first.")
        }
        if method == .xz, !Lzma.isAvailable {
            throw SourceError(
                path: source.name, reason: "it is packed with xz and liblzma is not on this machine",
                remedy: "Install liblzma, or unpack it with xz -d first.")
        }
        return CompressedSource(source, method: method)
    }

    // MARK: folders

    private static func folder(_ path: SystemPath, _ each: EachOf) throws -> [any ByteSource] {
        allowManyFiles()
        let files = FolderFiles(in: path)
        var refused = files.refused
        var found: [(path: String, source: any ByteSource)] = []
        for (file, result) in zip(files.paths, opened(files.paths, each)) {
            switch result {
            case .success(let sources): for source in sources { found.append((file.name, source)) }
            case .failure(let error): refused.append(error)
            }
        }
        guard !found.isEmpty else {
            throw refused.first
                ?? SourceError(path: path.name, reason: "no file in this folder can be read", remedy: "Name another folder.")
        }
        for error in refused {
            found.append((error.path, MemorySource(name: error.path, bytes: [], failure: error.reason)))
        }
        return found.sorted { $0.path < $1.path }.map(\.source)
    }

    private typealias Opened = Result<[any ByteSource], SourceError>

    /// What is in each of these files of a folder.
    private static func opened(_ paths: [SystemPath], _ each: EachOf) -> [Opened] {
        let parts = (paths.count + filesOfPart - 1) / filesOfPart
        let results = Mutex<[[Opened]]>(Array(repeating: [], count: parts))
        each(parts) { part in
            let some = paths[part * filesOfPart..<min((part + 1) * filesOfPart, paths.count)].map(opened)
            results.withLock { $0[part] = some }
        }
        return results.withLock { $0.flatMap { $0 } }
    }

    private static func opened(_ path: SystemPath) -> Opened {
        do {
            return .success(try inputs(of: FileSource(path)).map(DocumentSource.marked))
        } catch {
            return .failure(error as? SourceError ?? SourceError(path: path.name, reason: String(describing: error)))
        }
    }

    /// Files that are opened by one core at a time.
    private static let filesOfPart = 64

    /// Every file of a folder stays open: lets the process have as many as the system allows.
    private static func allowManyFiles() {
        var limit = rlimit()
        guard getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 else { return }
        limit.rlim_cur = limit.rlim_max
        setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
    }
}
