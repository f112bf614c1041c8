"""Texts of the site: what pages and code ask for, what the `.po` files answer, what a reader sees. 文案。"""

import io
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

from babel.messages.catalog import Message
from babel.messages.extract import extract_python
from babel.messages.pofile import read_po
from django.utils.translation.template import templatize

import qinglian.web

WEB = Path(qinglian.web.__file__).parent
KEYWORDS = (
    *("_", "gettext", "gettext_lazy", "gettext_noop", "pgettext", "pgettext_lazy"),
    *("ngettext", "ngettext_lazy"),
)
Text = tuple[str, str | tuple[str, str]]
"""Context and text; text is singular and plural where a number decides."""


def apps() -> list[str]:
    """The apps of the house."""
    return sorted(path.parent.name for path in WEB.glob("*/apps.py"))


def asked(app: str) -> dict[Text, list[str]]:
    """What an app has translated, with the files that ask, in their order."""
    found: dict[Text, list[str]] = {}
    for path in sorted((WEB / app).rglob("*")):
        name = path.relative_to(WEB / app)
        if path.suffix in (".py", ".html", ".txt") and "migrations" not in name.parts:
            for text in _texts(path):
                files = found.setdefault(text, [])
                if str(name) not in files:
                    files.append(str(name))
    return found


def _texts(path: Path) -> Iterator[Text]:
    code = path.read_text("utf-8")
    if path.suffix != ".py":
        # What is no text comes out as rows of B and X with the margins of the page, which Python would read as blocks.
        code = "\n".join(line.strip() for line in templatize(code).splitlines())
    source = io.BytesIO(code.encode())
    for _line, function, said, _comments in extract_python(
        source, KEYWORDS, (), {"encoding": "utf-8"}
    ):
        if function.startswith("ngettext"):
            yield "", (said[0], said[1])
        elif function.startswith("pgettext"):
            yield said[0], said[1]
        else:
            text = said[0] if isinstance(said, tuple) else said
            if text:
                yield "", text


def english(app: str) -> dict[Text, Message]:
    """The English texts of an app, by what is asked."""
    path = WEB / app / "locale" / "en" / "LC_MESSAGES" / "django.po"
    if not path.exists():
        return {}
    with path.open("rb") as source:
        catalog = read_po(source, locale="en", abort_invalid=True)
    return {
        (
            message.context or "",
            message.id if isinstance(message.id, str) else tuple(message.id),
        ): message
        for message in catalog
        if message.id
    }


HAN = re.compile("[\u3001-\u303f\u4e00-\u9fff\uff01-\uff5e]+")
"""Chinese characters and the marks that go with them."""
LATIN = re.compile(r"[A-Za-z]{2,}")
NOT_WORDS = re.compile(
    r"\b[A-Z]{2}-[0-9A-Z]{5}-[0-9A-Z]{5}(?:-[0-9A-Z]{5}-[0-9A-Z])?\b"  # our numbers
    r"|\b[A-Z]{2,5}-\d{2,3}\b"  # rules
    r"|\b[0-9a-f]{16,64}\b"  # digests
)
DATA = re.compile(r"示例[^\s·,;:()（），；：。、“”<>]*|\b(?:holder|of)-\w+|\blocked\b|^es$")
"""Fictional names begin with 示例, user names with holder or of, one is locked; the drawing cuts off `es`."""
SAID = ("aria-label", "data-label", "placeholder", "title", "alt")
OTHER = re.compile(r"<(button|p|span)[^>]* lang=\"(?:en|zh-hans)\"[^>]*>.*?</\1>", re.DOTALL)
"""What is said in the other language on purpose, and marked so: the switch, titles of laws."""


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.said: list[str] = []
        self.quiet = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.quiet += tag in ("script", "style", "code", "pre", "textarea")
        self.said += [value for name, value in attrs if name in SAID and value]

    def handle_endtag(self, tag: str) -> None:
        self.quiet -= tag in ("script", "style", "code", "pre", "textarea")

    def handle_data(self, data: str) -> None:
        if not self.quiet and data.strip():
            self.said.append(" ".join(data.split()))


def shown(page: str) -> list[str]:
    """What a reader sees or hears of a page, without data."""
    reader = _Reader()
    reader.feed(OTHER.sub("", page))
    return [DATA.sub("", NOT_WORDS.sub("", one)) for one in reader.said]
