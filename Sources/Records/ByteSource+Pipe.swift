import Glibc

/// Standard input, or another pipe: a thread reads it into memory, so that it can be read again at any place.
package final class PipeSource: ByteSource {
    package let name: String
    private let bytes = ArrivingBytes()

    /// Takes over `descriptor`; standard input is left open in the end, others are closed.
    package init(descriptor: Int32, name: String) {
        self.name = name
        let bytes = bytes
        let started = ArrivingBytes.onOwnThread {
            PipeSource.pump(descriptor, into: bytes)
            if descriptor != STDIN_FILENO { close(descriptor) }
        }
        if !started { bytes.finish("no thread could be started to read it") }
    }

    deinit { bytes.stop() }

    package var size: Int? { bytes.size }
    package var failure: String? { bytes.failure }

    package func read(at offset: Int, into buffer: UnsafeMutableRawBufferPointer) -> Int {
        bytes.read(at: offset, into: buffer)
    }

    package func arrives(at offset: Int, within milliseconds: Int) -> Bool {
        bytes.arrives(at: offset, within: milliseconds)
    }

    private static func pump(_ descriptor: Int32, into bytes: ArrivingBytes) {
        while let room = bytes.room() {
            let got = Glibc.read(descriptor, room.baseAddress, room.count)
            if got > 0 {
                bytes.arrived(got)
            } else if got == 0 {
                return bytes.finish()
            } else if errno != EINTR {
                return bytes.finish("reading stopped: \(SystemError.reason())")
            }
        }
        bytes.finish()
    }
}
