import Glibc

/// a·b − c·d with one rounding at the end (Kahan; Jeannerod, Louvet and Muller 2013, algorithm "Kahan's 2×2 determinant"):
/// the difference of two counts in proportion keeps its digits even when both products are near 1e18.
@inline(__always)
func productDifference(_ a: Double, _ b: Double, _ c: Double, _ d: Double) -> Double {
  let product = c * d
  let lost = fma(-c, d, product)
  return fma(a, b, -product) + lost
}
