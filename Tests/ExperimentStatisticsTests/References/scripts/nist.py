"""NIST Statistical Reference Datasets (StRD): univariate summary statistics and one-way analysis of variance, written to ../nist.json.

    python3 Tests/ExperimentStatisticsTests/References/scripts/nist.py      (needs scipy, which carries NIST's files, and R for
                                                                              Michelson's values: its data set `morley`)

Certified values are NIST's own (public domain). NumAcc and SmLs are artificial: their values follow from their construction, and the SmLs made
here are held against NIST's files before anything is written. Lew, Lottery, Mavro and PiDigits are not here: their values are long lists of NIST's own.
"""
import json, pathlib, re, subprocess
import scipy.stats

here = pathlib.Path(__file__).resolve().parent
files = pathlib.Path(scipy.stats.__file__).parent / "tests/data/nist_anova"


def anova(name):
    text = (files / f"{name}.dat").read_text()
    certified = re.findall(r"(?:Between|Within)[^\n]*", text[text.index("Certified Values:"):])[:2]
    between, within = ([float(x) for x in line.split()[2:]] for line in certified)
    groups = {}
    for line in text[text.index("Data:", text.index("Certified Values:")):].splitlines()[1:]:
        if line.strip():
            group, value = line.split()
            groups.setdefault(int(group), []).append(value)
    return {"name": name, "df": [between[0], within[0]], "between": between[1], "within": within[1], "f": between[3]}, list(groups.values())


def alternating(centre, count):
    """centre, then centre - 0.1 and centre + 0.1 in turn, as decimal text."""
    scaled = round(centre * 10)
    text = lambda tenths: f"{tenths // 10}.{tenths % 10}"
    return [text(scaled)] + [text(scaled + (-1 if i % 2 == 0 else 1)) for i in range(count - 1)]


rows = []
for name in ("SiRstv", "AtmWtAg"):
    row, groups = anova(name)
    rows.append(row | {"groups": [[float(x) for x in group] for group in groups]})
for index, (offset, count) in enumerate((o, n) for o in (1, 10**6, 10**12) for n in (21, 201, 2001)):
    row, groups = anova(f"SmLs{index + 1:02d}")
    made = []
    for group in groups:
        tenths = int(group[0].split(".")[1][0])
        made.append([f"{offset}.{tenths + d}" for d in [0] + [(-1 if i % 2 == 0 else 1) for i in range(count - 1)]])
    assert [[float(x) for x in g] for g in made] == [[float(x) for x in g] for g in groups], row["name"]
    rows.append(row | {"offset": offset, "count": count, "tenths": [int(g[0].split(".")[1][0]) for g in groups]})

michelson = subprocess.run(["Rscript", "-e", "cat((299000 + morley$Speed) / 1000)"], capture_output=True, text=True, check=True).stdout
moments = [
    {"name": "Michelso", "mean": 299.852400000000, "deviation": 0.0790105478190518, "values": [float(x) for x in michelson.split()]},
    {"name": "NumAcc1", "mean": 10000002.0, "deviation": 1.0, "values": [10000001, 10000003, 10000002]},
    {"name": "NumAcc2", "mean": 1.2, "deviation": 0.1, "values": [float(x) for x in alternating(1.2, 1001)]},
    {"name": "NumAcc3", "mean": 1000000.2, "deviation": 0.1, "values": [float(x) for x in alternating(1000000.2, 1001)]},
    {"name": "NumAcc4", "mean": 10000000.2, "deviation": 0.1, "values": [float(x) for x in alternating(10000000.2, 1001)]},
]
assert len(moments[0]["values"]) == 100
(here.parent / "nist.json").write_text(json.dumps({
    "source": "NIST StRD, itl.nist.gov/div898/strd, certified values", "regenerate": "python3 Tests/ExperimentStatisticsTests/References/scripts/nist.py",
    "anova": rows, "moments": moments}) + "\n")
