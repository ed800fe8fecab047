extension Bitmap {
    package mutating func formIntersection(_ other: Bitmap) {
        precondition(count == other.count)
        for i in words.indices { words[i] &= other.words[i] }
    }

    package mutating func formUnion(_ other: Bitmap) {
        precondition(count == other.count)
        for i in words.indices { words[i] |= other.words[i] }
    }

    /// Takes the rows of `other` out.
    package mutating func subtract(_ other: Bitmap) {
        precondition(count == other.count)
        for i in words.indices { words[i] &= ~other.words[i] }
    }

    package mutating func formSymmetricDifference(_ other: Bitmap) {
        precondition(count == other.count)
        for i in words.indices { words[i] ^= other.words[i] }
    }

    /// Rows in become rows out, and the other way round.
    package mutating func invert() {
        for i in words.indices { words[i] = ~words[i] }
        clearTail()
    }

    package func intersection(_ other: Bitmap) -> Bitmap {
        var result = self
        result.formIntersection(other)
        return result
    }

    package func union(_ other: Bitmap) -> Bitmap {
        var result = self
        result.formUnion(other)
        return result
    }

    package func subtracting(_ other: Bitmap) -> Bitmap {
        var result = self
        result.subtract(other)
        return result
    }

    package func inverted() -> Bitmap {
        var result = self
        result.invert()
        return result
    }

    /// The same rows in a journal that has grown to `count` rows: the new ones are out.
    package func extended(to count: Int) -> Bitmap {
        precondition(count >= self.count)
        return Bitmap(count: count, words: words + Array(repeating: 0, count: (count + 63) / 64 - words.count))
    }
}
