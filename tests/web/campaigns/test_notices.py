"""曝光: nobody is named, and two people sign what a third one wrote."""

from collections.abc import Callable
from types import SimpleNamespace

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from qinglian.web.accounts.models import User
from qinglian.web.campaigns.models import Campaign, Notice
from qinglian.web.campaigns.services.notices import (
    notice_approve,
    notice_drop,
    notice_edit,
    notice_publish,
    notice_return,
    notice_review,
    notice_write,
)
from qinglian.web.core.moves import NotAllowed, Overtaken

Make = Callable[..., Campaign]


@pytest.fixture
def notice(begun: Make, people: SimpleNamespace) -> Notice:
    return notice_write(
        campaign=begun(), title="示例通报", text="某站多收费用，已退还。", by=people.lead
    )


def test_three_people(notice: Notice, people: SimpleNamespace) -> None:
    for who in (people.lead, people.officer, people.auditor, people.market):
        with pytest.raises(NotAllowed):
            notice_review(notice=notice, by=who)
    with pytest.raises(Overtaken):
        notice_approve(notice=notice, by=people.chief)
    reviewed = notice_review(notice=notice, by=people.chief)
    for who in (people.lead, people.chief, people.aide):
        with pytest.raises(NotAllowed):
            notice_approve(notice=reviewed, by=who)
    with pytest.raises(Overtaken):
        notice_publish(
            notice=reviewed, by=people.lead, place="示例网", published_on=timezone.localdate()
        )
    approved = notice_approve(notice=reviewed, by=people.team_head)
    with pytest.raises(Overtaken):
        notice_edit(notice=approved, title="改", text="改", by=people.lead)
    done = notice_publish(
        notice=approved, by=people.lead, place="示例网", published_on=timezone.localdate()
    )
    assert (done.status, done.place) == ("published", "示例网")


@pytest.mark.parametrize(
    "said",
    [
        {"status": "approved"},
        {"status": "published"},
        {"reviewed_by": "lead"},
        {"reviewed_by": "chief", "approved_by": "chief"},
        {"reviewed_by": "chief", "approved_by": "lead"},
        {"reviewed_by": "chief", "approved_by": "team_head", "status": "published"},
    ],
)
def test_the_database_holds_it(
    said: dict[str, str], notice: Notice, people: SimpleNamespace
) -> None:
    values = {key: getattr(people, value, value) for key, value in said.items()}
    with pytest.raises(IntegrityError), transaction.atomic():
        Notice.objects.filter(pk=notice.pk).update(**values)


def test_signatures_fall_with_the_text(notice: Notice, people: SimpleNamespace) -> None:
    reviewed = notice_review(notice=notice, by=people.chief)
    back = notice_return(notice=reviewed, by=people.team, reason="数字不对")
    assert (back.reviewed_by, back.status) == (None, "draft")
    edited = notice_edit(notice=back, title="示例通报", text="某站多收费用", by=people.aide)
    assert edited.written_by == people.aide
    assert notice_drop(notice=edited, by=people.lead, reason="不发").status == "withdrawn"


@pytest.mark.parametrize("text", ["联系 13800001234", "示例lead_liaison-leader收礼"])
def test_nobody_is_named(text: str, begun: Make, people: SimpleNamespace) -> None:
    with pytest.raises(NotAllowed):
        notice_write(campaign=begun(), title="示例通报", text=text, by=people.lead)


def test_pages(
    notice: Notice, people: SimpleNamespace, signed_in: Callable[[User], Client]
) -> None:
    page = notice.get_absolute_url()
    chief = signed_in(people.chief)
    assert "待保密审查" in chief.get("/desk/").content.decode()
    assert chief.post(f"{page}review/", {"version": 0}).status_code == 302
    assert (
        signed_in(people.team).post(f"{page}return/", {"version": 0, "reason": "改"}).status_code
        == 409
    )
    assert signed_in(people.team_head).post(f"{page}approve/", {}).status_code == 302
    assert signed_in(people.officer).get(page).status_code == 404
    told = {"place": "示例网", "published_on": timezone.localdate().isoformat()}
    assert signed_in(people.lead).post(f"{page}publish/", told).status_code == 302
    listed = signed_in(people.lead).get("/campaigns/notices/?status=published")
    assert listed.context["page"].paginator.count == 1
