"""A meeting: prepared, settled with frozen figures, held, minuted; what was agreed returns as tasks."""

import json
from collections.abc import Callable
from datetime import date, timedelta
from hashlib import sha256
from types import SimpleNamespace

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from qinglian.web.accounts.models import User
from qinglian.web.core.moves import NotAllowed, Overtaken
from qinglian.web.core.uploads import Stored
from qinglian.web.tasks.meeting_queries import carried_into, compared
from qinglian.web.tasks.models import Frozen, Meeting, MeetingPaper, Task
from qinglian.web.tasks.services.agendas import (
    agenda_add,
    agenda_remove,
    agenda_up,
    digest,
    figures_freeze,
)
from qinglian.web.tasks.services.decisions import (
    decision_add,
    decision_remove,
    decisions_confirm,
)
from qinglian.web.tasks.services.meetings import (
    meeting_cancel,
    meeting_change,
    meeting_finish,
    meeting_hold,
    meeting_invite,
    meeting_minutes,
    meeting_resume,
    meeting_settle,
)
from qinglian.web.tasks.services.moving import task_reopen
from qinglian.web.units.models import Unit
from tests.web.tasks.conftest import soon

Meets = Callable[..., Meeting]
Browser = Callable[[User], Client]
Bodies = dict[str, Unit]


def test_nobody_but_the_host_sees_it_before_they_are_called(
    meets: Meets, staff: SimpleNamespace, signed_in: Browser
) -> None:
    meeting = meets()
    url = meeting.get_absolute_url()
    assert signed_in(staff.officer).get(url).status_code == 404
    meeting_invite(meeting=meeting, by=staff.office)
    assert signed_in(staff.officer).get(url).status_code == 200
    assert "示例会议室" in signed_in(staff.school).get(url).content.decode()
    assert signed_in(staff.market).get(url).status_code == 404
    assert signed_in(staff.admin).get(url).status_code in (403, 404)


def test_those_called_are_asked_to_come_on_their_desk(
    meets: Meets, staff: SimpleNamespace, signed_in: Browser
) -> None:
    meets("settled", at=timezone.now() + timedelta(days=3))
    assert "参会" in signed_in(staff.officer).get("/desk/").content.decode()
    assert "参会" not in signed_in(staff.market).get("/desk/").content.decode()


@pytest.mark.parametrize("who", ["officer", "head", "school", "auditor", "admin"])
def test_only_the_host_moves_it(who: str, meets: Meets, staff: SimpleNamespace) -> None:
    meeting, by = meets("settled"), getattr(staff, who)
    for verb in (
        lambda: meeting_hold(meeting=meeting, by=by, at=timezone.now()),
        lambda: meeting_resume(meeting=meeting, by=by, reason="改期"),
        lambda: figures_freeze(
            meeting=meeting, by=by, begins=date(2026, 1, 1), ends=date(2026, 2, 1), reason="换期间"
        ),
        lambda: decisions_confirm(meeting=meeting, by=by),
    ):
        with pytest.raises(NotAllowed):
            verb()


def test_it_is_settled_with_an_agenda_and_figures_only(
    meets: Meets, staff: SimpleNamespace
) -> None:
    meeting = meets()
    with pytest.raises(NotAllowed, match="议题"):
        meeting_settle(meeting=meeting, by=staff.office)
    agenda_add(meeting=meeting, by=staff.office, title="甲")
    with pytest.raises(NotAllowed, match="会议数据"):
        meeting_settle(meeting=meeting, by=staff.office)


def test_the_agenda_is_in_order_and_stands_once_settled(
    meets: Meets, staff: SimpleNamespace
) -> None:
    meeting = meets()
    items = [agenda_add(meeting=meeting, by=staff.office, title=one) for one in "甲乙丙"]
    agenda_up(item=items[2], by=staff.office)
    agenda_remove(item=items[0], by=staff.office)
    assert [one.title for one in meeting.agenda.all()] == ["丙", "乙"]
    figures_freeze(
        meeting=meeting, by=staff.office, begins=date(2026, 1, 1), ends=timezone.localdate()
    )
    meeting_settle(meeting=meeting, by=staff.office)
    for verb in (
        lambda: agenda_up(item=items[1], by=staff.office),
        lambda: agenda_add(meeting=meeting, by=staff.office, title="丁"),
        lambda: meeting_change(meeting=meeting, by=staff.office, attending=[], place="另一处"),
    ):
        with pytest.raises(Overtaken):
            verb()
    meeting_resume(meeting=meeting, by=staff.office, reason="增加议题")
    agenda_add(meeting=meeting, by=staff.office, title="丁")


def test_figures_are_kept_as_they_stood_beside_todays(
    meets: Meets, staff: SimpleNamespace, signed_in: Browser
) -> None:
    meets("confirmed", title="示例推进会", kind="drive")
    meeting = meets("settled")
    frozen = meeting.frozen.get()
    said = {one["key"]: one for one in frozen.figures}
    assert said["tasks.opened"]["number"] == "2"
    assert said["tasks.opened"]["url"].startswith("/tasks/?period=opened.2026-01-01.")
    decided = meets("confirmed", title="示例专题会", kind="topic")
    assert decided.decisions.count() == 2
    rows = {str(one.label): one for one in compared(frozen, staff.office, live=True)}
    assert (rows["新交办"].then, rows["新交办"].now, rows["新交办"].moved) == ("2", 4, True)
    page = signed_in(staff.office).get(meeting.get_absolute_url()).content.decode()
    assert "今天" in page
    assert "<strong>4</strong>" in page
    page = signed_in(staff.officer).get(meeting.get_absolute_url()).content.decode()
    assert "会议数据" in page
    assert "<strong>4</strong>" not in page, "whoever attends sees what was on the table"


def test_frozen_again_is_another_version_with_its_reason(
    meets: Meets, staff: SimpleNamespace, signed_in: Browser
) -> None:
    meeting = meets("settled")
    period = {"begins": date(2026, 1, 1), "ends": timezone.localdate()}
    with pytest.raises(NotAllowed):
        figures_freeze(meeting=meeting, by=staff.office, **period)
    with pytest.raises(IntegrityError), transaction.atomic():
        Frozen.objects.create(meeting=meeting, number=2, by=staff.office, sha256="0" * 64, **period)
    figures_freeze(meeting=meeting, by=staff.office, reason="补报了数据", **period)
    assert [one.number for one in meeting.frozen.all()] == [1, 2]
    old = signed_in(staff.officer).get(f"{meeting.get_absolute_url()}figures/1/")
    assert old.status_code == 200
    meeting_hold(meeting=meeting, by=staff.office, at=meeting.at)
    with pytest.raises(Overtaken):
        figures_freeze(meeting=meeting, by=staff.office, reason="会后改数", **period)


def test_the_hash_tells_whether_frozen_figures_were_altered(
    meets: Meets, staff: SimpleNamespace, signed_in: Browser
) -> None:
    meeting = meets("settled")
    frozen = meeting.frozen.get()
    plain = json.dumps(
        {"begins": "2026-01-01", "ends": frozen.ends.isoformat(), "figures": frozen.figures, "carried": []},
        ensure_ascii=False, sort_keys=True, separators=(",", ":"),
    )  # fmt: skip
    assert sha256(plain.encode()).hexdigest() == frozen.sha256 == digest(frozen)
    frozen.figures[0]["number"] = "999"
    frozen.save()
    page = signed_in(staff.office).get(meeting.get_absolute_url()).content.decode()
    assert "校验值不符" in page


def test_decisions_become_tasks_all_or_none(
    meets: Meets, staff: SimpleNamespace, bodies: Bodies
) -> None:
    meeting = meets("decided")
    past = decision_add(
        meeting=meeting, by=staff.office, text="昨天就该办", unit=bodies["market"], due_on=soon(-1)
    )
    with pytest.raises(NotAllowed, match="第 3 项"):
        decisions_confirm(meeting=meeting, by=staff.office)
    assert not Task.objects.exists()
    decision_remove(decision=past, by=staff.office)
    decisions_confirm(meeting=meeting, by=staff.office)
    first, second = Task.objects.order_by("due_on")
    assert (first.origin, first.origin_id, first.unit) == (
        "agreed_item",
        meeting.public_id,
        bodies["bureau"],
    )
    assert first.requirement == "一次办结率达到九成"
    assert [one.unit for one in first.assistants.all()] == [bodies["market"]]
    assert first.giver_unit == bodies["county"]
    assert second.requirement == "校服采购公开"
    with pytest.raises(NotAllowed):
        decisions_confirm(meeting=meeting, by=staff.office)
    with pytest.raises(NotAllowed):
        decision_remove(decision=meeting.decisions.first(), by=staff.office)


def test_the_unit_prepares_its_meeting_and_its_head_hands_out(
    meets: Meets, staff: SimpleNamespace, bodies: Bodies, sheet: Callable[[], list[Stored]]
) -> None:
    meeting = meets(host=bodies["bureau"], attending=[bodies["station"]], by=staff.officer)
    by = staff.officer
    agenda_add(meeting=meeting, by=by, title="甲")
    figures_freeze(meeting=meeting, by=by, begins=date(2026, 1, 1), ends=timezone.localdate())
    meeting_settle(meeting=meeting, by=by)
    meeting_hold(meeting=meeting, by=by, at=timezone.now())
    decision_add(meeting=meeting, by=by, text="示例", unit=bodies["station"], due_on=soon())
    with pytest.raises(NotAllowed):
        decisions_confirm(meeting=meeting, by=by)
    decisions_confirm(meeting=meeting, by=staff.head)
    assert Task.objects.get().unit == bodies["station"]


def test_two_who_confirm_at_once_give_each_matter_once(
    meets: Meets, staff: SimpleNamespace
) -> None:
    meeting = meets("decided")
    version = meeting.version
    decisions_confirm(meeting=meeting, by=staff.office, version=version)
    with pytest.raises((Overtaken, NotAllowed)):
        decisions_confirm(meeting=meeting, by=staff.county_head, version=version)
    assert Task.objects.count() == 2


def test_it_is_done_with_the_last_decision_and_open_again_with_one(
    meets: Meets,
    staff: SimpleNamespace,
    works_off: Callable[..., None],
    person: Callable[..., User],
    sheet: Callable[[], list[Stored]],
) -> None:
    meeting = meets("confirmed")
    with pytest.raises(NotAllowed, match="2 项"):
        meeting_finish(meeting=meeting, by=staff.office)
    first, second = Task.objects.order_by("due_on")
    works_off(first, staff.officer, staff.head)
    meeting.refresh_from_db()
    assert meeting.status == "held"
    works_off(second, staff.school, person("unit_head", "school_bureau"))
    meeting.refresh_from_db()
    assert meeting.status == "done"
    task_reopen(task=first, by=staff.office, reason="又回到七成", due_on=soon())
    meeting.refresh_from_db()
    assert meeting.status == "held"


def test_without_minutes_it_is_not_done(meets: Meets, staff: SimpleNamespace) -> None:
    meeting = meets("held")
    with pytest.raises(NotAllowed, match="纪要"):
        meeting_minutes(meeting=meeting, by=staff.office, text="听取了汇报。")
    with pytest.raises(NotAllowed, match="纪要"):
        meeting_finish(meeting=meeting, by=staff.office)
    with pytest.raises(IntegrityError), transaction.atomic():
        Meeting.objects.filter(pk=meeting.pk).update(status="done")


def test_what_was_agreed_before_is_on_the_table_of_the_next(
    meets: Meets, staff: SimpleNamespace, signed_in: Browser, works_off: Callable[..., None]
) -> None:
    older = meets("confirmed", title="示例第一次会议", at=timezone.now() - timedelta(days=60))
    works_off(older.decisions.first().task, staff.officer, staff.head)
    last = meets("confirmed", title="示例第二次会议", at=timezone.now() - timedelta(days=30))
    other = meets("confirmed", title="示例别类会议", kind="drive")
    meeting = meets("settled", title="示例第三次会议")
    carried = list(carried_into(meeting))
    assert [one.meeting for one in carried] == [older, last, last], (
        "done ones of the older are over"
    )
    assert other not in {one.meeting for one in carried}
    assert [one["state"] for one in meeting.frozen.get().carried] == ["待签收"] * 3
    page = signed_in(staff.office).get(meeting.get_absolute_url()).content.decode()
    assert "上次议定事项落实情况" in page


def test_done_offline_needs_the_sheet(
    meets: Meets, staff: SimpleNamespace, sheet: Callable[[], list[Stored]], signed_in: Browser
) -> None:
    meeting = meets("decided")
    with pytest.raises(NotAllowed, match="线下已办"):
        decisions_confirm(meeting=meeting, by=staff.office, offline=True)
    decisions_confirm(meeting=meeting, by=staff.office, offline=True, papers=sheet())
    paper = MeetingPaper.objects.get()
    url = f"/tasks/meetings/papers/{paper.public_id}/"
    assert signed_in(staff.officer).get(url).status_code == 200
    assert signed_in(staff.market).get(url).status_code == 404


def test_a_cancelled_meeting_is_over(meets: Meets, staff: SimpleNamespace) -> None:
    meeting = meets("settled")
    with pytest.raises(NotAllowed):
        meeting_cancel(meeting=meeting, by=staff.office, reason=" ")
    meeting_cancel(meeting=meeting, by=staff.office, reason="并入下次")
    with pytest.raises(Overtaken):
        meeting_hold(meeting=meeting, by=staff.office, at=timezone.now())


def test_a_form_of_an_older_version_is_told(
    meets: Meets, staff: SimpleNamespace, signed_in: Browser
) -> None:
    meeting = meets("settled")
    browser = signed_in(staff.office)
    form = {"reason": "改期", "version": meeting.version}
    assert browser.post(f"{meeting.get_absolute_url()}resume/", form).status_code == 302
    assert browser.post(f"{meeting.get_absolute_url()}cancel/", form).status_code == 409
