import Catalog

/// A `when` of the catalog, made ready for the raw bytes of one entry type's records.
indirect enum RawCondition: Sendable {
    case all([RawCondition])
    case any([RawCondition])
    case not(RawCondition)
    /// The field begins with one of the values; behind a value that is no generic name only blanks may stand.
    case isOneOf(Range<Int>, [Value], negated: Bool)
    case isBlank(Range<Int>, negated: Bool)
    case sameText(Range<Int>, Range<Int>, negated: Bool)
    case compares(Range<Int>, FieldDecoder, RuleCondition.Comparison, Int)
    /// A column the record does not have is blank.
    case constant(Bool)

    struct Value: Sendable {
        let bytes: [UInt8]
        let isGeneric: Bool
    }

    /// - Parameter place: Where a column stands in the record, and how it is read.
    init(
        _ condition: RuleCondition, codePage: CodePage, place: (String) -> (bytes: Range<Int>, decoder: FieldDecoder)?
    ) {
        switch condition {
        case .and(let parts): self = .all(parts.map { Self($0, codePage: codePage, place: place) })
        case .or(let parts): self = .any(parts.map { Self($0, codePage: codePage, place: place) })
        case .not(let part): self = .not(Self(part, codePage: codePage, place: place))
        case .isOneOf(let column, let values, let negated):
            guard let field = place(column) else { self = .constant(negated); return }
            self = .isOneOf(field.bytes, values.compactMap { Value($0, codePage) }, negated: negated)
        case .isNull(let column, let negated):
            self = place(column).map { .isBlank($0.bytes, negated: negated) } ?? .constant(!negated)
        case .equalsColumn(let column, let other, let negated):
            guard let a = place(column), let b = place(other) else { self = .constant(negated); return }
            self = .sameText(a.bytes, b.bytes, negated: negated)
        case .compares(let column, let comparison, let number):
            guard let field = place(column) else { self = .constant(false); return }
            self = .compares(field.bytes, field.decoder, comparison, number)
        }
    }
}

extension RawCondition.Value {
    init?(_ text: String, _ codePage: CodePage) {
        isGeneric = text.count > 1 && text.hasSuffix("*")
        guard let bytes = codePage.encode(isGeneric ? String(text.dropLast()) : text) else { return nil }
        self.bytes = bytes
    }

    /// Whether the field (trailing blanks already dropped) is this value.
    func matches(_ record: RawSpan, _ field: Range<Int>) -> Bool {
        guard isGeneric ? field.count >= bytes.count : field.count == bytes.count else { return false }
        for (i, byte) in zip(field, bytes) where record.unsafeLoad(fromByteOffset: i, as: UInt8.self) != byte {
            return false
        }
        return true
    }
}

extension RawCondition {
    /// Whether the condition holds for `record`; what lies behind its end is blank. Two-valued, as the catalog says.
    func holds(_ record: RawSpan) -> Bool {
        switch self {
        case .all(let parts): return parts.allSatisfy { $0.holds(record) }
        case .any(let parts): return parts.contains { $0.holds(record) }
        case .not(let part): return !part.holds(record)
        case .constant(let value): return value
        case .isOneOf(let place, let values, let negated):
            let field = used(record, place)
            return values.contains { $0.matches(record, field) } != negated
        case .isBlank(let place, let negated): return used(record, place).isEmpty != negated
        case .sameText(let a, let b, let negated): return isSame(record, used(record, a), used(record, b)) != negated
        case .compares(let place, let decoder, let comparison, let number):
            let field = record.extracting(place.clamped(to: 0..<record.byteCount))
            guard case .value(let value) = decoder.integer(field) else { return false }
            switch comparison {
            case .less: return value < number
            case .lessOrEqual: return value <= number
            case .greater: return value > number
            case .greaterOrEqual: return value >= number
            }
        }
    }
}

/// The bytes of a field without trailing blanks and NULs, as far as the record goes.
private func used(_ record: RawSpan, _ place: Range<Int>) -> Range<Int> {
    let field = place.clamped(to: 0..<record.byteCount)
    return field.lowerBound..<field.lowerBound + EBCDICText.usedCount(record.extracting(field))
}

/// Whether two fields hold the same bytes; blank is equal to nothing.
private func isSame(_ record: RawSpan, _ a: Range<Int>, _ b: Range<Int>) -> Bool {
    guard a.count == b.count, !a.isEmpty else { return false }
    return zip(a, b).allSatisfy {
        record.unsafeLoad(fromByteOffset: $0, as: UInt8.self) == record.unsafeLoad(fromByteOffset: $1, as: UInt8.self)
    }
}
