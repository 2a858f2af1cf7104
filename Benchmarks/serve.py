#!/usr/bin/env python3
"""`mvp serve` under load on loopback: requests a second, p99 and memory for /api/v1/status with 100 experiments; then 1,000 slow or broken connections.
Needs the release program (or the one named as the argument) and wrk (apt-get install wrk)."""
import os, re, resource, shutil, socket, subprocess, sys, tempfile, time, urllib.request

program = sys.argv[1] if len(sys.argv) > 1 else ".build/release/mvp"
if not shutil.which("wrk"):
    sys.exit("wrk is missing: apt-get install wrk")
soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
resource.setrlimit(resource.RLIMIT_NOFILE, (min(hard, 8192), hard))

root = tempfile.mkdtemp(prefix="mvp-serve-")
for folder in ("experiments", "data"):
    os.mkdir(f"{root}/{folder}")
with open(f"{root}/mvp.yaml", "w") as file:
    file.write("project: Load\ncurrency: CNY\ntimezone: UTC\nreviews: {anchor: 2026-11-02}\n")
for number in range(100):
    with open(f"{root}/experiments/test-{number}.yaml", "w") as file:
        file.write(
            f"title: Test {number}\nstart: 2026-11-02\nend: 2026-11-29\nvariants: {{old: {{}}, new: {{}}}}\n"
            f"data: {{file: data/{number}.csv, variant: v, date: d, units: clicks}}\n"
            "metrics:\n  signup: {type: proportion, numerator: signups, denominator: clicks}\nprimary: signup\n")
    with open(f"{root}/data/{number}.csv", "w") as file:
        file.write("v,d,signups,clicks\n")
        for day in range(2, 16):
            file.write(f"old,2026-11-{day:02},{10 + (day + number) % 5},100\nnew,2026-11-{day:02},{11 + (day * number) % 7},100\n")

server = subprocess.Popen([program, "serve", "--port", "0", "--workspace", root], stderr=subprocess.PIPE, text=True, env={**os.environ, "MVP_TODAY": "2026-11-16"})
base = re.search(r"http://\S+:\d+", server.stderr.readline()).group()
port = int(base.rsplit(":", 1)[1])


def memory():
    return int(re.search(r"VmRSS:\s+(\d+)", open(f"/proc/{server.pid}/status").read()).group(1)) / 1024


def processor():
    fields = open(f"/proc/{server.pid}/stat").read().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


start = time.time()
answer = urllib.request.urlopen(base + "/api/v1/status")
size, tag = len(answer.read()), answer.headers["ETag"]
print(f"first answer: {time.time() - start:.2f} s, {size / 1024:.0f} KiB, {memory():.0f} MiB")


def load(title, path, *more):
    before = processor()
    out = subprocess.run(["wrk", "-t1", "-c32", "-d10s", "--latency", *more, base + path], capture_output=True, text=True).stdout
    rate = float(re.search(r"Requests/sec:\s+([\d.]+)", out).group(1))
    tail = re.search(r"99%\s+(\S+)", out).group(1)
    failed = re.search(r"Non-2xx or 3xx responses: (\d+)|Socket errors: (.*)", out)
    print(f"{title}: {rate:,.0f} requests/s, p99 {tail}, server {(processor() - before) / 10:.2f} cores, {memory():.0f} MiB" + (f"; {failed.group()}" if failed else ""))


load("/api/v1/status, whole", "/api/v1/status")
load("/api/v1/status, unchanged (If-None-Match)", "/api/v1/status", "-H", f"If-None-Match: {tag}")
load("board", "/")
load("/healthz", "/healthz")

# A thousand that never finish a header, send rubbish, break off, or ask and never read.
sockets = []
for number in range(1000):
    one = socket.create_connection(("127.0.0.1", port))
    kind = number % 4
    if kind == 0:
        one.send(b"GET /api/v1/status HTTP/1.1\r\nHost: loc")
    elif kind == 1:
        one.send(b"\x16\x03\x01\x00\xff\x00nonsense\r\n\r\n")
    elif kind == 2:
        one.send(b"POST /sign-in HTTP/1.1\r\nHost: localhost\r\nContent-Length: 900\r\n\r\ntok")
    else:
        one.send(b"GET /api/v1/status HTTP/1.1\r\nHost: localhost\r\n\r\n" * 20)
    sockets.append(one)
waits = []
for _ in range(50):
    start = time.time()
    assert urllib.request.urlopen(base + "/healthz", timeout=5).read() == b"ok\n"
    waits.append(time.time() - start)
print(f"beside 1,000 slow or broken connections: /healthz worst {max(waits) * 1000:.1f} ms of 50, {memory():.0f} MiB")
for one in sockets[:500]:
    one.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\x01\x00\x00\x00\x00\x00\x00\x00")
    one.close()
time.sleep(20)
left = len(os.listdir(f"/proc/{server.pid}/fd"))
urllib.request.urlopen(base + "/healthz", timeout=5).read()
print(f"20 s later: {left} descriptors open, {memory():.0f} MiB")
start = time.time()
server.terminate()
status = server.wait(timeout=70)
print(f"stopped in {time.time() - start:.1f} s with status {status}")
shutil.rmtree(root)
