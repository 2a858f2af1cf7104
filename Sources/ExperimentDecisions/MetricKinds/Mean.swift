/// A number of each unit: a score test that sees how skewed the units are, of the values less what a covariate from before the test tells of them (CUPED), where
/// there is one.
struct Mean: MeasuredRoom {}
