import Glibc

/// The cores that may be used: each reads, parses and encodes blocks of its own.
enum Processors {
    static let count = max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN)))
}
