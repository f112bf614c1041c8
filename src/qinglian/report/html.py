"""
一个文件的网页报告。One HTML file, complete in itself: no network, and no script needed to read it.

It is masked and watermarked unless a purpose was given. Where not every signal is shown, all of them lie in a
JSON Lines file beside it.
"""

import base64
import getpass
import hashlib
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import orjson
from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from qinglian.engine.outcome import Outcome
from qinglian.model.text import Text
from qinglian.report import cited, filling, jsonl, words
from qinglian.report.records import as_json
from qinglian.report.view import View

CAP = 200
"""Signals shown of one rule."""
ROOM = 2_000
"""Signals shown in all: some 10 MB, which a phone still opens."""
FIRST = 10
"""Signals of a rule seen at once; the others unfold."""
REFUSED = 20
"""Refused rows shown of one source."""
SHARED = ("check", "pack", "severity", "seen_at", "as_of", "exceptions")
"""Keys of a signal that all signals of a rule have in common; embedded once a rule."""


def write(
    outcome: Outcome, out: Path, *, language: str = "zh", cap: int = CAP, by: str | None = None
) -> None:
    """Write the report, and all signals beside it where the report does not show every one.

    `by` is the name in the watermark: whoever runs the program, unless said otherwise.
    """
    view = View(outcome, cap=cap, room=ROOM)
    rest = out.with_suffix(".signals.jsonl") if view.left else None
    if rest is not None:
        jsonl.write(outcome.signals, rest)
    page = render(view, language=language, by=by or _user(), rest=rest.name if rest else None)
    out.write_text(page, encoding="utf-8")


def render(view: View, *, language: str = "zh", by: str = "", rest: str | None = None) -> str:
    """The page; `rest` names the file beside it that holds every signal."""
    script, style = _asset("report.js"), _asset("report.css")
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    return (
        _environment()
        .get_template("report.html")
        .render(
            view=view,
            run=view.outcome,
            language=language,
            by=by,
            rest=rest,
            first=FIRST,
            refused=REFUSED,
            script=Markup(script),
            script_hash=digest,
            style=Markup(style),
            embedded=Markup(_embedded(view, rest)),
        )
    )


def t(zh: str, en: str, **values: object) -> Markup:
    """A text and its twin; the style sheet shows one of the two. `{name}` placeholders are filled, escaped."""
    if values:
        zh, en = (Markup(text).format(**values) for text in (zh, en))
    return Markup(f'<span lang="zh">{escape(zh)}</span><span lang="en">{escape(en)}</span>')


def say(text: Text) -> Markup:
    """A text of the data: once where both languages agree, which is then no language's word."""
    return data(text.zh) if text.zh == text.en else t(*text)


def data(value: object) -> Markup:
    """A value as it stands in the data, to be left alone by translators and by the language switch."""
    return Markup(f'<bdi translate="no">{escape(words.plain(value))}</bdi>')


def many(count: int, one: str, more: str | None = None) -> str:
    """`1 file`, `2 files`."""
    return f"{words.count(count)} {one if count == 1 else more or one + 's'}"


def _embedded(view: View, rest: str | None) -> str:
    """The signals shown, as JSON that cannot end its element."""
    rules: dict[str, Any] = {}
    signals: list[Any] = []
    for rule, records in view.embedded():
        card = rule.rule.card
        rules[card.id] = {
            "name": card.name._asdict(),
            "meaning": card.meaning._asdict() if card.meaning else None,
            "basis": [
                {"title": b.title, "in_force": b.in_force, "until": b.until} for b in card.basis
            ],
            "asked": [
                {"threshold": one.threshold, "pauses": one.pauses, **one.text._asdict()}
                for one in rule.asked
            ],
            "shared": {key: records[0][key] for key in SHARED} if records else {},
        }
        for record in records:
            own = {key: value for key, value in as_json({**record}).items() if key not in SHARED}
            signals.append(own)
    found = {"rest": rest, "zone": view.outcome.zone, "rules": rules, "signals": signals}
    body = orjson.dumps(found).decode()
    return body.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("qinglian.report"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals.update(
        cited=cited, filling=filling, t=t, say=say, data=data, many=many, words=words, zip=zip
    )
    environment.filters.update(count=words.count, moment=words.moment)
    return environment


def _asset(name: str) -> str:
    return files("qinglian.report").joinpath("templates", name).read_text("utf-8")


def _user() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return ""
