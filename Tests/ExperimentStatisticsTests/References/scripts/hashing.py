"""32-bit FNV-1a assignment, written from its definition.

    python3 hashing.py > ../hashing.json
"""
import json, random, sys
def fnv(s):
    h = 2166136261
    for b in s.encode(): h = (h ^ b) * 16777619 % 2 ** 32
    return h
def point(seed, value, version):
    if version == 2: return fnv(str(fnv(seed + value))) % 10000 / 10000
    if version == 1: return fnv(value + seed) % 1000 / 1000
random.seed(1)
rows = []
for i in range(200):
    seed = "".join(random.choice("abcXYZ-_09") for _ in range(random.randint(0, 12)))
    value = "".join(random.choice("0123456789abcdefé用户") for _ in range(random.randint(0, 24)))
    for v in (1, 2): rows.append({"seed": seed, "value": value, "version": v, "point": point(seed, value, v)})
json.dump({"source": "Fowler, Noll & Vo's definition, Python %d.%d" % sys.version_info[:2], "regenerate": "python3 scripts/hashing.py > hashing.json", "rows": rows}, sys.stdout, indent=0, ensure_ascii=False)
