#!/usr/bin/env python3
"""CPU and memory of the gateway's pass of a 1 MB page of 250 issues, with and without counting.

One nginx upstream with the page, two Headgates that differ in one line of their policy: a constant
price, and the issues of the page counted. Drives both with wrk in turns, several times, and prints
per round and as medians the CPU time of each process per pass (from /proc) and the ratio. Needs
nginx, wrk and the jar (make package).
"""

import argparse
import json
import pathlib
import random
import statistics
import tempfile
import urllib.request

import load

POLICY = """
title: A page of issues
operations:
  search: { on: "GET /page", %s }
quotas:
  hourly: { amount: 1000000000000, every: hour }
"""
CONSTANT = "price: 251"
COUNTED = 'counts: { "$.issues[*]": core }, atMost: 250'
UPSTREAM = load.UPSTREAM.replace(
    "root {home}/www;", "root {home}/www; default_type application/json;")
WORDS = ("the issue when somebody saves a page in the editor an error appears and changes are lost "
         "expected behaviour steps to reproduce open close again server logs show nothing").split()


def page():
    """The same shape as IssuePage of the benchmarks."""
    dice = random.Random(1)

    def words(count):
        return " ".join(dice.choice(WORDS) for _ in range(count))

    def person():
        who = dice.randrange(100)
        return {"accountId": f"5b10a2844c20165700ede2{who}", "displayName": f"user-{who}",
                "active": True, "timeZone": "Europe/Berlin",
                "avatarUrls": {"48x48": f"https://pictures.example/48/{who}",
                               "24x24": f"https://pictures.example/24/{who}"}}

    def comment():
        return {"author": person(), "body": words(40), "created": "2026-01-17T12:34:00.000+0000"}

    def issue(number):
        fields = {"summary": words(9),
                  "description": words(90) + '\r\n\r\n* "quoted" text\n* ' + words(70),
                  "assignee": person(), "reporter": person(), "creator": person(),
                  "status": {"id": "3", "name": "In Progress",
                             "statusCategory": {"id": 4, "key": "indeterminate"}},
                  "labels": ["a", "b"], "votes": {"votes": 0, "hasVoted": False}, "timetracking": {},
                  **{f"customfield_{n}": [None, 1.5, []][n % 3] for n in range(10010, 10030)},
                  "created": "2026-01-17T12:34:00.000+0000",
                  "comment": {"comments": [comment(), comment()], "total": 2}}
        return {"id": str(number), "key": f"WORK-{number}",
                "self": f"https://api.example/rest/api/3/issue/{number}", "fields": fields}

    whole = {"startAt": 0, "maxResults": 250, "total": 10000,
             "issues": [issue(10000 + n) for n in range(250)]}
    return json.dumps(whole, separators=(",", ":")).encode()


def resident(pid):
    for line in pathlib.Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith("VmRSS"):
            return int(line.split()[1])
    return 0


def settled(api):
    with urllib.request.urlopen(f"http://127.0.0.1:{api}/v1/cost-drift", timeout=5) as answer:
        return json.load(answer)["operations"]


def passes(process, port, options):
    """Microseconds of CPU per pass, and passes per second."""
    before = load.cpu_seconds(process.pid)
    wrk = load.subprocess.run(
        ["wrk", "-t1", f"-c{options.connections}", f"-d{options.seconds}s",
         f"http://127.0.0.1:{port}/page"], check=True, capture_output=True, text=True).stdout
    count = int(load.re.search(r"(\d+) requests in", wrk).group(1))
    return (load.cpu_seconds(process.pid) - before) * 1e6 / count, count / options.seconds


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--seconds", type=int, default=6)
    parser.add_argument("--connections", type=int, default=8)
    parser.add_argument("--port", type=int, default=18090)
    parser.add_argument("--java", default="-Xmx256m -XX:+UseSerialGC -XX:+UseCompactObjectHeaders")
    parser.add_argument("--jar", default=str(load.ROOT / "server" / "target" / "headgate.jar"))
    options = parser.parse_args()
    home = pathlib.Path(tempfile.mkdtemp(prefix="headgate-counting-"))
    home.chmod(0o755)
    (home / "www").mkdir()
    body = page()
    (home / "www" / "page").write_bytes(body)
    (home / "www" / "1k").write_text("x" * 1024)
    processes = [load.nginx(home, "upstream", UPSTREAM, options.port)]
    try:
        for number, price in enumerate((CONSTANT, COUNTED)):
            place = home / f"gateway-{number}"
            place.mkdir()
            load.POLICY = POLICY % price
            port = options.port + 2 + 2 * number
            processes.append(load.gateway(options, place, port, options.port))
            load.wait_for(port)
        print(f"{len(body)} bytes")
        measure(options, *processes[1:])
    finally:
        for process in processes:
            process.terminate()
            process.wait()


def measure(options, constant, counted):
    ports = (options.port + 2, options.port + 4)
    for _ in range(4):
        passes(constant, ports[0], options)
        passes(counted, ports[1], options)
    rows = []
    for _ in range(options.rounds):
        without, _ = passes(constant, ports[0], options)
        with_counting, rate = passes(counted, ports[1], options)
        rows.append((without, with_counting, with_counting / without))
        print(f"constant {without:7.0f} us   counted {with_counting:7.0f} us"
              f"   ratio {with_counting / without:.2f}", flush=True)
    medians = [statistics.median(column) for column in zip(*rows)]
    print("median: constant {:.0f} us, counted {:.0f} us, ratio {:.2f}".format(*medians))
    print("resident: constant {} KiB, counted {} KiB".format(
        resident(constant.pid), resident(counted.pid)))
    print("settled by the counting one:", settled(ports[1] + 1))


if __name__ == "__main__":
    main()
