"""`qinglian up` and `qinglian manage`: the site on this machine. 网站。"""

import os
import signal
import socket
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path
from typing import Annotated

import typer

from qinglian.cli import background
from qinglian.model.errors import BadUsage
from qinglian.model.text import Text
from qinglian.web.core.config import load_config

SETTINGS = "qinglian.web.core.settings"
ANY = ("0.0.0.0", "::", "")
"""Every address of the machine."""
READY = 60.0
"""Seconds that the server may take until it answers."""


def up(
    demo: Annotated[
        bool, typer.Option("--demo", help="装一座虚构的县 with a fictional county")
    ] = False,
    host: Annotated[str, typer.Option("--host", help="监听地址 address")] = "127.0.0.1",
    port: Annotated[int, typer.Option("--port", min=1, max=65535, help="端口 port")] = 8000,
    data: Annotated[
        Path | None, typer.Option("--data", help="数据文件夹 folder of database and files")
    ] = None,
    prepare: Annotated[
        bool, typer.Option("--prepare", help="只准备，不启动 set up only, do not serve")
    ] = False,
    detach: Annotated[
        bool,
        typer.Option("--detach", help="启动后留在后台 leave it running; `qinglian down` ends it"),
    ] = False,
    show: Annotated[
        bool, typer.Option("--open", help="在浏览器里打开 open it in a browser")
    ] = False,
) -> None:
    """启动网站：数据库、工作进程、页面，按 Ctrl-C 停。Set up the database and serve the site; Ctrl-C ends it.

    例 Example: qinglian up --demo
    """
    _configure(demo, data, host)
    address = f"http://{'127.0.0.1' if host in ANY else host}:{port}"
    if detach and (there := background.running(_folder())):
        print(f"网站已在运行 Already running: {there[1]}")
        if show:
            background.open_in_browser(there[1])
        return
    if not prepare:
        _refuse_taken(host, port)
    manage_quietly("migrate", "--no-input", "-v", "0")
    manage_quietly("collectstatic", "--no-input", "-v", "0")
    manage_quietly(*(["demo_county"] if demo else ["first_administrators", "--hint"]))
    if prepare:
        return
    if detach:
        alone = [sys.executable, "-c", f"from {__name__} import serve; serve({host!r}, {port})"]
        background.leave_running(_folder(), alone, address, lambda one: _answers(host, port, one))
        which = f" --data {data}" if data else " --demo" if demo else ""
        print(f"网站在 The site: {address} （停止 to stop it: qinglian down{which}）", flush=True)
    if show:
        background.open_in_browser(address)
    if not detach:
        serve(host, port)


def down(
    demo: Annotated[
        bool, typer.Option("--demo", help="虚构县的网站 that of the fictional county")
    ] = False,
    data: Annotated[
        Path | None, typer.Option("--data", help="数据文件夹 folder of database and files")
    ] = None,
) -> None:
    """停止留在后台的网站。Ends the site that was left running.

    例 Example: qinglian down --demo
    """
    _configure(demo, data, "127.0.0.1")
    ended = background.end(_folder())
    print("已停止 Stopped" if ended else "没有留在后台的网站 No site was left running")


def manage(context: typer.Context) -> None:
    """Django 自带的管理命令。Django's own commands.

    例 Example: qinglian manage check --deploy
    """
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", SETTINGS)
    raise typer.Exit(
        subprocess.run([sys.executable, "-m", "django", *context.args], check=False).returncode
    )


def manage_quietly(*args: str) -> None:
    """One of Django's commands in a process of its own: what it imports and opens is gone afterwards."""
    done = subprocess.run([sys.executable, "-m", "django", *args], check=False)
    if done.returncode:
        raise BadUsage(Text(f"“{args[0]}”没有完成", f'"{args[0]}" did not finish'))


def _configure(demo: bool, data: Path | None, host: str) -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", SETTINGS)
    if data is not None:
        os.environ["QINGLIAN_DATA"] = str(data)
    if demo:
        os.environ["QINGLIAN_DEMO"] = "true"
        os.environ.setdefault("QINGLIAN_DATA", "var/demo")
    if host not in ("127.0.0.1", "localhost", "0.0.0.0", "::"):
        os.environ.setdefault("QINGLIAN_HOSTS", f"{host},localhost,127.0.0.1")


def _folder() -> Path:
    return load_config().data


def _refuse_taken(host: str, port: int) -> None:
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as one:
        one.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            one.bind((host, port))
        except OSError:
            raise BadUsage(
                Text(
                    f"端口 {port} 已被占用，请用 --port 换一个",
                    f"Port {port} is taken; name another with --port",
                )
            ) from None


def commands(host: str, port: int) -> dict[str, list[str]]:
    """What runs while the site is up: the server of pages, the worker of long work, the clock."""
    python = sys.executable
    # Pages are drawn in Python, one at a time in a process: two of them where there are two cores.
    cores = os.cpu_count() or 1
    workers, threads = str(min(2, cores)), str(min(8, 2 * cores + 1))
    return {
        "server": [
            python, "-m", "granian", "--interface", "wsgi", "--host", host, "--port", str(port), "--workers", workers,
            "--blocking-threads", threads, "--log-level", "warning", "qinglian.web.core.wsgi:application",
        ],
        "worker": [python, "-m", "django", "db_worker", "--queue-name", "*", "--interval", "0.5", "-v", "0"],
        "clock": [python, "-m", "django", "site_ticks"],
    }  # fmt: skip


def serve(host: str, port: int) -> None:
    """Server, worker and clock, until one of them ends or somebody says stop; then all of them."""
    # Each has a group of its own, so whatever ends this process must end them: a closed terminal too.
    for one in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(one, lambda *_: _interrupt())
    started: dict[str, subprocess.Popen[bytes]] = {}
    try:
        for name, command in commands(host, port).items():
            started[name] = subprocess.Popen(command, stdin=subprocess.DEVNULL, process_group=0)
        if _answers(host, port, started["server"]):
            print(f"已启动 Running: http://{host}:{port}  （Ctrl-C 停止 stops it）", flush=True)
        while all(one.poll() is None for one in started.values()):
            time.sleep(0.3)
    except KeyboardInterrupt:
        pass
    finally:
        end_all(list(started.values()))


def end_all(started: list["subprocess.Popen[bytes]"]) -> None:
    """Ask each to end, and end whatever of its group is left: a server asked while it starts leaves workers behind."""
    for one in started:
        one.terminate()
    for one in started:
        try:
            one.wait(20)
        except subprocess.TimeoutExpired:
            one.kill()
        with suppress(ProcessLookupError):
            os.killpg(one.pid, signal.SIGKILL)


def _interrupt() -> None:
    raise KeyboardInterrupt


def _answers(host: str, port: int, server: "subprocess.Popen[bytes]") -> bool:
    """Whether the server answers, asked until it does."""
    where = "127.0.0.1" if host in ANY else host
    until = time.monotonic() + READY
    while server.poll() is None and time.monotonic() < until:
        try:
            with socket.create_connection((where, port), timeout=1):
                return True
        except OSError:
            time.sleep(0.1)
    return False
