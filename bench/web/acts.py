"""
People who say, upload and run all the time, and what the site told them it had taken. 不停地办理、上传、运行的人。
"""

import http.client
import itertools
import random
import secrets
import threading
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from urllib.parse import urlencode

from bench.place import ROOT
from bench.web.pages import Visitor
from bench.web.site import HOST

LEDGER = ROOT / "samples" / "ledgers" / "行政处罚双公示.csv"
PATIENCE = 10.0


@dataclass
class Kept:
    """What was answered with 302, by kind: the number or text by which it must be found again."""

    statements: list[str] = field(default_factory=list)
    uploads: list[str] = field(default_factory=list)
    loads: list[str] = field(default_factory=list)
    runs: list[str] = field(default_factory=list)

    def __len__(self) -> int:
        return len(self.statements) + len(self.uploads) + len(self.loads) + len(self.runs)


@dataclass
class Crowd:
    """
    Three who state, one who uploads and loads, one who runs; each goes on whatever happens to the server. `stop` ends
    them.
    """

    port: int
    cookie: str
    officers: list[Visitor]
    office: Visitor
    body: int
    status: Callable[[str, str], str]
    """The status of an upload or a run, from the database."""
    kept: Kept = field(default_factory=Kept)
    finished: int = 0
    """Things the worker brought to an end."""
    refused: Counter[int] = field(default_factory=Counter)
    """Answers that took nothing, by status; 0: no answer."""
    stop: threading.Event = field(default_factory=threading.Event)
    numbers: "itertools.count[int]" = field(default_factory=lambda: itertools.count(1))

    def begin(self) -> list[threading.Thread]:
        """Let them work."""
        works = [*(self._state,) * 3, self._upload, self._run]
        threads = [threading.Thread(target=self._always, args=(work,)) for work in works]
        for one in threads:
            one.start()
        return threads

    def _always(self, work: Callable[[], None]) -> None:
        while not self.stop.is_set():
            work()
            time.sleep(0.02)

    def _state(self) -> None:
        officer = random.choice(self.officers)
        text = f"示例说明 {secrets.token_hex(8)}"
        address = f"/alerts/{random.choice(officer.alerts)}/state/"
        if self._post(officer, address, {"text": text}) is not None:
            self.kept.statements.append(text)

    def _upload(self) -> None:
        number = f"CF99{next(self.numbers):05d}"
        content = LEDGER.read_text("utf-8").replace("CF990", number).encode()
        where = self._post(
            self.office, "/runs/uploads/new/", {"unit": str(self.body)}, file=content
        )
        if where is None:
            return
        name = where.rstrip("/").rpartition("/")[2]
        self.kept.uploads.append(name)
        if not self._waited(lambda: self.status("upload", name) != "reading"):
            return
        register = {
            "provider": "示例县数据局", "authority": "示例〔2026〕1号", "purpose": "监督（虚构数据）",
            "destroy_by": "2099-12-31",
        }  # fmt: skip
        if self._post(self.office, f"/runs/uploads/{name}/load/", register) is not None:
            self.kept.loads.append(name)
            self._waited(lambda: self.status("upload", name) != "loading")

    def _run(self) -> None:
        asked = {"unit": str(self.body), "packs": "enforcement_cn", "as_of": "2026-01-31"}
        where = self._post(self.office, "/runs/new/", asked)
        if where is None:
            return
        name = where.rstrip("/").rpartition("/")[2]
        self.kept.runs.append(name)
        self._waited(lambda: self.status("run", name) in ("done", "failed"))

    def _waited(self, done: Callable[[], bool]) -> bool:
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until and not self.stop.is_set():
            if done():
                self.finished += 1
                return True
            time.sleep(0.1)
        return False

    def _post(
        self, who: Visitor, address: str, fields: dict[str, str], *, file: bytes | None = None
    ) -> str | None:
        """Where the answer led, None where it was not taken or nobody answered."""
        token = secrets.token_hex(16)
        told = {"csrfmiddlewaretoken": token, **fields}
        body, kind = urlencode(told).encode(), "application/x-www-form-urlencoded"
        if file is not None:
            body, kind = _multipart(told, file)
        headers = {
            "Cookie": f"{self.cookie}={who.session}; csrftoken={token}",
            "Content-Type": kind,
        }
        line = http.client.HTTPConnection(HOST, self.port, timeout=15)
        try:
            line.request("POST", address, body, headers)
            answer = line.getresponse()
            answer.read()
            found = answer.getheader("Location", "") if answer.status == 302 else None
            if found is None:
                self.refused[answer.status] += 1
        except (OSError, http.client.HTTPException):
            self.refused[0] += 1
            return None
        finally:
            line.close()
        if found is not None and "/accounts/" in found:
            raise RuntimeError(f"{who.username} was sent to {found}")
        return found


def _multipart(fields: dict[str, str], file: bytes) -> tuple[bytes, str]:
    edge = secrets.token_hex(16)
    parts = [
        f'--{edge}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode()
        for name, value in fields.items()
    ]
    head = (
        f'--{edge}\r\nContent-Disposition: form-data; name="files"; filename="ledger.csv"\r\n'
        "Content-Type: text/csv\r\n\r\n"
    )
    parts += [head.encode(), file, f"\r\n--{edge}--\r\n".encode()]
    return b"".join(parts), f"multipart/form-data; boundary={edge}"
