import Glibc
import Synchronization

/// Opens what a person names as SOURCE.
package enum Sources {
    /// Calls a body with each number below the count, on one core or on several, and returns when all are done.
    package typealias EachOf = (_ count: Int, _ body: @Sendable (Int) -> Void) -> Void

    /// The inputs behind `path`: a file, `-` for standard input, or every regular file in and below a folder, sorted by
    /// path, hidden ones left out. Compressed files and archives (tar, zip) are recognised by their first bytes and unpacked as they are read;
    /// each member of an archive is an input of its own.
    ///
    /// In a folder a file that may not be read stands in the result with its failure, as long as another can be read.
    ///
    /// - Parameter each: How the files of a folder are opened; one after the other when nothing is given.
    /// - Throws: `SourceError`.
    package static func open(
        _ path: String, each: EachOf = { count, body in for i in 0..<count { body(i) } }
    ) throws -> [any ByteSource] {
        if path == "-" { return try Archive.sources(in: unpacked(standardInput())) }
        var status = stat()
        guard stat(path, &status) == 0 else {
            throw SourceError(path: path, reason: SystemError.reason(), remedy: SystemError.remedy())
        }
        switch status.st_mode & S_IFMT {
        case S_IFREG: return try inputs(of: FileSource(path: path))
        case S_IFDIR: return try folder(path, each)
        case S_IFIFO: return try Archive.sources(in: unpacked(pipe(path)))
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

    private static func pipe(_ path: String) throws -> any ByteSource {
        let descriptor = Glibc.open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else {
            throw SourceError(path: path, reason: SystemError.reason(), remedy: SystemError.remedy())
        }
        return PipeSource(descriptor: descriptor, name: path)
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

    private static func folder(_ path: String, _ each: EachOf) throws -> [any ByteSource] {
        allowManyFiles()
        var paths: [String] = []
        var refused: [SourceError] = []
        collect(path.count > 1 && path.hasSuffix("/") ? String(path.dropLast()) : path, into: &paths, &refused)
        var found: [(path: String, source: any ByteSource)] = []
        for (file, result) in zip(paths, opened(paths, each)) {
            switch result {
            case .success(let sources): for source in sources { found.append((file, source)) }
            case .failure(let error): refused.append(error)
            }
        }
        guard !found.isEmpty else {
            throw refused.first
                ?? SourceError(path: path, reason: "no file in this folder can be read", remedy: "Name another folder.")
        }
        for error in refused {
            found.append((error.path, MemorySource(name: error.path, bytes: [], failure: error.reason)))
        }
        return found.sorted { $0.path < $1.path }.map(\.source)
    }

    private typealias Opened = Result<[any ByteSource], SourceError>

    /// What is in each of these files of a folder.
    private static func opened(_ paths: [String], _ each: EachOf) -> [Opened] {
        let parts = (paths.count + filesOfPart - 1) / filesOfPart
        let results = Mutex<[[Opened]]>(Array(repeating: [], count: parts))
        each(parts) { part in
            let some = paths[part * filesOfPart..<min((part + 1) * filesOfPart, paths.count)].map(opened)
            results.withLock { $0[part] = some }
        }
        return results.withLock { $0.flatMap { $0 } }
    }

    private static func opened(_ path: String) -> Opened {
        do {
            return .success(try inputs(of: FileSource(path: path)).map(DocumentSource.marked))
        } catch {
            return .failure(error as? SourceError ?? SourceError(path: path, reason: String(describing: error)))
        }
    }

    /// Files that are opened by one core at a time.
    private static let filesOfPart = 64

    /// Regular files below `folder`. Links to files are followed, links to folders are not: they could lead in circles.
    private static func collect(_ folder: String, into paths: inout [String], _ refused: inout [SourceError]) {
        guard let stream = opendir(folder) else {
            return refused.append(SourceError(path: folder, reason: SystemError.reason(), remedy: SystemError.remedy()))
        }
        var names: [(name: String, type: UInt8)] = []
        while let entry = readdir(stream) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) {
                $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if !name.hasPrefix(".") { names.append((name, entry.pointee.d_type)) }
        }
        closedir(stream)
        for (name, type) in names {
            let path = folder == "/" ? "/" + name : folder + "/" + name
            switch kind(of: path, type) {
            case S_IFDIR: collect(path, into: &paths, &refused)
            case S_IFREG: paths.append(path)
            default: break
            }
        }
    }

    /// `S_IFDIR` of a folder that is no link, `S_IFREG` of a regular file or a link to one; `nil` of what is left out.
    ///
    /// - Parameter type: What the folder says of it; not all file systems know.
    private static func kind(of path: String, _ type: UInt8) -> mode_t? {
        if Int(type) == Int(DT_REG) { return S_IFREG }
        var link = stat()
        var status = stat()
        guard lstat(path, &link) == 0, stat(path, &status) == 0 else { return nil }
        if link.st_mode & S_IFMT == S_IFDIR { return S_IFDIR }
        return status.st_mode & S_IFMT == S_IFREG ? S_IFREG : nil
    }

    /// Every file of a folder stays open: lets the process have as many as the system allows.
    private static func allowManyFiles() {
        var limit = rlimit()
        guard getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 else { return }
        limit.rlim_cur = limit.rlim_max
        setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
    }
}
