"""
A private PostgreSQL for tests: started in a temporary folder from Debian's package, gone afterwards.

    from tests.web.postgres import postgres  # noqa: F401, then a test that takes `postgres` gets its URL

Where there is none, the test is skipped with one line. PostgreSQL does not run as root: as root it is started
as `postgres`, or as `nobody`.
"""

import os
import pwd
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


def programs() -> Path | None:
    """The newest PostgreSQL of this machine."""
    found = sorted(
        Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: int(path.parent.name)
    )
    if found:
        return found[-1]
    initdb = shutil.which("initdb")
    return Path(initdb).parent if initdb else None


def _who() -> dict[str, object]:
    """How to start a program as somebody who is not root."""
    if os.getuid() != 0:
        return {}
    for name in ("postgres", "nobody"):
        try:
            found = pwd.getpwnam(name)
        except KeyError:
            continue
        return {"user": found.pw_uid, "group": found.pw_gid, "extra_groups": []}
    return {}


@contextmanager
def running(settings: Sequence[str] = ("fsync=off",)) -> Iterator[str]:
    """A server with one empty database; yields `postgresql://…`. `settings`: lines of its postgresql.conf."""
    bin_folder = programs()
    if bin_folder is None:
        pytest.skip("no PostgreSQL on this machine (Debian package postgresql)")
    who = _who()
    folder = Path(tempfile.mkdtemp(prefix="qinglian-pg-"))
    if who:
        os.chown(folder, int(str(who["user"])), int(str(who["group"])))
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "cwd": folder, **who}
    data = folder / "data"
    run = [bin_folder / "initdb", "-D", data, "-U", "qinglian", "-A", "trust", "-E", "UTF8"]
    subprocess.run([*run, "--locale=C.UTF-8", "--no-sync"], check=True, **quiet)  # type: ignore[call-overload]
    server = subprocess.Popen(  # type: ignore[call-overload]
        [
            bin_folder / "postgres", "-D", data, "-p", str(port), "-k", folder,
            "-c", "listen_addresses=127.0.0.1", "-c", "max_connections=120",
            *(part for line in settings for part in ("-c", line)),
        ],
        **quiet,
    )  # fmt: skip
    try:
        at = ["-h", "127.0.0.1", "-p", str(port), "-U", "qinglian"]
        for _ in range(100):
            if subprocess.run([bin_folder / "pg_isready", *at], **quiet).returncode == 0:  # type: ignore[call-overload]
                break
            subprocess.run(["sleep", "0.1"], check=True)
        subprocess.run([bin_folder / "createdb", *at, "qinglian"], check=True, **quiet)  # type: ignore[call-overload]
        yield f"postgresql://qinglian:qinglian@127.0.0.1:{port}/qinglian"
    finally:
        server.terminate()
        try:
            server.wait(20)
        except subprocess.TimeoutExpired:
            server.kill()
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """The URL of a PostgreSQL that only these tests use."""
    with running() as url:
        yield url


def on_postgres(url: str, *command: str, timeout: int = 240) -> subprocess.CompletedProcess[str]:
    """Run a Python program on that database, with the site's settings and a data folder of its own."""
    with tempfile.TemporaryDirectory(prefix="qinglian-test-") as data:
        environment = {
            **os.environ,
            "QINGLIAN_DATA": data,
            "QINGLIAN_DATABASE": url,
            "QINGLIAN_SECRET_KEY": "for tests only: nothing signed with this key is ever trusted",
            "DJANGO_SETTINGS_MODULE": "qinglian.web.core.settings",
            "PYTHONPATH": f"{ROOT / 'src'}:{ROOT}",
        }
        return subprocess.run(
            [sys.executable, *command],
            env=environment, cwd=ROOT, capture_output=True, text=True, timeout=timeout,
        )  # fmt: skip


def main(command: Sequence[str]) -> int:
    """`python -m tests.web.postgres pytest tests/web`: a command with a PostgreSQL of its own."""
    if programs() is None:
        print("没有 PostgreSQL，未在它上面测试。No PostgreSQL on this machine: not tested on it.")
        return 0
    with running() as url:
        environment = {**os.environ, "QINGLIAN_DATABASE": url}
        return subprocess.run(
            [sys.executable, "-m", *command], env=environment, cwd=ROOT, check=False
        ).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
