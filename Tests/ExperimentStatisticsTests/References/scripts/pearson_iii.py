"""Pearson's type III law with mean 0 and variance 1: both tails in logarithms, from the incomplete gamma function at 60 digits.

    python3 pearson_iii.py > ../pearson-iii.json
"""
import json
from mpmath import mp, mpf, gammainc, quad, exp, log, sqrt, loggamma, inf, ncdf

mp.dps = 60

def tails(skewness, z):
    g, z = mpf(skewness), mpf(z)
    if g < 0:
        upper, lower = tails(-g, -z)
        return lower, upper
    if g == 0:
        return log(ncdf(-z)), log(ncdf(z))
    k = 4 / g**2
    x = k + z * sqrt(k)
    if x <= 0:
        return mpf(0), None
    if k > 2000:
        # The density of z itself, integrated: the incomplete gamma function is out of reach at such shapes.
        const = k * log(k) - k - loggamma(k) - log(k) / 2
        # ln f(z) = (k - 1) ln(1 + z/sqrt k) - z sqrt k + const'
        f = lambda t: exp(const + (k - 1) * log(1 + t / sqrt(k)) - t * sqrt(k)) if 1 + t / sqrt(k) > 0 else mpf(0)
        low = max(-sqrt(k), mpf(-60))
        up = quad(f, [z + s for s in (0, mpf(1) / 4, 1, 2, 4, 8, 16, 40)])
        steps = [z - s for s in (40, 16, 8, 4, 2, 1, mpf(1) / 4, 0) if z - s > low]
        lo = quad(f, [low] + steps)
        return log(up), log(lo)
    return log(gammainc(k, x, inf, regularized=True)), log(gammainc(k, 0, x, regularized=True))

rows = []
for g in ("0", "1e-9", "1e-5", "0.001", "0.01", "0.05", "0.0632", "0.0633", "0.1", "0.3", "0.8", "1.5", "-0.02", "-0.4", "-1.2"):
    for z in ("-12", "-5", "-2.5", "-1", "-0.1", "0", "0.1", "1", "1.9599639845400545", "3", "6", "15", "30"):
        if abs(float(g)) < 0.06 and abs(float(z)) > 13: continue
        up, lo = tails(float(g), float(z))
        rows.append({"skewness": float(g), "z": float(z), "log_upper": None if up is None else float(up), "log_lower": None if lo is None else float(lo)})
print(json.dumps({"source": "mpmath: regularised incomplete gamma function, the density integrated from shape 2000 on, 60 digits",
                  "regenerate": "python3 Tests/ExperimentStatisticsTests/References/scripts/pearson_iii.py", "rows": rows}, indent=1))
