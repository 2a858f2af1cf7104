"""Group-sequential designs of up to three looks by normal probabilities of rectangles: inclusion and exclusion over their corners, each
a bivariate or trivariate distribution function conditional on the middle look. Unlike the product's recursion over densities.

    python3 sequential.py > ../sequential.json
"""
import json, sys
import numpy as np
from scipy.stats import norm
from scipy.optimize import brentq

def box(lower, upper, t, drift):
    """P(all lower < Z < upper), Z_k ~ N(drift sqrt t_k, 1): inclusion and exclusion over the corners by bivariate and trivariate cdfs."""
    t = np.array(t); k = len(t)
    cov = np.sqrt(np.minimum.outer(t, t) / np.maximum.outer(t, t))
    mean = drift * np.sqrt(t)
    total = 0.0
    for corner in range(2 ** k):
        point = [lower[i] if corner >> i & 1 else upper[i] for i in range(k)]
        if any(p == -np.inf for p in point): continue
        sign = (-1) ** bin(corner).count("1")
        if k == 1: value = norm.cdf(point[0] - mean[0])
        else: value = bivariate(np.array(point) - mean, cov[0, 1]) if k == 2 else trivariate(np.array(point) - mean, cov)
        total += sign * value
    return total

def bivariate(h, r): return trivariate(np.array([h[0], h[1], np.inf]), np.array([[1, r, 0], [r, 1, 0], [0, 0, 1.0]]))

X, W = np.polynomial.legendre.leggauss(200)
def trivariate(h, cov):
    """P(X < h): conditional on the middle one the outer two are independent (Markov)."""
    lo, hi = -9.0, min(h[1], 9.0)
    if hi <= lo: return 0.0
    total = 0.0
    for a, b in zip(np.linspace(lo, hi, 9)[:-1], np.linspace(lo, hi, 9)[1:]):
        u = (a + b) / 2 + (b - a) / 2 * X
        r1, r3 = cov[0, 1], cov[1, 2]
        f = norm.pdf(u) * norm.cdf((h[0] - r1 * u) / np.sqrt(1 - r1 ** 2)) * norm.cdf((h[2] - r3 * u) / np.sqrt(1 - r3 ** 2))
        total += (b - a) / 2 * np.sum(W * f)
    return total

def crossings(lower, upper, t, drift):
    up, down = [], []
    for k in range(len(t)):
        base = list(lower[:k]), list(upper[:k])
        up.append(box(base[0] + [upper[k]], base[1] + [np.inf if k == 0 else 40.0], t[:k + 1], drift) if k else norm.sf(upper[0] - drift * np.sqrt(t[0])))
        if lower[k] == -np.inf: down.append(0.0)
        else: down.append(box(base[0] + [-np.inf], base[1] + [lower[k]], t[:k + 1], drift))
    return up, down

def wang_tsiatis(t, alpha, sides, delta):
    u = np.array(t) ** (delta - 0.5)
    def f(c):
        up = c * u; lo = -up if sides == 2 else np.full(len(t), -np.inf)
        return sum(crossings(list(lo), list(up), t, 0)[0]) - alpha / sides
    c = brentq(f, 0.5, 8, xtol=1e-13)
    return list(map(float, c * u))

rows = []
for t in ([0.5, 1], [0.3, 1], [1 / 3, 2 / 3, 1], [0.2, 0.5, 1]):
    for sides in (1, 2):
        for delta in (0.0, 0.5, 0.25):
            alpha = 0.025 * sides
            b = wang_tsiatis(t, alpha, sides, delta)
            lo = [-x if sides == 2 else -np.inf for x in b]
            drift = brentq(lambda d: sum(crossings(lo, b, t, d)[0]) - 0.9, 0, 8, xtol=1e-13)
            up, down = crossings(lo, b, t, drift)
            en = sum((up[k] + down[k]) * t[k] for k in range(len(t) - 1)) + (1 - sum(up[:-1]) - sum(down[:-1])) * t[-1]
            rows.append({"information": t, "alpha": alpha, "sides": sides, "delta": delta, "critical_values": b, "drift": float(drift),
                         "inflation_factor": float(drift ** 2 / (norm.isf(0.025) + norm.isf(0.1)) ** 2), "crossings": list(map(float, up)), "expected_information": float(en)})
json.dump({"source": "scipy %s norm; numpy Gauss-Legendre" % __import__("scipy").__version__,
           "regenerate": "python3 scripts/sequential.py > sequential.json", "rows": rows}, sys.stdout, indent=0)
