/// How much of a one-sided alpha may be spent by a point in time (Lan & DeMets 1983).
public enum SpendingFunction: Hashable, Sendable {
  case obrienFleming
  case pocock
  case kimDeMets(rho: Double)
  case hwangShihDeCani(gamma: Double)
}
