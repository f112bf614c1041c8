"""Every address of the site: who gets through, to what, by which line; and that none is missing in the table."""

import logging
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.urls import URLResolver, get_resolver, reverse

from tests.web.addressing import ALL_ROLES, ANONYMOUS, RELATIONS, Address, World

TABLE: dict[str, Address] = {}
LIBRARY: set[str] = set()
"""Names of the sign-in library: known, and not ours to test beyond that."""
for _file in sorted((Path(__file__).parent / "addresses").glob("*.py")):
    _module = import_module(f"tests.web.addresses.{_file.stem}")
    TABLE |= {one.name: one for one in _module.ADDRESSES}
    for _names in ("LIBRARY", "NOT_OFFERED"):
        LIBRARY |= {name for line in getattr(_module, _names, ()) for name in line.split()}

SHUT = (401, 403, 404, 405)


@pytest.fixture(autouse=True)
def _quiet() -> Iterator[None]:
    """Refusals are what is looked for here, not trouble to be logged."""
    logging.disable(logging.ERROR)
    yield
    logging.disable(logging.NOTSET)


def names(resolver: Any = None, space: str = "") -> Iterator[str]:
    for one in (resolver or get_resolver()).url_patterns:
        if isinstance(one, URLResolver):
            yield from names(one, space + (f"{one.namespace}:" if one.namespace else ""))
        else:
            yield f"{space}{one.name}"


def asked(client: Client, method: str, url: str) -> tuple[bool, int]:
    """Whether one gets through, and the status; whatever it did is undone."""
    with transaction.atomic():
        response = getattr(client, method)(url)
        transaction.set_rollback(True)
    sign_in = response.status_code == 302 and response["Location"].startswith(
        reverse("account_login")
    )
    return response.status_code not in SHUT and not sign_in, response.status_code


def test_every_address_has_its_line() -> None:
    found = set(names())
    assert found - set(TABLE) - LIBRARY == set(), "add a line to tests/web/addresses/<app>.py"
    assert set(TABLE) | LIBRARY == found, "lines without an address"


@pytest.mark.slow
@pytest.mark.parametrize("address", TABLE.values(), ids=TABLE)
def test_who_gets_through(address: Address) -> None:
    world = World.begin()
    wrong = []
    for relation in address.relations:
        url = reverse(address.name, kwargs=_arguments(address, world, relation))
        for role in (ANONYMOUS, *ALL_ROLES) if relation == "own" else ALL_ROLES:
            for method in ("get", "post"):
                let = address.lets(method, role, relation)
                if role == ANONYMOUS:
                    let = address.anonymous and bool(
                        address.get if method == "get" else address.post
                    )
                through, status = asked(world.browser(role), method, url)
                if through != let or (status >= 500 and not address.files):
                    wrong.append(f"{method} {role or 'anonymous'} {relation}: {status}, {let=}")
    assert wrong == []


def test_what_is_not_offered_is_not_there() -> None:
    from tests.web.addresses.core import NOT_OFFERED

    given = {
        "account_confirm_email": {"key": "a"},
        "account_reset_password_from_key": {"uidb36": "1", "key": "a"},
    }
    for name in " ".join(NOT_OFFERED).split():
        assert Client().get(reverse(name, kwargs=given.get(name))).status_code == 404, name


def test_whoever_is_not_signed_in_is_sent_to_sign_in() -> None:
    world = World.begin()
    sent = {}
    for address in TABLE.values():
        if not address.anonymous:
            url = reverse(address.name, kwargs=_arguments(address, world, "own"))
            response = Client().get(url)
            sent[address.name] = response.headers.get("Location", "").partition("?")[0]
    assert set(sent.values()) == {reverse("account_login")}, sent


@pytest.mark.parametrize(
    "address", [one for one in TABLE.values() if one.rows is not None], ids=lambda one: one.name
)
def test_a_list_shows_what_one_may_open_and_nothing_else(address: Address) -> None:
    world = World.begin()
    assert address.of
    assert address.text
    assert address.rows is not None
    for relation in RELATIONS:
        address.of(world, relation)
    url = reverse(address.name)
    wrong = []
    for role in ALL_ROLES:
        page = world.browser(role).get(url)
        shown = (
            page.content.decode().partition('<div id="list">')[2] if page.status_code == 200 else ""
        )
        said = address.rows.get(role, "").split()
        for relation in RELATIONS:
            expected = "*" in said or relation in said
            if (address.text(world, relation) in shown) != expected:
                wrong.append(f"{role} {relation} {expected=}")
    assert wrong == []


def _arguments(address: Address, world: World, relation: str) -> dict[str, Any]:
    if address.of is None or address.rows is not None:
        return {}
    return address.of(world, relation)
