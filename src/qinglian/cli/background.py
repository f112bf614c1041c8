"""The site behind the prompt: left running, found again, ended. 后台运行的网站。"""

import os
import signal
import subprocess
import sys
import time
import webbrowser
from collections.abc import Callable
from pathlib import Path

from qinglian.model.errors import BadUsage
from qinglian.model.text import Text

ENDING = 30.0
"""Seconds that the site may take to end."""


Process = subprocess.Popen[bytes]


def leave_running(
    folder: Path, command: list[str], address: str, answers: Callable[[Process], bool]
) -> None:
    """Start a command that outlives this one and serves `address`.

    `answers` waits until the process serves; false where it ended instead. What it says goes to `site.log` in the
    folder, its number and address to `site.pid`. Raises `BadUsage` with the end of the log where it did not start.
    """
    with (folder / "site.log").open("w", encoding="utf-8") as log:
        started = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    (folder / "site.pid").write_text(f"{started.pid} {address}")
    if not answers(started):
        (folder / "site.pid").unlink(missing_ok=True)
        said = (folder / "site.log").read_text(encoding="utf-8")[-1000:]
        raise BadUsage(Text(f"网站没有启动：\n{said}", f"The site did not start:\n{said}"))


def running(folder: Path) -> tuple[int, str] | None:
    """Number and address of the site that was left running with this folder, where it still runs and is ours."""
    try:
        number, _, address = (folder / "site.pid").read_text().partition(" ")
        pid = int(number)
        os.kill(pid, 0)
    except (OSError, ValueError):
        return None
    # The system gives a number again: where it can be asked, only a process of our command is ours.
    told = Path(f"/proc/{pid}/cmdline")
    if told.exists() and b"qinglian" not in told.read_bytes():
        return None
    return pid, address


def end(folder: Path) -> bool:
    """End the site that was left running with this folder; whether there was one."""
    found = running(folder)
    if found is not None:
        pid, _address = found
        os.kill(pid, signal.SIGTERM)
        until = time.monotonic() + ENDING
        while running(folder) is not None and time.monotonic() < until:
            time.sleep(0.1)
        if running(folder) is not None:
            raise BadUsage(Text(f"进程 {pid} 没有结束", f"Process {pid} did not end"))
    (folder / "site.pid").unlink(missing_ok=True)
    return found is not None


def open_in_browser(address: str) -> None:
    """Show the site where there is a screen to show it on; a browser in the terminal would only be in the way."""
    screen = os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")
    if screen or sys.platform in ("darwin", "win32"):
        webbrowser.open(address)
