// swift-tools-version: 6.1
import PackageDescription

// The targets stand in the order of the data: bytes, records, columns, the rows asked for, cells, glass.
// Which room may import which is checked by Tests/ArchitectureTests.

let strict: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("InternalImportsByDefault"),
]

let package = Package(
    name: "wrkaud",
    products: [.executable(name: "wrkaud", targets: ["wrkaud"])],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.0"),
    ],
    targets: [
        // data files -> string literals, at build time
        .executableTarget(name: "EmbedText"),
        .plugin(name: "EmbedCatalog", capability: .buildTool(), dependencies: ["EmbedText"]),
        // what the journal means
        .target(
            name: "Catalog",
            exclude: [
                "Layouts", "Headings", "Mappings", "Columns.tsv", "Events.tsv", "Questions.tsv", "Profiles.tsv",
                "ConnectionLabels.tsv", "ConnectionCases.tsv", "JobTypes.tsv",
            ],
            swiftSettings: strict, plugins: ["EmbedCatalog"]),
        // the column engine: knows nothing of IBM i
        .systemLibrary(name: "CProcessor"),
        .systemLibrary(name: "CCells"),
        .systemLibrary(name: "CKernels"),
        .target(name: "Columns", dependencies: ["CCells", "CKernels", "CProcessor"], swiftSettings: strict),
        // the name of a content
        .systemLibrary(name: "CDigest"),
        .target(name: "Digest", dependencies: ["CDigest"], swiftSettings: strict),
        // bytes -> records
        .systemLibrary(name: "CZlib", providers: [.apt(["zlib1g-dev"])]),
        .systemLibrary(name: "CByteScan"),
        .target(name: "Records", dependencies: ["Catalog", "CByteScan", "CCells", "CProcessor", "CZlib"], swiftSettings: strict),
        // values -> records: makes the sample data, proves the reader
        .target(name: "OutfileWriter", dependencies: ["Catalog", "Records"], swiftSettings: strict),
        .target(
            name: "SampleGenerator", dependencies: ["Catalog", "Records", "OutfileWriter"], exclude: ["story.tsv"],
            swiftSettings: strict),
        .executableTarget(name: "make-samples", dependencies: ["SampleGenerator"], swiftSettings: strict),
        // records -> columns
        .target(name: "JournalIndex", dependencies: ["Catalog", "Records", "Columns", "Digest"], swiftSettings: strict),
        // columns -> the rows asked for
        .target(name: "Query", dependencies: ["Catalog", "Columns", "JournalIndex"], swiftSettings: strict),
        .target(name: "Ledger", dependencies: ["Catalog", "Columns", "JournalIndex"], swiftSettings: strict),
        .target(name: "Export", dependencies: ["Catalog", "Columns", "JournalIndex"], swiftSettings: strict),
        // what people add: notes, names, pseudonyms
        .target(
            name: "Cases", dependencies: ["Catalog", "Columns", "JournalIndex", "Export", "Digest"], swiftSettings: strict),
        // the rows asked for -> cells
        .target(name: "Canvas", swiftSettings: strict),
        .target(
            name: "Screens",
            dependencies: ["Canvas", "Catalog", "Columns", "JournalIndex", "Query", "Ledger", "Export", "Cases"],
            swiftSettings: strict),
        // cells -> terminal
        .systemLibrary(name: "CNcurses", providers: [.apt(["libncurses-dev"])]),
        .target(name: "CTerminal"),
        .target(name: "Terminal", dependencies: ["Canvas", "CNcurses", "CTerminal"], swiftSettings: strict),
        .executableTarget(
            name: "wrkaud",
            dependencies: [
                "Catalog", "Columns", "Records", "JournalIndex", "Query", "Ledger", "Export", "Cases", "Canvas", "Screens",
                "Terminal", .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ],
            swiftSettings: strict, plugins: ["EmbedCatalog"]),
        // a large invented journal, and what the rooms cost on it: Benchmarks/run starts both
        .executableTarget(
            name: "make-journal", dependencies: ["Catalog", "Records", "OutfileWriter"], path: "Benchmarks/Journal",
            swiftSettings: strict),
        .executableTarget(
            name: "measure-rooms",
            dependencies: ["Records", "Columns", "JournalIndex", "Query", "Ledger", "Export", "Catalog", "Cases"],
            path: "Benchmarks/Rooms", swiftSettings: strict),
        // what tests need: a pseudo-terminal, an emulator that knows what is on it, and a program to run there
        .systemLibrary(name: "CVterm", path: "Tests/Support/CVterm", providers: [.apt(["libvterm-dev"])]),
        .target(name: "CPseudoTerminal", path: "Tests/Support/CPseudoTerminal"),
        .executableTarget(
            name: "TerminalProbe", dependencies: ["Terminal", "Canvas"], path: "Tests/Support/TerminalProbe",
            swiftSettings: strict),
        // what tests of several rooms are made of: columns from cells, the same random numbers in every run
        .target(
            name: "TestColumns", dependencies: ["Catalog", "Columns", "JournalIndex"],
            path: "Tests/Support/TestColumns", swiftSettings: strict),
        .target(name: "TestRandom", path: "Tests/Support/TestRandom", swiftSettings: strict),
        // tests, one target per room
        .testTarget(name: "ArchitectureTests"),
        .testTarget(name: "CatalogTests", dependencies: ["Catalog"], swiftSettings: strict),
        .testTarget(name: "DigestTests", dependencies: ["Digest"], swiftSettings: strict),
        .testTarget(name: "ColumnsTests", dependencies: ["Columns", "CCells", "TestRandom"], swiftSettings: strict),
        .testTarget(
            name: "RecordsTests", dependencies: ["Records", "Catalog", "CCells", "OutfileWriter", "TestRandom"], swiftSettings: strict),
        .testTarget(
            name: "SampleTests", dependencies: ["SampleGenerator", "Records", "Catalog"], swiftSettings: strict),
        .testTarget(
            name: "JournalIndexTests", dependencies: ["JournalIndex", "Records", "Columns", "Catalog", "Digest", "TestRandom"],
            swiftSettings: strict),
        .testTarget(
            name: "QueryTests",
            dependencies: ["Query", "JournalIndex", "Columns", "Catalog", "Records", "TestColumns", "TestRandom"],
            swiftSettings: strict),
        .testTarget(
            name: "LedgerTests",
            dependencies: ["Ledger", "JournalIndex", "Columns", "Catalog", "TestColumns", "TestRandom"], swiftSettings: strict),
        .testTarget(
            name: "ExportTests",
            dependencies: ["Export", "JournalIndex", "Records", "Columns", "Catalog", "TestColumns", "TestRandom"],
            swiftSettings: strict),
        .testTarget(
            name: "CasesTests", dependencies: ["Cases", "Export", "JournalIndex", "Columns", "Catalog", "TestColumns", "Records", "Query"],
            swiftSettings: strict),
        .testTarget(name: "CanvasTests", dependencies: ["Canvas"], swiftSettings: strict),
        .testTarget(
            name: "ScreensTests",
            dependencies: [
                "Screens", "Canvas", "Query", "JournalIndex", "Columns", "Catalog", "Export", "Cases", "Records", "TestColumns",
            ],
            swiftSettings: strict),
        .testTarget(
            name: "TerminalTests",
            dependencies: ["Terminal", "Canvas", "CVterm", "CPseudoTerminal", "TerminalProbe", "wrkaud"],
            swiftSettings: strict),
        .testTarget(name: "CommandTests", dependencies: ["wrkaud", "Screens", "Columns"], swiftSettings: strict),
    ],
    swiftLanguageModes: [.v6]
)
