"""Lists: drafted, issued by a second person, then for ever as they are. 清单的版本。"""

from collections.abc import Callable
from datetime import date, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import DatabaseError, transaction

from qinglian.web.accounts.models import User
from qinglian.web.core.moves import NotAllowed, Overtaken
from qinglian.web.duties.kinds import VersionStatus
from qinglian.web.duties.models import DutyList, Item, ListVersion
from qinglian.web.duties.services.lists import (
    item_drop,
    item_move,
    item_put,
    list_make,
    version_draft,
    version_drop,
    version_issue,
)
from qinglian.web.units.models import Unit

DAY = date(2026, 3, 1)
GOOD: dict[str, Any] = {
    "title": "听取清廉建设汇报", "target": "每半年听取汇报1次，议定事项办结率100%",
    "measure": "常委会听取专题汇报，逐项议定责任单位和期限",
    "check_by": "年底由派驻组对照纪要抽看三项议定事项", "feedback": "纪要十日内印发各责任单位",
    "principal": "县委", "supervisory": "县纪委监委", "first_person": "县委书记",
    "dual_duty": "各常委", "cycle": "half",
}  # fmt: skip
"""An item without a fault."""


@pytest.fixture
def second(person: Callable[..., User]) -> User:
    return person("programme_office", "county", name="office2", home="office")


@pytest.fixture
def made(people: SimpleNamespace, bodies: dict[str, Unit]) -> DutyList:
    return list_make(
        title="示例责任清单", kind="duty", owner_unit=bodies["office"], by=people.office
    )


def issued(made: DutyList, people: SimpleNamespace, second: User) -> ListVersion:
    draft = made.draft
    assert draft is not None
    item_put(draft, by=people.office, **GOOD)
    return version_issue(draft, by=second, valid_from=DAY)


def test_somebody_else_issues_it(made: DutyList, people: SimpleNamespace, second: User) -> None:
    draft = made.draft
    assert draft is not None
    with pytest.raises(NotAllowed, match="还没有事项"):
        version_issue(draft, by=second, valid_from=DAY)
    item_put(draft, by=people.office, **GOOD)
    for who in (people.office, people.station, people.auditor, people.bureau_head):
        with pytest.raises(NotAllowed):
            version_issue(draft, by=who, valid_from=DAY)
    done = version_issue(draft, by=second, valid_from=DAY, doc_no="示例发〔2026〕1号")
    assert (done.status, done.issued_by) == (VersionStatus.ISSUED, second)
    assert made.issued_on(DAY) == done
    assert made.issued_on(DAY - timedelta(days=1)) is None
    with pytest.raises(NotAllowed):
        version_issue(draft, by=second, valid_from=DAY)


def test_whoever_wrote_an_item_does_not_issue(
    made: DutyList, people: SimpleNamespace, second: User
) -> None:
    draft = made.draft
    assert draft is not None
    item_put(draft, by=second, **GOOD)
    with pytest.raises(NotAllowed, match="另一位"):
        version_issue(draft, by=second, valid_from=DAY)
    with pytest.raises(DatabaseError), transaction.atomic():
        ListVersion.objects.filter(pk=draft.pk).update(
            status="issued", issued_by=people.office, valid_from=DAY
        )


def test_a_grave_fault_stands_in_the_way(
    made: DutyList, people: SimpleNamespace, second: User
) -> None:
    draft = made.draft
    assert draft is not None
    item = item_put(draft, by=people.office, **{**GOOD, "dual_duty": ""})
    with pytest.raises(NotAllowed, match="一岗双责"):
        version_issue(draft, by=second, valid_from=DAY)
    item_put(
        draft, by=people.office, key=item.key, dual_duty="各常委", check_by="上报简报不少于4篇"
    )
    with pytest.raises(NotAllowed, match="简报"):
        version_issue(draft, by=second, valid_from=DAY)
    item_put(draft, by=people.office, key=item.key, check_by=GOOD["check_by"])
    assert version_issue(draft, by=second, valid_from=DAY).status == "issued"


def test_what_was_issued_never_changes(
    made: DutyList, people: SimpleNamespace, second: User
) -> None:
    done = issued(made, people, second)
    item = done.items.get()
    for act in (
        lambda: item_put(done, by=people.office, key=item.key, title="别的"),
        lambda: item_put(done, by=people.office, **GOOD),
        lambda: item_drop(item=item, by=people.office, reason="不要了"),
        lambda: item_move(item=item, by=people.office),
        lambda: version_drop(version=done, by=people.office, reason="不要了"),
    ):
        with pytest.raises(NotAllowed):
            act()
    for raw in (
        lambda: Item.objects.filter(pk=item.pk).update(title="别的"),
        lambda: Item.objects.create(of=done, place=9, title="多的"),
        lambda: item.delete(),
        lambda: ListVersion.objects.filter(pk=done.pk).update(why="别的"),
        lambda: ListVersion.objects.filter(pk=done.pk).update(status="draft"),
        lambda: done.delete(),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            raw()
    assert Item.objects.get().title == GOOD["title"]
    ListVersion.objects.filter(pk=done.pk).update(valid_to=DAY + timedelta(days=9))


def test_a_new_version_keeps_the_keys_and_follows(
    made: DutyList, people: SimpleNamespace, second: User
) -> None:
    first = issued(made, people, second)
    draft = version_draft(of=made, by=people.office, why="县委全会部署")
    assert draft.items.get().key == first.items.get().key
    with pytest.raises(NotAllowed):
        version_draft(of=made, by=people.office, why="再来")
    with pytest.raises(NotAllowed, match="晚于"):
        version_issue(draft, by=second, valid_from=DAY)
    item_put(draft, by=people.office, key=draft.items.get().key, target="每季度听取1次")
    then = DAY + timedelta(days=90)
    second_one = version_issue(draft, by=second, valid_from=then)
    first.refresh_from_db()
    assert first.valid_to == then
    assert made.issued_on(then - timedelta(days=1)) == first
    assert made.issued_on(then) == second_one
    assert second_one.why == "县委全会部署"


def test_two_at_once(made: DutyList, people: SimpleNamespace) -> None:
    draft, seen = made.draft, made.version
    assert draft is not None
    item_put(draft, by=people.office, seen=seen, **GOOD)
    with pytest.raises(Overtaken):
        item_put(draft, by=people.office, seen=seen, **GOOD)
    assert draft.items.count() == 1


def test_only_for_a_body_one_writes_for(people: SimpleNamespace, bodies: dict[str, Unit]) -> None:
    own = list_make(title="站清单", kind="task", owner_unit=bodies["station"], by=people.station)
    assert own.draft is not None
    for who, body in (
        (people.station, "bureau"), (people.auditor, "county"), (people.admin, "county"),
        (people.officer, "county"),
    ):  # fmt: skip
        with pytest.raises(NotAllowed):
            list_make(title="清单", kind="task", owner_unit=bodies[body], by=who)
    with pytest.raises(NotAllowed):
        item_put(own.draft, by=people.school, **GOOD)
    assert DutyList.objects.visible_to(people.office).filter(pk=own.pk).exists()
    assert not DutyList.objects.visible_to(people.school).filter(pk=own.pk).exists()
