/// One sum over another: over units by the delta method and Fieller's set, over days within them.
struct Ratio: MeasuredRoom {
  var isOnRatios: Bool { true }
}
