"""Reminders, the block for other apps, records and the desk of a round. 一轮征询的周边。"""

from types import SimpleNamespace

from django.utils import timezone

from qinglian.web.audit.models import Record
from qinglian.web.consultations.models import Asked, Reminder
from qinglian.web.consultations.queries import blocks
from qinglian.web.consultations.reminders import asked_remind
from qinglian.web.consultations.services.consulting import (
    consultation_open,
    consultation_withdraw,
)
from qinglian.web.consultations.services.opinions import (
    opinion_draft,
)
from tests.web.consultations.conftest import passed
from tests.web.consultations.test_opinions import Asks, Browser, Of, Says


def test_reminders_come_before_the_day_and_reach_the_head(
    asks: Asks, of: Of, people: SimpleNamespace, signed_in: Browser
) -> None:
    whole = asks("countersign")
    row = of(whole, "market")
    Asked.objects.filter(pk=row.pk).update(due_on=timezone.localdate())
    assert asked_remind() == 1
    assert asked_remind() == 0
    assert "今天到期" in signed_in(people.market).get("/desk/").content.decode()
    passed(row, 14)
    asked_remind()
    assert Reminder.objects.filter(stage="leader").count() == 1


def test_other_apps_ask_for_the_block_of_a_thing(
    asks: Asks, says: Says, people: SimpleNamespace
) -> None:
    about = {
        "about_type": "documents.document",
        "about_id": "WS-1",
        "about_url": "/documents/WS-1/",
    }
    assert blocks("documents.document", "WS-1") == []
    old = asks("countersign", **about)
    consultation_withdraw(consultation=old, by=people.bureau, reason="改后再签")
    asks("opinion", **about)
    whole = asks("countersign", **about)
    says(whole, "school", "agree", text="无异议")
    school, market = blocks("documents.document", "WS-1")
    assert (str(school.said), school.person, school.text) == (
        "同意",
        str(people.school_head),
        "无异议",
    )
    assert school.at is not None
    assert (str(market.said), market.at, market.person) == ("待反馈", None, "")


def test_every_step_is_on_record(asks: Asks, says: Says) -> None:
    says(asks(), "market", "agree")
    actions = list(Record.objects.order_by("pk").values_list("action", flat=True))
    assert [one for one in actions if one.startswith("consultation")] == [
        "consultation.opened",
        "consultation.drafted",
        "consultation.signed",
    ]


def test_who_is_waited_for_sees_it_on_the_desk(
    asks: Asks, of: Of, people: SimpleNamespace, signed_in: Browser
) -> None:
    whole = asks()
    assert "反馈意见" in signed_in(people.market).get("/desk/").content.decode()
    opinion_draft(asked=of(whole, "market"), by=people.market, stance="agree")
    assert "示例办法" not in signed_in(people.market).get("/desk/").content.decode()
    assert "签意见" in signed_in(people.market_head).get("/desk/").content.decode()
    consultation_open(
        kind="opinion", subject="另一办法", text="请看", asker=whole.asker, asked=[of(whole, "market").unit],
        by=people.bureau,
    )  # fmt: skip
    assert "另一办法" in signed_in(people.market).get("/desk/").content.decode()
