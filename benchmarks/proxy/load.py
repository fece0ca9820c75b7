#!/usr/bin/env python3
"""What the courtesy proxy adds, holds and burns.

Starts an nginx upstream with a 1 KB file and `headgate proxy` before it, then measures, with the real
process: the time of a call, direct and through the proxy in turns on one kept connection each; the
processor time while nothing happens; the resident size with calls that wait in the queue, each on a
connection of its own. Prints medians. Needs nginx and the jar (make package).
"""

import argparse
import http.client
import json
import os
import pathlib
import resource
import shlex
import socket
import statistics
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parents[2]
TICK = os.sysconf("SC_CLK_TCK")
NGINX = """
daemon off; master_process off; worker_processes 1; error_log stderr crit;
pid {home}/nginx.pid; events {{ worker_connections 2048; }}
http {{ access_log off; keepalive_requests 1000000000; keepalive_timeout 3600;
  client_body_temp_path {home}/b; proxy_temp_path {home}/p; fastcgi_temp_path {home}/f;
  uwsgi_temp_path {home}/u; scgi_temp_path {home}/s;
  server {{ listen 127.0.0.1:{port}; root {home}/www; }} }}
"""


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_for(port):
    for _ in range(400):
        try:
            socket.create_connection(("127.0.0.1", port)).close()
            return
        except OSError:
            time.sleep(0.05)
    sys.exit(f"nobody listens on port {port}")


def proxy(command, upstream, *options):
    port = free_port()
    process = subprocess.Popen(
        shlex.split(command)
        + ["proxy", "--upstream", f"http://127.0.0.1:{upstream}", "--port", str(port), *options],
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    wait_for(port)
    return process, port


def call(connection):
    began = time.perf_counter()
    connection.request("GET", "/1k")
    connection.getresponse().read()
    return (time.perf_counter() - began) * 1e3


def added(upstream, port, pairs):
    ways = [http.client.HTTPConnection("127.0.0.1", upstream), http.client.HTTPConnection("127.0.0.1", port)]
    for way in ways:
        for _ in range(3_000):
            call(way)
    times = [[], []]
    for _ in range(pairs):
        for side in (0, 1):
            times[side].append(call(ways[side]))
    return [(statistics.median(t), statistics.quantiles(t, n=100)[98]) for t in times]


def cpu_seconds(pid):
    fields = pathlib.Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / TICK


def resident(pid):
    lines = pathlib.Path(f"/proc/{pid}/status").read_text().splitlines()
    return {l.split(":")[0]: int(l.split()[1]) / 1024 for l in lines if l.startswith(("VmRSS", "VmHWM"))}


def waiting(port):
    connection = http.client.HTTPConnection("127.0.0.1", port)
    connection.request("GET", "/.headgate/report")
    now = json.load(connection.getresponse())["now"]
    connection.close()
    return now["waiting"]


def queued(port, calls):
    sockets = []
    for i in range(calls):
        one = socket.create_connection(("127.0.0.1", port))
        one.sendall(
            f"GET /rest/v1/items/{i}?include=children HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n"
            "User-Agent: python-requests/2.32.3\r\nAccept-Encoding: gzip, deflate\r\nAccept: */*\r\n"
            f"Connection: keep-alive\r\nPrefer: wait=600\r\nAuthorization: Bearer {'x' * 40}{i}\r\n\r\n".encode())
        sockets.append(one)
    time.sleep(3)
    return sockets


def end(process):
    process.terminate()
    try:
        process.wait(20)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--command", default=str(ROOT / "headgate"))
    parser.add_argument("--pairs", type=int, default=5_000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--calls", type=int, default=5_100)
    parser.add_argument("--idle-seconds", type=int, default=30)
    settings = parser.parse_args()
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
    with tempfile.TemporaryDirectory() as home:
        os.mkdir(f"{home}/www")
        pathlib.Path(f"{home}/www/1k").write_text("x" * 1024)
        upstream = free_port()
        pathlib.Path(f"{home}/nginx.conf").write_text(NGINX.format(home=home, port=upstream))
        nginx = subprocess.Popen(["nginx", "-p", home, "-e", "stderr", "-c", f"{home}/nginx.conf"])
        wait_for(upstream)
        try:
            measure(settings, upstream)
        finally:
            end(nginx)


def measure(settings, upstream):
    for number in range(settings.rounds):
        process, port = proxy(settings.command, upstream, "--profile", "generic", "--keep-bytes", "0")
        (direct, direct99), (through, through99) = added(upstream, port, settings.pairs)
        time.sleep(5)
        before = cpu_seconds(process.pid)
        time.sleep(settings.idle_seconds)
        idle = (cpu_seconds(process.pid) - before) / settings.idle_seconds
        end(process)
        process, port = proxy(settings.command, upstream, "--profile", "jama", "--drain", "0")
        empty = resident(process.pid)["VmRSS"]
        sockets = queued(port, settings.calls)
        size = resident(process.pid)
        print(
            f"round {number + 1}: direct {direct:.3f} ms (99 % {direct99:.3f}), through {through:.3f} ms "
            f"(99 % {through99:.3f}), added {through - direct:.3f} ms; idle {idle:.2%} of a core; "
            f"resident {empty:.0f} MB empty, {size['VmRSS']:.0f} MB (most {size['VmHWM']:.0f}) with "
            f"{waiting(port)} waiting", flush=True)
        for one in sockets:
            one.close()
        end(process)


if __name__ == "__main__":
    main()
