"""Non-central t tails by mpmath: ∫ over the scale of normal tails, 30 digits.

    python3 noncentral_t.py > ../noncentral_t.json
"""
import json, sys
from mpmath import mp, mpf, quad, exp, log, sqrt, erfc, loggamma
mp.dps = 30
def upper(t, v, d):
    t, v, d = mpf(t), mpf(v), mpf(d)
    k = log(2) + v / 2 * log(v / 2) - loggamma(v / 2)
    f = lambda s: exp(k + (v - 1) * log(s) - v * s * s / 2) * erfc((t * s - d) / sqrt(mpf(2))) / 2
    w = 1 / sqrt(2 * v)
    pts = sorted({mpf(0)} | {x for x in [1 + j * w for j in range(-14, 15, 2)] + [mpf(1) / 10, mpf(1) / 2] if x > 0} | ({d / t} if t > 0 and d > 0 else set()))
    return quad(f, pts + [pts[-1] + 20 * w])
rows = []
for v in (1, 2.5, 8, 38, 198, 5000):
    for t in (0.5, 2.0, 4.0):
        for d in (0, 0.7, 3.2):
            rows.append({"t": t, "degrees_of_freedom": v, "noncentrality": d, "upper_tail": float(upper(t, v, d)), "lower_tail": float(upper(-t, v, -d))})
json.dump({"source": "mpmath %s, 30 digits" % __import__("mpmath").__version__, "regenerate": "python3 scripts/noncentral_t.py > noncentral_t.json", "rows": rows}, sys.stdout, indent=0)
