#!/bin/sh
# `mvp calc --stdin` in lines a CPU second, beside reading and writing the same bytes (cat) and, where python3 has scipy, a scipy loop.
# Usage: Benchmarks/calc.sh [lines]     (builds the release product first)
set -eu
cd "$(dirname "$0")/.."
lines=${1:-1000000}
swift build -c release --product mvp >/dev/null
mvp=$(swift build -c release --show-bin-path)/mvp
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

python3 - "$lines" "$folder" <<'PYTHON'
import random, sys
count, folder = int(sys.argv[1]), sys.argv[2]
rng = random.Random(1)
kinds = {
    "proportion.wilson": lambda: '"successes": %d, "trials": %d' % (rng.randint(0, 500), rng.randint(500, 9000)),
    "proportions.z_pooled": lambda: '"control": {"successes": %d, "trials": %d}, "treatment": {"successes": %d, "trials": %d}' % (
        rng.randint(1, 500), rng.randint(500, 9000), rng.randint(1, 500), rng.randint(500, 9000)),
    "assignment.hash": lambda: '"seed": "autumn", "value": "user-%d"' % rng.randint(0, 10**9),
}
for name, inputs in kinds.items():
    with open("%s/%s.jsonl" % (folder, name), "w") as file:
        for i in range(count): file.write('{"id": %d, "method": "%s", %s}\n' % (i, name, inputs()))
PYTHON

cpu() { # user + system seconds of a command on a file
  python3 - "$@" <<'PYTHON'
import resource, subprocess, sys
with open(sys.argv[1]) as source: subprocess.run(sys.argv[2:], stdin=source, stdout=subprocess.DEVNULL, check=True)
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print(used.ru_utime + used.ru_stime)
PYTHON
}

for file in "$folder"/*.jsonl; do
  name=$(basename "$file" .jsonl)
  ours=$(cpu "$file" "$mvp" calc --stdin)
  floor=$(cpu "$file" cat)
  awk -v n="$lines" -v a="$ours" -v b="$floor" -v m="$name" \
    'BEGIN { printf "%-24s %9.0f lines a CPU s   %5.2f s, cat %.2f s\n", m, n / a, a, b }'
done

if python3 -c 'import scipy' 2>/dev/null; then
  python3 - "$folder/proportions.z_pooled.jsonl" <<'PYTHON'
import json, sys, time
from math import sqrt
from scipy.stats import norm
start, done = time.process_time(), 0
for line in open(sys.argv[1]):
    row = json.loads(line); a, b = row["control"], row["treatment"]
    p = (a["successes"] + b["successes"]) / (a["trials"] + b["trials"])
    z = (b["successes"] / b["trials"] - a["successes"] / a["trials"]) / sqrt(p * (1 - p) * (1 / a["trials"] + 1 / b["trials"]))
    json.dumps({"id": row["id"], "statistic": z, "p_value": 2 * norm.sf(abs(z))}); done += 1
    if done == 20000: break
print("%-24s %9.0f lines a CPU s" % ("scipy, z_pooled", done / (time.process_time() - start)))
PYTHON
fi
