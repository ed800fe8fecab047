import Glibc

/// The files in and below a folder, and what could not be looked at.
struct FolderFiles {
    /// Regular files, and links to them. Links to folders are not followed: they could lead in circles.
    private(set) var paths: [SystemPath] = []
    /// Folders that may not be read, links that lead nowhere, files that nothing can be told of.
    private(set) var refused: [SourceError] = []

    init(in folder: SystemPath) { collect(folder) }

    private mutating func collect(_ folder: SystemPath) {
        guard let stream = folder.openFolder() else { return refuse(folder, SystemError.reason()) }
        var found: [(path: SystemPath, type: UInt8)] = []
        while let entry = readdir(stream) {
            let name = withUnsafeBytes(of: &entry.pointee.d_name) { Array($0.prefix { $0 != 0 }) }
            if name.first != UInt8(ascii: ".") { found.append((folder.appending(name), entry.pointee.d_type)) }
        }
        closedir(stream)
        for (path, type) in found { take(path, type) }
    }

    /// - Parameter type: What the folder says of it; not all file systems know.
    private mutating func take(_ path: SystemPath, _ type: UInt8) {
        if Int(type) == Int(DT_REG) { return paths.append(path) }
        guard let link = path.status(followingLinks: false) else { return refuse(path, SystemError.reason()) }
        if link.st_mode & S_IFMT == S_IFDIR { return collect(path) }
        guard let status = path.status() else {
            return errno == ENOENT
                ? refused.append(SourceError(path: path.name, reason: "the link leads nowhere", remedy: "Copy what it stood for, or remove it."))
                : refuse(path, SystemError.reason())
        }
        if status.st_mode & S_IFMT == S_IFREG { paths.append(path) }
    }

    /// - Parameter reason: Of the call that failed just now.
    private mutating func refuse(_ path: SystemPath, _ reason: String) {
        refused.append(SourceError(path: path.name, reason: reason, remedy: SystemError.remedy()))
    }
}
