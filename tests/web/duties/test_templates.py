"""Templates are examples and without fault; rollover, effort, norms, and two versions word by word. 模板与结转。"""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from qinglian.model.unit_types import unit_types
from qinglian.web.accounts.models import User
from qinglian.web.core.moves import NotAllowed
from qinglian.web.duties.diffing import compared, runs
from qinglian.web.duties.effort import effort_of
from qinglian.web.duties.kinds import Holder
from qinglian.web.duties.lint import faults
from qinglian.web.duties.models import Duty, Item, Sending, Turn
from qinglian.web.duties.norms import against
from qinglian.web.duties.sampling import EXAMPLE, samples
from qinglian.web.duties.services.lists import item_put, list_make, version_issue
from qinglian.web.duties.services.sheets import (
    list_from_own,
    list_from_sample,
    list_rollover,
    unfinished,
)
from qinglian.web.units.models import Unit
from tests.web.duties.test_lists import GOOD

TODAY = date(2026, 3, 1)


@pytest.fixture
def second(person: Callable[..., User]) -> User:
    return person("programme_office", "county", name="office2", home="office")


@pytest.mark.parametrize("name", sorted(samples()))
def test_a_template_is_an_example_without_fault(name: str) -> None:
    one = samples()[name]
    assert one.title.startswith(EXAMPLE)
    assert set(one.of) <= set(unit_types())
    for said in one.items:
        assert [fault.name for fault in faults(Item(**said), one.kind)] == [], said["title"]


def test_the_five_and_the_types_are_there() -> None:
    found = samples().values()
    assert {one.holder for one in found if one.holder} == set(Holder.values) - {"other"}
    types = {name for one in found for name in one.of}
    assert {"agency", "state_firm", "hospital", "school", "village", "transport"} <= types
    assert {one.kind for one in found} == {"duty", "task", "power", "positive", "negative"}


def test_a_place_lays_its_own_beside_them(settings: Settings, tmp_path: Path) -> None:
    settings.CONFIG = replace(settings.CONFIG, data=tmp_path)
    (tmp_path / "lists").mkdir()
    (tmp_path / "lists" / "school.yaml").write_text(
        "title: 本县清廉学校清单\nkind: duty\nof: [school]\nitems: [{title: 食堂}]\n", "utf-8"
    )
    assert (samples()["school"].title, samples()["school"].own) == ("本县清廉学校清单", True)
    assert not samples()["village"].own


def test_a_list_out_of_each_template_can_be_issued(
    people: SimpleNamespace, bodies: dict[str, Unit], second: User
) -> None:
    for name in ("five_committee", "power_school", "negative_meetings"):
        made = list_from_sample(
            sample=samples()[name], owner_unit=bodies["county"], by=people.office
        )
        assert made.draft is not None
        assert version_issue(made.draft, by=second, valid_from=TODAY).status == "issued"
    power = list_make(title="权", kind="power", owner_unit=bodies["county"], by=people.office)
    assert power.draft is not None
    item_put(
        power.draft, by=people.office, title="受理", basis="示例", principal="村", supervisory="监"
    )
    with pytest.raises(NotAllowed, match="办理环节"):
        version_issue(power.draft, by=second, valid_from=TODAY)


def test_norms_answer_before_it_is_done(
    people: SimpleNamespace, bodies: dict[str, Unit], second: User,
    signed_in: Callable[[User], Client],
) -> None:  # fmt: skip
    for name in ("positive_meetings", "negative_meetings"):
        made = list_from_sample(
            sample=samples()[name], owner_unit=bodies["county"], by=people.office
        )
        assert made.draft is not None
        assert against(people.office, "接待") == [] or name == "negative_meetings"
        version_issue(made.draft, by=second, valid_from=TODAY)
    hits = against(people.office, "公务接待", Decimal(150))
    assert [one.state for one in hits] == ["above", "forbidden", "forbidden"]
    assert against(people.office, "接待", Decimal(100))[-1].state == "within"
    assert against(people.office, "接待", day=TODAY - timedelta(days=1)) == []
    assert against(people.school, "接待") == []
    page = signed_in(people.office).get(
        "/duties/lists/norms/", {"activity": "接待", "amount": "150"}
    )
    assert "超过上限" in page.content.decode()


def test_unfinished_items_go_on_next_year(
    people: SimpleNamespace, bodies: dict[str, Unit], second: User
) -> None:
    made = list_make(
        title="2026年清单", kind="duty", owner_unit=bodies["county"], by=people.office, year=2026
    )
    draft = made.draft
    assert draft is not None
    items = [
        item_put(draft, by=people.office, **{**GOOD, "title": f"事项{n}", "cycle": "once",
                                            "due_on": TODAY + timedelta(days=90)})
        for n in range(3)
    ]  # fmt: skip
    version = version_issue(draft, by=second, valid_from=TODAY)
    sending = Sending.objects.create(
        of=version,
        giver_unit=bodies["county"],
        begins_on=TODAY,
        ends_on=TODAY,
        made_by=people.office,
    )
    now = timezone.now()
    for item, status in ((items[0], "reviewed"), (items[1], "open")):
        for body in ("bureau", "school_bureau"):
            duty = Duty.objects.create(
                sending=sending, item=item, unit=bodies[body], giver_unit=bodies["county"]
            )
            Turn.objects.create(
                duty=duty, unit=duty.unit, giver_unit=duty.giver_unit, begins_on=TODAY, ends_on=TODAY,
                due_on=TODAY, status=status, **({"done_by": people.officer, "done_at": now,
                "reviewed_by": people.office, "reviewed_at": now} if status == "reviewed" else {}),
            )  # fmt: skip
    assert [(left, all_) for _item, left, all_ in unfinished(made)] == [(0, 2), (2, 2), (0, 0)]
    keys = [item.key for item in items[1:]]
    following = list_rollover(of=made, year=2027, keys=keys, by=people.office, title="2027年清单")
    assert following.rolled_from == made
    assert following.draft is not None
    assert list(following.draft.items.values_list("rolled_from", flat=True)) == keys
    assert not set(following.draft.items.values_list("key", flat=True)) & set(keys)
    for wrong in (2026, 2027):
        with pytest.raises(NotAllowed):
            list_rollover(of=made, year=wrong, keys=keys, by=people.office)


def test_a_list_of_ones_own_as_a_template(people: SimpleNamespace, bodies: dict[str, Unit]) -> None:
    own = list_make(
        title="模板",
        kind="duty",
        owner_unit=bodies["county"],
        by=people.office,
        template_for="school",
    )
    assert own.draft is not None
    item_put(own.draft, by=people.office, **GOOD)
    made = list_from_own(of=own, owner_unit=bodies["office"], by=people.office, title="新清单")
    assert made.draft is not None
    assert made.draft.items.get().title == GOOD["title"]


def test_words_are_marked() -> None:
    said = [(one.kind, one.text) for one in runs("每半年研究1次", "每季度研究2次")]
    assert ("same", "年研究") not in said
    assert "".join(text for kind, text in said if kind != "gone") == "每季度研究2次"
    assert "".join(text for kind, text in said if kind != "new") == "每半年研究1次"
    one, two = SimpleNamespace(key="a", title="甲"), SimpleNamespace(key="b", title="乙")
    new = SimpleNamespace(key="a", title="甲甲")
    found = compared([one, two], [new], ["title"], lambda item, field: getattr(item, field))
    assert [each.kind for each in found] == ["changed", "gone"]


def test_effort_follows_risk_or_is_flat() -> None:
    def item(weight: int, minutes: int, cycle: str = "year") -> Item:
        return Item(title="示例", weight=weight, minutes=minutes, cycle=cycle)

    assert effort_of([item(3, 60), item(1, 60)]).flat
    told = effort_of([item(1, 60, "month"), item(3, 60)])
    assert not told.flat
    assert [(one.item.weight, one.minutes, one.state) for one in told.lines] == [
        (3, 60, "light"), (1, 720, "heavy"),
    ]  # fmt: skip
    assert effort_of([]).lines == []
