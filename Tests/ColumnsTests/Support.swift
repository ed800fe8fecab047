@testable import Columns
import TestRandom

/// Counts around which words and chunks end.
let edgeCounts = [0, 1, 2, 63, 64, 65, 127, 128, 129, 1_000, 65_535, 65_536, 65_537, 131_073]
let smallCounts = [0, 1, 2, 63, 64, 65, 129, 1_000]

let work = Work()

func cancelledWork() -> Work {
    let work = Work()
    work.cancel()
    return work
}

/// A bitmap in which about `share` of the rows are set.
func randomBitmap(_ count: Int, share: Double, _ random: inout SplitMix) -> Bitmap {
    Bitmap(count: count, rows: (0..<count).filter { _ in Double.random(in: 0..<1, using: &random) < share })
}

/// A dictionary of `values` different texts: "v0", "v1", …
func numberedDictionary(_ values: Int) -> TextDictionary {
    var dictionary = TextDictionary()
    for i in 0..<values { _ = dictionary.intern("v\(i)") }
    return dictionary
}

/// A column of random codes of a dictionary with `values` values, in runs, so that constant chunks occur too.
func randomCoded(_ count: Int, values: Int, _ random: inout SplitMix) -> (column: CodedColumn, codes: [UInt32]) {
    var codes: [UInt32] = []
    while codes.count < count {
        let run = Bool.random(using: &random) ? 1 : Int.random(in: 1...300, using: &random)
        let code = UInt32.random(in: 0..<UInt32(values + 3), using: &random)
        codes += Array(repeating: code, count: min(run, count - codes.count))
    }
    var builder = CodedColumnBuilder()
    builder.dictionary = numberedDictionary(values)
    builder.append(contentsOf: codes)
    return (builder.snapshot(), codes)
}

/// One cell of the naive model of an integer column.
enum ModelCell: Hashable {
    case empty(CellState)
    case value(Int128)
    case unreadable(String)

    var value: Int128? { if case .value(let value) = self { value } else { nil } }
    var state: CellState {
        switch self {
        case .empty(let state): state
        case .value: .value
        case .unreadable: .unreadable
        }
    }
}

/// A column of random numbers in `range`; `holes` is the share of cells without a value.
func randomIntegers(
    _ count: Int, in range: ClosedRange<Int128>, holes: Double, _ random: inout SplitMix
) -> (column: IntegerColumn, cells: [ModelCell]) {
    var builder = IntegerColumnBuilder()
    var cells: [ModelCell] = []
    for _ in 0..<count {
        if Double.random(in: 0..<1, using: &random) >= holes {
            let value = Int128.random(in: range, using: &random)
            cells.append(.value(value))
            builder.append(value, state: .value)
        } else if let state = [CellState.absent, .null, .blank, .unreadable].randomElement(using: &random) {
            if state == .unreadable {
                cells.append(.unreadable("?\(count % 3)"))
                builder.appendUnreadable("?\(count % 3)")
            } else {
                cells.append(.empty(state))
                builder.appendEmpty(state)
            }
        }
    }
    return (builder.snapshot(), cells)
}

/// The rows of `0 ..< count` that satisfy a predicate.
func naiveRows(_ count: Int, _ predicate: (Int) -> Bool) -> Bitmap {
    Bitmap(count: count, rows: (0..<count).filter(predicate))
}
