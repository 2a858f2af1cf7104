import CGSL

/// The GNU Scientific Library, made safe to call: its default error handler ends the process, so it is switched off once.
enum GSL {
  /// Touch before any call into GSL. Afterwards failures come back as status codes or NaN.
  static let ready: Void = { _ = gsl_set_error_handler_off() }()
}
