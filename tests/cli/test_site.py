"""`qinglian up --detach` leaves a site running that answers; `qinglian down` ends it and nothing else."""

import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest

from qinglian.cli.site import end_all
from tests.cli import command

LEAVES_A_CHILD = """
import subprocess, sys, time
child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"])
print(child.pid, flush=True)
time.sleep(600)
"""


def qinglian(*args: object, cwd: Path):
    """Under the site's own settings, not those of the tests."""
    return command.qinglian(*args, cwd=cwd, DJANGO_SETTINGS_MODULE="qinglian.web.core.settings")


def free_port() -> str:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return str(one.getsockname()[1])


def answers(port: str) -> bool:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=10) as answer:
            return "清廉" in answer.read().decode()
    except OSError:
        return False


@pytest.mark.slow
def test_a_site_is_left_running_and_ended(tmp_path: Path) -> None:
    port = free_port()
    up = ("up", "--detach", "--data", "site", "--port", port)
    try:
        first = qinglian(*up, cwd=tmp_path)
        assert first.returncode == 0, first.stdout + first.stderr
        assert answers(port)
        again = qinglian(*up, cwd=tmp_path)
        assert "已在运行" in again.stdout
        taken = qinglian("up", "--detach", "--data", "other", "--port", port, cwd=tmp_path)
        assert taken.returncode != 0
        assert "已被占用" in taken.stderr
        assert answers(port)
    finally:
        ended = qinglian("down", "--data", "site", cwd=tmp_path)
    assert "已停止" in ended.stdout
    assert not answers(port)
    assert "没有留在后台" in qinglian("down", "--data", "site", cwd=tmp_path).stdout


def test_what_a_server_leaves_behind_ends_with_it() -> None:
    """Told to end while it starts its workers, a server is gone before them."""
    server = subprocess.Popen(
        [sys.executable, "-c", LEAVES_A_CHILD], stdout=subprocess.PIPE, process_group=0
    )
    assert server.stdout is not None
    child = Path(f"/proc/{int(server.stdout.readline())}")
    assert child.exists()
    end_all([server])
    server.stdout.close()
    for _ in range(100):
        if not child.exists() or "(zombie)" in (child / "status").read_text():
            return
        time.sleep(0.05)
    raise AssertionError("the child outlived its server")


@pytest.mark.slow
def test_a_number_that_is_another_process_is_left_alone(tmp_path: Path) -> None:
    """After a restart of the machine the number may be anybody's: here, of the tests."""
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "site.pid").write_text("1 http://127.0.0.1:1")
    assert "没有留在后台" in qinglian("down", "--data", "site", cwd=tmp_path).stdout
    assert not (tmp_path / "site" / "site.pid").exists()
