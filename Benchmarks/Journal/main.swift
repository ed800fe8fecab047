// make-journal ROWS FILE [SEED]: an invented journal with the skew of a real partition. FILE that ends in .csv gets a
// result of 25 columns, any other a raw *TYPE5 outfile. The same seed gives the same bytes everywhere.

import Foundation

let arguments = CommandLine.arguments
guard arguments.count >= 3, let rows = Int(arguments[1]), rows > 0 else {
    FileHandle.standardError.write(Data("usage: make-journal ROWS FILE [SEED]\n".utf8))
    exit(64)
}
do {
    var partition = Partition(seed: arguments.count > 3 ? UInt64(arguments[3]) ?? 1 : 1)
    let file = try OutputFile(arguments[2])
    if arguments[2].hasSuffix(".csv") {
        try JournalCSV().write(rows, of: &partition, to: file)
    } else {
        try JournalOutfile().write(rows, of: &partition, to: file)
    }
    try file.close()
} catch {
    FileHandle.standardError.write(Data("\(error)\n".utf8))
    exit(1)
}
