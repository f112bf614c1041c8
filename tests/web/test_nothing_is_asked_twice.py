"""Every form that an officer of a unit can open arrives with what the system knows. 系统知道的不再问。"""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from django import forms
from django.urls import reverse

from qinglian.web.core.known import NEVER, TYPED, asked_in_vain
from qinglian.web.core.reporting import figures_between
from tests.web.addressing import Address, World
from tests.web.test_every_address import TABLE

ROLES = ("unit_officer", "unit_head")
"""Who fills in the forms of a unit."""


def forms_in(context: Any) -> Iterator[forms.BaseForm]:
    """Every form of a page, also those in sets and lists."""
    seen: set[int] = set()
    for layer in context or ():
        for value in list(getattr(layer, "dicts", [layer])):
            for one in value.values() if isinstance(value, dict) else ():
                for form in one if isinstance(one, (list, tuple, forms.BaseFormSet)) else [one]:
                    if isinstance(form, forms.BaseForm) and id(form) not in seen:
                        seen.add(id(form))
                        yield form


def opened(address: Address) -> bool:
    """Whether somebody of a unit opens the page for their own body."""
    return not address.files and any(address.lets("get", role, "own") for role in ROLES)


WALKED = {name: one for name, one in TABLE.items() if opened(one)}


@pytest.mark.parametrize("address", WALKED.values(), ids=WALKED)
def test_no_form_asks_what_the_system_knows(address: Address) -> None:
    world = World.begin()
    role = next(one for one in ROLES if address.lets("get", one, "own"))
    given = address.of(world, "own") if address.of else {}
    given = {} if address.rows is not None else given
    browser = world.browser(role)
    page = browser.get(reverse(address.name, kwargs=given))
    if not page.context:
        return
    labels: list[str] = []
    for form in forms_in(page.context):
        if not labels:
            user = world.person(f"holder-{role}", "own")
            said = figures_between(user, date(2026, 1, 1), date(2026, 12, 31))
            labels = [str(one.label) for one in said]
        assert asked_in_vain(form, about=bool(given), figures=labels) == []


class Bad(forms.Form):
    """A form as it should not be."""

    unit = forms.ChoiceField(label="承办单位", choices=[("1", "示例局")])
    phone = forms.CharField(label="联系电话", required=False)
    done_on = forms.DateField(label="何时做完")
    count = forms.IntegerField(label="督办按期办结", required=False)
    title = forms.CharField(label="事项")


def test_the_walk_sees_what_is_asked_in_vain() -> None:
    names = {
        key.rpartition(".")[2] for key in asked_in_vain(Bad(), about=True, figures=["督办按期办结"])
    }
    assert names == {"unit", "phone", "done_on", "count", "title"}
    filled = Bad(initial={"unit": "1", "done_on": date(2026, 6, 1), "title": "示例"})
    left = {key.rpartition(".")[2] for key in asked_in_vain(filled, about=True)}
    assert left == {"phone"}
    assert "title" not in {key.rpartition(".")[2] for key in asked_in_vain(Bad(), about=False)}


def test_what_only_a_person_knows_says_why() -> None:
    assert all(str(why).strip() for why in TYPED.values())
    assert "联系电话" in NEVER
