import Glibc

/// What loading asks of the machine.
enum Processors {
    /// The cores that may be used: each reads, parses and encodes blocks of its own.
    static let count = max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN)))

    /// Bytes of an input that one core turns into columns at a time: a quarter of the cache that is its own, so that cuts
    /// and codes have room beside them. Each column is begun anew with every strip, so longer ones are better: with
    /// 256 KB instead of 64 KB loading took 0.90 of the processor time where the cache has 1 MB.
    static let stripBytes: Int = {
        let cache = sysconf(Int32(_SC_LEVEL2_CACHE_SIZE))
        return cache > 0 ? min(max(cache / 4, 64 << 10), 256 << 10) : 128 << 10
    }()
}
