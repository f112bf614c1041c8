"""Texts of the site as pages and code ask for them, and as the `.po` files answer. 文案的提取与读取。"""

import io
from collections.abc import Iterator
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
