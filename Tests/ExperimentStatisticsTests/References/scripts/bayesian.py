"""K-arm posteriors by mpmath: plain adaptive quadrature over products of mpmath's own incomplete functions, 20 digits.

    python3 bayesian.py > ../bayesian.json
"""
import json, sys
from mpmath import mp, mpf, quad, betainc, gammainc, beta, gamma, exp, log, erfc, sqrt, pi, inf, findroot, linspace
mp.dps = 20

class Beta:
    kind = "proportions"
    def __init__(s, x, n, a=1, b=1): s.a, s.b = mpf(a) + mpf(x), mpf(b) + mpf(n) - mpf(x)
    def pdf(s, x): return exp((s.a - 1) * log(x) + (s.b - 1) * log(1 - x) - log(beta(s.a, s.b)))
    def cdf(s, x): return betainc(s.a, s.b, 0, x, regularized=True)
    def sf(s, x): return betainc(s.a, s.b, x, 1, regularized=True)
    def mean(s): return s.a / (s.a + s.b)
    def sd(s): n = s.a + s.b; return sqrt(s.a * s.b / (n * n * (n + 1)))
    lo, hi = mpf(0), mpf(1)

class Gamma:
    kind = "cost_per"
    def __init__(s, x, c, a=mpf(1) / 2, b=0): s.a, s.b = mpf(a) + mpf(x), mpf(b) + mpf(c)
    def pdf(s, x): return exp((s.a - 1) * log(x) + s.a * log(s.b) - s.b * x - mp.loggamma(s.a))
    def cdf(s, x): return gammainc(s.a, 0, s.b * x, regularized=True)
    def sf(s, x): return gammainc(s.a, s.b * x, inf, regularized=True)
    def mean(s): return s.a / s.b
    def sd(s): return sqrt(s.a) / s.b
    lo, hi = mpf(0), inf

class Normal:
    kind = "means"
    def __init__(s, m, v): s.m, s.v = mpf(m), mpf(v)
    def pdf(s, x): return exp(-(x - s.m) ** 2 / (2 * s.v)) / sqrt(2 * pi * s.v)
    def cdf(s, x): return erfc((s.m - x) / sqrt(2 * s.v)) / 2
    def sf(s, x): return erfc((x - s.m) / sqrt(2 * s.v)) / 2
    def mean(s): return s.m
    def sd(s): return sqrt(s.v)
    lo, hi = -inf, inf

def points(arms):
    p = set()
    for a in arms:
        for k in (-11, -6, -3, -1, 0, 1, 3, 6, 11, 20, 40):
            x = a.mean() + k * a.sd()
            if x > a.lo and (x < a.hi): p.add(x)
        if a.lo == 0:
            for k in (1e-20, 1e-12, 1e-8, 1e-5, 1e-3, 1e-2, 1e-1): p.add(a.mean() * mpf(k))
    p = sorted(p)
    lo, hi = arms[0].lo, arms[0].hi
    if lo == -inf: return p
    return [lo] + p + ([hi] if hi == 1 else [])

def prod(v):
    r = mpf(1)
    for x in v: r *= x
    return r

def union(v):
    u = mpf(0)
    for x in v: u = u + x - u * x
    return u

def best(arms, higher):
    pts = points(arms)
    return [quad(lambda x: a.pdf(x) * prod([(b.cdf if higher else b.sf)(x) for b in arms if b is not a]), pts) for a in arms]

def loss(arms, higher):
    pts = points(arms)
    out = []
    for a in arms:
        if a.kind == "cost_per" and higher == "cost":
            out.append(None if a.a <= 1 else quad(lambda x: a.cdf(x) * union([b.sf(x) for b in arms if b is not a]) / x ** 2, pts))
        elif higher: out.append(quad(lambda x: a.cdf(x) * union([b.sf(x) for b in arms if b is not a]), pts))
        else: out.append(quad(lambda x: a.sf(x) * union([b.cdf(x) for b in arms if b is not a]), pts))
    return out

def relative(arms, higher):
    """E(1 - g/max g) = 1 - E(g/max g): by the definition, not by the product's integral by parts."""
    out = []
    for i, a in enumerate(arms):
        rest = [b for b in arms if b is not a]
        if a.kind == "proportions": part = lambda x, a=a: a.mean() * betainc(a.a + 1, a.b, 0, x, regularized=True)
        elif a.kind == "cost_per": part = lambda x, a=a: a.mean() * gammainc(a.a + 1, 0, a.b * x, regularized=True)
        else: part = lambda x, a=a: a.m * a.cdf(x) - a.v * a.pdf(x)
        # max of the others has density sum f_j prod F_l; E((1 - g/m)+ | m) = F(m) - part(m)/m
        f = lambda m: sum(b.pdf(m) * prod([c.cdf(m) for c in rest if c is not b]) for b in rest)
        pts = [p for p in points(arms) if p > 0] if a.kind == "means" else points(arms)
        out.append(quad(lambda m: f(m) * (a.cdf(m) - part(m) / m), pts))
    return out

def relative_lower(arms):
    """E(1 - min x / x_a) for shares: over the least m of the others, of E((1 - m/X)+ | m) = P(X > m) - m E(1/X; X > m)."""
    out = []
    pts = points(arms)
    for a in arms:
        rest = [b for b in arms if b is not a]
        f = lambda m: sum(b.pdf(m) * prod([c.sf(m) for c in rest if c is not b]) for b in rest)
        part = lambda m: betainc(a.a - 1, a.b, m, 1) / beta(a.a, a.b)
        out.append(quad(lambda m: f(m) * (a.sf(m) - m * part(m)), pts))
    return out

rows = []
def num(x): return None if x is None else float(x)
def add(kind, data, arms, higher, lower_relative=False):
    direction = True if higher == "cost" else higher
    rel = relative(arms, direction) if direction else (relative_lower(arms) if lower_relative else None)
    rows.append({"kind": kind, "arms": data, "better": {True: "higher", False: "lower", "cost": "cost"}[higher],
                 "probability_best": [num(v) for v in best(arms, direction)], "expected_loss": [num(v) for v in loss(arms, higher)],
                 "expected_relative_loss": None if rel is None else [num(v) for v in rel]})
    sys.stderr.write("%d " % len(rows)); sys.stderr.flush()

P = [[[0, 0], [0, 0]], [[3, 20], [7, 22]], [[0, 15], [1, 12]], [[40, 1000], [55, 1010], [38, 990]], [[120, 2400], [150, 2410]], [[0, 5], [5, 5], [2, 5]],
     [[2.5, 17.25], [3.75, 20.5]], [[12, 300], [11, 310]], [[50, 60], [48, 60], [51, 60], [49, 60]], [[10, 100], [40, 900]]]
for d in P:
    add("proportions", d, [Beta(*x) for x in d], True)
    add("proportions", d, [Beta(*x) for x in d], False, all(x[0] > 0 for x in d))
C = [[[0, 100], [3, 120]], [[13, 333], [20, 333], [11, 333]], [[1, 50], [1, 40]], [[2.5, 80], [4.5, 90.5]], [[400, 10000], [480, 10100]], [[40, 1000], [45, 1000], [0, 900]], [[5, 5e4], [9, 4e4]]]
for d in C:
    add("cost_per", d, [Gamma(*x) for x in d], "cost")
    add("rates", d, [Gamma(*x) for x in d], True)
    add("rates", d, [Gamma(*x) for x in d], False)
M = [[[10, 1], [11, 1.5]], [[100, 4], [101, 1], [99, 9]], [[5, 0.01], [5.2, 0.02], [5.1, 0.04], [4.9, 0.0001]], [[1e9, 1e-6], [1000000000.001, 2e-6]]]
for d in M:
    add("means", d, [Normal(*x) for x in d], True)
    add("means", d, [Normal(*x) for x in d], False)

mp.dps = 20
intervals = []
def contrast(kind, data, arms, inverse=False):
    """Equal-tailed 95 % bounds of second - first and second/first - 1 by root search on the double integral."""
    c, t = arms
    pts = points(arms)
    if inverse:
        diff = lambda d: quad(lambda x: c.pdf(x) * (t.sf(1 / (1 / x + d)) if 1 / x + d > 0 else 0), pts)
        ratio = lambda r: quad(lambda x: c.pdf(x) * t.sf(x / r), pts)
        ce, te = 1 / c.mean(), 1 / t.mean()
        sd = sqrt((ce / sqrt(c.a)) ** 2 + (te / sqrt(t.a)) ** 2)
    else:
        diff = lambda d: quad(lambda x: c.pdf(x) * (1 if x + d >= c.hi else t.cdf(x + d) if x + d > c.lo else 0), pts)
        ratio = lambda r: quad(lambda x: c.pdf(x) * (1 if x * r >= c.hi else t.cdf(x * r)), pts)
        ce, te = c.mean(), t.mean()
        sd = sqrt(c.sd() ** 2 + t.sd() ** 2)
    def solve(f, p, guess, width):
        lo, hi = guess - width, guess + width
        while f(lo) > p: lo -= width
        while f(hi) < p: hi += width
        return findroot(lambda x: f(x) - p, (lo, hi), solver="anderson", tol=1e-26, maxsteps=60, verify=False)
    p = mpf(1) / 40
    rows = [solve(diff, p, te - ce - 2 * sd, sd / 4), solve(diff, 1 - p, te - ce + 2 * sd, sd / 4)]
    rsd = sqrt((c.sd() / c.mean()) ** 2 + (t.sd() / t.mean()) ** 2)
    lr = [solve(lambda l: ratio(exp(l)), p, log(te / ce) - 2 * rsd, rsd / 4), solve(lambda l: ratio(exp(l)), 1 - p, log(te / ce) + 2 * rsd, rsd / 4)]
    intervals.append({"kind": kind, "arms": data, "difference": [float(x) for x in rows], "relative": [float(exp(x) - 1) for x in lr]})
    sys.stderr.write("i%d " % len(intervals)); sys.stderr.flush()
for d in P[1:3] + P[4:5] + P[9:]: contrast("proportions", d, [Beta(*x) for x in d])
for d in (C[2], C[4]): contrast("cost_per", d, [Gamma(*x) for x in d], True)
for d in (C[0], C[4]): contrast("rates", d, [Gamma(*x) for x in d])
json.dump({"source": "mpmath %s, 20 digits" % __import__("mpmath").__version__, "regenerate": "python3 scripts/bayesian.py > bayesian.json",
           "rows": rows, "intervals": intervals}, sys.stdout, indent=0)
