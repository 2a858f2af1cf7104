"""What more data are worth to a choice between two costs per result, by brute force: the least expected loss E[1 - g/max g] now, and averaged over the
negative-binomial predictive of what both arms could yet bring. Posterior Gamma(results + 1/2, money); the ratio of two gammas by beta-prime quantiles
on a midpoint grid of 20,000 (scipy.stats).

    python3 preposterior.py > ../preposterior.json
"""
import json, sys
import numpy as np
import scipy
from scipy.stats import betaprime, nbinom

U = (np.arange(20000) + 0.5) / 20000

def losses(shapes, rates):
    ratio = betaprime.ppf(U, shapes[1], shapes[0]) * rates[0] / rates[1]
    return np.clip(1 - 1 / ratio, 0, None).mean(), np.clip(1 - ratio, 0, None).mean()

def row(results, money, growth):
    shapes = [x + 0.5 for x in results]
    now = min(losses(shapes, money))
    last = [int(nbinom.ppf(1 - 1e-7, shape, 1 / (1 + growth))) for shape in shapes]
    mass = [nbinom.pmf(np.arange(n + 1), shape, 1 / (1 + growth)) for n, shape in zip(last, shapes)]
    after = covered = 0.0
    for i, p in enumerate(mass[0]):
        for j, q in enumerate(mass[1]):
            if p * q < 1e-8:
                continue
            after += p * q * min(losses([shapes[0] + i, shapes[1] + j], [m * (1 + growth) for m in money]))
            covered += p * q
    return {"results": results, "money": money, "growth": growth, "now": now, "after": after / covered}

rows = [row(*case) for case in [
    ([2, 2], [200, 200], 1), ([4, 4], [300, 290], 2), ([7, 9], [300, 300], 1), ([3, 8], [400, 500], 0.5), ([1, 1], [200, 210], 0.5), ([0, 0], [214, 205], 1),
]]
json.dump({"source": f"scipy {scipy.__version__} betaprime, nbinom", "regenerate": "python3 scripts/preposterior.py > preposterior.json", "rows": rows},
          sys.stdout, indent=1)
print()
