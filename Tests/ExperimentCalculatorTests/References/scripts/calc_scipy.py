"""Reference rows for `mvp calc` from scipy and statsmodels, where those are right.

    python3 Tests/ExperimentCalculatorTests/References/scripts/calc_scipy.py

Needs scipy and statsmodels; the versions used are written into each file.
"""
import json, os, math
import numpy as np, scipy, statsmodels
from scipy import stats
from statsmodels.stats.multitest import multipletests
from statsmodels.stats.proportion import proportion_confint, confint_proportions_2indep
from statsmodels.stats.contingency_tables import StratifiedTable
from statsmodels.stats.rates import test_poisson_2indep

HERE = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..")


def save(family, rows):
    out = {"source": "scipy %s, statsmodels %s" % (scipy.__version__, statsmodels.__version__),
           "regenerate": "python3 Tests/ExperimentCalculatorTests/References/scripts/calc_scipy.py", "rows": rows}
    with open(os.path.join(HERE, family + ".json"), "w") as file: file.write(json.dumps(out).replace('{"request"', '\n{"request"') + "\n")
    print(family, len(rows))


def row(method, request, expect, tolerance=1e-9):
    plain = lambda x: {k: plain(v) for k, v in x.items()} if isinstance(x, dict) else [plain(v) for v in x] if isinstance(x, (list, tuple, np.ndarray)) else float(x) if isinstance(x, (float, np.floating)) else x
    return {"request": {"method": method, **request}, "expect": plain(expect), "tolerance": tolerance}


def arm(x, n): return {"successes": x, "trials": n}


PAIRS = [((48, 80), (56, 70)), ((3, 10), (9, 10)), ((2, 30), (9, 25)), ((7, 12), (1, 17)), ((312, 5120), (401, 5099))]


def barnard(x0, n0, x1, n1):
    """By brute force over 20,000 shares: scipy 1.17's barnard_exact misses the maximum at 0.5 (3/10 v 9/10: 0.00693 for 0.00796)."""
    a, b = np.arange(n0 + 1)[:, None], np.arange(n1 + 1)[None, :]
    pool = (a + b) / (n0 + n1)
    with np.errstate(all="ignore"): z = np.nan_to_num((b / n1 - a / n0) / np.sqrt(pool * (1 - pool) * (1 / n0 + 1 / n1)))
    extreme = np.abs(z) >= abs(z[x0, x1]) - 1e-9
    return max((np.outer(stats.binom.pmf(a[:, 0], n0, p), stats.binom.pmf(b[0], n1, p)) * extreme).sum() for p in np.linspace(0.0005, 0.9995, 19981))


def shares():
    rows = []
    for x, n in [(1, 10), (56, 70), (15, 148), (40, 100000)]:
        for name, method in (("clopper_pearson", "beta"), ("jeffreys", "jeffreys")):
            low, high = proportion_confint(x, n, method=method)
            rows.append(row("proportion." + name, {"successes": x, "trials": n}, {"lower": low, "upper": high}))
    for (x0, n0), (x1, n1) in PAIRS:
        request = {"control": arm(x0, n0), "treatment": arm(x1, n1)}; table = [[x1, n1 - x1], [x0, n0 - x0]]
        rows.append(row("proportions.fisher", request, {"p_value": stats.fisher_exact(table)[1]}, 1e-8))
        rows.append(row("proportions.fisher", {**request, "alternative": "greater"}, {"p_value": stats.fisher_exact(table, "greater")[1]}, 1e-8))
        for yates in (True, False):
            chi = stats.chi2_contingency(table, correction=yates)
            rows.append(row("proportions.chi_squared", {**request, "continuity": yates}, {"statistic": chi[0], "p_value": chi[1]}))
        if n0 + n1 < 200:
            rows.append(row("proportions.barnard", request, {"p_value": barnard(x0, n0, x1, n1)}, 1e-7))
            rows.append(row("proportions.boschloo", request, {"p_value": stats.boschloo_exact(np.array(table).T, n=64).pvalue}, 1e-4))
        for name, method in (("wald", "wald"), ("newcombe", "newcomb"), ("agresti_caffo", "agresti-caffo")):
            low, high = confint_proportions_2indep(x1, n1, x0, n0, method=method, compare="diff")
            rows.append(row("proportions.difference." + name, request, {"lower": low, "upper": high}))
        low, high = confint_proportions_2indep(x1, n1, x0, n0, method="log", compare="ratio")
        rows.append(row("proportions.ratio.log", request, {"lower": low, "upper": high}))
    # Newcombe (1998), tables: Miettinen–Nurminen as printed, 4 digits.
    for t, c, low, high in [((56, 70), (48, 80), .0528, .3382), ((9, 10), (3, 10), .1700, .8406)]:
        rows.append(row("proportions.difference.miettinen_nurminen", {"control": arm(*c), "treatment": arm(*t)}, {"lower": low, "upper": high}, 1e-3))
    save("scipy-shares", rows)


def tables():
    rows = []
    for table in ([[30, 70], [45, 55]], [[10, 20, 30], [12, 18, 40]], [[1000000, 2000000], [1000100, 1999900]]):
        chi = stats.chi2_contingency(table, correction=False); g = stats.chi2_contingency(table, correction=False, lambda_="log-likelihood")
        rows.append(row("counts.chi_squared", {"table": table}, {"statistic": chi[0], "p_value": chi[1], "degrees_of_freedom": chi[2]}))
        rows.append(row("counts.g_test", {"table": table}, {"statistic": g[0], "p_value": g[1]}, 1e-7))
    chi = stats.chisquare([44700, 45489], [45094.5] * 2)
    rows.append(row("counts.srm", {"observed": [44700, 45489], "allocation": [1, 1]}, {"statistic": chi[0], "p_value": chi[1]}))
    rows.append(row("counts.srm", {"observed": [5000, 5300, 0], "allocation": [0.5, 0.5, 0]}, {"p_value": stats.chisquare([5000, 5300])[1], "degrees_of_freedom": 1}))
    strata = [[[12, 8], [5, 15]], [[20, 5], [14, 11]], [[3, 9], [2, 10]]]
    st = StratifiedTable([np.array(s, float) for s in strata])
    for correction in (True, False):
        t = st.test_null_odds(correction=correction)
        rows.append(row("counts.cmh", {"strata": strata, "continuity": correction}, {"statistic": t.statistic, "p_value": t.pvalue, "odds_ratio": st.oddsratio_pooled}))
    for p in ([0.01, 0.04, 0.03, 0.005, 0.2], [0.5, 0.5, 0.01], [0.001], [0.01, 0.02, 0.022, 0.09, 0.04, 0.3, 1e-12], [0.04, 0.04, 0.04]):
        for name, method in (("bonferroni", "bonferroni"), ("holm", "holm"), ("hochberg", "simes-hochberg"), ("hommel", "hommel"), ("benjamini_hochberg", "fdr_bh"), ("benjamini_yekutieli", "fdr_by")):
            rows.append(row("multiplicity." + name, {"p_values": p}, {"adjusted": multipletests(p, method=method)[1]}))
    save("scipy-tables", rows)


def means():
    rows = []
    rng = np.random.default_rng(5)
    for n, m, shift in ((12, 15, 0.5), (30, 9, 2.0), (200, 150, 0.1)):
        a = np.round(rng.normal(10, 2, n), 3); b = np.round(rng.normal(10 + shift, 3, m), 3)
        part = lambda x: {"count": len(x), "mean": float(x.mean()), "variance": float(x.var(ddof=1))}
        request = {"control": part(a), "treatment": part(b)}
        t = stats.ttest_ind(b, a); ci = t.confidence_interval()
        rows.append(row("means.student", request, {"statistic": t.statistic, "p_value": t.pvalue, "lower": ci.low, "upper": ci.high}, 1e-8))
        w = stats.ttest_ind(b, a, equal_var=False)
        rows.append(row("means.welch", request, {"statistic": w.statistic, "p_value": w.pvalue}, 1e-8))
        f = stats.f_oneway(a, b)
        rows.append(row("anova.one_way", {"groups": [part(a), part(b)]}, {"statistic": f[0], "p_value": f[1]}, 1e-8))
        rows.append(row("anova.one_way", {"groups": [a.tolist(), b.tolist()]}, {"statistic": f[0], "p_value": f[1]}, 1e-8))
        u = stats.mannwhitneyu(b, a, method="exact" if max(n, m) < 50 else "asymptotic")
        if len(set(a.tolist() + b.tolist())) == n + m or max(n, m) >= 50:
            rows.append(row("values.mann_whitney", {"control": a.tolist(), "treatment": b.tolist()}, {"statistic": u[0], "p_value": u[1]}, 1e-8))
        rows.append(row("values.moments", {"values": a.tolist()}, {"mean": a.mean(), "variance": a.var(ddof=1)}))
        for q in (0.1, 0.5, 0.99): rows.append(row("values.quantile", {"values": a.tolist(), "probability": q}, {"estimate": np.quantile(a, q)}))
    a, b = [1.0, 2.5, 3.0, 4.25], [2.75, 5.5, 6.0, 7.5, 8.0]
    p = stats.permutation_test((b, a), lambda x, y: np.mean(x) - np.mean(y), n_resamples=np.inf)
    rows.append(row("values.permutation", {"control": a, "treatment": b}, {"p_value": p.pvalue, "method": "exact"}))
    rows.append(row("values.winsorize", {"values": list(range(1, 12)), "lower": 0.1, "upper": 0.9}, {"values": [2, 2, 3, 4, 5, 6, 7, 8, 9, 10, 10]}))
    save("scipy-means", rows)


def rates():
    rows = []
    for (x0, c0), (x1, c1) in [((12, 1000), (22, 1100)), ((60, 51477.5), (30, 54308.7)), ((2, 10), (9, 12)), ((100, 50), (140, 60))]:
        request = {"control": {"results": x0, "cost": c0}, "treatment": {"results": x1, "cost": c1}}
        rows.append(row("cost_per.exact", request, {"p_value": stats.binomtest(x1, x0 + x1, c1 / (c0 + c1)).pvalue}, 1e-8))
        for name, method in (("score", "score"), ("etest", "etest-score")):
            rows.append(row("cost_per." + name, request, {"p_value": test_poisson_2indep(x1, c1, x0, c0, method=method, compare="ratio").pvalue}, 1e-6))
        z = abs(math.log((x1 / c1) / (x0 / c0))) / math.sqrt(1 / x1 + 1 / x0)
        rows.append(row("cost_per.ratio.wald", request, {"p_value": 2 * stats.norm.sf(z)}))
    save("scipy-rates", rows)


shares(); tables(); means(); rates()
