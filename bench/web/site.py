"""
The site as `qinglian up` serves it, started by the bench and ended with it; each process is a group of its own, so that
what it started ends with it. 由测试启动的网站。
"""

import os
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from qinglian.cli.site import commands

HOST = "127.0.0.1"
READY = 60.0


@dataclass
class Site:
    """Server, worker and clock at one address."""

    port: int
    started: dict[str, "subprocess.Popen[bytes]"] = field(default_factory=dict)

    def start(self, *names: str) -> None:
        """Start these, all by default, and wait until the server answers."""
        for name, command in commands(HOST, self.port).items():
            if not names or name in names:
                self.started[name] = subprocess.Popen(
                    command, start_new_session=True, stdout=subprocess.DEVNULL
                )
        until = time.monotonic() + READY
        while time.monotonic() < until:
            with suppress(OSError), socket.create_connection((HOST, self.port), timeout=1):
                return
            time.sleep(0.05)
        raise RuntimeError("the server does not answer")

    def cpu_seconds(self) -> float:
        """What the server and its children have used of the processor so far."""
        group, ticks = self.started["server"].pid, 0
        for path in Path("/proc").glob("[0-9]*/stat"):
            with suppress(OSError):
                parts = path.read_text().rpartition(")")[2].split()
                if int(parts[2]) == group:
                    ticks += int(parts[11]) + int(parts[12])
        return ticks / os.sysconf("SC_CLK_TCK")

    def kill(self, name: str) -> None:
        """Kill one as a power cut would: it and what it started, without a word."""
        one = self.started[name]
        with suppress(ProcessLookupError):
            os.killpg(one.pid, signal.SIGKILL)
        one.wait()

    def stop(self) -> None:
        """End all of them in order."""
        for one in self.started.values():
            with suppress(ProcessLookupError):
                os.killpg(one.pid, signal.SIGTERM)
        for name, one in self.started.items():
            try:
                one.wait(20)
            except subprocess.TimeoutExpired:
                self.kill(name)


def free_port() -> int:
    """A port nobody listens at."""
    with socket.socket() as one:
        one.bind((HOST, 0))
        return int(one.getsockname()[1])


@contextmanager
def served() -> Iterator[Site]:
    """A site on the database and data folder that the environment names."""
    site = Site(free_port())
    try:
        site.start()
        yield site
    finally:
        site.stop()
