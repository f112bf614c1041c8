"""How far, how late, how thin; who it has not reached. 责任传导。"""

from collections.abc import Callable
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from qinglian.web.accounts.models import User
from qinglian.web.duties.models import ListVersion, Sending, Turn
from qinglian.web.duties.services.sending import sending_make, sending_receive, sending_send
from qinglian.web.duties.services.turns import turn_done
from qinglian.web.duties.transmission import decay, levels_of
from qinglian.web.units.models import Unit


@pytest.fixture
def chain(
    people: SimpleNamespace, bodies: dict[str, Unit], send: Callable[..., Sending],
    listed: Callable[..., ListVersion], person: Callable[..., User],
) -> Sending:  # fmt: skip
    """To the bureau, which hands one of two items on to its station, and to the market bureau, which does nothing."""
    version = listed({"cycle": "once"}, {"cycle": "once"})
    sent = send("bureau", "market", of=version)
    sending_receive(sending=sent, unit=bodies["bureau"], by=people.officer)
    handed = sending_make(
        of=version, items=[version.items.first()], units=[bodies["station"]], by=people.officer,
        parent=sent, begins_on=sent.begins_on, ends_on=sent.ends_on,
    )  # fmt: skip
    sending_send(sending=handed, by=person("authority_head", "bureau"))
    Turn.objects.update(due_on=timezone.localdate() - timedelta(days=7))
    for turn in Turn.objects.filter(unit=bodies["bureau"]):
        turn_done(turn=turn, by=people.officer, text="一样的话")
    return sent


def test_level_by_level(chain: Sending, people: SimpleNamespace, bodies: dict[str, Unit]) -> None:
    first, below = levels_of(chain, people.office)
    assert (first.should, first.reached, first.signed, first.done) == (2, 2, 1, 1)
    assert {one.unit.pk: one.state for one in first.bodies} == {
        bodies["bureau"].pk: "late", bodies["market"].pk: "unsigned",
    }  # fmt: skip
    assert (first.delay, first.items) == (0, 2)
    assert (below.should, below.reached, below.signed, below.items) == (1, 1, 0, 1)
    assert below.bodies[0].above == bodies["bureau"].name
    assert (first.share, below.share) == (0.5, 0.0)
    assert [less for _level, less in decay([first, below])] == [0.0, 0.5]


def test_whom_nobody_handed_it_on_to_is_missing(
    send: Callable[..., Sending], people: SimpleNamespace, bodies: dict[str, Unit]
) -> None:
    sent = send("bureau")
    first, below = levels_of(sent, people.office)
    assert first.reached == 1
    assert [(one.unit, one.state) for one in below.bodies] == [(bodies["station"], "missing")]


def test_an_item_for_bureaus_alone_is_not_missed_below(
    send: Callable[..., Sending], listed: Callable[..., ListVersion], people: SimpleNamespace
) -> None:
    sent = send("bureau", of=listed({"applies_levels": ["county"]}))
    assert len(levels_of(sent, people.office)) == 1


def test_words_that_two_bodies_share_are_counted(
    chain: Sending, people: SimpleNamespace, bodies: dict[str, Unit]
) -> None:
    assert levels_of(chain, people.office)[0].own == 1.0
    market = Turn.objects.filter(unit=bodies["market"]).first()
    turn_done(turn=market, by=people.market, text="一样的话")
    assert levels_of(chain, people.office)[0].own == 0.0


def test_the_page_leads_to_the_bodies_behind_each_number(
    chain: Sending, people: SimpleNamespace, signed_in: Callable[[User], Client]
) -> None:
    client: Any = signed_in(people.office)
    page = client.get(f"/duties/sendings/{chain.public_id}/map/").content.decode()
    assert "责任传导图" in page
    assert "<svg" in page
    page = client.get(
        f"/duties/sendings/{chain.public_id}/map/?level=1&state=unsigned"
    ).content.decode()
    assert "示例县市场监督管理局" in page
    assert (
        signed_in(people.market).get(f"/duties/sendings/{chain.public_id}/map/").status_code == 404
    )
