extension CalcCatalogue {
  static let assignmentMethods: [CalcMethod] = []
}
