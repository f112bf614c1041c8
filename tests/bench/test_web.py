"""The bench of the site at its smallest: what it draws agrees with itself, and every page it visits answers."""

import random

import pytest
from django.db import connection

from bench.web import counting, load
from bench.web.pages import View, views, visitors
from bench.web.seeding import Size, seed
from bench.web.turning import signals_add, turned
from qinglian.web.alerts.models import Alert
from qinglian.web.audit.checking import check
from qinglian.web.runs.models import Signal

pytestmark = pytest.mark.slow

SIZE = Size(bodies=40, people=400, alerts=60, records=400)


@pytest.mark.django_db
def test_a_small_city_is_whole_and_its_pages_ask_few_statements() -> None:
    seed(SIZE)
    connection.check_constraints()
    assert check().findings == ()
    assert Alert.objects.count() == SIZE.alerts
    assert set(Alert.objects.values_list("status", flat=True)) >= {"closed", "declined"}
    who = visitors(random.Random(1), 5)
    assert {one.role for one in who} == {
        "triage_officer", "unit_officer", "leader", "unit_head", "authority_handler",
    }  # fmt: skip
    found = counting.count(who, alerts=5)
    assert {page for page, _ in found} == {"desk", "list", "alert", "cockpit"}
    assert max(max(counts) for counts in found.values()) <= counting.MOST
    assert len(views(random.Random(1), who, 30)) == 30


@pytest.mark.django_db
def test_signals_become_alerts_once() -> None:
    seed(SIZE)
    run = signals_add(50)
    _, first, writes = turned(run)
    assert first.opened > 20
    assert writes > 0
    assert not Signal.objects.filter(of_alert=None).exists()
    _, again, writes = turned(run)
    assert (again.opened, writes) == (0, 0)


def test_what_was_not_answered_took_for_ever() -> None:
    view = View("desk", "leader", "/desk/", "")
    taken = [load.Taken(view, 0.1, 200)] * 9 + [load.Taken(view, 0.01, 500)]
    assert load.share(taken, 0.5) == 0.1
    assert load.share(taken, 0.95) == float("inf")
    moments = load.schedule(random.Random(1), 20, 10)
    assert 120 < len(moments) < 280
    assert moments == sorted(moments)
