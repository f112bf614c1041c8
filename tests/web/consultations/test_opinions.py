"""Bodies are asked, draft, sign by a second person, are silent, are asked again; the asker answers each point."""

from collections.abc import Callable
from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from pytest_django import Settings

from qinglian.web.accounts.models import User
from qinglian.web.consultations.models import Asked, Consultation, Paper, Point
from qinglian.web.consultations.receivers import consultation_closed
from qinglian.web.consultations.services.consulting import (
    consultation_close,
    consultation_withdraw,
    round_open,
)
from qinglian.web.consultations.services.opinions import (
    Change,
    opinion_draft,
    opinion_redraft,
    opinion_return,
    opinion_sign,
    point_answer,
    silences_note,
)
from qinglian.web.core.moves import NotAllowed, Overtaken
from qinglian.web.core.uploads import Stored
from qinglian.web.units.models import Unit
from tests.web.consultations.conftest import passed

Asks = Callable[..., Consultation]
Of = Callable[[Consultation, str], Asked]
Says = Callable[..., Asked]
Browser = Callable[[User], Client]
Bodies = dict[str, Unit]
CHANGE = [Change("第三条", "“五日”改为“三日”", "与上位规定一致"), Change("第七条", "删去")]


def test_all_at_once_from_question_to_register(
    asks: Asks, says: Says, people: SimpleNamespace
) -> None:
    heard: list[Any] = []
    consultation_closed.connect(lambda consultation, **_: heard.append(consultation), weak=False)
    whole = asks()
    says(whole, "school", "changes", changes=CHANGE)
    whole.refresh_from_db()
    assert whole.status == "asking"
    says(whole, "market", "agree", text="没有补充")
    whole.refresh_from_db()
    assert whole.status == "answering"
    with pytest.raises(NotAllowed, match="2 条"):
        consultation_close(consultation=whole, by=people.bureau)
    first, second = Point.objects.filter(needs=True)
    point_answer(point=first, by=people.bureau, adopted="yes")
    with pytest.raises(NotAllowed):
        point_answer(point=second, by=people.bureau, adopted="no", answer=" ")
    with pytest.raises(IntegrityError), transaction.atomic():
        Point.objects.filter(pk=second.pk).update(adopted="no", answered_by=people.bureau)
    point_answer(point=second, by=people.bureau_head, adopted="no", answer="上级办法有此要求")
    done = consultation_close(consultation=whole, by=people.bureau)
    assert (done.status, done.outcome) == ("closed", "collected")
    assert heard[-1] == whole
    assert Point.objects.count() == 3, "an opinion without changes is a line of the register too"


@pytest.mark.parametrize("who", ["school", "station", "auditor", "admin"])
def test_only_the_asker_acts_for_itself(
    who: str, asks: Asks, says: Says, people: SimpleNamespace
) -> None:
    whole, by = asks(), getattr(people, who)
    row = says(whole, "school", "disagree", text="不宜")
    for verb in (
        lambda: round_open(consultation=whole, by=by, text="新稿", changed="第三条"),
        lambda: consultation_withdraw(consultation=whole, by=by, reason="不征了"),
        lambda: point_answer(point=row.points.get(), by=by, adopted="yes"),
        lambda: opinion_return(asked=row, by=by, reason="请细说"),
    ):
        with pytest.raises(NotAllowed):
            verb()


@pytest.mark.parametrize("who", ["bureau", "market", "station", "auditor", "admin"])
def test_only_the_body_asked_speaks(who: str, asks: Asks, of: Of, people: SimpleNamespace) -> None:
    row = of(asks(), "school_bureau")
    with pytest.raises(NotAllowed):
        opinion_draft(asked=row, by=getattr(people, who), stance="agree")


def test_another_person_signs(asks: Asks, of: Of, people: SimpleNamespace) -> None:
    row = opinion_draft(asked=of(asks(), "market"), by=people.market, stance="agree")
    with pytest.raises(NotAllowed):
        opinion_sign(asked=row, by=people.market)
    with pytest.raises(IntegrityError), transaction.atomic():
        Asked.objects.filter(pk=row.pk).update(signed_by=people.market)
    with pytest.raises(IntegrityError), transaction.atomic():
        Asked.objects.filter(pk=row.pk).update(status="answered")
    row = opinion_redraft(asked=row, by=people.market_head, reason="写细一些")
    assert row.status == "asked"
    row = opinion_draft(asked=row, by=people.market_head, stance="agree", text="同意，细则另发")
    assert opinion_sign(asked=row, by=people.market).signed_by == people.market


def test_signed_on_paper_stands_at_once_with_its_sheet(
    asks: Asks, of: Of, people: SimpleNamespace, sheet: Callable[[], list[Stored]]
) -> None:
    row = of(asks("countersign"), "market")
    with pytest.raises(NotAllowed, match="签字件"):
        opinion_draft(asked=row, by=people.market, stance="agree", offline=True)
    row = opinion_draft(asked=row, by=people.market, stance="agree", offline=True, papers=sheet())
    assert (row.status, row.offline, row.signed_by) == ("answered", True, people.market)


def test_what_must_be_said_is_said(asks: Asks, of: Of, people: SimpleNamespace) -> None:
    views, consent = of(asks(), "market"), of(asks("countersign"), "market")
    for row, said in (
        (views, {"stance": "changes"}),
        (views, {"stance": "disagree", "text": " "}),
        (consent, {"stance": "none"}),
        (views, {"stance": "yes"}),
    ):
        with pytest.raises(NotAllowed):
            opinion_draft(asked=row, by=people.market, **said)
    assert opinion_draft(asked=views, by=people.market, stance="none").stance == "none"


def test_one_after_the_other(
    asks: Asks, of: Of, says: Says, people: SimpleNamespace, signed_in: Browser
) -> None:
    whole = asks("countersign", serial=True)
    assert of(whole, "market").status == "waiting"
    assert signed_in(people.market).get(whole.get_absolute_url()).status_code == 404
    with pytest.raises(Overtaken):
        opinion_draft(asked=of(whole, "market"), by=people.market, stance="agree")
    says(whole, "school", "agree")
    assert of(whole, "market").status == "asked"
    assert signed_in(people.market).get(whole.get_absolute_url()).status_code == 200
    # Sent back, the one behind waits again; what it drafted is kept.
    opinion_draft(asked=of(whole, "market"), by=people.market, stance="agree")
    returned = opinion_return(
        asked=of(whole, "school_bureau"), by=people.bureau, reason="请说明第三条"
    )
    assert (returned.status, returned.stance, returned.signed_by) == ("asked", "", None)
    assert returned.steps.get(verb="returned").data["stance"] == "agree"
    assert of(whole, "market").status == "waiting"
    says(whole, "school", "agree", text="第三条已核")
    says(whole, "market", "agree")
    whole.refresh_from_db()
    assert whole.status == "answering"


def test_silence_about_views_is_no_opinion_and_never_agreement(
    asks: Asks, of: Of, says: Says, people: SimpleNamespace
) -> None:
    whole = asks()
    says(whole, "school", "agree")
    row = opinion_draft(asked=of(whole, "market"), by=people.market, stance="agree")
    assert silences_note() == 0
    passed(row, 0)
    assert silences_note() == 0, "the day itself is still theirs"
    passed(row)
    assert silences_note() == 1
    assert silences_note() == 0
    row.refresh_from_db()
    assert (row.status, row.stance, row.by_clock, row.signed_by) == ("silent", "none", True, None)
    with pytest.raises(IntegrityError), transaction.atomic():
        Asked.objects.filter(pk=row.pk).update(stance="agree")
    whole.refresh_from_db()
    assert whole.status == "answering"
    step = whole.steps.get(verb="silent")
    assert step.by is None
    # Late all the same: the asker may ask once more.
    opinion_return(asked=row, by=people.bureau, reason="请补反馈")
    says(whole, "market", "disagree", text="不宜")


def test_silence_is_no_consent(
    asks: Asks, of: Of, says: Says, people: SimpleNamespace, signed_in: Browser
) -> None:
    whole = asks("countersign")
    says(whole, "school", "agree")
    passed(of(whole, "market"))
    assert silences_note() == 0
    row = of(whole, "market")
    assert (row.status, row.missing) == ("asked", True)
    with pytest.raises(NotAllowed, match="1 家"):
        consultation_close(consultation=whole, by=people.bureau)
    browser = signed_in(people.bureau)
    assert "不以沉默为同意" in browser.get(whole.get_absolute_url()).content.decode()
    assert "示例办法" in browser.get("/consultations/?state=missing").content.decode()
    assert "逾期未会签" in browser.get("/desk/").content.decode()
    says(whole, "market", "agree")
    assert consultation_close(consultation=whole, by=people.bureau).outcome == "agreed"


def test_a_place_may_let_silence_end_a_countersign_but_not_as_consent(
    asks: Asks, of: Of, says: Says, people: SimpleNamespace, settings: Settings
) -> None:
    settings.CONFIG = replace(settings.CONFIG, countersign_silence="no_opinion")
    whole = asks("countersign")
    says(whole, "school", "agree")
    passed(of(whole, "market"))
    assert silences_note() == 1
    whole.refresh_from_db()
    with pytest.raises(NotAllowed, match="没有取得一致"):
        consultation_close(consultation=whole, by=people.bureau)
    done = consultation_close(consultation=whole, by=people.bureau, text="报分管领导定")
    assert done.outcome == "disputed"


def test_silence_asks_the_next(asks: Asks, of: Of, people: SimpleNamespace) -> None:
    whole = asks(serial=True)
    passed(of(whole, "school_bureau"))
    silences_note()
    assert (of(whole, "school_bureau").status, of(whole, "market").status) == ("silent", "asked")


def test_a_changed_text_is_another_round(
    asks: Asks, of: Of, says: Says, people: SimpleNamespace
) -> None:
    whole = asks("countersign")
    row = says(whole, "school", "disagree", text="第三条不妥")
    # What nobody signed is no opinion to be answered, now or later.
    opinion_draft(asked=of(whole, "market"), by=people.market, stance="disagree", text="草稿")
    said = {"consultation": whole, "by": people.bureau, "text": "新稿", "changed": "第三条改为三日"}
    with pytest.raises(NotAllowed, match="没有答复"):
        round_open(**said)
    point_answer(point=row.points.get(), by=people.bureau, adopted="yes")
    with pytest.raises(NotAllowed, match="改了什么"):
        round_open(**{**said, "changed": " "})
    round_open(**said)
    first, second = whole.rounds.all()
    assert [one.status for one in first.asked.all()] == ["answered", "ended"]
    assert first.text == "请看第三条。"
    assert [one.status for one in second.asked.all()] == ["asked", "asked"]
    with pytest.raises(Overtaken):
        opinion_draft(asked=first.asked.last(), by=people.market, stance="agree")
    says(whole, "school", "agree")
    says(whole, "market", "agree")
    assert consultation_close(consultation=whole, by=people.bureau).outcome == "agreed"


def test_two_at_once(asks: Asks, of: Of, people: SimpleNamespace) -> None:
    whole = asks()
    row = opinion_draft(asked=of(whole, "market"), by=people.market, stance="agree")
    opinion_redraft(asked=row, by=people.market_head, reason="细一些", version=row.version)
    with pytest.raises(Overtaken):
        opinion_sign(asked=row, by=people.market_head, version=row.version)
    version = Consultation.objects.get(pk=whole.pk).version
    consultation_withdraw(consultation=whole, by=people.bureau, reason="不办了", version=version)
    with pytest.raises(Overtaken):
        opinion_draft(asked=row, by=people.market, stance="agree")
    with pytest.raises(Overtaken):
        round_open(
            consultation=whole, by=people.bureau_head, text="新稿", changed="全文", version=version
        )
    passed(row)
    assert silences_note() == 0


def test_views_are_told_to_the_asker_alone_and_consents_to_all(
    asks: Asks, of: Of, says: Says, people: SimpleNamespace, signed_in: Browser,
    sheet: Callable[[], list[Stored]],
) -> None:  # fmt: skip
    for kind, told in (("opinion", False), ("countersign", True)):
        whole = asks(kind)
        url = whole.get_absolute_url()
        row = of(whole, "school_bureau")
        row = opinion_draft(
            asked=row, by=people.school, stance="disagree", text="示例反对理由", papers=sheet()
        )
        paper = f"/consultations/papers/{Paper.objects.latest('pk').public_id}/"
        for who in (people.bureau, people.market):
            assert "示例反对理由" not in signed_in(who).get(url).content.decode(), (
                "a draft is their own"
            )
            assert signed_in(who).get(paper).status_code == 404
        assert signed_in(people.school_head).get(paper).status_code == 200
        opinion_sign(asked=row, by=people.school_head)
        assert "示例反对理由" in signed_in(people.bureau).get(url).content.decode()
        assert signed_in(people.bureau).get(paper).status_code == 200
        other = signed_in(people.market)
        assert ("示例反对理由" in other.get(url).content.decode()) is told
        assert ("示例反对理由" in other.get(f"{url}register/").content.decode()) is told
        assert (other.get(paper).status_code == 200) is told
        assert signed_in(people.station).get(url).status_code == 404
        assert signed_in(people.auditor).get(url).status_code == 200
        assert signed_in(people.admin).get(url).status_code == 404
        with pytest.raises(NotAllowed):
            point_answer(point=row.points.get(), by=people.market, adopted="yes")


def test_bureaus_of_one_county_ask_each_other_and_no_further(
    asks: Asks, people: SimpleNamespace, bodies: Bodies
) -> None:
    assert asks(asked=[bodies["county"], bodies["station"]])
    with pytest.raises(NotAllowed, match="范围"):
        asks(asked=[bodies["city_bureau"]])
    with pytest.raises(NotAllowed, match="请选"):
        asks(asked=[bodies["bureau"]])
    with pytest.raises(NotAllowed):
        asks(asker=bodies["market"])
    with pytest.raises(NotAllowed, match="网址"):
        asks(about_url="//example.org/x")
