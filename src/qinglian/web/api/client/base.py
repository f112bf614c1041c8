"""What every call of the client has in common; goes into the generated file as it stands. 客户端的公共部分。"""

import base64
import dataclasses
import datetime as dt
import hashlib
import hmac
import json
import time
import types
import typing
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

PART = 16 * 1024 * 1024


class ProblemError(Exception):
    """A call that was refused, as RFC 9457 says it."""

    def __init__(self, status: int, said: dict[str, Any]) -> None:
        super().__init__(f"{status} {said.get('title_en', '')} {said.get('detail_en', '')}".strip())
        self.status, self.said = status, said


def load(kind: Any, value: Any) -> Any:
    """A value of JSON as the type says; what the type does not know is left out."""
    if value is None:
        return None
    origin = typing.get_origin(kind)
    if origin in (typing.Union, types.UnionType):
        return load(next(one for one in typing.get_args(kind) if one is not type(None)), value)
    if origin is list:
        return [load(typing.get_args(kind)[0], one) for one in value]
    if origin is dict:
        return {name: load(typing.get_args(kind)[1], one) for name, one in value.items()}
    if kind is dt.datetime:
        return dt.datetime.fromisoformat(value)
    if kind is dt.date:
        return dt.date.fromisoformat(value)
    if dataclasses.is_dataclass(kind):
        hints = typing.get_type_hints(kind)
        names = {one.name: one.metadata.get("name", one.name) for one in dataclasses.fields(kind)}
        return kind(**{own: load(hints[own], value.get(said)) for own, said in names.items()})
    return value


def _quoted(part: Any) -> str:
    """A part of a path."""
    return urllib.parse.quote(str(part), safe="")


def dump(value: Any) -> Any:
    """A value as JSON; None is left out."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        told = {
            one.metadata.get("name", one.name): getattr(value, one.name)
            for one in dataclasses.fields(value)
        }
        return {name: dump(one) for name, one in told.items() if one is not None}
    if isinstance(value, dict):
        return {name: dump(one) for name, one in value.items()}
    if isinstance(value, (list, tuple)):
        return [dump(one) for one in value]
    return value.isoformat() if isinstance(value, (dt.date, dt.datetime)) else value


def verify_webhook(
    headers: Mapping[str, str], body: bytes, secret: str, *, tolerance: int = 300
) -> Any:
    """
    The message of a webhook, once its signature and its time are right; raises ValueError otherwise. Keep the ids of
    messages for a while: one that was not acknowledged comes again under the same id.
    """
    told = {name.lower(): value for name, value in headers.items()}
    message, at = told.get("webhook-id", ""), told.get("webhook-timestamp", "")
    if not at.isdigit() or abs(time.time() - int(at)) > tolerance:
        raise ValueError("too old, or without a time")
    key = base64.b64decode(secret.removeprefix("whsec_"))
    digest = hmac.new(key, f"{message}.{at}.".encode() + body, hashlib.sha256).digest()
    wanted = b"v1," + base64.b64encode(digest)
    given = told.get("webhook-signature", "").encode().split(b" ")
    if not any(hmac.compare_digest(wanted, one) for one in given):
        raise ValueError("not signed with this secret")
    return json.loads(body)


class BaseClient:
    """Calls over urllib: no other package is needed. `language`: of the words in what is answered."""

    def __init__(
        self,
        site: str,
        token: str,
        *,
        language: str = "zh-hans",
        timeout: float = 60,
        tries: int = 3,
    ) -> None:
        self.site, self.token, self.language = site.rstrip("/"), token, language
        self.timeout, self.tries = timeout, tries
        self.as_of: dt.datetime | None = None

    def call(
        self,
        method: str,
        path: str,
        *,
        query: Mapping[str, Any] | None = None,
        body: Any = None,
        headers: Mapping[str, str] | None = None,
    ) -> Any:
        """Call; waits where it is said to be too often. Raises `ProblemError`."""
        asked = {
            name: dump(value) for name, value in (query or {}).items() if value not in (None, "")
        }
        said = {
            name: str(value).lower() if isinstance(value, bool) else value
            for name, value in asked.items()
        }
        url = self.site + path + (f"?{urllib.parse.urlencode(said)}" if said else "")
        told = {
            "Authorization": f"Bearer {self.token}",
            "Accept-Language": self.language,
            **(headers or {}),
        }
        data = None
        if isinstance(body, bytes):
            data, told["Content-Type"] = body, "application/octet-stream"
        elif body is not None:
            data, told["Content-Type"] = json.dumps(dump(body)).encode(), "application/json"
        for number in range(1, self.tries + 1):
            request = urllib.request.Request(url, data, told, method=method)
            try:
                with urllib.request.urlopen(request, timeout=self.timeout) as answer:
                    content = answer.read()
                    return json.loads(content) if content else None
            except urllib.error.HTTPError as error:
                if error.code in (429, 503) and number < self.tries:
                    time.sleep(float(error.headers.get("Retry-After") or 5))
                    continue
                try:
                    problem = json.loads(error.read())
                except ValueError:
                    problem = {}
                raise ProblemError(error.code, problem) from None
        return None

    def pages(self, path: str, query: Mapping[str, Any]) -> Iterator[Any]:
        """
        The items of a list, page by page to its end. `as_of` of the client then says from when on the next walk asks:
        `list_alerts(changed_since=client.as_of)`.
        """
        cursor, begun = "", None
        while True:
            said = self.call("GET", path, query={**query, "cursor": cursor})
            begun = begun or dt.datetime.fromisoformat(said["as_of"])
            yield from said["items"]
            cursor = said["next"]
            if not cursor:
                self.as_of = begun
                return

    def push_files(
        self,
        files: Mapping[str, "Path | str"],
        begin: Any,
        *,
        key: str,
        tables: Mapping[str, str] | None = None,
    ) -> str:
        """
        Bring a batch: name → path of each file, `begin` as `PushIn`, `tables`: name → table, of those that are JSON
        Lines. The id to ask with `get_batch`. Safe to call again with the same `key` and files.
        """
        found = self.call("POST", "/api/v1/batches", body=begin, headers={"Idempotency-Key": key})
        if found["status"] != "open":
            return str(found["id"])
        said = []
        for name, path in files.items():
            digest, parts = hashlib.sha256(), 0
            with Path(path).open("rb") as source:
                while chunk := source.read(PART):
                    parts += 1
                    digest.update(chunk)
                    where = f"/api/v1/batches/{found['id']}/files/{urllib.parse.quote(name)}/parts/{parts}"
                    self.call("PUT", where, body=chunk)
            table = (tables or {}).get(name, "")
            said.append(
                {"name": name, "parts": parts, "sha256": digest.hexdigest(), "table": table}
            )
        self.call("POST", f"/api/v1/batches/{found['id']}/complete", body={"files": said})
        return str(found["id"])
