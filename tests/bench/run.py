#!/usr/bin/env python3
"""Compares ftps with its peers: run.py [--program FTPS] [--runs N] [--write] [ITEM...]

ITEMs: bulk (1 GiB over loopback), small (200 files of 1 KiB over a long line), cold (one file or listing over that
line), list (a folder of 100,000 entries), start (the program alone), count (instructions for a MiB). Without any: all.
It needs root, and starts the servers of tests/lab by itself, their files in memory. Programs run in rotating order; the
figures are medians, the ratios those of runs side by side, repeated until they are known to 5 %. --write puts the
results into results.json, from where RESULTS.md and the README's table are made; items that were not run keep their
results. `cargo bench` runs it with a release build.
"""

import argparse
import json
import os
import platform
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor

import measure
import peers
import tables
from line import FAR, Line

HERE = os.path.dirname(os.path.abspath(__file__))
LAB = os.path.join(HERE, "..", "lab")
README = os.path.join(HERE, "..", "..", "README.md")
RESULTS, DATA = os.path.join(HERE, "RESULTS.md"), os.path.join(HERE, "results.json")
MARKS = ("<!-- benchmarks: made by `cargo bench -- --write` -->\n", "<!-- end of benchmarks -->\n")
SERVERS = ("vsftpd", "proftpd")
DELAY, RATE = 0.025, 200e6
BULK = 1 << 30
FILES, ENTRIES = 200, 100_000
COUNTED = (4, 20)
# A comparison whose ratio is not known by then is given up: so many times the usual number of runs.
PATIENCE = 3


class Bench:
    """One run of the benchmarks: the servers, the programs, and what came out."""

    def __init__(self, options, scratch, disk, run):
        self.scratch, self.disk, self.run, self.runs = scratch, disk, run, options.runs
        self.programs, self.missing = peers.programs(options.program)
        self.environment = peers.environment(scratch)
        self.servers = {server["name"]: server for server in json.load(open(f"{run}/servers.json"))}
        with open(f"{run}/pki/password", "w") as secret:
            secret.write(self.servers["vsftpd"]["password"])
        self.sections = []

    def place(self, name, tls="1.3", host="localhost", port=None):
        server = self.servers[name]
        words = (server["home"], server["ca"], server["user"], server["password"])
        return peers.Place(name, host, port or server["port"], *words, tls)

    def compare(self, *words, **more):
        """Times what(program) of each program that can do it, and adds the rows of a table."""
        self.show(*self.measure(*words, **more))

    def measure(self, work, what, names, before, count=None, **more):
        """The runs and peaks of a piece of work, without a word; `more` is for measure.in_turn."""
        commands = {name: what(self.programs[name]) for name in names if name in self.programs}
        count = count or self.runs
        pairs = measure.in_turn(commands, count, before, self.environment, **({"most": PATIENCE * count} | more))
        for name, why in pairs.failed.items():
            print(f"{work}, {name}: {why}", file=sys.stderr)
        peaks = {}
        for name in commands:
            if name not in pairs.failed and name not in more.get("fewer", ()):
                before()
                peaks[name] = measure.peak(commands[name], self.environment)
        before()
        return work, pairs, peaks

    def show(self, work, pairs, peaks):
        for row in self.sections[-1].add(work, pairs, peaks):
            self.line(row)

    def head(self, title):
        self.sections.append(tables.Section(title))
        self.say(self.sections[-1].head())

    def line(self, cells):
        self.say(tables.line(cells))

    def say(self, text):
        print(text, flush=True)

    def bulk(self):
        self.head(f"1 GiB over loopback, the servers' files in memory, ours on {kind(self.disk)}")
        source = f"{self.scratch}/1g"
        with open(source, "wb") as file:
            for _ in range(BULK >> 20):
                file.write(os.urandom(1 << 20))
        goal = f"{self.disk}/got"
        for name in SERVERS:
            for tls in ("1.3", "1.2"):
                place = self.place(name, tls)
                give(os.link, source, f"{place.home}/1g")
                before = lambda: remove(goal, f"{place.home}/up")
                there = f"{name}, TLS {tls}"
                three = ("ftps", "curl", "lftp")
                self.compare(f"get, {there}", lambda p: p.get(place, "1g", goal), three, before)
                self.compare(f"get to /dev/null, {there}", lambda p: p.get(place, "1g", "/dev/null"), three, before)
                self.compare(f"put, {there}", lambda p: p.put(place, source, "up"), three, before)

    def small(self):
        self.head(f"{FILES} files of 1 KiB, {DELAY * 1000:.0f} ms each way, {RATE / 1e6:.0f} Mbit/s")
        here = f"{self.scratch}/small"
        fill(here, FILES, b"x" * 1024)
        with Line(DELAY, RATE) as line:
            places = [self.far(line, name) for name in SERVERS]
            for place in places:
                shutil.copytree(here, f"{place.home}/small")
            # One connection does nothing but wait, for minutes: such rows are timed side by side.
            for jobs, together in ((1, 2 * len(places)), (4, 1)):
                tasks = [(place, up, jobs, here) for place in places for up in (True, False)]
                with ThreadPoolExecutor(together) as pool:
                    for results in pool.map(lambda task: self.many(*task), tasks):
                        self.show(*results)

    def many(self, place, up, jobs, here):
        """The results of many small files one way."""
        goal = f"{self.scratch}/got-{place.name}"
        before = lambda: fresh(f"{place.home}/up", 1) if up else fresh(goal)
        what = (lambda p: p.put_all(place, here, "up", jobs)) if up else (lambda p: p.get_all(place, "small", goal, jobs))
        names = ("ftps", "lftp", "rclone", "curl")
        title = f"{'up' if up else 'down'}, {place.name}, {jobs} at a time"
        # These take minutes, and are not what the figures are held against.
        return self.measure(title, what, names, before, warm=False, most=self.runs, fewer={"rclone": 1, "curl": 1})

    def cold(self):
        self.head(f"One login for one thing, {DELAY * 1000:.0f} ms each way")
        one, got = f"{self.scratch}/one", f"{self.scratch}/one-got"
        with open(one, "wb") as file:
            file.write(b"x" * 1024)
        state = self.environment["XDG_STATE_HOME"]
        with Line(DELAY, RATE) as line:
            for name in SERVERS:
                place = self.far(line, name)
                shutil.copyfile(one, f"{place.home}/one")
                for known in ("unknown host", "known host"):
                    keep = known == "known host"
                    before = lambda: remove(got, f"{place.home}/up", *([] if keep else [state]))
                    title, three = f"{name}, {known}", ("ftps", "curl", "lftp")
                    self.compare(f"get 1 KiB, {title}", lambda p: p.get(place, "one", got), three, before)
                    self.compare(f"put 1 KiB, {title}", lambda p: p.put(place, one, "up"), three, before)
                    self.compare(f"ls, {title}", lambda p: p.list(place, "in"), three, before)

    def list(self):
        self.head(f"A folder of {ENTRIES:,} entries over loopback")
        for name, how in (("vsftpd", "LIST"), ("proftpd", "MLSD")):
            place = self.place(name)
            fill(f"{place.home}/many", ENTRIES, b"")
            # curl shows what came as it came, and ours and lftp's read it.
            self.compare(f"{how}, {name}", lambda p: p.list(place, "many"), ("ftps", "lftp"), lambda: None)
            shutil.rmtree(f"{place.home}/many")

    def start(self):
        self.head("The program alone (--version)")
        self.compare("start", lambda p: p.version(), ("ftps", "curl", "lftp", "rclone"), lambda: None, 10 * self.runs)

    def count(self):
        """Instructions do not depend on the load of the machine; two sizes leave out start and handshakes."""
        self.sections.append(tables.Counts())
        self.say(self.sections[-1].head())
        place, (small, large) = self.place("vsftpd"), COUNTED
        goal = f"{self.disk}/counted"
        for size in COUNTED:
            with open(f"{place.home}/{size}m", "wb") as file:
                file.write(os.urandom(size << 20))
        ways = {
            "get": lambda p, size: p.get(place, f"{size}m", goal),
            "put": lambda p, size: p.put(place, f"{place.home}/{size}m", "up"),
        }
        for name in ("ftps", "curl", "lftp"):
            if name not in self.programs:
                continue
            counts = {}
            for way, command in ways.items():
                of = {}
                for size in COUNTED:
                    remove(goal, f"{place.home}/up")
                    of[size] = measure.instructions(command(self.programs[name], size), self.environment)
                counts[way] = round((of[large] - of[small]) / (large - small) / 1e6, 2)
            self.line(self.sections[-1].add(name, counts))

    def far(self, line, name):
        """Starts a server like the lab's at the far end of a line."""
        server = self.servers[name]
        conf, port = f"{self.run}/conf/{name}.conf", 2121 + SERVERS.index(name)
        log = open(f"{self.run}/log/{name}-far", "ab")
        if name == "vsftpd":
            words = [vsftpd(), conf, "-olisten=YES", f"-olisten_address={FAR}", f"-olisten_port={port}"]
        else:
            text = open(conf).read()
            for old, new in ((f"Port {server['port']}", f"Port {port}"), ("DefaultAddress 127.0.0.1 ::1", f"DefaultAddress {FAR}")):
                text = text.replace(old, new)
            text = re.sub(r"(PidFile|ScoreboardFile) (\S+)", r"\1 \2-far", text)
            open(f"{conf}-far", "w").write(text)
            words = ["proftpd", "-n", "-q", "-c", f"{conf}-far"]
        child = subprocess.Popen(line.command(words), cwd="/", stdin=log, stdout=log, stderr=log)
        line.ends.append(child)
        time.sleep(1)
        if child.poll() is not None:
            sys.exit(f"{name} did not start: see {log.name}")
        return self.place(name, "1.3", FAR, port)


def vsftpd():
    cache = os.environ.get("XDG_CACHE_HOME", os.path.expanduser("~/.cache"))
    return os.path.join(os.environ.get("FTPS_LAB_CACHE", f"{cache}/ftps-lab"), "pkg/usr/sbin/vsftpd")


def give(make, *paths):
    """Makes a file anew."""
    remove(paths[-1])
    make(*paths)


def remove(*paths):
    for path in paths:
        if os.path.isdir(path):
            shutil.rmtree(path)
        elif os.path.exists(path):
            os.unlink(path)


def fresh(folder, owner=0):
    """An empty folder; the lab's servers run as user 1."""
    remove(folder)
    os.mkdir(folder)
    os.chown(folder, owner, owner)


def fill(folder, count, content):
    fresh(folder)
    for number in range(count):
        with open(f"{folder}/file-{number:06}.dat", "wb") as file:
            file.write(content)


def versions(bench):
    """Who took part, on what."""
    words = []
    for name, program in bench.programs.items():
        said = subprocess.run(program.version(), capture_output=True, text=True, env=bench.environment, check=True)
        found = re.search(r"\d+\.\d+(\.\d+)?", said.stdout)
        words.append(f"{name} {found.group() if found else '?'}")
    cores = len(os.sched_getaffinity(0))
    text = f"{', '.join(words)}; {cores} cores, Linux {platform.release().split('-')[0]}."
    return text + (f" Not installed, and so left out: {', '.join(bench.missing)}." if bench.missing else "")


def kind(folder):
    """The file system of a folder."""
    command = ["stat", "-f", "-c", "%T", folder]
    found = subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()
    return "ext4" if found == "ext2/ext3" else found


def write(found):
    """Puts the items' results to the others in results.json, and makes both tables from all of them."""
    data = json.load(open(DATA)) if os.path.exists(DATA) else {}
    data |= found
    with open(DATA, "w") as file:
        json.dump(data, file, indent=1)
        file.write("\n")
    with open(RESULTS, "w") as file:
        file.write(tables.full(data))
    whole = open(README).read()
    begin, end = (whole.index(mark) for mark in MARKS)
    with open(README, "w") as file:
        file.write(f"{whole[: begin + len(MARKS[0])]}\n{tables.short(data)}\n\n{whole[end:]}")


def main():
    items = ("bulk", "small", "cold", "list", "start", "count")
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--program", default="target/release/ftps")
    parser.add_argument("--runs", type=int, default=7)
    parser.add_argument("--write", action="store_true")
    parser.add_argument("items", nargs="*", metavar="ITEM", help=", ".join(items))
    options = parser.parse_args()
    if unknown := set(options.items) - set(items):
        parser.error(f"no such item: {', '.join(unknown)}")
    options.program = os.path.abspath(options.program)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    memory = "/dev/shm" if os.path.isdir("/dev/shm") else None
    prefix = "ftps-bench-"
    with tempfile.TemporaryDirectory(prefix=prefix, dir=memory) as scratch, tempfile.TemporaryDirectory(prefix=prefix) as disk:
        os.chmod(scratch, 0o755)
        run = f"{scratch}/lab"
        try:
            # Servers that are not compared may be missing.
            subprocess.run([f"{LAB}/up", run], stdout=subprocess.DEVNULL, check=False)
            bench = Bench(options, scratch, disk, run)
            found = {}
            bench.say(versions(bench))
            for item in options.items or items:
                bench.sections.clear()
                load = os.getloadavg()[0]
                getattr(bench, item)()
                now = time.strftime("%Y-%m-%d %H:%M", time.gmtime())
                made = f"{versions(bench)} {now} UTC; load before it: {load:.1f}."
                found[item] = {"made": made, "tables": [section.data() for section in bench.sections]}
                if options.write:
                    write(found)
        finally:
            subprocess.run([f"{LAB}/down", run], check=False)


if __name__ == "__main__":
    main()
