#!/usr/bin/env python3
"""The same work as `statistics-bench` by scipy, vectorised over 2,000 experiments of three arms: pooled z and Wald interval of both treatments,
Katz's interval of the ratio of cost per result, SRM, and the chance to beat the control by 256-point quadrature. CPU time, best of 3.

ChannelAttribution's order-1 Markov over as many paths as the other bench, where it is installed.
"""
import sys, time
import numpy as np

try:
    from scipy import special, stats
except ImportError:
    sys.exit("scipy is not installed: no peer was timed")

rng = np.random.default_rng(3)
COUNT = 2000
share = 0.01 + 0.05 * rng.random((COUNT, 1))
users = np.round(8000 + 9000 * rng.random((COUNT, 3)))
conversions = rng.binomial(users.astype(int), share).astype(float)
spend = 4000 + 3000 * rng.random((COUNT, 3))
nodes, weights = np.polynomial.legendre.leggauss(256)


def analyse():
    stats.chisquare(users, axis=1).pvalue
    for arm in (1, 2):
        x0, n0, x1, n1 = conversions[:, 0], users[:, 0], conversions[:, arm], users[:, arm]
        pooled = (x0 + x1) / (n0 + n1)
        z = (x1 / n1 - x0 / n0) / np.sqrt(pooled * (1 - pooled) * (1 / n0 + 1 / n1))
        2 * stats.norm.sf(abs(z))
        error = np.sqrt(x1 / n1 * (1 - x1 / n1) / n1 + x0 / n0 * (1 - x0 / n0) / n0)
        x1 / n1 - x0 / n0 - 1.96 * error, np.exp(np.log(spend[:, arm] / x1 / (spend[:, 0] / x0)) - 1.96 * np.sqrt(1 / x0 + 1 / x1))
        a1, b1, a0, b0 = x1 + 1, n1 - x1 + 1, x0 + 1, n0 - x0 + 1
        low, high = special.betaincinv(a1, b1, 1e-12), 1 - special.betaincinv(b1, a1, 1e-12)
        t = 0.5 * (high - low)[:, None] * nodes + 0.5 * (high + low)[:, None]
        density = np.exp(special.xlogy(a1[:, None] - 1, t) + special.xlog1py(b1[:, None] - 1, -t) - special.betaln(a1, b1)[:, None])
        0.5 * (high - low) * ((density * special.betainc(a0[:, None], b0[:, None], t)) @ weights)


def best(work, rounds=3):
    times = []
    for _ in range(rounds):
        start = time.process_time()
        work()
        times.append(time.process_time() - start)
    return min(times)


seconds = best(analyse)
print(f"experiment analysis, scipy vectorised\t{seconds / COUNT * 1e6:.2f}\t{COUNT / seconds:.0f}")
start = time.process_time()
for _ in range(2):
    stats.boschloo_exact([[15, 25], [85, 75]])
print(f"Boschloo, 100 an arm, scipy\t{(time.process_time() - start) / 2 * 1e6:.0f}\t{2 / (time.process_time() - start):.1f}")
try:
    import pandas, ChannelAttribution
except ImportError:
    print("ChannelAttribution is not installed: not timed")
else:
    names = ["search", "feed", "live", "short", "post", "mail", "store", "app", "friend", "display", "map"]
    frame = pandas.DataFrame({"path": [" > ".join(rng.choice(names, rng.integers(1, 8))) for _ in range(1_000_000)]})
    frame["conv"] = (rng.random(len(frame)) < 0.1).astype(int)
    frame["null"] = 1 - frame["conv"]
    seconds = best(lambda: ChannelAttribution.markov_model(frame, "path", "conv", var_null="null", order=1, flg_adv=False), 1)
    print(f"order-1 Markov, 1,000,000 paths, ChannelAttribution\t{seconds * 1e6:.0f}\t{1 / seconds:.1f}")
