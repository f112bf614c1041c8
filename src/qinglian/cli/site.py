"""`qinglian up` and `qinglian manage`: the site on this machine. 网站。"""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Annotated

import typer

from qinglian.cli import background
from qinglian.cli.tls import Tls, how_to_trust, own_names, tls_ready
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
    tls: Annotated[
        bool,
        typer.Option(
            "--tls", help="用本地证书走 https（手机拍照、离线要用） by https, as phones need"
        ),
    ] = False,
    name: Annotated[
        list[str] | None,
        typer.Option(
            "--name", help="手机访问用的域名或地址，可多次 name or address, may be repeated"
        ),
    ] = None,
) -> None:
    """启动网站：数据库、工作进程、页面，按 Ctrl-C 停。Set up the database and serve the site; Ctrl-C ends it.

    例 Example: qinglian up --demo
    """
    names = tuple(name or own_names()) if tls else ()
    _configure(demo, data, host, names)
    address = _address(host, port, names)
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
    ready = tls_ready(names) if tls else None
    if ready is not None:
        print(how_to_trust(ready, port), flush=True)
    if detach:
        call = f"serve({host!r}, {port}, {names!r})"
        alone = [sys.executable, "-c", f"from {__name__} import serve; {call}"]
        background.leave_running(_folder(), alone, address, lambda one: _answers(host, port, one))
        which = f" --data {data}" if data else " --demo" if demo else ""
        print(f"网站在 The site: {address} （停止 to stop it: qinglian down{which}）", flush=True)
    if show:
        background.open_in_browser(address)
    if not detach:
        serve(host, port, names)


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


def _address(host: str, port: int, names: Sequence[str] = ()) -> str:
    """Where the site is reached; by https where it has names of its own."""
    if names:
        return f"https://{names[0]}:{port}"
    return f"http://{'127.0.0.1' if host in ANY else host}:{port}"


def _configure(demo: bool, data: Path | None, host: str, names: Sequence[str] = ()) -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", SETTINGS)
    if data is not None:
        os.environ["QINGLIAN_DATA"] = str(data)
    if demo:
        os.environ["QINGLIAN_DEMO"] = "true"
        os.environ.setdefault("QINGLIAN_DATA", "var/demo")
    if names:
        os.environ["QINGLIAN_HTTPS"] = "true"
        os.environ.setdefault("QINGLIAN_HOSTS", ",".join((*names, "localhost", "127.0.0.1")))
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


def commands(host: str, port: int, tls: Tls | None = None) -> dict[str, list[str]]:
    """What runs while the site is up: the server of pages, the worker of long work, the clock."""
    # Phones of some years speak 1.2 alone.
    secure = [
        "--ssl-certificate", str(tls.certificate), "--ssl-keyfile", str(tls.key), "--ssl-protocol-min", "tls1.2",
    ] if tls else []  # fmt: skip
    python = sys.executable
    # Pages are drawn in Python, one at a time in a process: two of them where there are two cores.
    cores = os.cpu_count() or 1
    workers, threads = str(min(2, cores)), str(min(8, 2 * cores + 1))
    return {
        "server": [
            python, "-m", "granian", "--interface", "wsgi", "--host", host, "--port", str(port), "--workers", workers,
            "--blocking-threads", threads, "--log-level", "warning", *secure,
            "qinglian.web.core.wsgi:application",
        ],
        "worker": [python, "-m", "django", "db_worker", "--queue-name", "*", "--interval", "0.5", "-v", "0"],
        "clock": [python, "-m", "django", "site_ticks"],
    }  # fmt: skip


def serve(host: str, port: int, names: Sequence[str] = ()) -> None:
    """Server, worker and clock, until one of them ends or somebody says stop; then all of them."""
    # Each has a group of its own, so whatever ends this process must end them: a closed terminal too.
    for one in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(one, lambda *_: _interrupt())
    started: dict[str, subprocess.Popen[bytes]] = {}
    tls = tls_ready(names) if names else None
    try:
        for name, command in commands(host, port, tls).items():
            started[name] = subprocess.Popen(command, stdin=subprocess.DEVNULL, process_group=0)
        if _answers(host, port, started["server"]):
            where = _address(host, port, names) if names else f"http://{host}:{port}"
            print(f"已启动 Running: {where}  （Ctrl-C 停止 stops it）", flush=True)
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
