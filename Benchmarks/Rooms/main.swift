// measure-rooms FILE [REPEATS]: what the rooms of wrkaud cost on a journal, one JSON object a line:
// {"what": …, "seconds": …, "processor": …, "amount": …, "unit": …}. The least of the repeats counts.

import Foundation

let arguments = CommandLine.arguments
guard arguments.count >= 2 else {
    FileHandle.standardError.write(Data("usage: measure-rooms FILE [REPEATS]\n".utf8))
    exit(64)
}
let repeats = arguments.count > 2 ? Int(arguments[2]) ?? 3 : 3

do {
    try Measurement(path: arguments[1], repeats: repeats).run()
} catch {
    FileHandle.standardError.write(Data("\(error)\n".utf8))
    exit(1)
}
