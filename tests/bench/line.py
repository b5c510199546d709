"""An emulated line: a network namespace whose packets come late and no faster than the line allows.

Two TUN devices, one of them in the namespace, and a process for each direction that carries packets between them. It
needs root, iproute2 and /dev/net/tun, but no traffic shaping in the kernel. Packets are never reordered; what a queue
of two round trips cannot hold is dropped.
"""

import collections
import fcntl
import os
import select
import signal
import struct
import subprocess
import tempfile
import time

TUNSETIFF = 0x400454CA
IFF_TUN, IFF_NO_PI = 0x0001, 0x1000
NEAR, FAR = "10.97.0.1", "10.97.0.2"
LONGEST_PACKET = 65600


class Line:
    """The line, for as long as the `with` lasts; servers are started behind it by `command`."""

    def __init__(self, delay, rate):
        """`delay` seconds each way, `rate` bits a second."""
        self.delay, self.rate = delay, rate
        self.space = f"ftpsbench{os.getpid()}"
        self.carriers, self.ends = [], []

    def command(self, words):
        """A command that runs at the far end."""
        return ["ip", "netns", "exec", self.space, *words]

    def __enter__(self):
        # Another benchmark's line has the same addresses.
        self.lock = open(os.path.join(tempfile.gettempdir(), "ftps-bench.lock"), "w")
        fcntl.flock(self.lock, fcntl.LOCK_EX)
        ip("netns", "add", self.space)
        try:
            near, far = f"fbn{os.getpid()}"[:15], f"fbf{os.getpid()}"[:15]
            here, there = tun(near), tun(far)
            ip("link", "set", far, "netns", self.space)
            inside = ["-n", self.space]
            ip("addr", "add", f"{NEAR}/24", "dev", near)
            ip("link", "set", near, "mtu", "1500", "txqueuelen", "10000", "up")
            ip(*inside, "addr", "add", f"{FAR}/24", "dev", far)
            ip(*inside, "link", "set", far, "mtu", "1500", "txqueuelen", "10000", "up")
            ip(*inside, "link", "set", "lo", "up")
            for source, goal in ((here, there), (there, here)):
                self.carriers.append(fork(lambda s=source, g=goal: carry(s, g, self.delay, self.rate)))
            os.close(here)
            os.close(there)
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_):
        for server in self.ends:
            server.terminate()
            server.wait()
        for carrier in self.carriers:
            os.kill(carrier, signal.SIGTERM)
            os.waitpid(carrier, 0)
        subprocess.run(["ip", "netns", "del", self.space], check=False)
        self.lock.close()


def ip(*words):
    subprocess.run(["ip", *words], check=True)


def tun(name):
    """A TUN device, and the descriptor that gives and takes its packets."""
    device = os.open("/dev/net/tun", os.O_RDWR | os.O_CLOEXEC)
    fcntl.ioctl(device, TUNSETIFF, struct.pack("16sH22x", name.encode(), IFF_TUN | IFF_NO_PI))
    return device


def fork(work):
    child = os.fork()
    if child == 0:
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        try:
            work()
        finally:
            os._exit(1)
    return child


def carry(source, goal, delay, rate):
    """Carries packets one way: each leaves when those before it have, and arrives `delay` later."""
    longest_queue = max(256 * 1024 * 8 / rate, 4 * delay)
    waiting = collections.deque()
    free = 0.0
    while True:
        pause = max(0.0, waiting[0][0] - time.monotonic()) if waiting else None
        if select.select([source], [], [], pause)[0]:
            packet = os.read(source, LONGEST_PACKET)
            now = time.monotonic()
            begin = max(free, now)
            if begin - now <= longest_queue:
                free = begin + len(packet) * 8 / rate
                waiting.append((free + delay, packet))
        now = time.monotonic()
        while waiting and waiting[0][0] <= now:
            try:
                os.write(goal, waiting.popleft()[1])
            except OSError:
                pass  # the device is not up yet: lost, as on any line

