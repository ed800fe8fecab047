import Columns

/// The kind of each entry as one number: the codes of the columns that tell kinds apart, one behind the other.
struct KindNumbers {
    private let columns: [CodedColumn?]
    private let mostBits: UInt64
    /// Codes of the first columns together, where those of all do not fit one number.
    private var joined = KeyIndex()

    /// - Parameter mostBits: What is put into one number before it is numbered anew.
    init(_ columns: [CodedColumn?], mostBits: UInt64 = 64) { (self.columns, self.mostBits) = (columns, mostBits) }

    /// The numbers of a chunk's rows; equal ones mean equal codes, also in other chunks.
    mutating func numbers(chunk: Int, count: Int) -> [UInt64] {
        var numbers = [UInt64](repeating: 0, count: count)
        var bits: UInt64 = 0
        for column in columns {
            guard let column else { continue }
            let width = column.codeWidth
            if bits + width > mostBits {
                for row in numbers.indices { numbers[row] = UInt64(joined.number(of: numbers[row])) }
                bits = 32
            }
            let codes = column.chunks[chunk].decoded()
            for row in numbers.indices { numbers[row] = numbers[row] &<< width | UInt64(codes[row]) }
            bits += width
        }
        return numbers
    }
}

extension CodedColumn {
    /// Bits that its codes need.
    var codeWidth: UInt64 { 64 - UInt64(dictionary.codeCount.leadingZeroBitCount) }
}
