"""Times whole programs in rotating order, A B C, B C A, C A B ..., and reports medians and ratios of pairs.

Pairs keep a ratio meaningful while the machine's speed drifts. User and system time are the kernel's own account of
the finished program and of the children it waited for. Only Python's standard library is used.
"""

import os
import select
import shutil
import statistics
import subprocess
import tempfile
import time

# What a program that hangs may take before the whole benchmark is given up.
LIMIT = 600


class Failed(Exception):
    """A program that was to be timed did not do its work."""


class Run:
    """One run of a program: seconds of wall clock, user and system time."""

    def __init__(self, wall, user, system):
        self.wall, self.user, self.system = wall, user, system
        self.cpu = user + system


def once(command, environment=None, limit=LIMIT):
    """Runs a command to its end and tells what it took; any exit but 0 is an error."""
    with tempfile.TemporaryFile() as words:
        begin = time.monotonic()
        child = subprocess.Popen(command, env=environment, stdin=subprocess.DEVNULL, stdout=words, stderr=words)
        usage = wait(child, begin + limit)
        wall = time.monotonic() - begin
        if child.returncode:
            words.seek(0)
            said = words.read().decode(errors="replace").strip()[-500:]
            raise Failed(f"{' '.join(command)}: exit {child.returncode}: {said}")
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
    with tempfile.NamedTemporaryFile("r") as told:
        once([tool, "-o", told.name, "-f", "%M", *command], environment)
        return int(told.read().split()[-1]) / 1024


class Pairs:
    """The runs of several programs that did the same work in turn; the first is the one of interest."""

    def __init__(self, names):
        self.runs = {name: [] for name in names}
        # Peers that did not do their work, and what they said.
        self.failed = {}

    def median(self, name, what):
        """The median of one program's wall, user, system or cpu."""
        return statistics.median(getattr(run, what) for run in self.runs[name])

    def ratio(self, name, other, what):
        """The median of the ratios of runs that stood side by side."""
        pairs = zip(self.runs[name], self.runs[other])
        return statistics.median(getattr(a, what) / max(getattr(b, what), 1e-9) for a, b in pairs)


def in_turn(commands, count, before=lambda: None, environment=None, warm=True, fewer=None):
    """Runs each command `count` times, in rotating order; if `warm`, after one round that does not count.

    `commands` maps names to commands; `before` puts things back to where they were and is not timed. `fewer` names
    those that run less often. That the first fails is an error; of another it is a result.
    """
    pairs = Pairs(commands)
    names = list(commands)
    for turn in range(0 if warm else 1, count + 1):
        # Each program stands in each place equally often: whoever follows a slow one may inherit its disk writes.
        first = turn % len(names)
        for name in names[first:] + names[:first]:
            command = commands[name]
            if turn > (fewer or {}).get(name, count) or name in pairs.failed:
                continue
            before()
            try:
                run = once(command, environment)
            except Failed as why:
                if name == next(iter(commands)):
                    raise
                pairs.failed[name] = why
                continue
            if turn:
                pairs.runs[name].append(run)
    return pairs
