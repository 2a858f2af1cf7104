"""Attribution by definition: Shapley by all subsets (exact fractions), Markov by taking each channel out of the chain and solving anew.

    python3 attribution.py > ../attribution.json
"""
import itertools, json, random, sys
from fractions import Fraction
from math import factorial

def shapley(paths, channels):
    def worth(s): return sum(Fraction(c) for p, c, n in paths if set(p) <= s)
    out = []
    k = len(channels)
    for ch in channels:
        rest = [c for c in channels if c != ch]
        total = Fraction(0)
        for r in range(k):
            for s in itertools.combinations(rest, r):
                total += Fraction(factorial(r) * factorial(k - r - 1), factorial(k)) * (worth(set(s) | {ch}) - worth(set(s)))
        out.append(float(total))
    return out

def solve(a, b):
    n = len(b); a = [r[:] + [v] for r, v in zip(a, b)]
    for k in range(n):
        p = next(i for i in range(k, n) if a[i][k] != 0); a[k], a[p] = a[p], a[k]
        for i in range(n):
            if i != k and a[i][k] != 0:
                f = a[i][k] / a[k][k]; a[i] = [x - f * y for x, y in zip(a[i], a[k])]
    return [a[i][n] / a[i][i] for i in range(n)]

def markov(paths, channels, order):
    w, done, out = {}, {}, {}
    for p, c, n in paths:
        s = ()
        for i in range(len(p)):
            t = tuple(p[max(0, i - order + 1):i + 1])
            w[s, t] = w.get((s, t), 0) + c + n; out[s] = out.get(s, 0) + c + n; s = t
        done[s] = done.get(s, 0) + c; out[s] = out.get(s, 0) + c + n
    states = list(out)
    def chance(removed):
        live = [s for s in states if not s or s[-1] != removed]
        a = [[Fraction(int(s == t)) - Fraction(w.get((s, t), 0), out[s]) for t in live] for s in live]
        return solve(a, [Fraction(done.get(s, 0), out[s]) for s in live])[live.index(())]
    whole = chance(None)
    effects = [whole - chance(ch) for ch in channels]
    total = sum(c for _, c, _ in paths)
    return [float(e / sum(effects) * total) for e in effects]

random.seed(20)
rows = []
for channels in ("ab", "abcd", "abcdef"):
    for size in (4, 25):
        paths = [(tuple(random.choice(channels) for _ in range(random.randint(1, 6))), random.randint(0, 9), random.randint(0, 40)) for _ in range(size)]
        if not any(c for _, c, _ in paths): paths[0] = (paths[0][0], 3, 1)
        order = []
        for p, _, _ in paths:
            for c in p:
                if c not in order: order.append(c)
        rows.append({"paths": [{"path": list(p), "conversions": c, "nulls": n} for p, c, n in paths], "channels": order, "shapley": shapley(paths, order),
                     "markov": [markov(paths, order, k) for k in (1, 2, 3)]})
json.dump({"source": "exact fractions by definition, Python %d.%d" % sys.version_info[:2], "regenerate": "python3 scripts/attribution.py > attribution.json", "rows": rows}, sys.stdout, indent=0)
