#!/usr/bin/env python3
"""CPU per request of the gateway beside nginx with two limit_req.

Starts an nginx upstream with a 1 KB file, an nginx proxy with two limit_req zones, and Headgate with
two buckets that decide together and are told in the fields of every response. Drives both proxies
with wrk in turns and prints, per round and as medians, the CPU time of each proxy per request (from
/proc) and the ratio. Needs nginx, wrk and the jar (make package).
"""

import argparse
import os
import pathlib
import re
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request

ROOT = pathlib.Path(__file__).resolve().parents[2]
TICK = os.sysconf("SC_CLK_TCK")

COMMON = """
daemon off; master_process off; worker_processes 1; error_log stderr crit;
pid {home}/{name}.pid; events {{ worker_connections 2048; }}
http {{ access_log off; keepalive_requests 1000000000; keepalive_timeout 3600;
  client_body_temp_path {home}/{name}-body; proxy_temp_path {home}/{name}-proxy;
  fastcgi_temp_path {home}/{name}-f; uwsgi_temp_path {home}/{name}-u; scgi_temp_path {home}/{name}-s;
"""
UPSTREAM = COMMON + "server {{ listen 127.0.0.1:{port}; root {home}/www; }} }}"
PEER = COMMON + """
  limit_req_zone $binary_remote_addr zone=address:10m rate=1000000r/s;
  limit_req_zone $server_name zone=server:10m rate=1000000r/s;
  upstream up {{ server 127.0.0.1:{upstream}; keepalive 128; keepalive_requests 1000000000; }}
  server {{ listen 127.0.0.1:{port};
    location / {{ limit_req zone=address burst=100000 nodelay; limit_req zone=server burst=100000 nodelay;
      proxy_pass http://up; proxy_http_version 1.1; proxy_set_header Connection "";
      proxy_set_header Host $host; proxy_set_header X-Forwarded-For $remote_addr;
      proxy_set_header X-Forwarded-Proto $scheme; proxy_set_header X-Forwarded-Host $host; }} }} }}
"""


POLICY = """
title: Two limits, as many as the peer checks
limits:
  per-address: { bucket: { amount: 1000000, every: 1s }, per: address }
  everybody: { bucket: { amount: 1000000, every: 1s } }
"""
SERVE = """
policy: policy.yaml
gateway: {{ listen: "127.0.0.1:{port}", upstream: "127.0.0.1:{upstream}" }}
api: {{ listen: "127.0.0.1:{api}" }}
identity: {{ anonymous: true }}
"""


def cpu_seconds(pid):
    fields = pathlib.Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / TICK


def wait_for(port):
    for _ in range(600):
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/1k", timeout=2) as answer:
                assert len(answer.read()) == 1024
                return
        except OSError:
            time.sleep(0.1)
    sys.exit(f"nothing answers on port {port}")


def nginx(home, name, text, port, upstream=0):
    conf = home / f"{name}.conf"
    conf.write_text(text.format(home=home, name=name, port=port, upstream=upstream))
    return subprocess.Popen(["nginx", "-c", str(conf)])


def gateway(options, home, port, upstream):
    java = os.path.join(os.environ["JAVA_HOME"], "bin", "java") if "JAVA_HOME" in os.environ else "java"
    (home / "policy.yaml").write_text(POLICY)
    (home / "headgate.yaml").write_text(SERVE.format(port=port, upstream=upstream, api=port + 1))
    return subprocess.Popen(
        [java, *options.java.split(), "--enable-native-access=ALL-UNNAMED",
         "--sun-misc-unsafe-memory-access=allow", "-jar", options.jar,
         "serve", "--config", str(home / "headgate.yaml")], stdout=subprocess.DEVNULL)


def load(process, port, seconds, connections):
    """Microseconds of CPU per request, and requests per second."""
    before = cpu_seconds(process.pid)
    wrk = subprocess.run(
        ["wrk", "-t1", f"-c{connections}", f"-d{seconds}s", f"http://127.0.0.1:{port}/1k"],
        check=True, capture_output=True, text=True).stdout
    if "Non-2xx" in wrk:
        sys.exit(wrk)
    requests = int(re.search(r"(\d+) requests in", wrk).group(1))
    return (cpu_seconds(process.pid) - before) * 1e6 / requests, requests / seconds


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seconds", type=int, default=8)
    parser.add_argument("--warmup", type=int, default=20)
    parser.add_argument("--connections", type=int, default=64)
    parser.add_argument("--port", type=int, default=18080)
    parser.add_argument("--java", default="-Xmx256m -XX:+UseSerialGC -XX:+UseCompactObjectHeaders")
    parser.add_argument("--jar", default=str(ROOT / "server" / "target" / "headgate.jar"))
    options = parser.parse_args()
    home = pathlib.Path(tempfile.mkdtemp(prefix="headgate-load-"))
    (home / "www").mkdir()
    (home / "www" / "1k").write_text("x" * 1024)
    home.chmod(0o755)
    up, peer_port, own_port = options.port, options.port + 1, options.port + 2
    processes = [nginx(home, "upstream", UPSTREAM, up)]
    try:
        processes.append(nginx(home, "peer", PEER, peer_port, up))
        processes.append(gateway(options, home, own_port, up))
        measure(options, processes[1], peer_port, processes[2], own_port)
    finally:
        for process in processes:
            process.terminate()
            process.wait()


def measure(options, peer, peer_port, own, own_port):
    wait_for(peer_port)
    wait_for(own_port)
    load(own, own_port, options.warmup, options.connections)
    load(peer, peer_port, 2, options.connections)
    rows = []
    for _ in range(options.rounds):
        theirs, their_rate = load(peer, peer_port, options.seconds, options.connections)
        ours, our_rate = load(own, own_port, options.seconds, options.connections)
        rows.append((theirs, ours, ours / theirs))
        print(f"nginx {theirs:6.1f} us ({their_rate:7.0f}/s)   gateway {ours:6.1f} us"
              f" ({our_rate:7.0f}/s)   ratio {ours / theirs:.2f}", flush=True)
    medians = [statistics.median(column) for column in zip(*rows)]
    print("median: nginx {:.1f} us, gateway {:.1f} us, ratio {:.2f}".format(*medians))


if __name__ == "__main__":
    main()
