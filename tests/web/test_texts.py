"""Chinese and English are complete: every text has its English, no page mixes them, and terms are one."""

import ast
import re
from collections import defaultdict
from pathlib import Path

import pytest
from django.conf import settings
from django.db import transaction
from django.test import Client
from django.urls import NoReverseMatch, reverse

from tests.web.addressing import ALL_ROLES, RELATIONS, Address, World
from tests.web.test_every_address import LIBRARY, TABLE
from tests.web.texts import HAN, LATIN, WEB, apps, asked, english, shown

APPS = apps()
PLACES = re.compile(r"%\(\w+\)[sd]|%[sd]|%%|\{\w*\}")
LATIN_WORDS = {
    *("Excel", "YAML", "UTF", "KB", "xlsx", "CSV", "OCDS", "GB", "MB", "SHA", "Wilson"),
    *("qinglian", "manage", "team", "key"),
    *("PDF", "Word", "ZIP", "docx", "LibreOffice", "typst"),
    *("UKey", "PEM", "CN", "OpenAPI"),
    *("OC", "IDS", "JSON", "JTG", "TJ", "ZK", "YK", "AK", "BK", "CK", "DK", "EK", "FK", "GK", "HK", "LK"),
}  # fmt: skip
"""What stands on Chinese pages in Latin letters: names of formats, methods and road lines, one command."""
STORED = {
    "bills/reading.py",
    "core/settings.py",
    "core/config.py",
    "inspections/drafts.py",
    "runs/services/batches.py",
    "runs/services/simulating.py",
    "campaigns/drafts.py",
    "campaigns/unfound.py",
    "creation/finding.py",
    "duties/drafts.py",
    "duties/lint.py",
    "duties/list_drafts.py",
    "duties/reading/files.py",
    "duties/services/programmes.py",
    "duties/reading/sheet.py",
    "duties/reading/text.py",
    "duties/reading/asking.py",
    "duties/sampling.py",
    "duties/item_forms.py",
    "duties/item_words.py",
    "duties/report_drafts.py",
    "duties/report_kinds.py",
    "duties/report_matching.py",
    "duties/report_person.py",
    "duties/services/reports.py",
    "duties/services/self_checks.py",
    "alerts/drafts.py",
    "tasks/drafts.py",
    "documents/drafts.py",
    "burden/drafts.py",
    "documents/content.py",
    "documents/printing/fields.py",
    "documents/printing/general.py",
    "documents/printing/markup.py",
    "documents/printing/checking.py",
}
"""Where Chinese is put together on purpose: what a terminal says, what is recorded, and papers."""
LANGUAGES: tuple[tuple[str, re.Pattern[str], set[str]], ...] = (
    ("en", HAN, set()),
    ("zh-hans", LATIN, LATIN_WORDS),
)
"""Each language with what must not stand on its pages, and what may all the same."""


@pytest.mark.parametrize("app", APPS)
def test_every_text_has_its_english(app: str) -> None:
    told = english(app)
    missing = [
        (text, files)
        for text, files in asked(app).items()
        if text not in told or not all(told[text].string or ())
    ]
    assert missing == []


@pytest.mark.parametrize("app", APPS)
def test_no_english_without_a_text(app: str) -> None:
    assert set(english(app)) - set(asked(app)) == set()


@pytest.mark.parametrize("app", APPS)
def test_texts_say_where_they_stand_in_the_order_of_files(app: str) -> None:
    wanted = [(text, files) for text, files in asked(app).items()]
    found = [
        (text, [name for name, _line in message.locations])
        for text, message in english(app).items()
    ]
    assert found == wanted


@pytest.mark.parametrize("app", APPS)
def test_both_sides_hold_the_same_places(app: str) -> None:
    wrong = []
    for (_context, said), message in english(app).items():
        pairs = zip(
            [said] if isinstance(said, str) else said,
            [message.string] if isinstance(said, str) else message.string,
            strict=True,
        )
        wrong += [
            (zh, en) for zh, en in pairs if sorted(PLACES.findall(zh)) != sorted(PLACES.findall(en))
        ]
        wrong += [(zh, en) for zh, en in pairs if HAN.search(en)]
    assert wrong == []


def test_one_text_has_one_english() -> None:
    """Catalogues are laid over each other: of two answers one would never be seen."""
    said: dict[object, set[object]] = defaultdict(set)
    for app in APPS:
        for (context, text), message in english(app).items():
            key = (context, text if isinstance(text, str) else text[0])
            said[key].add(
                message.string if isinstance(message.string, str) else tuple(message.string)
            )
    assert {text: told for text, told in said.items() if len(told) > 1} == {}


def test_no_word_that_is_not_to_be_used() -> None:
    """The last table of the glossary."""
    table = Path("docs/glossary.md").read_text("utf-8").partition("## Not to be used")[2]
    rows = [line.split("|")[1] for line in table.splitlines() if line.startswith("| ")][1:]
    words = [
        word.strip()
        for row in rows
        if "new contracts" not in row
        for word in row.partition("(")[0].split("、")
    ]
    assert len(words) >= 10
    used = {text if isinstance(text, str) else text[0] for app in APPS for _c, text in asked(app)}
    assert [text for text in used for word in words if word in text] == []


@pytest.mark.parametrize("app", APPS)
def test_no_sentence_is_put_together_past_the_translation(app: str) -> None:
    """`f"{who}：{what}"` and `"、".join` cannot be read in English; `core.wording` and placeholders can."""
    found = []
    for path in sorted((WEB / app).rglob("*.py")):
        name = str(path.relative_to(WEB))
        if app == "demo" or "management" in path.parts or name in STORED:
            continue
        # Papers and the words of records kept as evidence are in Chinese, whoever drafts them.
        if path.name in ("drafts.py", "proofs.py"):
            continue
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            parts: list[ast.expr] = []
            if isinstance(node, ast.JoinedStr):
                parts = node.values
            elif isinstance(node, ast.Attribute) and node.attr == "join":
                parts = [node.value]
            found += [
                f"{name}:{node.lineno}"
                for part in parts
                if isinstance(part, ast.Constant) and HAN.search(str(part.value))
            ]
    assert found == []


def opened(address: Address) -> tuple[str, str] | None:
    """A role and a relation to whom the address opens a page."""
    for role in ALL_ROLES:
        for relation in RELATIONS:
            if address.lets("get", role, relation):
                return role, relation
    return None


@pytest.mark.parametrize("address", TABLE.values(), ids=TABLE)
def test_no_page_mixes_languages(address: Address) -> None:
    """Each page as it opens, and as it answers a form sent empty, in either language."""
    whom = opened(address)
    if whom is None or address.files:
        return
    role, relation = whom
    world = World.begin()
    given = address.of(world, relation) if address.of else {}
    url = reverse(address.name, kwargs={} if address.rows is not None else given)
    browser = world.browser(role)
    for language, alien, known in LANGUAGES:
        for page in pages(browser, url, language, {}):
            assert mixed(page, alien, known) == [], language


def mixed(page: str, alien: re.Pattern[str], known: set[str]) -> list[str]:
    """What of a page is in the other language."""
    return [one for one in shown(page) if set(alien.findall(one)) - known]


def pages(browser: Client, url: str, language: str, *posts: dict[str, str]) -> list[str]:
    """What an address shows, and what it answers to forms; whatever they did is undone."""
    browser.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    found = []
    for said in (None, *posts):
        browser.cookies.pop("messages", None)
        with transaction.atomic():
            answer = browser.get(url) if said is None else browser.post(url, said)
            transaction.set_rollback(True)
        if answer.headers.get("Content-Type", "").startswith("text/html") and not answer.streaming:
            found.append(answer.content.decode())
    return found


WRONG = {
    "login": "x", "password": "x", "oldpassword": "x", "password1": "12345", "password2": "54321",
    "code": "000000",
}  # fmt: skip


@pytest.mark.parametrize("name", sorted(LIBRARY))
@pytest.mark.parametrize("role", ["", "unit_officer"])
def test_the_pages_of_sign_in_do_not_mix_languages(name: str, role: str) -> None:
    """Pages of the sign-in library too: as they open, sent empty, and sent with what is wrong."""
    try:
        url = reverse(name)
    except NoReverseMatch:
        return  # It needs a key, a code or a provider that no page leads to without one.
    browser = World.begin().browser(role)
    for language, alien, known in LANGUAGES:
        for page in pages(browser, url, language, {}, WRONG):
            assert mixed(page, alien, known) == [], language
