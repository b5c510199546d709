"""Times whole programs in rotating order, A B C, B C A, C A B ..., and reports medians and the ratios of pairs, with
the bounds between which they lie.

Pairs keep a ratio meaningful while the machine's speed drifts. User and system time are the kernel's own account of
the finished program and of the children it waited for. Only Python's standard library is used.
"""

import math
import os
import select
import shutil
import statistics
import subprocess
import tempfile
import time

# What a program that hangs may take before the whole benchmark is given up.
LIMIT = 600

# A ratio is known when its bounds are no farther from it than this part of it, by so many pairs at least.
KNOWN, LEAST = 0.05, 6

# The kernel's account of CPU time cannot tell shorter times from none.
TICK = 1e-4


class Failed(Exception):
    """A program that was to be timed did not do its work."""


class Run:
    """One run of a program: seconds of wall clock, user and system time."""

    def __init__(self, wall, user, system):
        self.wall, self.user, self.system = wall, user, system
        self.cpu = user + system


def once(command, environment=None, limit=LIMIT):
    """Runs a command to its end and returns the time that it took; any exit but 0 is an error."""
    with tempfile.TemporaryFile() as words:
        begin = time.monotonic()
        child = subprocess.Popen(command, env=environment, stdin=subprocess.DEVNULL, stdout=words, stderr=words)
        usage = wait(child, begin + limit)
        wall = time.monotonic() - begin
        if child.returncode:
            words.seek(0)
            output = words.read().decode(errors="replace").strip()[-500:]
            raise Failed(f"{' '.join(command)}: exit {child.returncode}: {output}")
    return Run(wall, usage.ru_utime, usage.ru_stime)


def wait(child, end):
    """Reaps a child with its account of resources; ends it when its time is up."""
    descriptor = os.pidfd_open(child.pid)
    try:
        if not select.select([descriptor], [], [], max(0, end - time.monotonic()))[0]:
            child.kill()
    finally:
        os.close(descriptor)
    _, status, usage = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    return usage


def peak(command, environment=None):
    """The greatest resident memory of a program in MiB, by GNU time; None where that is not installed.

    Not by our own wait: a child's figure never falls below what Python itself holds.
    """
    tool = shutil.which("time")
    if not tool:
        return None
    with tempfile.NamedTemporaryFile("r") as report:
        once([tool, "-o", report.name, "-f", "%M", *command], environment)
        return int(report.read().split()[-1]) / 1024


class Ratio:
    """The median of paired ratios, and the bounds between which it lies in 95 of 100 cases.

    The bounds are order statistics, so that nothing is assumed of how times are distributed: that the true median lies
    outside the k-th least and the k-th greatest of n has the chance of fewer than k heads in n throws, twice. Fewer
    than six pairs bound nothing so well; then they are the least and the greatest.
    """

    def __init__(self, values):
        values = sorted(values)
        n, rank, tail = len(values), 0, 1
        while rank < (n - 1) // 2 and 2 * (tail + math.comb(n, rank + 1)) <= 0.05 * 2**n:
            rank += 1
            tail += math.comb(n, rank)
        self.median, self.low, self.high, self.count = statistics.median(values), values[rank], values[-1 - rank], n

    def spread(self):
        """The farther bound's distance from the median, as a part of the median."""
        return max(self.high - self.median, self.median - self.low) / self.median

    def is_known(self):
        return self.count >= LEAST and self.spread() <= KNOWN


class Pairs:
    """The runs of several programs that did the same work in turn; the first is the one of interest."""

    def __init__(self, names):
        self.runs = {name: [] for name in names}
        # Peers that did not do their work, and their words.
        self.failed = {}

    def values(self, name, kind):
        """Each run's wall, user, system or cpu of one program."""
        return [getattr(run, kind) for run in self.runs[name]]

    def ratio(self, name, other, kind):
        """The ratio of runs that stood side by side."""
        pairs = zip(self.values(name, kind), self.values(other, kind))
        return Ratio([a / max(b, TICK) for a, b in pairs])

    def are_known(self, settled):
        """Whether the first one's ratios to all others that are timed as often are known."""
        first, *others = self.runs
        others = [name for name in others if name not in self.failed and name not in settled]
        return all(self.ratio(first, name, kind).is_known() for name in others for kind in ("wall", "cpu"))


def in_turn(commands, count, before=lambda: None, environment=None, warm=True, fewer=None, most=None):
    """Runs each command `count` times, in rotating order; if `warm`, after one round that does not count.

    Goes on until each ratio is known to 5 %, or every program has run `most` times. `commands` maps names to commands;
    `before` puts things back to where they were and is not timed. `fewer` names those that run less often. That the
    first fails is an error; of another it is a result.
    """
    pairs, fewer = Pairs(commands), fewer or {}
    turn = 0 if warm else 1
    while turn <= count or (turn <= (most or count) and not pairs.are_known(fewer)):
        one_round(pairs, commands, turn, before, environment, fewer)
        turn += 1
    return pairs


def one_round(pairs, commands, turn, before, environment, fewer):
    """Each program once. Each stands in each place equally often: whoever follows a slow one may inherit its writes."""
    names = list(commands)
    first = turn % len(names)
    for name in names[first:] + names[:first]:
        if turn > fewer.get(name, turn) or name in pairs.failed:
            continue
        before()
        try:
            run = once(commands[name], environment)
        except Failed as why:
            if name == names[0]:
                raise
            pairs.failed[name] = why
            continue
        if turn:
            pairs.runs[name].append(run)


def instructions(command, environment=None):
    """The instructions of a program's own code, counted by valgrind, whose processor has no AVX-512."""
    with tempfile.NamedTemporaryFile("r") as counted:
        tool = ["valgrind", "--quiet", "--tool=callgrind", f"--callgrind-out-file={counted.name}"]
        once([*tool, *command], environment)
        return sum(int(line.split()[1]) for line in counted if line.startswith("totals: "))
