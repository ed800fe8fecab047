import Columns

/// The cells that a derived column is computed from, chunk after chunk.
///
/// A name is looked up where rows ask for other inputs than the row before: what the rows of one kind of entry ask for comes in
/// the same order, mostly.
struct DerivedSlots {
    private struct Slot {
        /// `nil` where there is no such column.
        let source: DerivedColumnBuild.InputColumn?
        let isCoded: Bool
        /// Of the chunk, decoded when they are first asked for.
        var codes: [UInt32] = []
        /// Cells already made, by code: text is made once per distinct value.
        var made: [Cell?] = []
        /// The same where there are too many codes for a list.
        var madeOfMany: [UInt32: Cell] = [:]

        init(_ source: DerivedColumnBuild.InputColumn?) {
            self.source = source
            if case .coded(let column)? = source?.column {
                isCoded = true
                if column.dictionary.codeCount <= DerivedSlots.mostListed {
                    made = Array(repeating: nil, count: column.dictionary.codeCount)
                }
            } else {
                isCoded = false
            }
        }
    }

    private let build: DerivedColumnBuild
    private var slots: [Slot] = []
    private var places: [DerivedInput: Int] = [:]
    /// What the row before asked for, in order.
    private var trail: [(input: DerivedInput, slot: Int)] = []
    /// What this row has asked for, of that.
    private var step = 0
    private var chunk = 0

    private static let mostListed = 1 << 16

    init(_ build: DerivedColumnBuild) { self.build = build }

    mutating func start(_ chunk: Int) {
        self.chunk = chunk
        for slot in slots.indices { slots[slot].codes = [] }
    }

    mutating func startRow() { step = 0 }

    /// Rows of another kind follow.
    mutating func forgetTrail() { trail.removeAll(keepingCapacity: true) }

    /// Forgets the cells of columns that may have ever more of them.
    mutating func forget() {
        for slot in slots.indices { slots[slot].madeOfMany = [:] }
    }

    /// - Parameter row: Of the chunk.
    mutating func cell(_ input: DerivedInput, _ row: Int) -> Cell {
        let slot = slot(input)
        guard slots[slot].isCoded else {
            guard let source = slots[slot].source else { return .absent }
            return Cell(source.column, row: chunk * chunkRows + row, kind: source.kind)
        }
        if slots[slot].codes.isEmpty { decode(slot) }
        let code = slots[slot].codes[row]
        let isListed = !slots[slot].made.isEmpty
        if let cell = isListed ? slots[slot].made[Int(code)] : slots[slot].madeOfMany[code] { return cell }
        let cell = make(code, slot)
        if isListed { slots[slot].made[Int(code)] = cell } else { slots[slot].madeOfMany[code] = cell }
        return cell
    }

    /// Codes of the chunk's rows; none where the input is no coded column.
    mutating func codes(_ input: DerivedInput) -> [UInt32] {
        startRow()
        let slot = slot(input)
        if slots[slot].codes.isEmpty { decode(slot) }
        return slots[slot].codes
    }

    private func make(_ code: UInt32, _ slot: Int) -> Cell {
        guard let source = slots[slot].source, case .coded(let column) = source.column else { return .absent }
        return Cell(column, code: code, kind: source.kind)
    }

    private mutating func decode(_ slot: Int) {
        guard case .coded(let column)? = slots[slot].source?.column else { return }
        slots[slot].codes = column.chunks[chunk].decoded()
    }

    private mutating func slot(_ input: DerivedInput) -> Int {
        defer { step += 1 }
        if step < trail.count, trail[step].input == input { return trail[step].slot }
        let slot = places[input] ?? place(input)
        if step < trail.count { trail[step] = (input, slot) } else { trail.append((input, slot)) }
        return slot
    }

    private mutating func place(_ input: DerivedInput) -> Int {
        slots.append(Slot(build.source(input)))
        places[input] = slots.count - 1
        return slots.count - 1
    }
}
