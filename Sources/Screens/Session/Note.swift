/// What stands on the message line.
struct Note: Equatable, Sendable {
    enum Kind: Sendable { case information, refusal, failure }
    var text: String
    var kind: Kind
}
