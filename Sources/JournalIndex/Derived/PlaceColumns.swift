import Catalog
import Columns

/// Where an entry comes from: source, record number, place in load order, which other sources have it, too, and what is
/// wrong with it. These are not
/// computed from cells but from how the journal was loaded.
enum PlaceColumns {
    static let names = ["SOURCE", "RECORD", "LOAD_ORDER", "ALSO_IN", folded, "ERROR"]

    /// YES for copies of an entry that is shown from another source, NO for all others.
    static let folded = "FOLDED"

    static func kind(_ name: String) -> ValueKind { name == "RECORD" || name == "LOAD_ORDER" ? .integer : .text }
    static func width(_ name: String) -> Int { name == "ERROR" ? 40 : name == "SOURCE" || name == "ALSO_IN" ? 20 : 10 }
}
