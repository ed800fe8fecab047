package import Catalog
package import Records

/// Text into the bytes of one field, by its format.
package struct FieldBytes {
    let codePage: CodePage
    package init(_ codePage: CodePage) { self.codePage = codePage }

    /// Why a text does not go into a field.
    package struct Wrong: Error { package let reason: String }

    /// The bytes of the whole field.
    ///
    /// - Parameter ccsid: The CCSID the record states for it, if it states one.
    package func field(_ text: String, _ field: LayoutField, ccsid: Int?) throws -> [UInt8] {
        switch field.format {
        case .zoned(let digits, let scale): return try zoned(text, digits: digits, scale: scale)
        case .packed(let digits, let scale): return try packed(text, digits: digits, scale: scale)
        case .binary: return Self.bigEndian(try number(text, scale: 0), count: field.length)
        case .hex: return try filled(hex(text), with: 0, field)
        case .timestamp: return try filled(characters(timestamp(text), ccsid: nil, field), with: CodePage.blank, field)
        case .varying: return try varying(varyingData(text, ccsid, field), field)
        case .char: return try char(text, ccsid, field)
        }
    }

    private func char(_ text: String, _ ccsid: Int?, _ field: LayoutField) throws -> [UInt8] {
        if field.what == .value(.hex), field.column != "THREAD" {
            return try filled(hex(text), with: 0, field)
        }
        if field.isVaryingNameList { return try varying(names(text), field) }
        if field.isNameList { return try filled(names(text), with: CodePage.blank, field) }
        let text = field.what == .value(.integer) ? zeroPadded(text, field.length) : text
        return try filled(characters(text, ccsid: ccsid, field), with: CodePage.blank, field)
    }

    /// Numbers in character fields have leading zeros, as sequence numbers and ASP numbers do.
    private func zeroPadded(_ text: String, _ length: Int) -> String {
        let isNumber = !text.isEmpty && text.utf8.allSatisfy { (0x30...0x39).contains($0) }
        return isNumber ? String(repeating: "0", count: max(0, length - text.utf8.count)) + text : text
    }

    private func varyingData(_ text: String, _ ccsid: Int?, _ field: LayoutField) throws -> [UInt8] {
        field.what == .value(.hex) ? try hex(text) : try characters(text, ccsid: ccsid, field)
    }

    /// Characters in the CCSID stated, in the outfile's code page otherwise; YES and NO as the field's width has them.
    func characters(_ text: String, ccsid: Int?, _ field: LayoutField) throws -> [UInt8] {
        if field.what == .value(.hex), field.column != "THREAD" { return try hex(text) }
        let text = field.isYesNo ? yesOrNo(text, field.length) : text
        switch ccsid {
        case 1200, 13488, 61952: return text.utf16.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] }
        case 1208: return Array(text.utf8)
        case let ccsid? where CodePage(ccsid: ccsid).isKnown: return try encoded(text, CodePage(ccsid: ccsid))
        default: return try encoded(text, codePage)
        }
    }

    private func encoded(_ text: String, _ page: CodePage) throws -> [UInt8] {
        guard let bytes = page.encode(text) else { throw Wrong(reason: "a character is not in CCSID \(page.ccsid)") }
        return bytes
    }

    private func yesOrNo(_ text: String, _ length: Int) -> String {
        switch (text, length) {
        case ("YES", 1): "Y"
        case ("NO", 1): "N"
        case ("YES", 4...): "*YES"
        case ("NO", 3...): "*NO"
        default: text
        }
    }

    private func timestamp(_ text: String) -> String {
        let parts = text.split { $0 == " " || $0 == "T" || $0 == ":" || $0 == "." || $0 == "-" }
        guard parts.count >= 6 else { return text }
        let micro = parts.count > 6 ? String((parts[6] + "000000").prefix(6)) : "000000"
        return parts[0...2].joined(separator: "-") + "-" + parts[3...5].joined(separator: ".") + "." + micro
    }

    private func names(_ text: String) throws -> [UInt8] {
        try text.split(separator: " ").flatMap { name in
            let bytes = try encoded(String(name), codePage)
            guard bytes.count <= LayoutDecoding.listItemLength else { throw Wrong(reason: "a name is too long") }
            return bytes + Array(repeating: CodePage.blank, count: LayoutDecoding.listItemLength - bytes.count)
        }
    }

    private func filled(_ bytes: [UInt8], with fill: UInt8, _ field: LayoutField) throws -> [UInt8] {
        guard bytes.count <= field.length else { throw Wrong(reason: "\(bytes.count) bytes, room for \(field.length)") }
        return bytes + Array(repeating: fill, count: field.length - bytes.count)
    }

    private func varying(_ data: [UInt8], _ field: LayoutField) throws -> [UInt8] {
        try filled(Self.bigEndian(data.count, count: 2) + data, with: 0, field)
    }
}

extension FieldBytes {
    package static func bigEndian(_ number: Int, count: Int) -> [UInt8] {
        (0..<count).map { i in
            let shift = 8 * (count - 1 - i)
            return UInt8(truncatingIfNeeded: shift >= Int.bitWidth ? (number < 0 ? -1 : 0) : number >> shift)
        }
    }

    private func hex(_ text: String) throws -> [UInt8] {
        let digits = Array(text.utf8)
        guard digits.count % 2 == 0 else { throw Wrong(reason: "an odd number of hexadecimal digits") }
        return try stride(from: 0, to: digits.count, by: 2).map { i in
            guard let byte = UInt8(String(decoding: digits[i...i + 1], as: UTF8.self), radix: 16) else {
                throw Wrong(reason: "not hexadecimal")
            }
            return byte
        }
    }

    /// Digits with zone F; the last has zone D when the number is negative.
    package func zoned(_ text: String, digits: Int, scale: Int) throws -> [UInt8] {
        let number = try number(text, scale: scale)
        var bytes = try decimal(number, digits).map { 0xF0 | $0 }
        if number < 0, let last = bytes.popLast() { bytes.append(0xD0 | last & 0x0F) }
        return bytes
    }

    /// Two digits a byte, sign F or D behind them.
    package func packed(_ text: String, digits: Int, scale: Int) throws -> [UInt8] {
        let number = try number(text, scale: scale)
        let nibbles = try decimal(number, digits | 1) + [number < 0 ? 0x0D : 0x0F]
        return stride(from: 0, to: nibbles.count, by: 2).map { nibbles[$0] << 4 | nibbles[$0 + 1] }
    }

    private func decimal(_ number: Int, _ digits: Int) throws -> [UInt8] {
        let text = String(number.magnitude)
        guard text.utf8.count <= digits else { throw Wrong(reason: "more than \(digits) digits") }
        return (String(repeating: "0", count: digits - text.utf8.count) + text).utf8.map { $0 - UInt8(ascii: "0") }
    }

    /// The number with its decimal point moved behind its last digit; an empty text is zero.
    private func number(_ text: String, scale: Int) throws -> Int {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        let fraction = parts.count > 1 ? parts[1] : ""
        let digits = (parts.first ?? "") + fraction + String(repeating: "0", count: max(0, scale - fraction.count))
        if digits.isEmpty || text.isEmpty { return 0 }
        guard fraction.count <= scale, let number = Int(digits) else {
            throw Wrong(reason: "not a number of this field")
        }
        return number
    }
}
