/// A condition on entries: an opaque value that can be written back as text, evaluated, or turned into SQL.
package struct Filter: Equatable, Sendable {
    package init() {}
}
