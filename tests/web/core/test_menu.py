"""The menu: sections of what one may open, and the pages of the one where one is. 菜单。"""

import pytest
from django.urls import reverse

from qinglian.web.accounts.roles import Role
from qinglian.web.core.menu import SECTIONS, items, menu

pytestmark = pytest.mark.django_db


class Asked:
    def __init__(self, user, path):
        self.user, self.path = user, path


def test_every_entry_stands_in_a_section_and_in_one_place():
    places = [item.place for item in items()]
    assert all(place >= SECTIONS[0][0] for place in places)
    assert len(set(places)) == len(places), "two entries of the menu share a place"


def test_a_section_shows_its_pages_where_one_is(person):
    user = person(Role.PROGRAMME_OFFICE, "county")
    found = menu(Asked(user, reverse("tasks:tasks")))
    here = [section for section in found if section["here"]]
    assert len(here) == 1
    assert [one["url"] for one in here[0]["entries"] if one["here"]] == [reverse("tasks:tasks")]
    assert found[0]["url"] == reverse("desk")


def test_a_page_below_a_list_belongs_to_it(person):
    user = person(Role.PROGRAMME_OFFICE, "county")
    found = menu(Asked(user, reverse("tasks:tasks") + "DB0000000000/"))
    assert [one["url"] for section in found for one in section["entries"] if one["here"]] == [
        reverse("tasks:tasks")
    ]


def test_nobody_sees_a_section_without_a_page(person):
    user = person(Role.AUDIT_ADMIN, "county")
    for section in menu(Asked(user, "/")):
        assert section["entries"]
        if len(section["entries"]) == 1:
            assert section["label"] == section["entries"][0]["label"]


def test_who_may_open_nothing_has_no_menu(person):
    assert menu(Asked(person(Role.PROJECT_PARTY, "county"), "/")) == []
