// swift-tools-version: 6.1
import PackageDescription

/// Every target is written in the Swift 6 language mode, with imports private to the file unless said otherwise.
let house: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
]

/// `scripts/fuzz` builds the fuzzer from the sources of the fuzzing tests, in a folder of its own; for everybody else they are tests.
let fuzzed: [Target.Dependency] = ["ExperimentCalculator", "ExperimentData", "ExperimentModel", "ExperimentReports", "ExperimentRunner"]
let fuzzing: Target =
  switch Context.environment["MVP_FUZZ"] {
  case nil:
    .testTarget(
      name: "FuzzingTests", dependencies: fuzzed, path: "Tests/Fuzzing",
      exclude: ["Driver.swift", "CoverageGuided.swift", "Corpus", "README.md"], swiftSettings: house)
  case let engine?:
    .executableTarget(
      name: "fuzz", dependencies: fuzzed, path: "Tests/Fuzzing", exclude: ["FuzzingTests.swift", "Corpus", "README.md"],
      swiftSettings: house + (engine == "coverage" ? [.define("LIBFUZZER")] : []))
  }

/// The web server with the parts of it that are named in the dashboard's sources; all of them come with it anyway.
let web: [Target.Dependency] = [
  .product(name: "Hummingbird", package: "hummingbird"), .product(name: "HummingbirdCore", package: "hummingbird"),
  .product(name: "HTTPTypes", package: "swift-http-types"), .product(name: "Logging", package: "swift-log"), .product(name: "NIOCore", package: "swift-nio"),
  .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
]

/// The dashboard's markup and style; part of the program, so that it needs no file at hand.
let dashboardFiles: [Resource] =
  ["head", "foot", "board", "experiment", "plan", "history", "calendar", "signin", "fault", "api"].map { .embedInCode("Templates/\($0).mustache") }
  + [.embedInCode("Templates/dashboard.css"), .embedInCode("Templates/icon.svg")]

/// What the review page is made of; part of the program, so that it needs no file at hand.
let pageTemplates: [Resource] = [
  "page", "style", "symbols", "card", "facts", "dossier", "effect", "looks", "days", "numbers", "meeting", "sources", "statistics", "index",
].map { .embedInCode("Page/Templates/\($0).mustache") }

let package = Package(
  name: "mvp",
  products: [
    .library(name: "ExperimentStatistics", targets: ["ExperimentStatistics"]),
    .executable(name: "mvp", targets: ["mvp"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.0"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.0"),
    .package(url: "https://github.com/apple/swift-crypto", from: "4.0.0"),
    .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1"),
    .package(url: "https://github.com/hummingbird-project/swift-mustache", from: "2.1.1"),
    .package(url: "https://github.com/apple/swift-http-types", from: "1.4.0"),
    .package(url: "https://github.com/apple/swift-log", from: "1.6.0"),
    .package(url: "https://github.com/apple/swift-nio", from: "2.80.0"),
    .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.8.0"),
    .package(url: "https://github.com/swift-server/async-http-client", from: "1.37.0"),
  ],
  targets: [
    .systemLibrary(name: "CGSL", pkgConfig: "gsl", providers: [.apt(["libgsl-dev"]), .brew(["gsl"])]),
    .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
    .systemLibrary(name: "CFreeXL", pkgConfig: "freexl", providers: [.apt(["libfreexl-dev"]), .brew(["freexl"])]),
    .systemLibrary(name: "CXML", pkgConfig: "libxml-2.0", providers: [.apt(["libxml2-dev"]), .brew(["libxml2"])]),
    .systemLibrary(name: "CXLSXWriter", pkgConfig: "xlsxwriter", providers: [.apt(["libxlsxwriter-dev"]), .brew(["libxlsxwriter"])]),
    .systemLibrary(name: "CZip", pkgConfig: "libzip", providers: [.apt(["libzip-dev"]), .brew(["libzip"])]),
    .systemLibrary(name: "CUchardet", pkgConfig: "uchardet", providers: [.apt(["libuchardet-dev"]), .brew(["uchardet"])]),
    .target(name: "ExperimentStatistics", dependencies: ["CGSL"], exclude: ["README.md"], swiftSettings: house),
    .target(
      name: "ExperimentModel",
      dependencies: ["ExperimentStatistics", .product(name: "Yams", package: "Yams")],
      exclude: ["README.md"], swiftSettings: house),
    .target(
      name: "ExperimentData", dependencies: ["ExperimentModel", "ExperimentStatistics", "CFreeXL", "CUchardet", "CXML", "CZip", "CZlib"], exclude: ["README.md"],
      resources: [.embedInCode("Presets/consoles.txt")], swiftSettings: house),
    .target(
      name: "ExperimentDecisions", dependencies: ["ExperimentModel", "ExperimentStatistics"], exclude: ["README.md"], swiftSettings: house),
    .target(
      name: "ExperimentReports",
      dependencies: ["ExperimentDecisions", "ExperimentModel", "ExperimentStatistics", .product(name: "Mustache", package: "swift-mustache")],
      exclude: ["README.md"], resources: pageTemplates, swiftSettings: house),
    .target(
      name: "ExperimentWorkbooks", dependencies: ["CXLSXWriter", "ExperimentModel", "ExperimentReports"], exclude: ["README.md"], swiftSettings: house),
    .target(name: "ExperimentCalculator", dependencies: ["ExperimentStatistics"], exclude: ["README.md"], swiftSettings: house),
    .target(
      name: "ExperimentRunner",
      dependencies: [
        "ExperimentModel", "ExperimentData", "ExperimentDecisions", "ExperimentReports", "ExperimentStatistics",
        .product(name: "AsyncHTTPClient", package: "async-http-client"), .product(name: "Crypto", package: "swift-crypto"),
        .product(name: "NIOCore", package: "swift-nio"), .product(name: "NIOHTTP1", package: "swift-nio"),
      ],
      exclude: ["README.md"], swiftSettings: house),
    .target(
      name: "ExperimentDashboard",
      dependencies: [
        "ExperimentData", "ExperimentDecisions", "ExperimentModel", "ExperimentReports", "ExperimentRunner",
        .product(name: "Crypto", package: "swift-crypto"), .product(name: "Mustache", package: "swift-mustache"),
      ] + web,
      exclude: ["README.md"], resources: dashboardFiles, swiftSettings: house),
    .executableTarget(
      name: "mvp",
      dependencies: [
        "ExperimentDashboard", "ExperimentRunner", "ExperimentReports", "ExperimentDecisions", "ExperimentData", "ExperimentModel", "ExperimentStatistics",
        "ExperimentCalculator", "ExperimentWorkbooks", .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      exclude: ["README.md"], swiftSettings: house),
    // Makes the data of the shipped workspace, and says how often each verdict falls over other seeds: `make examples`.
    .executableTarget(
      name: "example-data",
      dependencies: ["ExperimentData", "ExperimentDecisions", "ExperimentModel", "ExperimentRunner", "TestSupport"],
      path: "Tests/ExampleData", swiftSettings: house),
    // Error rates and coverage by seeded simulation: `make calibration`.
    .executableTarget(
      name: "calibration", dependencies: ["ExperimentDecisions", "ExperimentModel", "ExperimentStatistics"], path: "Tests/Calibration", swiftSettings: house),
    // CPU time of the library's own work: part of `make bench`.
    .executableTarget(
      name: "statistics-bench", dependencies: ["ExperimentDecisions", "ExperimentModel", "ExperimentStatistics"], path: "Benchmarks/Statistics", swiftSettings: house),
    .target(name: "TestSupport", path: "Tests/TestSupport", swiftSettings: house),
    .testTarget(
      name: "ExperimentStatisticsTests", dependencies: ["ExperimentStatistics", "TestSupport"],
      exclude: ["References/scripts"], resources: [.copy("References")], swiftSettings: house),
    .testTarget(
      name: "ExperimentCalculatorTests", dependencies: ["ExperimentCalculator", "ExperimentStatistics", "TestSupport"],
      exclude: ["References"], swiftSettings: house),
    .testTarget(
      name: "ExperimentModelTests", dependencies: ["ExperimentModel", "ExperimentStatistics", "TestSupport"], swiftSettings: house),
    .testTarget(
      name: "ExperimentDataTests", dependencies: ["ExperimentData", "ExperimentModel", "TestSupport", "CZip", "CZlib"], exclude: ["Fixtures"],
      swiftSettings: house),
    .testTarget(
      name: "ExperimentDecisionsTests",
      dependencies: ["ExperimentDecisions", "ExperimentModel", "ExperimentStatistics", "TestSupport"], swiftSettings: house),
    .testTarget(
      name: "ExperimentReportsTests",
      dependencies: ["ExperimentReports", "ExperimentDecisions", "ExperimentModel", "ExperimentStatistics", "TestSupport"],
      swiftSettings: house),
    .testTarget(
      name: "ExperimentWorkbooksTests", dependencies: ["ExperimentWorkbooks", "ExperimentModel", "ExperimentReports", "TestSupport", "CZip"], swiftSettings: house),
    .testTarget(
      name: "ExperimentRunnerTests",
      dependencies: [
        "ExperimentRunner", "ExperimentData", "ExperimentReports", "ExperimentDecisions", "ExperimentModel", "ExperimentStatistics", "TestSupport",
        .product(name: "Crypto", package: "swift-crypto"), .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "NIOHTTP1", package: "swift-nio"), .product(name: "NIOPosix", package: "swift-nio"),
      ],
      exclude: ["Records/FirstForm"],
      swiftSettings: house),
    .testTarget(
      name: "ExperimentDashboardTests",
      dependencies: [
        "ExperimentDashboard", "ExperimentModel", "ExperimentReports", "ExperimentRunner", "TestSupport",
        .product(name: "HTTPTypes", package: "swift-http-types"), .product(name: "Hummingbird", package: "hummingbird"),
        .product(name: "HummingbirdTesting", package: "hummingbird"), .product(name: "NIOCore", package: "swift-nio"),
      ], swiftSettings: house),
    .testTarget(
      name: "CommandTests",
      dependencies: ["mvp", "ExperimentModel", "ExperimentRunner", "TestSupport", .product(name: "ArgumentParser", package: "swift-argument-parser")],
      exclude: ["Pages"], swiftSettings: house),
    fuzzing,
  ]
)
