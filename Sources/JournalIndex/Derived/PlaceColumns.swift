import Catalog
import Columns

/// Where an entry comes from: source, record number, place in load order, and what is wrong with it. These are not
/// computed from cells but from how the journal was loaded.
enum PlaceColumns {
    static let names = ["SOURCE", "RECORD", "LOAD_ORDER", "ERROR"]

    static func kind(_ name: String) -> ValueKind { name == "RECORD" || name == "LOAD_ORDER" ? .integer : .text }
    static func width(_ name: String) -> Int { name == "ERROR" ? 40 : name == "SOURCE" ? 20 : 10 }
}
