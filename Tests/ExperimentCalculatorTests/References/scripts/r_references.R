# Reference rows from R: rpact, multcomp, mvtnorm and base, written to ../r.json.
#   apt-get install r-base-core r-cran-rpact r-cran-multcomp
#   Rscript Tests/ExperimentCalculatorTests/References/scripts/r_references.R
# Left out, because R is wrong or coarse there: rpact beyond 12 looks (first O'Brien-Fleming-type bound of 13 equal looks 8.0 for 7.9965)
# and an infinite first bound of 12. rpact's own bounds beyond 4 are good to some 2e-6. multcomp's quadrature is randomised: held to 2e-4.
suppressMessages({library(rpact); library(multcomp); library(mvtnorm)})
set.seed(20261124)
here <- dirname(sub("--file=", "", grep("--file=", commandArgs(FALSE), value = TRUE)))
rows <- character(0)
number <- function(x) sprintf("%.17g", x)
json <- function(x) {
  if (is.list(x)) {
    if (is.null(names(x))) return(paste0("[", paste(vapply(x, json, ""), collapse = ", "), "]"))
    return(paste0("{", paste0("\"", names(x), "\": ", vapply(x, json, ""), collapse = ", "), "}"))
  }
  if (is.character(x)) return(paste0("\"", x, "\""))
  if (is.logical(x)) return(if (x) "true" else "false")
  if (length(x) == 1 && is.null(attr(x, "list"))) return(number(x))
  paste0("[", paste(number(x), collapse = ", "), "]")
}
vec <- function(x) structure(as.numeric(x), list = TRUE)
row <- function(request, expect, tolerance) {
  rows[[length(rows) + 1]] <<- paste0("{\"request\": ", json(request), ", \"expect\": ", json(expect), ", \"tolerance\": ", number(tolerance), "}")
}
table2 <- function(m) list(vec(m[1, ]), vec(m[2, ]))

# Group sequential designs.
kinds <- list(
  list("asOF", "obrien-fleming", list()), list("asP", "pocock", list()), list("asKD", "kim-demets", list(rho = 2)),
  list("asHSD", "hwang-shih-decani", list(gamma = -4)), list("OF", "obrien-fleming-exact", list()), list("P", "pocock-exact", list()),
  list("WT", "wang-tsiatis", list(delta = 0.25)))
for (kind in kinds) for (looks in c(2, 3, 4, 6, 8, 12)) for (sides in 1:2) {
  rates <- (1:looks) / looks
  arguments <- list(typeOfDesign = kind[[1]], informationRates = rates, alpha = 0.025 * sides, sided = sides, beta = 0.2, tolerance = 1e-10)
  if (kind[[1]] == "asKD") arguments$gammaA <- 2
  if (kind[[1]] == "asHSD") arguments$gammaA <- -4
  if (kind[[1]] == "WT") arguments$deltaWT <- 0.25
  design <- suppressWarnings(do.call(getDesignGroupSequential, arguments))
  if (any(!is.finite(design$criticalValues))) next # its first bound of 12 looks is infinite
  row(c(list(method = "sequential.design", information = vec(rates), alpha = 0.025 * sides, sides = sides, spending = kind[[2]]), kind[[3]]),
    list(critical_values = vec(design$criticalValues)), 2e-6)
}
for (rates in list(c(0.2, 0.5, 1), c(0.1, 0.35, 0.6, 0.9, 1))) for (kind in kinds[1:4]) {
  arguments <- list(typeOfDesign = kind[[1]], informationRates = rates, alpha = 0.025, sided = 1, tolerance = 1e-10)
  if (kind[[1]] == "asKD") arguments$gammaA <- 2
  if (kind[[1]] == "asHSD") arguments$gammaA <- -4
  design <- do.call(getDesignGroupSequential, arguments)
  row(c(list(method = "sequential.design", information = vec(rates), alpha = 0.025, spending = kind[[2]]), kind[[3]]),
    list(critical_values = vec(design$criticalValues)), 6e-6)
}
# Three looks by mvtnorm's deterministic trivariate normal (TVPACK), close spacing included: rpact's spends 0.0254 of 0.025 at (0.5, 0.51, 1).
spend <- function(t, kind) switch(kind,
  "obrien-fleming" = 2 * pnorm(qnorm(1 - 0.0125) / sqrt(t), lower.tail = FALSE), "pocock" = 0.025 * log(1 + (exp(1) - 1) * t),
  "kim-demets" = 0.025 * t^2, "hwang-shih-decani" = 0.025 * (1 - exp(4 * t)) / (1 - exp(4)))
for (rates in list(c(0.5, 0.51, 1), c(0.2, 0.5, 1), c(0.3, 0.9, 1), c(0.7, 0.8, 1))) for (kind in kinds[1:4]) {
  root <- outer(rates, rates, function(a, b) sqrt(pmin(a, b) / pmax(a, b)))
  used <- spend(rates, kind[[2]])
  bounds <- qnorm(used[1], lower.tail = FALSE)
  for (look in 2:3) {
    crossed <- function(b) {
      upper <- c(bounds, b, rep(Inf, 3 - look))
      1 - as.numeric(pmvnorm(lower = rep(-Inf, 3), upper = upper, corr = root, algorithm = TVPACK(1e-14))) - used[look]
    }
    bounds <- c(bounds, uniroot(crossed, c(0, 9), tol = 1e-13)$root)
  }
  row(c(list(method = "sequential.design", information = vec(rates), alpha = 0.025, spending = kind[[2]]), kind[[3]]),
    list(critical_values = vec(bounds)), 1e-8)
}

# Dunnett by multcomp, the whole correlation by mvtnorm at a small error.
for (trial in 1:12) {
  k <- sample(2:4, 1)
  n <- sample(4:30, k + 1, TRUE)
  groups <- factor(rep(letters[1:(k + 1)], n))
  y <- round(rnorm(length(groups), rep(c(10, 10.5, 11, 10, 9.5)[1:(k + 1)], n), 1.5), 3)
  fit <- aov(y ~ groups)
  test <- summary(glht(fit, linfct = mcp(groups = "Dunnett")), test = adjusted("single-step", abseps = 1e-7, maxpts = 5e6))
  parts <- lapply(split(y, groups), function(v) list(count = length(v), mean = mean(v), variance = var(v)))
  row(list(method = "means.dunnett", control = parts[[1]], treatments = unname(parts[-1])),
    list(adjusted_p_values = vec(test$test$pvalues)), 2e-4)
}

# Exact tests and intervals.
for (trial in 1:20) {
  a <- sample(0:30, 1); n0 <- a + sample(1:40, 1); b <- sample(0:30, 1); n1 <- b + sample(1:40, 1)
  row(list(method = "proportions.fisher", control = list(successes = a, trials = n0), treatment = list(successes = b, trials = n1)),
    list(p_value = fisher.test(matrix(c(a, n0 - a, b, n1 - b), 2))$p.value), 1e-9)
  interval <- binom.test(a, n0)$conf.int
  row(list(method = "proportion.clopper_pearson", successes = a, trials = n0), list(lower = interval[1], upper = interval[2]), 1e-9)
  if (a + b > 0) {
    cost <- round(runif(2, 100, 900), 2)
    test <- poisson.test(c(b, a), c(cost[2], cost[1]))
    row(list(method = "cost_per.exact", ordering = "probability", control = list(results = a, cost = cost[1]), treatment = list(results = b, cost = cost[2])),
      list(p_value = min(1, test$p.value)), 1e-9)
  }
  garwood <- poisson.test(max(a, 1), 100)$conf.int
  row(list(method = "cost_per.interval", results = max(a, 1), cost = 100), list(lower = 1 / garwood[2], upper = 1 / garwood[1]), 1e-9)
}
# Multiplicity.
for (trial in 1:10) {
  p <- round(runif(sample(2:9, 1))^2, 6)
  for (kind in list(c("bonferroni", "bonferroni"), c("holm", "holm"), c("hochberg", "hochberg"), c("hommel", "hommel"), c("BH", "benjamini_hochberg"), c("BY", "benjamini_yekutieli")))
    row(list(method = paste0("multiplicity.", kind[2]), p_values = vec(p)), list(adjusted = vec(p.adjust(p, kind[1]))), 1e-12)
}
# Cochran, Mantel and Haenszel.
for (trial in 1:8) {
  strata <- array(sample(3:40, 4 * 3, TRUE), c(2, 2, 3))
  for (correct in c(FALSE, TRUE)) {
    test <- mantelhaen.test(strata, correct = correct)
    row(list(method = "counts.cmh", strata = lapply(1:3, function(s) table2(strata[, , s])), continuity = correct),
      list(statistic = unname(test$statistic), p_value = unname(test$p.value), odds_ratio = unname(test$estimate)), 1e-8)
  }
}
# Means, ranks, analysis of variance, chi-squared.
for (trial in 1:10) {
  x <- round(rnorm(sample(3:25, 1), 5, 2), 2); y <- round(rnorm(sample(3:25, 1), 6, 3), 2)
  welch <- t.test(y, x); student <- t.test(y, x, var.equal = TRUE)
  arms <- list(control = list(count = length(x), mean = mean(x), variance = var(x)), treatment = list(count = length(y), mean = mean(y), variance = var(y)))
  for (pair in list(list("means.welch", welch), list("means.student", student))) {
    t <- pair[[2]]
    row(c(list(method = pair[[1]]), arms), list(statistic = unname(t$statistic), degrees_of_freedom = unname(t$parameter), p_value = t$p.value, lower = t$conf.int[1], upper = t$conf.int[2]), 1e-9)
  }
  fit <- anova(aov(c(x, y, x + 1) ~ factor(rep(1:3, c(length(x), length(y), length(x))))))
  row(list(method = "anova.one_way", groups = list(vec(x), vec(y), vec(x + 1))), list(statistic = fit$`F value`[1], p_value = fit$`Pr(>F)`[1]), 1e-9)
  m <- matrix(sample(1:50, 6), 2)
  test <- chisq.test(m, correct = FALSE)
  row(list(method = "counts.chi_squared", table = table2(m)), list(statistic = unname(test$statistic), p_value = test$p.value), 1e-9)
}
# Planning.
for (d in c(0.3, 0.7, 1.2)) for (power in c(0.5, 0.8, 0.95)) {
  plan <- power.t.test(delta = d, sd = 1, power = power, strict = TRUE, tol = 1e-12)
  row(list(method = "power.means", absolute_effect = d, standard_deviation = 1, power = power), list(count = plan$n), 1e-6)
  share <- power.prop.test(p1 = 0.1, p2 = 0.1 * (1 + d), power = power, tol = 1e-12)
  row(list(method = "power.proportions", baseline = 0.1, relative_effect = d, power = power), list(trials = share$n), 1e-7)
}
writeLines(c(
  sprintf("{\"source\": \"R %s, rpact %s, multcomp %s, mvtnorm %s\", \"regenerate\": \"Rscript Tests/ExperimentCalculatorTests/References/scripts/r_references.R\", \"rows\": [",
    paste(R.version$major, R.version$minor, sep = "."), packageVersion("rpact"), packageVersion("multcomp"), packageVersion("mvtnorm")),
  paste(rows, collapse = ",\n"), "]}"), file.path(here, "..", "r.json"))
cat(length(rows), "rows\n")
