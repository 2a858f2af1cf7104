"""Reference rows of the classical methods, from definitions at 50 digits (mpmath) and by brute force; run with Python 3, mpmath 1.3, scipy 1.17.

Closed testing of Simes' test over all subsets stands for Hommel and, with Bonferroni in its place, for Holm: no step of the program's is used.
"""
import itertools, json, pathlib, random
from scipy.stats import beta
from mpmath import mp, mpf, log10, sqrt, findroot, gammainc, log, erfc

mp.dps = 50
draw = random.Random(1)
out = {"source": "mpmath 1.3.0, 50 digits, from the definitions; closed testing by brute force; Jeffreys by scipy 1.17.1", "regenerate": "python3 inference.py"}


def f(x):
    return float(x)


def closed(ps, local):
    """Adjusted p of each hypothesis: the largest local p over all subsets that hold it."""
    n = len(ps)
    adjusted = [mpf(0)] * n
    for size in range(1, n + 1):
        for subset in itertools.combinations(range(n), size):
            p = min(mpf(1), local([ps[i] for i in subset]))
            for i in subset:
                adjusted[i] = max(adjusted[i], p)
    return adjusted


def simes(ps):
    ps = sorted(ps)
    return min(len(ps) * p / (i + 1) for i, p in enumerate(ps))


multiplicity = []
for n in (1, 2, 3, 4, 5, 7):
    for _ in range(4):
        ps = [mpf(draw.random()) ** draw.choice([1, 2, 5]) for _ in range(n)]
        order = sorted(range(n), key=lambda i: ps[i])
        hochberg, running = [None] * n, mpf(1)
        bh, runningb = [None] * n, mpf(1)
        by, runningy = [None] * n, mpf(1)
        harmonic = sum(mpf(1) / (i + 1) for i in range(n))
        for rank in reversed(range(n)):
            i = order[rank]
            running = min(running, (n - rank) * ps[i]); hochberg[i] = running
            runningb = min(runningb, n * ps[i] / (rank + 1)); bh[i] = runningb
            runningy = min(runningy, harmonic * n * ps[i] / (rank + 1)); by[i] = runningy
        multiplicity.append({
            "p": [f(p) for p in ps], "holm": [f(x) for x in closed(ps, lambda s: len(s) * min(s))], "hommel": [f(x) for x in closed(ps, simes)],
            "hochberg": [f(x) for x in hochberg], "bh": [f(x) for x in bh], "by": [f(x) for x in by],
        })
out["multiplicity"] = multiplicity


def chi2_upper(x, df):
    return gammainc(mpf(df) / 2, mpf(x) / 2, mp.inf, regularized=True)


tables = []
for shape in ((2, 2), (2, 2), (3, 2), (4, 3), (2, 2)):
    table = [[draw.choice([3, 20, 400, 10**6]) + draw.randrange(1, 50) for _ in range(shape[1])] for _ in range(shape[0])]
    rows = [sum(r) for r in table]; columns = [sum(c) for c in zip(*table)]; total = sum(rows)
    chi = g = yates = mpf(0)
    for i, r in enumerate(table):
        for j, o in enumerate(r):
            e = mpf(rows[i]) * columns[j] / total
            chi += (o - e) ** 2 / e
            yates += (abs(o - e) - min(mpf(1) / 2, abs(o - e))) ** 2 / e
            g += 2 * o * log(o / e)
    df = (shape[0] - 1) * (shape[1] - 1)
    tables.append({"table": table, "df": df, "chi": f(chi), "chiLogP": f(log10(chi2_upper(chi, df))), "yates": f(yates), "g": f(g), "gLogP": f(log10(chi2_upper(g, df)))})
out["tables"] = tables

shares = []
for x, n in ((0, 10), (1, 10), (10, 10), (3, 1000), (40, 10**5), (48, 80)):
    def at_least(k, q):
        """P(X >= k) of Binomial(n, q), by the shorter sum."""
        if k > n - k:
            return sum(mp.binomial(n, i) * q**i * (1 - q) ** (n - i) for i in range(k, n + 1))
        return 1 - sum(mp.binomial(n, i) * q**i * (1 - q) ** (n - i) for i in range(k))

    def solve(k, target):
        """The share at which P(X >= k) is the target."""
        lo, hi = mpf(0), mpf(1)
        for _ in range(120):
            mid = (lo + hi) / 2
            if at_least(k, mid) < target: lo = mid
            else: hi = mid
        return (lo + hi) / 2

    t = mpf("0.025")
    shares.append({
        "successes": x, "trials": n,
        "cp": [f(solve(x, t)) if x else 0.0, f(solve(x + 1, 1 - t)) if x < n else 1.0],
        "jeffreys": [float(beta.ppf(0.025, x + 0.5, n - x + 0.5)) if x else 0.0, float(beta.isf(0.025, x + 0.5, n - x + 0.5)) if x < n else 1.0],
    })
out["shares"] = shares

z = findroot(lambda v: erfc(v / sqrt(mpf(2))) / 2 - mpf("0.025"), 1.96)


def constrained(x0, n0, x1, n1, d):
    """p0 at the likelihood's maximum with p1 = p0 + d, by bisection on the score."""
    lo, hi = max(mpf(0), -d), min(mpf(1), 1 - d)
    def s(p):
        v = mpf(0)
        if x0: v += x0 / p
        if n0 - x0: v -= (n0 - x0) / (1 - p)
        if x1: v += x1 / (p + d)
        if n1 - x1: v -= (n1 - x1) / (1 - p - d)
        return v
    for _ in range(180):
        m = (lo + hi) / 2
        if s(m) > 0: lo = m
        else: hi = m
    return (lo + hi) / 2


def bound(x0, n0, x1, n1, factor, side):
    e = mpf(x1) / n1 - mpf(x0) / n0
    def excess(d):
        p = constrained(x0, n0, x1, n1, d); q = p + d
        v = factor * (q * (1 - q) / n1 + p * (1 - p) / n0)
        return abs(e - d) / sqrt(v) - z if v > 0 else mpf(10) ** 9
    lo, hi = e, mpf(side) * (1 - mpf(10) ** -30)
    for _ in range(150):
        m = (lo + hi) / 2
        if excess(m) < 0: lo = m
        else: hi = m
    return (lo + hi) / 2


differences = []
for x1, n1, x0, n0 in ((56, 70, 48, 80), (9, 10, 3, 10), (6, 7, 2, 7), (5, 56, 0, 29), (0, 10, 0, 20), (10, 10, 0, 20), (120, 10**6, 90, 10**3), (15000, 10**6, 14500, 10**6)):
    N = mpf(n0 + n1)
    row = {"treatment": [x1, n1], "control": [x0, n0]}
    row["mee"] = [f(bound(x0, n0, x1, n1, 1, -1)), f(bound(x0, n0, x1, n1, 1, 1))]
    row["mn"] = [f(bound(x0, n0, x1, n1, N / (N - 1), -1)), f(bound(x0, n0, x1, n1, N / (N - 1), 1))]
    def wilson(x, n):
        p = mpf(x) / n; c = p + z * z / (2 * n); w = z * sqrt((p * (1 - p) + z * z / (4 * n)) / n); d = 1 + z * z / n
        return (c - w) / d, (c + w) / d
    (l1, u1), (l0, u0) = wilson(x1, n1), wilson(x0, n0)
    p1, p0 = mpf(x1) / n1, mpf(x0) / n0
    row["newcombe"] = [f(p1 - p0 - sqrt((p1 - l1) ** 2 + (u0 - p0) ** 2)), f(p1 - p0 + sqrt((u1 - p1) ** 2 + (p0 - l0) ** 2))]
    a1, a0 = mpf(x1 + 1) / (n1 + 2), mpf(x0 + 1) / (n0 + 2)
    w = z * sqrt(a1 * (1 - a1) / (n1 + 2) + a0 * (1 - a0) / (n0 + 2))
    # Cut at −1 and 1, beyond which there is no difference of shares.
    row["agrestiCaffo"] = [max(-1.0, f(a1 - a0 - w)), min(1.0, f(a1 - a0 + w))]
    differences.append(row)
out["differences"] = differences

pathlib.Path(__file__).resolve().parent.parent.joinpath("inference.json").write_text(json.dumps(out, indent=1) + "\n")
