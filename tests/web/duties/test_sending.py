"""A list is prepared, looked at, approved by another, sent, received, recalled. 下发。"""

from collections.abc import Callable
from datetime import date, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from qinglian.web.accounts.models import User
from qinglian.web.audit.models import Record
from qinglian.web.burden.models import AskedUnit
from qinglian.web.core.moves import NotAllowed, Overtaken
from qinglian.web.duties.models import Duty, ListVersion, Sending, Turn
from qinglian.web.duties.preview import preview_of
from qinglian.web.duties.services.sending import (
    cap_set,
    sending_anyway,
    sending_make,
    sending_recall,
    sending_receive,
    sending_send,
)
from qinglian.web.units.models import Line, Unit
from qinglian.web.units.reach import reach_rebuild
from tests.web.conftest import BEGUN
from tests.web.duties.lists import version_of

Bodies = dict[str, Unit]
Send = Callable[..., Sending]
Listed = Callable[..., ListVersion]


@pytest.fixture
def draft(people: SimpleNamespace, second: User, bodies: Bodies, year: tuple[date, date]) -> Any:
    def make(version: ListVersion, *units: str, **more: Any) -> Sending:
        said: dict[str, Any] = {
            "of": version, "items": version.items.all(), "begins_on": year[0], "ends_on": year[1],
            "by": people.office, "units": [bodies[one] for one in units], "approver": second,
        }  # fmt: skip
        return sending_make(**{**said, **more})

    return make


def test_to_whom_it_applies_and_what_it_costs(
    bodies: Bodies, listed: Listed, draft: Any, holds: Callable[..., None]
) -> None:
    holds(bodies["bureau"], "P1")
    holds(bodies["market"], "P9")
    version = listed({"applies_powers": ["P1"], "minutes": 20}, {"applies_levels": ["county"]})
    plan = preview_of(draft(version, "bureau", "market", "station"))
    first, other = plan.goes
    assert (first.units, first.not_["power"], first.not_["no_powers"]) == (1, 1, 1)
    assert (other.units, other.not_["level"]) == (2, 1)
    assert {one.unit.pk for one in plan.reached} == {bodies["bureau"].pk, bodies["market"].pk}
    turns = len(first.periods)
    assert turns in (11, 12)
    assert plan.minutes == 20 * turns + 2 * 30 * turns
    assert sum(minutes for _month, minutes, _most in plan.months) == plan.minutes


def test_sent_by_another_person_makes_duties_and_turns_and_the_ledger(
    people: SimpleNamespace, bodies: Bodies, second: User, listed: Listed, draft: Any
) -> None:
    found = draft(listed({}, {"cycle": "once"}), "bureau", "market")
    with pytest.raises(NotAllowed):
        sending_send(sending=found, by=people.office)
    with pytest.raises(NotAllowed):
        sending_send(sending=found, by=people.county)
    sent = sending_send(sending=found, by=second, digest=preview_of(found).digest)
    assert sent.status == "sent"
    assert sent.approved_by == second
    assert Duty.objects.filter(sending=sent).count() == 4
    assert Turn.objects.filter(duty__unit=bodies["bureau"]).count() in (2, 3)
    assert set(AskedUnit.objects.values_list("unit", flat=True)) == {
        bodies["bureau"].pk, bodies["market"].pk,
    }  # fmt: skip
    assert Record.objects.filter(action="sending.sent", object_id=sent.public_id).exists()
    with pytest.raises(Overtaken):
        sending_send(sending=found, by=second)


def test_a_preview_that_changed_is_looked_at_again(
    bodies: Bodies, second: User, listed: Listed, draft: Any, holds: Callable[..., None]
) -> None:
    found = draft(listed({"applies_powers": ["P1"]}, {}), "bureau")
    digest = preview_of(found).digest
    holds(bodies["bureau"], "P1")
    with pytest.raises(Overtaken):
        sending_send(sending=found, by=second, digest=digest)
    assert not Duty.objects.exists()


def test_the_database_holds_the_second_person(
    people: SimpleNamespace, listed: Listed, draft: Any
) -> None:
    found = draft(listed(), "bureau")
    for said in ({"approved_by": people.office}, {"approver": people.office}, {"status": "sent"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Sending.objects.filter(pk=found.pk).update(**said)


def test_only_the_body_that_made_a_list_sends_it_and_only_to_bodies_below(
    people: SimpleNamespace, bodies: Bodies, listed: Listed, draft: Any
) -> None:
    with pytest.raises(NotAllowed):
        draft(listed(), "bureau", by=people.officer, approver=None)
    with pytest.raises(NotAllowed):
        draft(listed(), "city_bureau")
    with pytest.raises(NotAllowed):
        draft(listed(), "bureau", by=people.team, approver=None)


def test_what_a_body_has_is_not_sent_again(
    bodies: Bodies, send: Send, listed: Listed, draft: Any, second: User
) -> None:
    version = listed({}, {})
    send("bureau", of=version)
    plan = preview_of(draft(version, "bureau", "market"))
    assert [one.doubled for one in plan.goes] == [1, 1]
    assert [one.units for one in plan.goes] == [1, 1]


def test_alike_is_proposed_and_left_out_unless_said_otherwise(
    people: SimpleNamespace, bodies: Bodies, send: Send, listed: Listed, draft: Any
) -> None:
    send("bureau", of=listed({"title": "每月开展党风廉政谈心谈话"}))
    other = listed({"title": "每月开展党风廉政谈心谈话活动"}, {"title": "公开采购结果"})
    found = draft(other, "bureau", "market")
    plan = preview_of(found)
    assert [(one.item.title, one.units, one.anyway) for one in plan.alike] == [
        ("每月开展党风廉政谈心谈话活动", 1, False)
    ]
    assert [(one.units, one.left_out) for one in plan.goes] == [(1, 1), (2, 0)]
    again = sending_anyway(sending=found, anyway=[plan.alike[0].key], by=people.office)
    assert [(one.units, one.left_out) for one in preview_of(again).goes] == [(2, 0), (2, 0)]


def test_a_new_version_takes_the_place_of_the_old_one(
    people: SimpleNamespace, bodies: Bodies, send: Send, listed: Listed, second: User
) -> None:
    first = listed({"key": "SX-1"})
    send("bureau", of=first)
    old = Duty.objects.get()
    newer = version_of(
        bodies["office"], people.office, second, {"key": "SX-1", "title": "改了"}, of=first.of
    )
    sent = send("bureau", of=newer)
    old.refresh_from_db()
    assert old.ended_on == sent.begins_on
    assert set(old.turns.values_list("status", flat=True)) == {"dropped"}
    assert Duty.objects.get(sending=sent).item.title == "改了"


def test_stations_get_ten_items_and_the_lightest_stay_behind(
    people: SimpleNamespace, bodies: Bodies, listed: Listed, draft: Any, second: User
) -> None:
    version = listed(*({"weight": 3 if place < 8 else 1} for place in range(12)))
    found = draft(version, "station", "bureau")
    plan = preview_of(found)
    by_unit = {one.unit.pk: one for one in plan.loads}
    station = by_unit[bodies["station"].pk]
    assert (len(station.items), len(station.cut), station.over) == (10, 2, True)
    assert {one.item.weight for one in station.cut} == {1}
    assert len(by_unit[bodies["bureau"].pk].items) == 12
    reasoned = sending_make(
        of=version, items=version.items.all(), units=[bodies["station"]], by=people.office,
        begins_on=found.begins_on, ends_on=found.ends_on, sending=found, over_reason="示例理由",
    )  # fmt: skip
    assert len(preview_of(reasoned).loads[0].items) == 12
    cap_set(giver_unit=bodies["office"], level="station", most=5, reason="示例", by=second)
    assert len(preview_of(draft(version, "station")).loads[0].items) == 5


def received(send: Send, people: SimpleNamespace, bodies: Bodies, version: ListVersion) -> Sending:
    sent = send("bureau", of=version)
    sending_receive(sending=sent, unit=bodies["bureau"], by=people.officer)
    return sent


def test_each_level_can_only_shrink(
    people: SimpleNamespace, bodies: Bodies, send: Send, listed: Listed, draft: Any,
    person: Callable[..., User],
) -> None:  # fmt: skip
    version = listed({"minutes": 30}, {"minutes": 30})
    first, second_item = version.items.all()
    sent = send("bureau", of=version, items=[first])
    said = {"by": people.officer, "parent": sent, "approver": None, "items": [first]}
    with pytest.raises(NotAllowed):
        draft(version, "station", **said)
    sending_receive(sending=sent, unit=bodies["bureau"], by=people.officer)
    for wrong in (
        {"items": [first, second_item]},
        {"shrunk": {first.pk: (31, 0)}},
        {"begins_on": sent.begins_on - timedelta(days=1)},
        {"ends_on": sent.ends_on + timedelta(days=1)},
    ):
        with pytest.raises(NotAllowed):
            draft(version, "station", **{**said, **wrong})
    with pytest.raises(NotAllowed):
        draft(version, "market", **said)
    found = draft(version, "station", **said, shrunk={first.pk: (15, 4)})
    boss = person("authority_head", "bureau")
    handed = sending_send(sending=found, by=boss)
    duty = Duty.objects.get(sending=handed)
    assert (handed.level, handed.top, duty.minutes) == (2, sent, 15)
    above = Turn.objects.filter(duty__sending=sent).order_by("due_on")
    below = Turn.objects.filter(duty=duty).order_by("due_on")
    for upper, lower in zip(above, below, strict=False):
        assert lower.begins_on == upper.begins_on
        assert lower.due_on > upper.due_on


def test_a_third_level_keeps_what_the_second_shrank(
    people: SimpleNamespace, bodies: Bodies, send: Send, listed: Listed, draft: Any,
    person: Callable[..., User],
) -> None:  # fmt: skip
    bodies["post"] = Unit.objects.create(
        code="9901098", name="示例点", level="station", valid_from=BEGUN
    )
    Line.objects.create(
        kind="belongs", upper=bodies["station"], lower=bodies["post"], valid_from=BEGUN
    )
    reach_rebuild()
    version = listed({"minutes": 30})
    item = version.items.get()
    sent = received(send, people, bodies, version)
    handed = sending_send(
        sending=draft(
            version, "station", by=people.officer, parent=sent, approver=None,
            shrunk={item.pk: (10, 5)},
        ),
        by=person("authority_head", "bureau"),
    )  # fmt: skip
    sending_receive(sending=handed, unit=bodies["station"], by=people.station)
    for wrong in ((11, 5), (10, 4)):
        with pytest.raises(NotAllowed):
            draft(
                version, "post", by=people.station, parent=handed, approver=None,
                shrunk={item.pk: wrong},
            )  # fmt: skip
    third = draft(
        version, "post", by=people.station, parent=handed, approver=None, shrunk={item.pk: (10, 5)}
    )
    assert (third.level, third.top) == (3, sent)


def test_received_once_with_one_click(
    people: SimpleNamespace, bodies: Bodies, send: Send, listed: Listed
) -> None:
    sent = send("bureau", of=listed({}, {}, {}))
    with pytest.raises(NotAllowed):
        sending_receive(sending=sent, unit=bodies["bureau"], by=people.market)
    with pytest.raises(NotAllowed):
        sending_receive(sending=sent, unit=bodies["bureau"], by=people.team)
    assert sending_receive(sending=sent, unit=bodies["bureau"], by=people.officer) == 3
    with pytest.raises(Overtaken):
        sending_receive(sending=sent, unit=bodies["bureau"], by=people.officer)


def test_recalled_with_all_that_was_handed_on(
    people: SimpleNamespace, bodies: Bodies, send: Send, listed: Listed, draft: Any, second: User,
    person: Callable[..., User],
) -> None:  # fmt: skip
    version = listed()
    sent = received(send, people, bodies, version)
    handed = sending_send(
        sending=draft(version, "station", by=people.officer, parent=sent, approver=None),
        by=person("authority_head", "bureau"),
    )
    with pytest.raises(NotAllowed):
        sending_recall(sending=sent, by=people.officer, reason="示例")
    sending_recall(sending=sent, by=second, reason="示例：文件改了")
    handed.refresh_from_db()
    assert handed.status == "recalled"
    assert not Duty.objects.filter(ended_on=None).exists()
    assert set(Turn.objects.values_list("status", flat=True)) == {"dropped"}
    assert not AskedUnit.objects.filter(counts=True).exists()
