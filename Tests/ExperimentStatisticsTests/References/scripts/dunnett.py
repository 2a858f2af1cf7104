"""Dunnett's distribution by nested adaptive quadrature (scipy.integrate.quad, 1e-12) over z and s, on cdfs rather than tails.

    python3 dunnett.py > ../dunnett.json
"""
import json, sys
import numpy as np
from scipy.integrate import quad
from scipy.special import ndtr, gammaln
from scipy.optimize import brentq

Z, ZW = np.polynomial.legendre.leggauss(400)
def below(c, lam, two):
    z = 9.5 * Z
    p = np.exp(-z * z / 2) / np.sqrt(2 * np.pi)
    for l in lam:
        r = np.sqrt(1 - l * l)
        p = p * (ndtr((c - l * z) / r) - (ndtr((-c - l * z) / r) if two else 0))
    return 9.5 * np.sum(ZW * p)

def tail(c, lam, df, two):
    if df is None: return 1 - below(c, lam, two)
    f = lambda s: np.exp(np.log(2) + df / 2 * np.log(df / 2) - gammaln(df / 2) + (df - 1) * np.log(s) - df * s * s / 2)
    lo = max(1e-9, 1 - 12 / np.sqrt(2 * df)); hi = 1 + 12 / np.sqrt(2 * df)
    return quad(lambda s: f(s) * (1 - below(c * s, lam, two)), lo, hi, epsabs=1e-14, epsrel=1e-12, limit=400, points=[0.5, 1.0] if df < 100 else [1.0])[0]

rows = []
half = np.sqrt(0.5)
for lam in ([half], [half] * 2, [half] * 3, [half] * 5, [half] * 9, [0.3, 0.6, 0.9], [0.05, 0.99]):
    for df in (4, 10, 30, 120, 5000, None):
        for two in (True, False):
            q = brentq(lambda c: tail(c, lam, df, two) - 0.05, -1, 15, xtol=1e-13)
            rows.append({"loadings": list(map(float, lam)), "degrees_of_freedom": df, "two_sided": two, "critical_value": float(q),
                         "points": [0.7, 2.0, 3.5], "tails": [float(tail(c, lam, df, two)) for c in (0.7, 2.0, 3.5)]})
json.dump({"source": "scipy %s quad, ndtr" % __import__("scipy").__version__, "regenerate": "python3 scripts/dunnett.py > dunnett.json", "rows": rows}, sys.stdout, indent=0)
