/// What came back of each one of money: a ratio whose denominator is what was paid.
struct ReturnOn: MeasuredRoom {
  var isOnRatios: Bool { true }
}
