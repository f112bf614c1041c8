"""Chinese and English are complete: every text has its English, no page mixes them, and terms are one."""

import re
from collections import defaultdict

import pytest
from django.conf import settings
from django.db import transaction
from django.test import Client
from django.urls import reverse

from tests.web.addressing import ALL_ROLES, RELATIONS, Address, World
from tests.web.test_every_address import TABLE
from tests.web.texts import HAN, LATIN, apps, asked, english, shown

APPS = apps()
PLACES = re.compile(r"%\(\w+\)[sd]|%[sd]|%%|\{\w*\}")
LATIN_WORDS = {
    *("Excel", "xlsx", "CSV", "OCDS", "GB", "MB", "SHA", "Wilson"),
    *("qinglian", "manage", "team", "key"),
}  # fmt: skip
"""What stands on Chinese pages in Latin letters: names of formats and of methods, one command."""


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
    for language, alien, known in (("en", HAN, set()), ("zh-hans", LATIN, LATIN_WORDS)):
        for page in pages(browser, url, language):
            found = {word for text in shown(page) for word in alien.findall(text)} - known
            assert found == set(), (language, [one for one in shown(page) if alien.search(one)])


def pages(browser: Client, url: str, language: str) -> list[str]:
    """What an address shows and what it answers to an empty form; whatever that did is undone."""
    browser.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    found = []
    for method in ("get", "post"):
        browser.cookies.pop("messages", None)
        with transaction.atomic():
            answer = getattr(browser, method)(url)
            transaction.set_rollback(True)
        if answer.headers.get("Content-Type", "").startswith("text/html") and not answer.streaming:
            found.append(answer.content.decode())
    return found
