/// Where the wanted columns stand in the records of one entry type: one step for each, made once for a block.
struct RecordPlan: Sendable {
    /// Ranges from the start of the record; those of `rules` are filled in record by record.
    let template: [FieldRange]
    /// Columns whose place depends on the record.
    let rules: [(column: Int, places: [FieldPlace], name: String)]
    /// All wanted columns with their places, for records whose data ends early.
    let all: [(column: Int, places: [FieldPlace], name: String)]
    /// Data that ends here or behind has all the fields.
    let leastEnd: Int

    init(_ layout: OutfileColumns.PlacedLayout, wanted: [Int], columns: [SourceColumn], recordLength: Int) {
        var rules: [(Int, [FieldPlace], String)] = []
        all = wanted.enumerated().compactMap { position, column in
            layout.places[column].map { (position, $0, columns[column].name) }
        }
        leastEnd = all.contains { $0.places.contains(where: \.isRest) } ? .max : layout.end
        template = wanted.enumerated().map { position, column in
            guard let places = layout.places[column] else { return .absent }
            if places.count == 1, places[0].isFixed { return places[0].range(inRecordOf: recordLength) }
            rules.append((position, places, columns[column].name))
            return .absent
        }
        self.rules = rules
    }

    /// Writes the fields of one record, whose bytes start at `start` of the block.
    func fill(_ batch: inout RecordBatch, _ record: RawSpan, at start: Int, _ index: Int) {
        for (column, range) in template.enumerated() { batch.columns[column][index] = range.moved(by: start) }
        fillRules(&batch, record, at: start, index)
    }

    /// Writes the fields of `run`: whole records of `length` bytes, which this plan fits.
    func fill(_ batch: inout RecordBatch, _ block: RawSpan, _ run: Range<Int>, length: Int) {
        for (column, range) in template.enumerated() where range.state != .absent {
            batch.columns[column].withPlaces { places in
                for record in run {
                    places.put(record, record &* length &+ Int(range.start), Int(range.length), range.tag)
                }
            }
        }
        if rules.isEmpty { return }
        for record in run {
            let start = record * length
            fillRules(&batch, block.extracting(start..<start + length), at: start, record)
        }
    }

    /// Writes the fields of one record whose entry says that its data ends behind `record`.
    func fill(_ batch: inout RecordBatch, short record: RawSpan, at start: Int, _ index: Int) {
        for rule in all {
            var problem: LengthProblem?
            batch.columns[rule.column][index] = rule.places.resolve(inShort: record, problem: &problem).moved(by: start)
            if let problem { batch.issues.append(RecordIssue(index, rule.name, problem)) }
        }
    }

    private func fillRules(_ batch: inout RecordBatch, _ record: RawSpan, at start: Int, _ index: Int) {
        for rule in rules {
            var problem: LengthProblem?
            batch.columns[rule.column][index] = rule.places.resolve(record, problem: &problem).moved(by: start)
            if let problem { batch.issues.append(RecordIssue(index, rule.name, problem)) }
        }
    }
}

extension FieldRange {
    /// The same field of a record that starts `offset` bytes into the block.
    fileprivate func moved(by offset: Int) -> FieldRange {
        var range = self
        range.start &+= UInt32(truncatingIfNeeded: offset)
        return range
    }
}

extension RecordIssue {
    fileprivate init(_ record: Int, _ column: String, _ problem: LengthProblem) {
        self.init(
            record: record,
            message: "\(column): its length says \(problem.stated) bytes, the field has \(problem.room)")
    }
}

/// The plans of one block, made as its entry types turn up.
struct RecordPlans {
    private let reader: OutfileReader
    private let wanted: [Int]
    /// By layout; the last is for types without one.
    private var plans: [RecordPlan?]
    private var currentType: UInt32 = 0
    private var current = 0

    init(_ reader: OutfileReader, wanted: [Int]) {
        self.reader = reader
        self.wanted = wanted
        plans = Array(repeating: nil, count: reader.layouts.layouts.count + 1)
    }

    /// Fills the fields of whole records of entry type `type`.
    mutating func fill(_ batch: inout RecordBatch, _ block: RawSpan, _ run: Range<Int>, type: UInt32) {
        if type != currentType { select(type) }
        guard let plan = plans[current] else { return }
        guard let stated = reader.statedData else { return plan.fill(&batch, block, run, length: reader.recordLength) }
        var next = run.lowerBound
        for index in run {
            let start = index * reader.recordLength
            let record = block.extracting(start..<start + reader.recordLength)
            let end = stated.end(of: record)
            guard end < min(plan.leastEnd, record.byteCount) else { continue }
            plan.fill(&batch, block, next..<index, length: reader.recordLength)
            plan.fill(&batch, short: record.extracting(0..<end), at: start, index)
            next = index + 1
        }
        plan.fill(&batch, block, next..<run.upperBound, length: reader.recordLength)
    }

    private mutating func select(_ type: UInt32) {
        let key = reader.layouts.index[type]
        currentType = type
        current = key ?? plans.count - 1
        if plans[current] == nil { plans[current] = plan(key, length: reader.recordLength) }
    }

    /// A plan for a record of `length` bytes.
    func plan(_ key: Int?, length: Int) -> RecordPlan {
        let layout = key.map { reader.layouts.layouts[$0] } ?? reader.layouts.headingOnly
        return RecordPlan(layout, wanted: wanted, columns: reader.columns, recordLength: length)
    }
}
