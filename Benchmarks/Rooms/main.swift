// measure-rooms FILE [REPEATS] [PART]: what the rooms of wrkaud cost on a journal, one JSON object a line:
// {"what": …, "seconds": …, "processor": …, "amount": …, "unit": …}. The least of the repeats counts; questions are asked
// three times at least, as other engines are.
// PART is `load` (loading only), `alone` (the loops of loading, each alone), `export`, `view` (small views exported
// again and again, of one load), or left out: everything.

import Foundation

let arguments = CommandLine.arguments
guard arguments.count >= 2 else {
    FileHandle.standardError.write(Data("usage: measure-rooms FILE [REPEATS] [load | alone | export | view]\n".utf8))
    exit(64)
}
let repeats = arguments.count > 2 ? Int(arguments[2]) ?? 3 : 3

do {
    let part = arguments.count > 3 ? Measurement.Part(rawValue: arguments[3]) : .all
    guard let part else {
        FileHandle.standardError.write(Data("PART is load, alone, export or view, not \(arguments[3])\n".utf8))
        exit(64)
    }
    try Measurement(path: arguments[1], repeats: repeats, part: part).run()
} catch {
    FileHandle.standardError.write(Data("\(error)\n".utf8))
    exit(1)
}
