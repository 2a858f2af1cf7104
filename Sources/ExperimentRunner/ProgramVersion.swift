/// The version of the program, as records and `--version` state it.
public enum ProgramVersion {
  public static let number = "0.1.0"
}
