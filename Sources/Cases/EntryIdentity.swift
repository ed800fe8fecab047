package import Catalog

/// What names an entry wherever its data are: system, receiver and sequence number; where one of them is missing, time,
/// type, job and content.
package struct EntryIdentity: Hashable, Sendable {
    package var system: String?
    package var receiver: String?
    package var sequence: Int128?
    package var time: Timestamp?
    /// Journal code, entry type and action, as far as there are: `T PW U`.
    package var type: String
    /// Qualified job name, or the job's name; empty where there is none.
    package var job: String
    /// SHA-256 of the fields the source gives, cut to 32 hexadecimal digits; empty where the record cannot be read.
    package var content: String

    package init(
        system: String? = nil, receiver: String? = nil, sequence: Int128? = nil, time: Timestamp? = nil, type: String = "",
        job: String = "", content: String = ""
    ) {
        self.system = system
        self.receiver = receiver
        self.sequence = sequence
        self.time = time
        self.type = type
        self.job = job
        self.content = content
    }

    /// Whether system, receiver and sequence number are known.
    package var hasPlace: Bool { system != nil && receiver != nil && sequence != nil }

    /// Whether both name the same entry. A sequence number alone is not believed when the seconds differ: receivers are
    /// used again after years, and numbers are reset.
    package func names(_ other: EntryIdentity) -> Bool {
        if let time, let theirs = other.time, time.second != theirs.second { return false }
        if hasPlace, other.hasPlace {
            return (system, receiver, sequence) == (other.system, other.receiver, other.sequence)
        }
        return time?.second == other.time?.second && type == other.type && job == other.job && !content.isEmpty
            && content == other.content
    }

    /// Under which it is kept: equal for equal places, or for equal time, type, job and content.
    package var key: String {
        if let system, let receiver, let sequence { return "place/\(system)/\(receiver)/\(sequence)/\(time?.second ?? 0)" }
        return "content/\(time?.second ?? 0)/\(type)/\(job)/\(content)"
    }

    /// For people: `PROD AUDRCV0041 117`, or `2026-11-08-21.14.16 T PW U 104265/QUSER/QZDASOINIT`.
    package var title: String {
        if let system, let receiver, let sequence { return "\(system) \(receiver) \(sequence)" }
        let parts = [time.map { String($0.text(.ibm).prefix(19)) } ?? "", type, job].filter { !$0.isEmpty }
        return parts.isEmpty ? content : parts.joined(separator: " ")
    }
}

extension Timestamp {
    /// Whole seconds: sources write times with different precision.
    var second: Int64 { microseconds >= 0 ? microseconds / 1_000_000 : (microseconds - 999_999) / 1_000_000 }
}
