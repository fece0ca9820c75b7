#!/usr/bin/env python3
"""Separate processes that share one environment of ten calls a second, by a folder or by a Redis.

Starts a server that takes ten calls in any second, whoever calls, and refuses the others; then the
processes, each with work without end. When all have been served once, counts for some time how much
of the rate is used, how many calls are refused, and how evenly the processes are served (Jain's
index of calls by the time each was there); kills one process after a third of the time, and starts
another after two thirds. Needs the benchmarks' jar (mvn -Pbenchmarks package), and with --redis a
redis-server, which it starts.
"""

import argparse
import asyncio
import collections
import os
import pathlib
import shlex
import shutil
import signal
import socket
import subprocess
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parents[2]
RATE = 10


class Environment:
    """Takes ten calls in any second."""

    def __init__(self):
        self.allowed = collections.deque()
        self.served = collections.defaultdict(list)
        self.refused = []

    async def answer(self, reader, writer):
        try:
            while True:
                head = await reader.readuntil(b"\r\n\r\n")
                now = time.monotonic()
                while self.allowed and self.allowed[0] <= now - 1:
                    self.allowed.popleft()
                if len(self.allowed) >= RATE:
                    self.refused.append(now)
                    writer.write(b"HTTP/1.1 429 No\r\nContent-Length: 0\r\n\r\n")
                else:
                    self.allowed.append(now)
                    self.served[head.split(b" ")[1]].append(now)
                    writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")
                await writer.drain()
        except (asyncio.IncompleteReadError, asyncio.CancelledError, ConnectionError):
            writer.close()


def jain(rates):
    return sum(rates) ** 2 / (len(rates) * sum(rate * rate for rate in rates))


def redis_server(folder):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = subprocess.Popen(
        ["redis-server", "--bind", "127.0.0.1", "--port", str(port), "--save", "", "--dir", folder],
        stdout=subprocess.DEVNULL)
    while True:
        try:
            socket.create_connection(("127.0.0.1", port)).close()
            return server, f"redis://127.0.0.1:{port}"
        except ConnectionRefusedError:
            time.sleep(0.05)


def processor_seconds(url):
    with socket.create_connection(("127.0.0.1", int(url.rsplit(":", 1)[1]))) as asked:
        asked.sendall(b"INFO cpu\r\n")
        lines = asked.recv(4096).decode().split("\r\n")
    return sum(
        float(line.split(":")[1]) for line in lines
        if line.startswith(("used_cpu_user:", "used_cpu_sys:")))


async def measure(settings):
    environment = Environment()
    server = await asyncio.start_server(environment.answer, "127.0.0.1", 0)
    url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/"
    folder = tempfile.mkdtemp()
    processes = {}
    place = folder
    if settings.redis:
        processes["redis"], place = redis_server(folder)

    def start(name):
        processes[name] = subprocess.Popen(
            shlex.split(settings.command) + [place, f"{url}{name}"], stdout=subprocess.DEVNULL)
        return f"/{name}".encode()

    try:
        names = [start(f"process-{i}") for i in range(settings.processes)]
        while len(environment.served) < settings.processes:
            await asyncio.sleep(0.1)
        await asyncio.sleep(settings.settle)
        began = time.monotonic()
        busy = processor_seconds(place) if settings.redis else 0
        there = {name: [began, None] for name in names}
        await asyncio.sleep(settings.seconds / 3)
        processes["process-0"].send_signal(signal.SIGKILL)
        there[names[0]][1] = time.monotonic()
        await asyncio.sleep(settings.seconds / 3)
        late = start("process-late")
        while late not in environment.served:
            await asyncio.sleep(0.05)
        there[late] = [time.monotonic(), None]
        await asyncio.sleep(max(0, began + settings.seconds - time.monotonic()))
        ended = time.monotonic()
        report(environment, there, began, ended)
        if settings.redis:
            print(f"the server was busy {(processor_seconds(place) - busy) / (ended - began):.2%}")
    finally:
        for process in processes.values():
            process.kill()
            process.wait()
        server.close()
        shutil.rmtree(folder)


def report(environment, there, began, ended):
    def within(times, since, until):
        return sum(since < at <= until for at in times)

    served = sum(within(times, began, ended) for times in environment.served.values())
    refused = within(environment.refused, began, ended)
    rates = {
        name: within(environment.served[name], since, until or ended) / ((until or ended) - since)
        for name, (since, until) in there.items()}
    whole = [rates[name] for name, (since, until) in there.items() if since == began and not until]
    print(
        f"{len(there)} processes, {ended - began:.0f} s: used {served / RATE / (ended - began):.1%}, "
        f"refused {refused} of {served + refused}, Jain {jain(list(rates.values())):.3f} "
        f"({jain(whole):.3f} of those there all the time), "
        f"calls of each {min(whole) * (ended - began):.0f} to {max(whole) * (ended - began):.0f}, "
        f"load {os.getloadavg()[0]:.0f}", flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    java = os.path.join(os.environ.get("JAVA_HOME", ""), "bin", "java") if "JAVA_HOME" in os.environ else "java"
    parser.add_argument(
        "--command",
        default=f"{java} -Xmx32m -XX:+UseSerialGC -XX:TieredStopAtLevel=1 --enable-native-access=ALL-UNNAMED "
        f"-cp {JAR} dev.headgate.benchmarks.HostCaller")
    parser.add_argument("--redis", action="store_true", help="share through a Redis")
    parser.add_argument("--processes", type=int, default=50)
    parser.add_argument("--seconds", type=float, default=180)
    parser.add_argument("--settle", type=float, default=10)
    asked = parser.parse_args()
    if asked.command == parser.get_default("command") and not JAR.exists():
        raise SystemExit(f"no {JAR} (expected: built by mvn -Pbenchmarks package)")
    asyncio.run(measure(asked))


if __name__ == "__main__":
    main()
