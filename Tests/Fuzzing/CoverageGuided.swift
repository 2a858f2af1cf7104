import Glibc

#if LIBFUZZER
  /// libFuzzer's own main, called from ours (llvm.org/docs/LibFuzzer.html, "Using libFuzzer as a library").
  @_silgen_name("LLVMFuzzerRunDriver")
  private func runDriver(
    _ argc: UnsafeMutablePointer<Int32>, _ argv: UnsafeMutablePointer<UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>>,
    _ one: @convention(c) (UnsafePointer<UInt8>?, Int) -> CInt
  ) -> CInt

  enum CoverageGuided {
    private static let target = Variables().targets.first ?? .table
    private static let folder = FuzzCorpus.temporaryFolder()

    /// Arguments of the program are libFuzzer's: `-runs`, `-max_total_time`, `-rss_limit_mb`, folders of seeds.
    static func run(_ target: FuzzTarget) {
      var count = CommandLine.argc
      var arguments = CommandLine.unsafeArgv
      let status = withUnsafeMutablePointer(to: &arguments) { pointer in
        runDriver(&count, pointer) { bytes, count in
          CoverageGuided.target.run(Array(UnsafeBufferPointer(start: bytes, count: count)), folder: CoverageGuided.folder)
          return 0
        }
      }
      FuzzCorpus.removeFolder(folder)
      exit(status)
    }
  }
#endif
