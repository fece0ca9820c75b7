#!/usr/bin/env python3
"""Server CPU of one decision in Redis: four claims, a reservation and an id of the call's own.

Beside it: a script with the same number of reads and writes and no logic, and INCR. Starts a Redis of its own on
this machine's loopback, asks it through one connection, 16 calls under way, and ends it. Rounds are interleaved; medians are shown.
CPU is what INFO says, so what the client costs is not in it.

    benchmarks/redis/script.py [--rounds 5] [--calls 4000]
"""
import argparse
import pathlib
import socket
import statistics
import struct
import subprocess
import tempfile
import time

LIBRARY = pathlib.Path(__file__).parents[2] / "server/src/main/resources/dev/headgate/server/store/redis"
PREFIX = "hg1:{headgate}:"
EPOCH = PREFIX + "epoch"
TOGETHER = 64
DEPTH = 16
BARE = """#!lua
local read = redis.call('MGET', unpack(KEYS, 1, 6))
local time = redis.call('TIME')
redis.call('SET', KEYS[7], ARGV[6], 'PX', '100000')
redis.call('SET', KEYS[2], ARGV[7], 'PX', '100000')
redis.call('ZADD', KEYS[8], time[1], KEYS[7])
for i = 3, 6 do
  if read[i] then
    redis.call('SETRANGE', KEYS[i], '0', ARGV[7])
  else
    redis.call('SET', KEYS[i], ARGV[7], 'PX', '100000')
  end
end
return { 'x', 'yyyy' }
"""


def encoded(*words):
    out = [b"*%d\r\n" % len(words)]
    for word in words:
        data = word if isinstance(word, bytes) else str(word).encode("latin1")
        out.append(b"$%d\r\n%s\r\n" % (len(data), data))
    return b"".join(out)


class Server:
    def __init__(self):
        free = socket.socket()
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
        free.close()
        folder = tempfile.mkdtemp(prefix="headgate-bench")
        command = ["redis-server", "--port", str(port), "--bind", "127.0.0.1", "--save", "", "--dir", folder]
        self.process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
        deadline = time.monotonic() + 20
        while True:
            try:
                self.socket = socket.create_connection(("127.0.0.1", port))
                break
            except OSError:
                if time.monotonic() > deadline:
                    raise
        self.file = self.socket.makefile("rb")

    def read(self):
        line = self.file.readline()
        kind, value = line[:1], line[1:-2]
        if kind == b"-":
            raise SystemExit("the server says: " + value.decode())
        if kind == b"$":
            return None if int(value) < 0 else self.file.read(int(value) + 2)[:-2]
        if kind == b"*":
            return [self.read() for _ in range(int(value))]
        return value

    def ask(self, *words):
        self.socket.sendall(encoded(*words))
        return self.read()

    def info(self, section, *names):
        lines = self.ask("INFO", section).decode().splitlines()
        found = dict(line.split(":", 1) for line in lines if ":" in line)
        return [found[name] for name in names]

    def cpu(self):
        return sum(float(value) for value in self.info("cpu", "used_cpu_sys", "used_cpu_user"))


def meter(kind, parameters):
    """One that binds, as the script is told of it."""
    return [2 + len(parameters), kind, 1] + parameters


BUCKET = meter(1, [10**6, 10**6, 1, 10**6, 10**12, 2 * 10**6, 10**12])
WINDOW = meter(2, [10**7, 10**6])
HOUR = meter(4, [10**12, 10**12, 0, 0, 0, 3600 * 10**6, 3600 * 10**6])
METERS = BUCKET + WINDOW + HOUR


def numbers(keys, serial):
    """A question for four claims: a bucket, a window, a quota of the hour, a bucket of all."""
    call, app, operation, tenant, everybody, reservation, due = keys
    claims = [1, 1, app, 0, 2, 1, operation, 0, 3, 1, tenant, 0, 1, 1, everybody, 0]
    return [1, 4, reservation, call, serial, 60_000_000, 3_600_000_000, due, 0] + claims


def names(call, run):
    """The keys of a call: those that are read, and those that are only written."""
    read = [PREFIX + f"i:{run}-{call}", PREFIX + f"c:1:app-{call % 1000}", PREFIX + f"c:2:op-{call % 5}"]
    return read + [PREFIX + f"c:3:t-{call % 50}", PREFIX + "c:4:"], [PREFIX + f"r:{run}-{call}", PREFIX + "due"]


def question(words):
    return struct.pack(f"<{len(words)}d", *words)


def together(function, epoch, calls, run):
    keys, written, questions = {EPOCH: 1}, {}, []
    for call in calls:
        read, only_written = names(call, run)
        places = [keys.setdefault(name, len(keys) + 1) for name in read]
        questions.append((places, [written.setdefault(name, len(written) + 1) for name in only_written], call))
    arguments = ["", epoch, len(keys), question(METERS)]
    for places, later, call in questions:
        arguments += [question(numbers(places + [len(keys) + place for place in later], call)), b"n" * 200, b"d" * 16]
    return encoded("FCALL", function, len(keys) + len(written), *keys, *written, *arguments)


def plainly(script, epoch, call, run):
    read, only_written = names(call, run)
    keys = [EPOCH] + ["x" + name for name in read + only_written]
    texts = ["", epoch, 6, question(METERS), question(numbers(range(2, 9), call)), b"n" * 252, b"d" * 32]
    return encoded("EVALSHA", script, len(keys), *keys, *texts)


def measured(server, messages, each):
    before = server.cpu()
    for first in range(0, len(messages), DEPTH):
        some = messages[first : first + DEPTH]
        server.socket.sendall(b"".join(some))
        for _ in some:
            server.read()
    return (server.cpu() - before) / (len(messages) * each) * 1e6


def main():
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--rounds", type=int, default=5)
    options.add_argument("--calls", type=int, default=4000)
    asked = options.parse_args()
    server = Server()
    try:
        run_id = server.info("server", "run_id")[0]
        epoch = run_id.encode() + struct.pack("<dd", 0, 1) + b"0" * 16
        code = "".join(part.read_text() for part in sorted(LIBRARY.glob("counters-*.lua")))
        function = server.ask("FUNCTION", "LOAD", code.replace("@LIBRARY@", "headgate_bench")).decode()
        bare = server.ask("SCRIPT", "LOAD", BARE).decode()
        found = {}
        for turn in range(asked.rounds):
            server.ask("FLUSHALL")
            server.ask("SET", EPOCH, epoch)
            run = f"s{turn}"
            one = [together(function, epoch, [call], run) for call in range(asked.calls)]
            many = [
                together(function, epoch, range(call, call + TOGETHER), run + "m")
                for call in range(0, asked.calls, TOGETHER)
            ]
            plain = [plainly(bare, epoch, call, run) for call in range(asked.calls)]
            found.setdefault("four claims, reservation and id, one by one", []).append(measured(server, one, 1))
            found.setdefault(f"the same, {TOGETHER} together", []).append(measured(server, many, TOGETHER))
            found.setdefault("same reads and writes, no logic", []).append(measured(server, plain, 1))
            found.setdefault("INCR", []).append(measured(server, [encoded("INCR", "n")] * asked.calls, 1))
        for name, rounds in found.items():
            spread = " ".join(f"{value:.1f}" for value in sorted(rounds))
            print(f"{name:45} {statistics.median(rounds):6.1f} us of server CPU   ({spread})")
    finally:
        server.process.terminate()
        server.process.wait()


main()
