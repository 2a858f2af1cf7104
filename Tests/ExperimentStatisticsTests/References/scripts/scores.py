"""Score tests of a scale, of a shift and within days, straight from their definitions: loops over units and days, never moments; tails from mpmath (scipy for
near-normal laws); bounds by bisection in ln theta.

    python3 scores.py > ../scores.json
"""
import json, math, random
import scipy.special
from mpmath import mp, mpf, gammainc, inf, betainc, ncdf, findroot
mp.dps = 30

def pearson(z, g):
    """P(Z > z)"""
    z, g = mpf(z), mpf(g)
    if g < 0 and z > 0: g = max(g, -mpf("1.6") / z)
    if abs(g) < mpf("1e-7"): return ncdf(-z)
    k = 4 / g**2; x = k + (z if g > 0 else -z) * mp.sqrt(k)
    if x <= 0: return mpf(1) if g > 0 else mpf(0)
    if k > 500: return mpf(float((scipy.special.gammaincc if g > 0 else scipy.special.gammainc)(float(k), float(x))))
    return gammainc(k, x, inf, regularized=True) if g > 0 else gammainc(k, 0, x, regularized=True)

def student(t, df):
    """P(T > t), t >= 0"""
    t, df = mpf(t), mpf(df)
    return betainc(df / 2, mpf(1) / 2, 0, df / (df + t * t), regularized=True) / 2

def clamp(v, low, high): return min(max(v, low), high)
def mean(v): return math.fsum(v) / len(v)

def scale_law(control, treatment, theta, second):
    s = math.sqrt(theta)
    arms = [[(x, y * s) for x, y in control], [(x, y / s) for x, y in treatment]]
    everybody = arms[0] + arms[1]; n = len(everybody)
    mx, my = mean([x for x, _ in everybody]), mean([y for _, y in everybody])
    means = [(mean([x for x, _ in a]), mean([y for _, y in a])) for a in arms]
    if second == "denominator":
        r = q = my / mx
        e = [[y - r * x for x, y in a] for a in arms]
    else:
        top = math.fsum((x - m[0]) * (y - m[1]) for a, m in zip(arms, means) for x, y in a)
        bottom = math.fsum((x - m[0])**2 for a, m in zip(arms, means) for x, y in a)
        r, q = my, top / bottom
        e = [[y - r - q * (x - mx) for x, y in a] for a in arms]
    s2 = math.fsum(v * v for a in e for v in a) / n
    within = math.fsum((x - m[0]) * (v - mean(ee)) for a, m, ee in zip(arms, means, e) for (x, _), v in zip(a, ee))
    beta = within / (s2 * n) if second == "denominator" else 0
    shares, denominators = [], []
    for a, m, ee in zip(arms, means, e):
        own = m[0] if second == "denominator" else 1
        denominators.append(clamp(own - beta * mean(ee), own / 4, 4 * own))
        p = sum(1 for _, y in a if y != 0) / len(a)
        shares.append(clamp(p - my * (1 - p) / s2 * mean(ee), p / 4 + 0.125 / len(a), 1))
    # Every unit's value in units of its arm's size (less what a covariate's chance gave the arm), its x about its arm's mean: one population of shapes.
    lucks = [q * (m[0] - mx) if second == "covariate" else 0 for m in means]
    shapes = [[((y - luck) / d / (r / p), (x - m[0]) / d) for x, y in a] for a, m, p, d, luck in zip(arms, means, shares, denominators, lucks)]
    weight = math.fsum(len(a) * p for a, p in zip(arms, shares))
    def pooled(power_y, power_x): return math.fsum(y**power_y * x**power_x for a in shapes for y, x in a) / (weight if power_y else n)
    second_moments, thirds = [], []
    for a, p, d in zip(arms, shares, denominators):
        g = r / p
        # E (g y - r - q x)^2 and ^3 with E g y = r, E x = 0.
        yy, yyy = p * g**2 * pooled(2, 0), p * g**3 * pooled(3, 0)
        xy, xyy, xxy = p * g * pooled(1, 1), p * g**2 * pooled(2, 1), p * g * pooled(1, 2)
        xx, xxx = pooled(0, 2), pooled(0, 3)
        second_moments.append(max(yy + r * r + q * q * xx - 2 * r * r - 2 * q * xy, 0.05 * s2 / d**2))
        thirds.append(yyy - r**3 - q**3 * xxx - 3 * r * yy - 3 * q * xyy + 3 * r * r * r + 3 * q * q * xxy - 3 * r * q * q * xx + 6 * r * q * xy)
    sizes = [len(a) for a in arms]
    v = n / (n - 1) * sum(m / k for m, k in zip(second_moments, sizes))
    k3 = n * n / ((n - 1) * (n - 2)) * (thirds[1] / sizes[1]**2 - thirds[0] / sizes[0]**2)
    u = mean(e[1]) / denominators[1] - mean(e[0]) / denominators[0]
    return u, v, k3, r

def shift_law(control, treatment, delta):
    arms = [control, [(x, y - delta * x) for x, y in treatment]]
    everybody = arms[0] + arms[1]; n = len(everybody)
    r = math.fsum(y for _, y in everybody) / math.fsum(x for x, _ in everybody)
    e = [[y - r * x for x, y in a] for a in arms]
    top = bottom = 0
    for a, ee in zip(arms, e):
        mx, me = mean([x for x, _ in a]), mean(ee)
        top += math.fsum((x - mx) * (v - me) for (x, _), v in zip(a, ee)); bottom += math.fsum((v - me)**2 for v in ee)
    f = []
    for a, ee in zip(arms, e):
        mx = mean([x for x, _ in a]); d = clamp(mx - top / bottom * mean(ee), mx / 4, 4 * mx)
        f.append([v / d for v in ee])
    m = mean(f[0] + f[1])
    s2 = math.fsum((v - m)**2 for a in f for v in a) / (n - 1)
    s3 = math.fsum((v - m)**3 for a in f for v in a) * n / ((n - 1) * (n - 2))
    n0, n1 = len(f[0]), len(f[1])
    return mean(f[1]) - mean(f[0]), s2 * (1 / n0 + 1 / n1), s3 * (1 / n1**2 - 1 / n0**2), r

def memory(u):
    d = len(u); m = mean(u); c = [v - m for v in u]
    r = math.fsum(a * b for a, b in zip(c, c[1:])) / math.fsum(v * v for v in c)
    if d < 14: return r, 1.0
    seen = clamp((r + 1 / d) * math.sqrt(d) - 1.1, 0, 1)
    k = clamp(r + (1 + 3 * r) / d, 0, 0.95)
    return r, ((1 + k) / (1 - k))**(1.25 * seen)

def values_p(days, theta):
    s = math.sqrt(theta); n = len(days)
    sb = math.fsum(yc * st / (sc + st) for yc, sc, yt, st in days); sa = math.fsum(yt * sc / (sc + st) for yc, sc, yt, st in days)
    hat = sa / sb
    _, factor = memory([(yt * sc - hat * yc * st) / (sc + st) for yc, sc, yt, st in days])
    scaled = [(yc * s, sc, yt / s, st) for yc, sc, yt, st in days]
    total = math.fsum(sc + st for _, sc, _, st in days)
    r = math.fsum(yc + yt for yc, _, yt, _ in scaled) / total
    ec = [yc - r * sc for yc, sc, _, _ in scaled]; et = [yt - r * st for _, _, yt, st in scaled]
    u = [(b * d[1] - a * d[3]) / (d[1] + d[3]) for a, b, d in zip(ec, et, days)]
    prod = math.fsum(sc * st for _, sc, _, st in days); sides = math.fsum(sc * sc + st * st for _, sc, _, st in days)
    balance = 4 * prod / (sides + 2 * prod)
    common = max(math.fsum(a * b for a, b in zip(ec, et)) / prod, 0) * balance**3
    own = math.fsum(a * a + b * b for a, b in zip(ec, et))
    h = [sc * st / (sc + st) for _, sc, _, st in days]
    pooled = n / (n - 1) * max(own - common * sides, 0.05 * own) / total * math.fsum(h)
    mu = mean(u); scatter = n / (n - 1) * math.fsum((v - mu)**2 for v in u)
    w = balance**8
    v = factor * (w * scatter + (1 - w) * pooled)
    k3 = (1 - w) * math.fsum(a**3 + b**3 for a, b in zip(ec, et)) / total * math.fsum(hh * (d[1] - d[3]) / (d[1] + d[3]) for hh, d in zip(h, days))
    z = math.fsum(u) / math.sqrt(v); df = max((n - 1) * (2 - w) / factor, 2)
    p = student(abs(z), df)
    score = -findroot(lambda q: mp.log(ncdf(q)) - mp.log(p), -math.sqrt(2 * abs(math.log(float(p))) ) if p < 0.05 else (-1 if p < 0.4 else -0.1))
    score = score if z > 0 else -score
    return pearson(score, k3 / v**1.5), pearson(-score, -k3 / v**1.5)

def bisect(p, start, level, direction):
    """the theta beyond `start` where p falls to level, in ln theta"""
    low = start; high = start + direction * 0.05
    for _ in range(60):
        if p(high) <= level: break
        low, high = high, high + direction * 2 * abs(high - start)
    else: return None
    for _ in range(60):
        mid = (low + high) / 2
        if p(mid) > level: low = mid
        else: high = mid
    return high

rng = random.Random(20261126)
def units(n, share, sigma, kind):
    out = []
    for _ in range(n):
        x = 1.0 if kind == "mean" else float(1 + int(rng.expovariate(0.4))) if kind == "ratio" else round(rng.gauss(5, 2), 3)
        y = 0.0
        for _ in range(int(x) if kind == "ratio" else 1):
            if rng.random() < share: y += round(math.exp(sigma * rng.gauss(0, 1)) * (1 if kind != "covariate" else math.exp(0.1 * x)), 2)
        if kind == "signed" : y = round(y - 0.4 * abs(rng.gauss(0, 1)), 2)
        out.append((x, y))
    return out

rows = []
for kind, second in (("mean", "denominator"), ("ratio", "denominator"), ("covariate", "covariate")):
    for n0, n1, share, sigma in ((30, 30, 1.0, 0.4), (60, 12, 0.5, 1.0), (15, 70, 0.3, 0.8), (80, 40, 0.15, 1.2)):
        c, t = units(n0, share, sigma, kind), units(n1, share, sigma, kind)
        u, v, k3, r = scale_law(c, t, 1.0, second)
        row = {"kind": kind, "control": c, "treatment": t, "statistic": u / math.sqrt(v), "skewness": k3 / v**1.5, "information": r * r / v}
        def above(theta):
            u, v, k3, _ = scale_law(c, t, theta, second); return float(pearson(u / math.sqrt(v), k3 / v**1.5))
        def below(theta):
            u, v, k3, _ = scale_law(c, t, theta, second); return float(pearson(-u / math.sqrt(v), -k3 / v**1.5))
        row["above"], row["below"] = above(1.0), below(1.0)
        m = [math.fsum(y for _, y in a) / (math.fsum(x for x, _ in a) if second == "denominator" else len(a)) for a in (c, t)]
        start = math.log(m[1] / m[0])
        low, high = bisect(lambda l: above(math.exp(l)), start, 0.05, -1), bisect(lambda l: below(math.exp(l)), start, 0.05, 1)
        row["lower"], row["upper"] = None if low is None else math.exp(low), None if high is None else math.exp(high)
        rows.append(row)
for n0, n1, kind in ((30, 30, "signed"), (60, 12, "signed"), (14, 50, "signed"), (40, 20, "ratio")):
    c, t = units(n0, 0.6, 0.7, kind), units(n1, 0.6, 0.7, kind)
    u, v, k3, _ = shift_law(c, t, 0.0)
    def higher(d):
        u, v, k3, _ = shift_law(c, t, d); return float(pearson(u / math.sqrt(v), k3 / v**1.5))
    def lower(d):
        u, v, k3, _ = shift_law(c, t, d); return float(pearson(-u / math.sqrt(v), -k3 / v**1.5))
    m = [math.fsum(y for _, y in a) / math.fsum(x for x, _ in a) for a in (c, t)]
    rows.append({"kind": "shift", "control": c, "treatment": t, "statistic": u / math.sqrt(v), "skewness": k3 / v**1.5, "information": 1 / v,
                 "above": higher(0.0), "below": lower(0.0), "lower": bisect(higher, m[1] - m[0], 0.05, -1), "upper": bisect(lower, m[1] - m[0], 0.05, 1)})
def without_covariate(control, treatment):
    """y less the slope on x within the arms, about the mean of x over both; x = 1"""
    means = [(mean([x for x, _ in a]), mean([y for _, y in a])) for a in (control, treatment)]
    top = math.fsum((x - m[0]) * (y - m[1]) for a, m in zip((control, treatment), means) for x, y in a)
    bottom = math.fsum((x - m[0])**2 for a, m in zip((control, treatment), means) for x, y in a)
    centre = mean([x for x, _ in control + treatment])
    return [[(1.0, y - top / bottom * (x - centre)) for x, y in a] for a in (control, treatment)]

covariate_rng = random.Random(20261127)
for n0, n1 in ((30, 30), (60, 12), (14, 50)):
    arms = []
    for n in (n0, n1):
        arms.append([])
        for _ in range(n):
            x = round(covariate_rng.gauss(5, 2), 3)
            arms[-1].append((x, round(0.6 * x + math.exp(0.8 * covariate_rng.gauss(0, 1)) - 4, 3)))
    c, t = without_covariate(*arms)
    u, v, k3, _ = shift_law(c, t, 0.0)
    def higher(d):
        u, v, k3, _ = shift_law(c, t, d); return float(pearson(u / math.sqrt(v), k3 / v**1.5))
    def lower(d):
        u, v, k3, _ = shift_law(c, t, d); return float(pearson(-u / math.sqrt(v), -k3 / v**1.5))
    gap = mean([y for _, y in t]) - mean([y for _, y in c])
    rows.append({"kind": "shift-covariate", "control": arms[0], "treatment": arms[1], "statistic": u / math.sqrt(v), "skewness": k3 / v**1.5, "information": 1 / v,
                 "above": higher(0.0), "below": lower(0.0), "lower": bisect(higher, gap, 0.05, -1), "upper": bisect(lower, gap, 0.05, 1)})
for days, share, lasting in ((8, 0.5, 0), (14, 0.8, 0), (20, 0.2, 0.8), (28, 0.9, 0)):
    data, shock = [], 0.0
    for _ in range(days):
        shock = lasting * shock + rng.gauss(0, 0.3)
        spend = 100 * math.exp(0.2 * rng.gauss(0, 1)); sc, st = round(spend * (1 - share), 2), round(spend * share * math.exp(0.1 * rng.gauss(0, 1)), 2)
        common = math.exp(0.2 * rng.gauss(0, 1))
        data.append((round(sc * common * math.exp(0.5 * rng.gauss(0, 1)), 2), sc, round(st * common * math.exp(shock + 0.5 * rng.gauss(0, 1)), 2), st))
    up, lo = values_p(data, 1.0)
    hat = math.log(math.fsum(d[2] * d[1] / (d[1] + d[3]) for d in data) / math.fsum(d[0] * d[3] / (d[1] + d[3]) for d in data))
    low = bisect(lambda l: float(values_p(data, math.exp(l))[0]), hat, 0.05, -1); high = bisect(lambda l: float(values_p(data, math.exp(l))[1]), hat, 0.05, 1)
    rows.append({"kind": "days", "days": data, "above": float(up), "below": float(lo), "lower": None if low is None else math.exp(low), "upper": None if high is None else math.exp(high)})
# Strata, put together by their parts of all that is divided by (units, for means): each stratum's law by itself, weights in powers of one, two and three.
strata_rng = random.Random(20261128)
def stratified(strata, law):
    """law(control, treatment) -> score, variance, third, level"""
    weights = [math.fsum(x for x, _ in c + t) for c, t in strata]
    parts = [w / math.fsum(weights) for w in weights]
    u, v, k3, r = zip(*(law(c, t) for c, t in strata))
    return (math.fsum(w * a for w, a in zip(parts, u)), math.fsum(w**2 * a for w, a in zip(parts, v)), math.fsum(w**3 * a for w, a in zip(parts, k3)),
            math.fsum(w * a for w, a in zip(parts, r)))
for kind in ("mean", "ratio", "shift"):
    for sizes in (((30, 20), (25, 40)), ((80, 12), (40, 11), (20, 10))):
        strata = []
        for place, (n0, n1) in enumerate(sizes):
            arms = []
            for n in (n0, n1):
                arms.append([])
                for _ in range(n):
                    x = float(1 + int(strata_rng.expovariate(0.4))) if kind == "ratio" else 1.0
                    y = 0.0 if strata_rng.random() < 0.4 else round(x * math.exp(0.8 * strata_rng.gauss(0, 1)) * (place + 1), 2)
                    arms[-1].append((x, round(y - 0.8 * abs(strata_rng.gauss(0, 1)), 2) if kind == "shift" else y))
            strata.append(arms)
        if kind == "shift":
            law = lambda d: stratified(strata, lambda c, t: shift_law(c, t, d))
        else:
            law = lambda l: stratified(strata, lambda c, t: scale_law(c, t, math.exp(l), "denominator"))
        def higher(at):
            u, v, k3, _ = law(at); return float(pearson(u / math.sqrt(v), k3 / v**1.5))
        def lower(at):
            u, v, k3, _ = law(at); return float(pearson(-u / math.sqrt(v), -k3 / v**1.5))
        u, v, k3, r = law(0.0)
        parts = [math.fsum(x for x, _ in c + t) for c, t in strata]
        values = [math.fsum(w / math.fsum(parts) * math.fsum(y for _, y in s[arm]) / math.fsum(x for x, _ in s[arm]) for w, s in zip(parts, strata)) for arm in (0, 1)]
        start = values[1] - values[0] if kind == "shift" else math.log(values[1] / values[0])
        low, high = bisect(higher, start, 0.05, -1), bisect(lower, start, 0.05, 1)
        if kind != "shift": low, high = math.exp(low), math.exp(high)
        rows.append({"kind": "strata-" + kind, "strata": strata, "statistic": u / math.sqrt(v), "skewness": k3 / v**1.5,
                     "information": (1 if kind == "shift" else r * r) / v, "above": higher(0.0), "below": lower(0.0), "lower": low, "upper": high})
print(json.dumps({"source": "definitions in loops over units and days (Python floats), tails from mpmath and scipy, bounds by bisection",
                  "regenerate": "python3 Tests/ExperimentStatisticsTests/References/scripts/scores.py", "rows": rows}, indent=1))
