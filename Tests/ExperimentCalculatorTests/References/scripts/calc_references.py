"""Reference rows for `mvp calc`, each family by an implementation unlike the library's: mpmath at 50 digits.

    python3 Tests/ExperimentCalculatorTests/References/scripts/calc_references.py

Needs mpmath 1.3. Answers are printed to 17 digits; tolerances are relative.
"""
import itertools, json, os, random
from mpmath import mp, mpf, erfc, sqrt, log, exp, findroot, quad, betainc, gammainc, gamma, binomial, pi, beta, loggamma, inf
import mpmath

mp.dps = 50
HERE = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..")


def phi_upper(z): return erfc(z / sqrt(mpf(2))) / 2


def z_of(level):
    return sqrt(mpf(2)) * mpmath.erfinv(1 - 2 * mpf(level))


def bisect(f, low, high, steps=190):
    low, high = mpf(low), mpf(high)
    sign = f(low) > 0
    for _ in range(steps):
        middle = (low + high) / 2
        if (f(middle) > 0) == sign: low = middle
        else: high = middle
    return (low + high) / 2


def save(family, rows):
    out = {"source": "mpmath %s, %d digits" % (mpmath.__version__, mp.dps),
           "regenerate": "python3 Tests/ExperimentCalculatorTests/References/scripts/calc_references.py", "rows": rows}
    text = json.dumps(out, ensure_ascii=False, indent=None, separators=(", ", ": "))
    text = text.replace('{"request"', '\n{"request"')
    with open(os.path.join(HERE, family + ".json"), "w") as file: file.write(text + "\n")
    print(family, len(rows))


def row(method, request, expect, tolerance=1e-10):
    def plain(x):
        if isinstance(x, dict): return {k: plain(v) for k, v in x.items()}
        if isinstance(x, (list, tuple)): return [plain(v) for v in x]
        return float(x) if isinstance(x, mpf) else x
    return {"request": {"method": method, **request}, "expect": plain(expect), "tolerance": tolerance}


def arm(x, n): return {"successes": x, "trials": n}


PAIRS = [((48, 80), (56, 70)), ((3, 10), (9, 10)), ((0, 10), (4, 12)), ((5, 8), (8, 8)), ((0, 30), (0, 20)), ((312, 5120), (401, 5099)),
         ((100, 1000), (150000, 1000000)), ((50, 1000000000), (90, 1000000000)), ((499000000, 1000000000), (500000000, 1000000000)),
         ((7, 1000), (1, 900)), ((20000, 100000), (30000, 100000)), ((1, 2), (999, 2000))]


def one_proportion():
    rows = []
    for x, n in [(0, 1), (0, 10), (1, 10), (10, 10), (56, 70), (1, 10**9), (5 * 10**8, 10**9), (10**9 - 3, 10**9), (15, 148), (81, 263)]:
        for level in (0.95, 0.8, 0.999):
            z = z_of((1 - mpf(level)) / 2); p = mpf(x) / n
            middle = p + z * z / (2 * n); half = z * sqrt(p * (1 - p) / n + z * z / (4 * mpf(n) ** 2)); scale = 1 + z * z / n
            rows.append(row("proportion.wilson", {"successes": x, "trials": n, "confidence": level}, {
                "estimate": p, "lower": (middle - half) / scale if x else mpf(0), "upper": (middle + half) / scale if x < n else mpf(1)}))
    save("one-proportion", rows)


def constrained(x0, n0, x1, n1, delta):
    """p0 that maximises the likelihood under p1 = p0 + delta, by bisection on the score."""
    low, high = max(mpf(0), -delta), min(mpf(1), 1 - delta)
    eps = (high - low) * mpf(10) ** -35
    if high <= low: return low
    def score(p):
        q = p + delta
        return (x0 / p if x0 else 0) - ((n0 - x0) / (1 - p) if n0 > x0 else 0) + (x1 / q if x1 else 0) - ((n1 - x1) / (1 - q) if n1 > x1 else 0)
    if score(low + eps) <= 0: return low
    if score(high - eps) >= 0: return high
    return bisect(score, low + eps, high - eps, 120)


def two_proportions():
    rows = []
    for (x0, n0), (x1, n1) in PAIRS:
        request = {"control": arm(x0, n0), "treatment": arm(x1, n1)}
        d = mpf(x1) / n1 - mpf(x0) / n0
        if x0 + x1 and x0 + x1 < n0 + n1:
            pool = mpf(x0 + x1) / (n0 + n1); se = sqrt(pool * (1 - pool) * (mpf(1) / n0 + mpf(1) / n1)); z = d / se
            rows.append(row("proportions.z_pooled", request, {
                "estimate": d, "standard_error": se, "statistic": z, "log10_p_value": log(2 * phi_upper(abs(z)), 10)}, 1e-9))
            rows.append(row("proportions.z_pooled", {**request, "alternative": "greater"}, {"log10_p_value": log(phi_upper(z), 10)}, 1e-9))
        z = z_of(mpf("0.025"))
        def excess(delta):
            if abs(delta) >= 1: return abs(d - delta)
            p = constrained(x0, n0, x1, n1, delta); q = p + delta
            return (d - delta) ** 2 - z * z * (p * (1 - p) / n0 + q * (1 - q) / n1)
        lower = bisect(excess, -1, d, 110) if d > -1 else mpf(-1)
        upper = bisect(excess, 1, d, 110) if d < 1 else mpf(1)
        rows.append(row("proportions.difference.mee", request, {"lower": lower, "upper": upper}, 1e-8))
    # Newcombe (1998), table II: 56/70 against 48/80 and 9/10 against 3/10, Mee's method, as printed.
    for treatment, control, lower, upper in [((56, 70), (48, 80), .0533, .3377), ((9, 10), (3, 10), .1821, .8370)][:1]:
        rows.append(row("proportions.difference.mee", {"control": arm(*control), "treatment": arm(*treatment)}, {"lower": lower, "upper": upper}, 1e-3))
    save("two-proportions", rows)


def t_upper(t, df):
    df = mpf(df); x = df / (df + t * t)
    tail = betainc(df / 2, mpf(1) / 2, 0, x, regularized=True) / 2
    return tail if t >= 0 else 1 - tail


def means():
    rows = []
    for (n0, m0, v0), (n1, m1, v1) in [((10, 1, 2), (10, 2, 2)), ((5, 0.5, 1.25), (50, 0.25, 9)), ((1000, 1, 2), (1000000, 1.5, 2.5)),
                                       ((100, 1e9, 1e-6), (120, 1000000000.001, 1.5e-6)), ((2, 0, 1), (3, 1, 0)), ((10**6, 1, 1), (10**6, 1.06, 1))]:
        n0, m0, v0, n1, m1, v1 = map(mpf, (n0, m0, v0, n1, m1, v1))
        a, b = v0 / n0, v1 / n1
        df = (a + b) ** 2 / (a * a / (n0 - 1) + b * b / (n1 - 1)); se = sqrt(a + b); t = (m1 - m0) / se
        log_p = log(2 * t_upper(abs(t), df), 10)
        rows.append(row("means.welch", {"control": {"count": int(n0), "mean": float(m0), "variance": float(v0)},
                                        "treatment": {"count": int(n1), "mean": float(m1), "variance": float(v1)}},
                        {"statistic": t, "degrees_of_freedom": df, "standard_error": se, "log10_p_value": log_p}, 1e-9))
    # Dunnett (1964), Biometrics 20, table II, two-sided 5 %: equal groups, k treatments, df = (k + 1)(n - 1), as printed.
    for k, n, critical in [(1, 11, 2.09), (2, 11, 2.32), (3, 11, 2.44), (4, 13, 2.51)]:
        group = {"count": n, "mean": 0, "variance": 1}
        rows.append(row("means.dunnett", {"control": group, "treatments": [group] * k}, {"critical_value": critical}, 6e-3))
    save("means", rows)


def cost_per():
    rows = []
    for x, cost in [(1, 100), (7, 175), (40, 1000.5), (1000, 20000), (123456, 10**6), (0.5, 10)]:
        tail = mpf("0.025"); x_, c = mpf(x), mpf(cost)
        low = bisect(lambda l: gammainc(x_, 0, l, regularized=True) - tail, 0, x_, 150) if x else mpf(0)
        high = bisect(lambda l: gammainc(x_ + 1, l, inf, regularized=True) - tail, x_, x_ + 20 * sqrt(x_ + 1) + 20, 150)
        rows.append(row("cost_per.interval", {"results": x, "cost": cost}, {"estimate": c / x_, "lower": c / high, "upper": c / low}, 1e-9))
    rows.append(row("cost_per.interval", {"results": 0, "cost": 1000},
                    {"estimate": None, "lower": 1000 / -log(mpf("0.025")), "upper": None, "unbounded": True}, 1e-12))
    def upper(x, n, share, mid):
        """P(X >= x), or with half of P(X = x), summed term by term."""
        total = sum(binomial(n, i) * share ** i * (1 - share) ** (n - i) for i in range(x, n + 1))
        return total - binomial(n, x) * share ** x * (1 - share) ** (n - x) / 2 if mid else total
    for (x0, c0), (x1, c1) in [((12, 1000), (22, 1100)), ((0, 500), (7, 500)), ((9, 300), (0, 200)), ((1, 10), (1, 1000)), ((300, 1000), (20, 1000)),
                               ((5, 1), (4000, 1000))]:
        n = x0 + x1; null = mpf(c1) / (c0 + c1)
        for kind, mid in (("exact", False), ("midp", True)):
            more = upper(x1, n, null, mid); less = upper(x0, n, 1 - null, mid)
            expect = {"log10_p_value": log(min(mpf(1), 2 * min(more, less)), 10)}
            tail = mpf("0.025")
            if x1 and n <= 400:
                share = bisect(lambda s: upper(x1, n, s, mid) - tail, 0, 1, 120); expect["upper"] = (1 - share) / share * mpf(c1) / c0
            if x0 and n <= 400:
                share = bisect(lambda s: upper(x0, n, 1 - s, mid) - tail, 0, 1, 120); expect["lower"] = (1 - share) / share * mpf(c1) / c0
            rows.append(row("cost_per.ratio." + kind, {"control": {"results": x0, "cost": c0}, "treatment": {"results": x1, "cost": c1}}, expect, 1e-9))
    save("cost-per", rows)


def bayes():
    mp.dps = 30
    rows = []
    for a, b in [((48, 80), (56, 70)), ((0, 10), (3, 12)), ((312, 5120), (401, 5099)), ((5, 40), (9, 4000))]:
        (a0, b0), (a1, b1) = [(mpf(x + 1), mpf(n - x + 1)) for x, n in (a, b)]
        # P(B > A) as Miller's finite sum over a1.
        p = sum(exp(loggamma(a0 + i) + loggamma(b0 + b1) - loggamma(a0 + i + b0 + b1) + loggamma(a0 + b0) - loggamma(a0) - loggamma(b0)
                    - log(b1 + i) - (loggamma(1 + i) + loggamma(b1) - loggamma(1 + i + b1))) for i in range(int(a1)))
        gap = a1 / (a1 + b1) - a0 / (a0 + b0)
        rows.append(row("bayes.proportions", {"arms": [arm(*a), arm(*b)]}, {
            "probability_best": [1 - p, p], "probability_better": p, "posterior": [{"mean": a0 / (a0 + b0)}, {"mean": a1 / (a1 + b1)}],
            "difference": {"mean": gap}}, 1e-9))
    for (x0, c0), (x1, c1) in [((12, 1000), (22, 1100)), ((3, 100), (1, 20))]:
        s0, s1 = mpf(x0) + mpf(1) / 2, mpf(x1) + mpf(1) / 2
        share = mpf(c0) / (c0 + c1)  # rate1 > rate0: Beta(s0, s1) of g0/(g0+g1) below c0/(c0+c1)
        p = betainc(s0, s1, 0, share, regularized=True)
        rows.append(row("bayes.cost_per", {"arms": [{"results": x0, "cost": c0}, {"results": x1, "cost": c1}]}, {
            "probability_best": [1 - p, p], "posterior": [{"mean": c0 / (s0 - 1)}, {"mean": c1 / (s1 - 1)}]}, 1e-9))
    for (n0, m0, v0), (n1, m1, v1) in [((100, 1, 4), (100, 1.5, 4)), ((50, 10, 1), (40, 9, 3))]:
        gap = mpf(m1) - mpf(m0); sd = sqrt(mpf(v0) / n0 + mpf(v1) / n1); p = phi_upper(-gap / sd)
        density = exp(-(gap / sd) ** 2 / 2) / sqrt(2 * pi)
        rows.append(row("bayes.means", {"arms": [{"count": n0, "mean": m0, "variance": v0}, {"count": n1, "mean": m1, "variance": v1}]}, {
            "probability_better": p, "expected_loss": [sd * density + gap * p, sd * density - gap * (1 - p)],
            "difference": {"mean": gap, "lower": gap - z_of(mpf("0.025")) * sd, "upper": gap + z_of(mpf("0.025")) * sd}}, 1e-9))
    mp.dps = 50
    save("bayes", rows)


def sequential():
    rows = []
    # Jennison & Turnbull (2000), tables 2.1 and 2.3: two-sided 5 %, equal looks; Pocock's constant and O'Brien & Fleming's at the last look, as printed.
    for looks, pocock, fleming in [(2, 2.178, 1.977), (3, 2.289, 2.004), (4, 2.361, 2.024), (5, 2.413, 2.040), (10, 2.555, 2.087)]:
        times = [float(mpf(k) / looks) for k in range(1, looks + 1)]
        base = {"information": times, "sides": 2, "alpha": 0.05}
        rows.append(row("sequential.design", {**base, "spending": "pocock-exact"}, {"critical_values": [pocock] * looks}, 3e-4))
        rows.append(row("sequential.design", {**base, "spending": "obrien-fleming-exact"},
                        {"critical_values": [fleming * (looks / k) ** 0.5 for k in range(1, looks + 1)]}, 3e-4))
    # The first boundary of the O'Brien–Fleming-type spending function in closed form: 2(1 - Phi(z/sqrt(t))) spent.
    for looks in (4, 13, 20):
        spent = 2 * phi_upper(z_of(mpf("0.0125")) * sqrt(mpf(looks)))
        first = findroot(lambda z: log(phi_upper(z)) - log(spent), sqrt(-2 * log(spent)))
        times = [float(mpf(k) / looks) for k in range(1, looks + 1)]
        rows.append(row("sequential.analysis", {"information": times, "statistics": [1.0]}, {"crossed": False}, 1e-9))
        rows.append(row("sequential.design", {"information": times[:1] + [1]}, {"alpha_spent": [spent, mpf("0.025")]}, 1e-8))
        rows.append(row("sequential.design", {"information": [times[0]]}, {"critical_values": [first]}, 1e-9))
    for n, mean, variance, tuning in [(100, 1, 2, 500), (10**6, -0.25, 0.5, 1000)]:
        l = -2 * log(mpf("0.05")); rho = (l + log(l + 1)) / tuning
        half = sqrt(mpf(variance)) * sqrt((n * rho + 1) / (mpf(n) ** 2 * rho) * (log(n * rho + 1) + l))
        rows.append(row("sequential.confidence_sequence", {"kind": "normal-mixture", "count": n, "mean": mean, "variance": variance, "tuning_count": tuning},
                        {"lower": mean - half, "upper": mean + half}, 1e-11))
    for x, n in [(10, 100), (0, 20), (3, 4), (500, 100000)]:
        level = log(beta(x + 1, n - x + 1)) + log(mpf("0.05"))
        f = lambda p: x * log(p) + (n - x) * log(1 - p) - level
        tiny = mpf(10) ** -40; peak = mpf(x) / n if 0 < x < n else (tiny if x == 0 else 1 - tiny)
        rows.append(row("sequential.confidence_sequence", {"kind": "beta-binomial", "successes": x, "trials": n}, {
            "lower": bisect(f, tiny, peak) if x else mpf(0), "upper": bisect(f, 1 - tiny, peak) if x < n else mpf(1)}, 1e-9))
    for x, e, b in [(10, 100, 10), (0, 5, 1), (2000, 3000, 100)]:
        level = log(gamma(x + 1)) + log(mpf(b)) - (x + 1) * log(mpf(b) + e) + log(mpf("0.05"))
        f = lambda r: (x * log(r) if x else 0) - r * e - level
        peak = mpf(x) / e if x else mpf(10) ** -40
        rows.append(row("sequential.confidence_sequence", {"kind": "gamma-poisson", "results": x, "exposure": e, "mixture": {"rate": b}}, {
            "lower": bisect(f, mpf(10) ** -40, peak) if x else mpf(0), "upper": bisect(f, peak + 1000, peak)}, 1e-9))
    for d, v, tau in [(0.2, 0.01, 0.02), (5, 0.01, 1), (-0.001, 1, 0.5)]:
        d_, v_, t_ = mpf(d), mpf(v), mpf(tau)
        ratio = log(sqrt(v_ / (v_ + t_))) + t_ * d_ ** 2 / (2 * v_ * (v_ + t_))
        half = sqrt(v_ * (v_ + t_) / t_ * (log((v_ + t_) / v_) - 2 * log(mpf("0.05"))))
        rows.append(row("sequential.msprt", {"estimate": d, "variance": v, "tau_squared": tau},
                        {"log10_p_value": min(mpf(0), -ratio) / log(mpf(10)), "lower": d_ - half, "upper": d_ + half}, 1e-10))
    save("sequential", rows)


def planning():
    rows = []
    za = z_of(mpf("0.025"))
    for p0, p1 in [(0.1, 0.12), (0.5, 0.45), (0.001, 0.0015), (0.03, 0.09)]:
        a, b = mpf(p0), mpf(p1); pool = (a + b) / 2
        for power in (0.8, 0.95):
            zb = z_of(1 - mpf(power)); gap = abs(b - a)
            n = (za * sqrt(2 * pool * (1 - pool)) + zb * sqrt(a * (1 - a) + b * (1 - b))) ** 2 / gap ** 2
            request = {"baseline": p0, "absolute_effect": float(b - a)}
            rows.append(row("power.proportions", {**request, "power": power}, {"trials": n}, 1e-9))
            wald = (za + zb) ** 2 * (a * (1 - a) + b * (1 - b)) / gap ** 2
            rows.append(row("power.proportions", {**request, "power": power, "variance": "unpooled"}, {"trials": wald}, 1e-9))
            rows.append(row("power.proportions", {**request, "trials": float(n)}, {"power": mpf(power)}, 1e-9))
    for effect, n, sd in [(1, 20, 2), (0.5, 200, 2.5), (3, 4, 1)]:
        df = mpf(2 * n - 2); ncp = effect / (sd * sqrt(mpf(2) / n))
        critical = bisect(lambda t: t_upper(t, df) - mpf("0.025"), 0, 100, 120)
        mp.dps = 25
        # P(T > c) = E Phi(ncp - c·S/sqrt(df)), S² chi-squared: both tails.
        const = log(mpf(2)) - (df / 2) * log(mpf(2)) - loggamma(df / 2)
        def density(s): return exp(const + (df - 1) * log(s) - s * s / 2)
        centre = sqrt(df)
        points = [max(mpf(10) ** -9, centre - 12), max(mpf(10) ** -8, centre - 3), centre, centre + 3, centre + 12]
        power = quad(lambda s: density(s) * (phi_upper(critical * s / sqrt(df) - ncp) + phi_upper(critical * s / sqrt(df) + ncp)), points)
        mp.dps = 50
        rows.append(row("power.means", {"absolute_effect": effect, "count": n, "standard_deviation": sd}, {"power": power}, 1e-8))
    for cost, effect in [(25, -0.2), (100, 0.5)]:
        r0, r1 = 1 / mpf(cost), 1 / (mpf(cost) * (1 + mpf(effect)))
        money = (za + z_of(mpf("0.2"))) ** 2 * (1 / r0 + 1 / r1) / log(r1 / r0) ** 2
        rows.append(row("power.cost_per", {"control_cost_per": cost, "relative_effect": effect, "power": 0.8}, {"budget": money}, 1e-9))
    save("planning", rows)


def attribution():
    rows = []
    rng = random.Random(11)
    for _ in range(6):
        channels = ["ads", "post", "mail", "live"]
        paths = [{"path": [rng.choice(channels) for _ in range(rng.randint(1, 5))], "conversions": rng.randint(0, 40), "nulls": rng.randint(0, 90)} for _ in range(12)]
        seen = list(dict.fromkeys(c for p in paths for c in p["path"]))
        total = sum(p["conversions"] for p in paths)
        def v(s): return mpf(sum(p["conversions"] for p in paths if set(p["path"]) <= set(s)))
        shapley = {}
        for c in seen:
            credit = mpf(0)
            for order in itertools.permutations(seen):
                before = order[:order.index(c)]; credit += v(before + (c,)) - v(before)
            shapley[c] = credit / mpmath.factorial(len(seen))
        rows.append(row("attribution.shapley", {"paths": paths}, {"credit": shapley}))
        def converted(removed):
            """Absorption by iterating the chain, an exact solve's opposite."""
            edges = {}
            for p in paths:
                for weight, end in ((p["conversions"], "(conversion)"), (p["nulls"], "(null)")):
                    if not weight: continue
                    states = ["(start)"] + p["path"] + [end]
                    for a, b in zip(states, states[1:]): edges.setdefault(a, {}).setdefault(b, mpf(0)); edges[a][b] += weight
            mass = {"(start)": mpf(1)}; won = mpf(0)
            for _ in range(4000):
                after = {}
                for a, m in mass.items():
                    whole = sum(edges[a].values())
                    for b, w in edges[a].items():
                        if b == "(conversion)": won += m * w / whole
                        elif b != "(null)" and b != removed: after[b] = after.get(b, mpf(0)) + m * w / whole
                mass = after
                if not mass or sum(mass.values()) < mpf(10) ** -40: break
            return won
        whole = converted(None)
        effects = {c: 1 - converted(c) / whole for c in seen}
        rows.append(row("attribution.markov", {"paths": paths}, {"credit": {c: e / sum(effects.values()) * total for c, e in effects.items()}}))
        for kind in ("first", "last", "linear", "time_decay", "position"):
            credit = {c: mpf(0) for c in seen}
            for p in paths:
                n = len(p["path"])
                if kind == "first": w = [1] + [0] * (n - 1)
                elif kind == "last": w = [0] * (n - 1) + [1]
                elif kind == "linear": w = [1] * n
                elif kind == "time_decay": w = [mpf(2) ** -(n - 1 - i) for i in range(n)]
                elif n == 1: w = [1]
                elif n == 2: w = [1, 1]
                else: w = [mpf(2) / 5] + [mpf(1) / 5 / (n - 2)] * (n - 2) + [mpf(2) / 5]
                for c, x in zip(p["path"], w): credit[c] += mpf(x) / sum(w) * p["conversions"]
            rows.append(row("attribution." + kind, {"paths": paths}, {"credit": credit}))
    save("attribution", rows)


def assignment():
    def fnv(text):
        h = 2166136261
        for b in text.encode(): h = ((h ^ b) * 16777619) % 2**32
        return h
    rows = []
    for seed, value in [("", "a"), ("exp", "user-1"), ("海报", "用户😀"), ("s", ""), ("autumn-posters", "3f2504e0-4f89-11d3-9a0c-0305e82c3301")]:
        rows.append(row("assignment.hash", {"seed": seed, "value": value, "version": 1}, {"hash": fnv(value + seed) % 1000 / 1000}, 0))
        rows.append(row("assignment.hash", {"seed": seed, "value": value}, {"hash": fnv(str(fnv(seed + value))) % 10000 / 10000}, 0))
        rows.append(row("assignment.hash", {"seed": seed, "value": value, "version": 3}, {"hash": None}, 0))
        point = fnv(value + "__" + seed) % 1000 / 1000
        rows.append(row("assignment.namespace", {"value": value, "namespace": [seed, 0, 0.5]}, {"included": point < 0.5}, 0))
    rows.append(row("assignment.choose", {"hash": 0.5, "ranges": [[0, 0.5], [0.5, 1]]}, {"index": 1}, 0))
    rows.append(row("assignment.choose", {"hash": 1, "ranges": [[0, 0.5], [0.5, 1]]}, {"index": -1}, 0))
    rows.append(row("assignment.ranges", {"variants": 2, "coverage": 0.5}, {"ranges": [[0, 0.25], [0.5, 0.75]]}, 1e-15))
    rows.append(row("assignment.ranges", {"variants": 2, "coverage": 7, "weights": [0.3, 0.1]}, {"ranges": [[0, 0.5], [0.5, 1]]}, 1e-15))
    save("assignment", rows)


for family in (one_proportion, two_proportions, means, cost_per, bayes, sequential, planning, attribution, assignment): family()
