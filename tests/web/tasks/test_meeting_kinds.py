"""Kinds of meeting, its papers, and who follows a task out of one. 会议种类与文书。"""

from types import SimpleNamespace

import pytest

from qinglian.web.core.moves import NotAllowed
from qinglian.web.tasks.meeting_drafts import MEETING_DRAFTS
from qinglian.web.tasks.models import MeetingKind, Task, kind_choices
from qinglian.web.tasks.services.decisions import (
    decision_add,
    decisions_confirm,
)
from qinglian.web.tasks.services.meetings import (
    kind_set,
)
from tests.web.tasks.conftest import soon
from tests.web.tasks.test_meetings import Bodies, Browser, Meets


def test_a_place_names_its_kinds_of_meeting(meets: Meets, staff: SimpleNamespace) -> None:
    meeting = meets()
    with pytest.raises(NotAllowed):
        kind_set(code="steering", name="县委常委会", used=True, by=staff.officer)
    kind_set(code="steering", name="县清廉建设领导小组会议", used=True, by=staff.office)
    kind_set(code="liaison", name="联络员会", used=False, by=staff.office)
    kind_set(code="visit", name="现场会", used=True, by=staff.office)
    names = dict(kind_choices())
    assert meeting.kind_name == names["steering"] == "县清廉建设领导小组会议"
    assert "liaison" not in names
    assert names["visit"] == "现场会"
    assert "liaison" in dict(kind_choices("liaison"))
    assert MeetingKind.objects.count() == 3


def test_its_papers_say_what_it_holds(meets: Meets, staff: SimpleNamespace) -> None:
    meeting = meets("confirmed")
    notice, minutes, items = MEETING_DRAFTS
    assert not notice.applies(meeting)
    coming = notice.content(meets("settled", title="示例再一次"), staff.office)
    assert "示例县教育局" in coming.addressee
    assert "半年清廉建设情况" in str(coming.blocks)
    assert minutes.applies(meeting)
    assert not items.applies(meets("settled", title="示例另一次"))
    said = str(minutes.content(meeting, staff.office))
    for word in ("示例主持人", "半年清廉建设情况", "窗口一次办结", "示例县教育局", "新交办"):
        assert word in said
    grid = items.content(meeting, staff.office).blocks[1]
    assert [row[0].url.startswith("/tasks/DB-") for row in grid.rows] == [True, True]


def test_the_body_that_was_given_a_task_without_attending_is_not_led_astray(
    meets: Meets, staff: SimpleNamespace, bodies: Bodies, signed_in: Browser
) -> None:
    meeting = meets("decided")
    decision_add(
        meeting=meeting, by=staff.office, text="示例", unit=bodies["market"], due_on=soon()
    )
    decisions_confirm(meeting=meeting, by=staff.office)
    task = Task.objects.get(unit=bodies["market"])
    page = signed_in(staff.market).get(task.get_absolute_url()).content.decode()
    assert "示例领导小组第三次会议" in page
    assert meeting.get_absolute_url() not in page
    task = Task.objects.get(unit=bodies["bureau"])
    page = signed_in(staff.officer).get(task.get_absolute_url()).content.decode()
    assert meeting.get_absolute_url() in page
