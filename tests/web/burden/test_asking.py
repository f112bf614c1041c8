"""What is asked of bodies stands in a ledger, and above the cap somebody else approves by name. 记账与上限。"""

from collections.abc import Callable
from datetime import date

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from qinglian.web.accounts.models import User
from qinglian.web.burden.kinds import CAPS
from qinglian.web.burden.models import Ask, AskedUnit
from qinglian.web.burden.preview import preview
from qinglian.web.burden.services.asking import OverCap, ask, ask_confirm, withdraw
from qinglian.web.core.moves import NotAllowed, Overtaken
from qinglian.web.units.models import Unit

DAY = date(2026, 6, 17)
CAP = CAPS["station"]
Bodies = dict[str, Unit]
Person = Callable[..., User]


@pytest.fixture
def giver(person: Person) -> User:
    return person("authority_handler", "bureau")


@pytest.fixture
def asks(bodies: Bodies, giver: User) -> Callable[..., Ask]:
    """Ask the station for something."""

    def make(n: int, **said: object) -> Ask:
        of = {
            "kind": "form", "on": None, "title": "示例季度报表", "giver_unit": bodies["bureau"],
            "minutes": {bodies["station"].pk: n}, "on_day": DAY, "by": giver,
        }  # fmt: skip
        return ask(**{**of, **said})

    return make


def test_a_request_up_to_the_cap_needs_nobody(asks: Callable[..., Ask], bodies: Bodies) -> None:
    made = asks(CAP)
    assert (made.units, made.minutes, made.over, made.month) == (1, CAP, 0, date(2026, 6, 1))
    one = made.asked.get()
    assert (one.before, one.minutes, one.cap, one.over) == (0, CAP, CAP, False)


def test_one_minute_above_the_cap_is_refused_without_a_name(asks: Callable[..., Ask]) -> None:
    asks(CAP)
    with pytest.raises(OverCap) as refused:
        asks(1, title="另一件")
    assert refused.value.cost.over[0].after == CAP + 1
    assert Ask.objects.count() == 1


def test_another_month_has_its_own_cap(asks: Callable[..., Ask]) -> None:
    asks(CAP)
    assert asks(CAP, on_day=date(2026, 7, 1), title="七月的").over == 0


def test_the_approver_is_somebody_else(
    asks: Callable[..., Ask], giver: User, person: Person
) -> None:
    with pytest.raises(NotAllowed, match="不能自己批准"):
        asks(CAP + 1, approved_by=giver)
    made = asks(CAP + 1, approved_by=person("unit_head", "bureau"))
    assert (made.over, made.confirmed) == (1, None)


def test_the_database_refuses_what_a_hand_would_write(
    asks: Callable[..., Ask], bodies: Bodies, giver: User, person: Person
) -> None:
    made = asks(CAP)
    row = AskedUnit(unit=bodies["station"], month=made.month, minutes=1, cap=CAP)
    other = Ask.objects.create(
        kind="form",
        on_title="示例",
        giver_unit=bodies["bureau"],
        on_day=DAY,
        month=made.month,
        by=giver,
    )
    row.ask = other
    with pytest.raises(IntegrityError, match="above the cap"), transaction.atomic():
        row.save()
    with pytest.raises(IntegrityError), transaction.atomic():
        made.asked.update(minutes=CAP + 1)
    with pytest.raises(IntegrityError), transaction.atomic():
        Ask.objects.filter(pk=other.pk).update(over=1)
    with pytest.raises(IntegrityError), transaction.atomic():
        Ask.objects.filter(pk=other.pk).update(approved_by=giver)
    Ask.objects.filter(pk=other.pk).update(approved_by=person("unit_head", "bureau"))
    row.save()


def test_what_is_taken_back_no_longer_counts(asks: Callable[..., Ask], giver: User) -> None:
    made = asks(CAP)
    assert withdraw(of=made, by=giver, reason="已有数据") == 1
    made.refresh_from_db()
    assert (made.units, made.minutes, made.withdrawn_by) == (0, 0, giver)
    assert asks(CAP, title="换一件").over == 0
    assert withdraw(of=made, by=giver, reason="再撤") == 0


def test_the_same_thing_is_written_down_once(
    asks: Callable[..., Ask], bodies: Bodies, giver: User
) -> None:
    on = bodies["county"]
    on.public_id = "示例-1"
    first = asks(30, on=on)
    again = asks(30, on=on)
    assert again == first
    assert AskedUnit.objects.count() == 1
    more = asks(30, on=on, minutes={bodies["station"].pk: 30, bodies["market"].pk: 30})
    assert more != first
    assert [one.unit for one in more.asked.all()] == [bodies["market"]]
    assert withdraw(on=on, units=[bodies["market"]], by=giver, reason="不用来") == 1
    first.refresh_from_db()
    assert first.withdrawn_at is None


def test_a_body_asks_nothing_of_itself(asks: Callable[..., Ask], bodies: Bodies) -> None:
    made = asks(30, minutes={bodies["bureau"].pk: 30, bodies["station"].pk: 30})
    assert made.units == 1
    assert asks(30, minutes={bodies["bureau"].pk: 30}) is None


def test_only_the_named_approver_confirms_and_once(
    asks: Callable[..., Ask], giver: User, person: Person
) -> None:
    head = person("unit_head", "bureau")
    made = asks(CAP + 1, approved_by=head)
    with pytest.raises(NotAllowed):
        ask_confirm(asked=made, by=giver, agree=True)
    with pytest.raises(NotAllowed, match="理由"):
        ask_confirm(asked=made, by=head, agree=False)
    assert ask_confirm(asked=made, by=head, agree=False, text="我没有批过").confirmed is False
    with pytest.raises(Overtaken):
        ask_confirm(asked=made, by=head, agree=True)


def test_the_preview_says_what_was_asked_already(
    asks: Callable[..., Ask], bodies: Bodies, person: Person
) -> None:
    asks(CAP - 10, title="关于报送2026年第一季度廉政谈话情况报表的通知")
    station = bodies["station"].pk
    seen = preview(
        {station: 20, bodies["market"].pk: 20},
        DAY,
        kind="form",
        title="报送第二季度廉政谈话情况报表",
    )
    assert (seen.units, seen.minutes, seen.needs_approver) == (2, 40, True)
    assert [(one.unit.pk, one.before, one.after) for one in seen.over] == [
        (station, CAP - 10, CAP + 10)
    ]
    assert [(one.units, one.share >= 0.6) for one in seen.alike] == [(1, True)]
    for kind, title in (("meeting", "报送第二季度廉政谈话情况报表"), ("form", "农机补贴发放名册")):
        assert preview({station: 1}, DAY, kind=kind, title=title).alike == []
    assert preview({bodies["market"].pk: 1}, DAY, kind="form", title="廉政谈话情况报表").alike == []
    # Somebody of another body learns that there is one, not which.
    other = preview(
        {station: 1},
        DAY,
        kind="form",
        title="廉政谈话情况报表",
        user=person("unit_officer", "market"),
    )
    assert (other.alike, other.alike_hidden) == ([], 1)


def test_two_thousand_bodies_are_asked_in_few_statements(giver: User, bodies: Bodies) -> None:
    units = Unit.objects.bulk_create(
        Unit(code=f"9909{n:05d}", name=f"示例站所{n}", level="station", valid_from=date(2020, 1, 1))
        for n in range(2_000)
    )
    with CaptureQueriesContext(connection) as asked:
        made = ask(
            kind="form", on=None, title="示例", giver_unit=bodies["county"], on_day=DAY, by=giver,
            minutes=dict.fromkeys([one.pk for one in units], 30),
        )  # fmt: skip
    assert len(asked) < 40
    assert (made.units, made.minutes) == (2_000, 60_000)
