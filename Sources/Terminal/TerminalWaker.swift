import CTerminal
import Glibc

/// Wakes a terminal that waits for input, from any thread: a result of background work has been put where the event
/// loop finds it.
package struct TerminalWaker: Sendable {
    let descriptor: Int32

    /// Cost: one system call; never waits. A full pipe is fine: the loop will wake anyway.
    package func wake() {
        var byte = UInt8(WRKAUD_WAKE_MESSAGE)
        _ = write(descriptor, &byte, 1)
    }
}

/// The pipe behind a waker. It lives as long as the program: a background thread may wake at any time.
struct WakePipe {
    let reading: Int32
    let writing: Int32

    init?() {
        var ends: [Int32] = [0, 0]
        guard wrkaud_wake_pipe(&ends) == 0 else { return nil }
        (reading, writing) = (ends[0], ends[1])
    }

    /// What was written since the last time, each kind once.
    func drain() -> Set<UInt8> {
        var seen: Set<UInt8> = []
        var buffer = [UInt8](repeating: 0, count: 256)
        while true {
            let count = read(reading, &buffer, buffer.count)
            guard count > 0 else { return seen }
            seen.formUnion(buffer[..<count])
        }
    }
}
