"""A report writes itself from records; what is missing is said and never shown as nought. 落实报告、三述。"""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from qinglian.web.accounts.models import User
from qinglian.web.audit.models import Record
from qinglian.web.core.drafts import kinds, kinds_for
from qinglian.web.core.moves import NotAllowed
from qinglian.web.documents.content import GAP, text_of
from qinglian.web.documents.services.drafting import content_now, document_draft
from qinglian.web.duties.models import Difficulty, Duty, Report, Sending, Turn
from qinglian.web.duties.report_kinds import half_of, spans
from qinglian.web.duties.services.reports import digest, gaps_of, period_name, report_make
from qinglian.web.evidence.models import Piece, Talk, Use
from qinglian.web.tasks.models import Meeting
from qinglian.web.units.models import Unit
from qinglian.web.units.scope import roles_of
from tests.web.duties.lists import version_of

Bodies = dict[str, Unit]
Browser = Callable[[User], Client]
YEAR = timezone.localdate().year - 1
BEGINS, ENDS = date(YEAR, 1, 1), date(YEAR, 12, 31)
QUARTERS = spans("quarter", BEGINS, ENDS)


@pytest.fixture
def duty(people: SimpleNamespace, bodies: Bodies) -> Callable[..., Duty]:
    """A duty of last year, without turns."""

    def make(unit: str = "bureau", of: Any = None, **item: Any) -> Duty:
        version = of or version_of(
            bodies["office"], people.office, people.county, {"cycle": "quarter", **item}
        )
        sending, _made = Sending.objects.get_or_create(
            of=version, defaults={
                "giver_unit": bodies["office"], "status": "sent", "begins_on": BEGINS, "ends_on": ENDS,
                "made_by": people.office, "approved_by": people.county, "sent_at": timezone.now(),
            },
        )  # fmt: skip
        return Duty.objects.create(
            sending=sending,
            item=version.items.get(),
            unit=bodies[unit],
            giver_unit=bodies["office"],
        )

    return make


def turn(duty: Duty, quarter: int, by: User, status: str = "reviewed", **more: Any) -> Turn:
    span = QUARTERS[quarter - 1]
    said: dict[str, Any] = {}
    if status in ("done", "reviewed"):
        said = {"done_by": by, "done_at": timezone.now(), "text": "开了一次会"}
    if status == "reviewed":
        said |= {"reviewed_by": duty.sending.made_by, "reviewed_at": timezone.now()}
    return Turn.objects.create(
        duty=duty, unit=duty.unit, giver_unit=duty.giver_unit, begins_on=span.begins,
        ends_on=span.ends, due_on=span.ends, status=status, **{**said, **more},
    )  # fmt: skip


def accepted(turn: Turn, by: User, second: User, title: str, sha: str) -> Use:
    piece = Piece.objects.create(
        kind="file", title=title, unit=turn.unit, on=turn.ends_on, sha256=sha * 64, made_by=by
    )
    return Use.objects.create(
        piece=piece, status="accepted", on_label="duties.turn", on_number=turn.public_id,
        on_title="示例", on_url="/", unit=turn.unit, giver_unit=turn.giver_unit, made_by=by,
        confirmed_by=by, confirmed_at=timezone.now(), reviewed_by=second, reviewed_at=timezone.now(),
    )  # fmt: skip


def made(by: User, kind: str = "unit", **more: Any) -> Report:
    return report_make(**{"kind": kind, "begins": BEGINS, "ends": ENDS, "by": by, **more})


def gaps(report: Report) -> list[tuple[str, str]]:
    return [(one["gap"], one["of"]) for one in gaps_of(report.facts) if "item" in one]


def test_turns_are_counted_and_the_quarter_without_one_is_named(
    people: SimpleNamespace, duty: Callable[..., Duty]
) -> None:
    one = duty()
    turn(one, 1, people.officer)
    turn(one, 2, people.officer, late_days=3, returned=1)
    turn(one, 4, people.officer, status="open")
    report = made(people.officer)
    row = report.facts["items"][0]
    assert [row[key] for key in ("turns", "in_time", "late", "returned", "open", "overdue")] == [
        3, 1, 1, 1, 1, 1,
    ]  # fmt: skip
    assert gaps(report) == [
        ("no_turn", f"{YEAR}年第三季度"), ("undone", f"{ENDS:%Y-%m-%d}"), ("no_evidence", ""),
    ]  # fmt: skip
    assert report.title == f"示例县交通运输局{YEAR}年责任落实报告"


def test_a_turn_no_longer_asked_for_is_neither_counted_nor_missed_as_undone(
    people: SimpleNamespace, duty: Callable[..., Duty]
) -> None:
    one = duty()
    for number in range(1, 5):
        turn(one, number, people.officer, status="dropped")
    report = made(people.officer)
    assert report.facts["items"][0]["turns"] == 0
    assert ("undone", "") not in gaps(report)


def test_evidence_is_named_and_never_counted(
    people: SimpleNamespace, duty: Callable[..., Duty]
) -> None:
    one = duty()
    turns = [turn(one, number, people.officer) for number in range(1, 5)]
    accepted(turns[0], people.officer, people.office, "示例会议纪要", "a")
    use = accepted(turns[1], people.officer, people.office, "示例照片", "b")
    Use.objects.filter(pk=use.pk).update(status="returned", reason="看不清")
    report = made(people.officer)
    row = report.facts["items"][0]
    assert [one["title"] for one in row["evidence"]] == ["示例会议纪要"]
    assert gaps(report) == []
    assert "evidence" not in {key for key, value in row.items() if isinstance(value, int)}


def test_no_data_is_not_nought(
    people: SimpleNamespace, duty: Callable[..., Duty], ask: Callable[..., Difficulty]
) -> None:
    one = duty(target="培训 2 次")
    turn(one, 1, people.officer)
    numbers = {one["key"]: one["number"] for one in made(people.officer).facts["numbers"]}
    assert numbers["difficulties_raised"] is None
    assert numbers["problems_struck"] is None
    difficulty = ask()
    when = timezone.make_aware(datetime(YEAR, 5, 1))
    Difficulty.objects.filter(pk=difficulty.pk).update(raised_at=when)
    report = made(people.officer)
    numbers = {one["key"]: one["number"] for one in report.facts["numbers"]}
    assert (numbers["difficulties_raised"], numbers["difficulties_answered"]) == (1, 0)
    assert report.facts["items"][0]["number"] is None
    assert ("no_number", "") in gaps(report)
    Turn.objects.update(number=0)
    report = made(people.officer)
    assert report.facts["items"][0]["number"] == "0"
    assert ("no_number", "") not in gaps(report)


def test_what_is_kept_stays_as_it_was(
    people: SimpleNamespace, duty: Callable[..., Duty], signed_in: Browser
) -> None:
    one = duty()
    turn(one, 1, people.officer)
    report = made(people.officer)
    assert report.sha256 == digest(report.facts)
    Turn.objects.all().delete()
    report.refresh_from_db()
    assert report.facts["items"][0]["turns"] == 1
    assert made(people.officer).facts["items"][0]["turns"] == 0
    assert Record.objects.filter(action="report.make").count() == 2


def test_a_list_over_all_its_bodies(
    people: SimpleNamespace, bodies: Bodies, duty: Callable[..., Duty], signed_in: Browser
) -> None:
    first = duty("bureau")
    other = duty("market", of=first.sending.of)
    for number in range(1, 5):
        turn(first, number, people.officer)
    turn(other, 1, people.market)
    report = made(people.office, "list", of=first.item.of.of)
    row = report.facts["items"][0]
    assert (row["units"], row["turns"], row["in_time"]) == (2, 5, 5)
    assert {one["unit"]: one["turns"] for one in report.facts["units"]} == {
        str(bodies["bureau"]): 4, str(bodies["market"]): 1,
    }  # fmt: skip
    late = next(one for one in row["gaps"] if one["of"] == f"{YEAR}年第二季度")
    assert (late["n"], late["units"]) == (1, [str(bodies["market"])])
    page = signed_in(people.office).get(report.get_absolute_url()).content.decode()
    assert "各单位落实情况" in page
    assert signed_in(people.officer).get(report.get_absolute_url()).status_code == 404


@pytest.mark.parametrize("who", ["team", "auditor", "admin"])
def test_who_writes_no_report(who: str, people: SimpleNamespace, signed_in: Browser) -> None:
    with pytest.raises(NotAllowed):
        made(getattr(people, who))
    assert signed_in(getattr(people, who)).get("/duties/reports/new/").status_code == 403


def test_refusals(people: SimpleNamespace, duty: Callable[..., Duty]) -> None:
    of = duty().item.of.of
    with pytest.raises(NotAllowed, match="起在前"):
        report_make(kind="unit", begins=ENDS, ends=BEGINS, by=people.officer)
    with pytest.raises(NotAllowed, match="本单位制定"):
        made(people.officer, "list", of=of)
    with pytest.raises(NotAllowed, match="不写这种"):
        made(people.officer, "person")


def test_the_database_keeps_a_report_of_one_thing(
    people: SimpleNamespace, duty: Callable[..., Duty]
) -> None:
    duty()
    report = made(people.officer)
    with pytest.raises(IntegrityError), transaction.atomic():
        Report.objects.filter(pk=report.pk).update(person=people.bureau_head)
    with pytest.raises(IntegrityError), transaction.atomic():
        Report.objects.filter(pk=report.pk).update(begins=ENDS, ends=BEGINS)


def test_another_body_sees_nothing_of_it(
    people: SimpleNamespace, duty: Callable[..., Duty], signed_in: Browser
) -> None:
    duty()
    report = made(people.officer)
    for who in (people.market, people.school, people.city, people.station):
        assert signed_in(who).get(report.get_absolute_url()).status_code == 404
        assert report.title not in signed_in(who).get("/duties/reports/").content.decode()
    for who in (people.bureau_head, people.county, people.team, people.auditor):
        assert signed_in(who).get(report.get_absolute_url()).status_code == 200


def test_a_head_finds_the_dates_the_meetings_and_the_answers_filled_in(
    people: SimpleNamespace, bodies: Bodies, duty: Callable[..., Duty], signed_in: Browser
) -> None:
    head = people.bureau_head
    one = duty(in_person=True, holder="secretary")
    turn(one, 1, people.officer, deployed_on=date(YEAR, 1, 9), urged_on=date(YEAR, 2, 3))
    Meeting.objects.create(
        title="示例班子会", kind="drive", status="held", host=bodies["bureau"], by=people.officer,
        at=timezone.make_aware(datetime(YEAR, 3, 1, 9)), place="示例", chair=head.name,
        invited_at=timezone.now(),
    )  # fmt: skip
    Talk.objects.create(
        kind="heart", on=date(YEAR, 4, 1), unit=bodies["bureau"], by=head, person=people.officer,
        person_unit=bodies["bureau"], outline="只有本人看得见",
    )  # fmt: skip
    report = made(head, "person")
    facts = report.facts
    assert next(one for one in facts["numbers"] if one["key"] == "talks_held")["number"] == 1
    assert "只有本人看得见" not in str(facts)
    assert people.officer.name not in str(facts)
    assert facts["in_person"][0]["deployed_on"] == f"{YEAR}-01-09"
    assert ("no_day", f"{YEAR}年第一季度 亲自检验") in gaps(report)
    assert [one["title"] for one in facts["meetings"]] == ["示例班子会"]
    assert [row["text"] for row in facts["duties"]] == ["开了一次会"]
    content = content_now(kinds()["three_reports"], report, head)
    said = text_of(content)
    for word in (
        "述职",
        "述责",
        "述廉",
        f"{YEAR}-01-09",
        "示例班子会",
        f"{GAP}亲自检验日期】",
        "谈话只报次数",
    ):
        assert word in said, word
    for word in ("家庭成员", "房产", "配偶", "子女"):
        assert word not in said
    assert signed_in(head).get(report.get_absolute_url()).status_code == 200


def test_what_a_person_says_of_themselves_is_theirs_alone(
    people: SimpleNamespace, signed_in: Browser
) -> None:
    report = made(people.bureau_head, "person")
    for who in (people.officer, people.county, people.team, people.auditor, people.office):
        assert signed_in(who).get(report.get_absolute_url()).status_code == 404


def test_it_becomes_a_paper_with_its_gaps(
    people: SimpleNamespace, duty: Callable[..., Duty]
) -> None:
    one = duty()
    use = accepted(turn(one, 1, people.officer), people.officer, people.office, "示例会议纪要", "a")
    report = made(people.officer)
    assert {kind.code for kind in kinds_for(report, roles_of(people.officer))} == {
        "delivery_report"
    }
    paper = document_draft(kind="delivery_report", on=report, by=people.officer)
    said = str(paper.content)
    for word in (
        "示例会议纪要",
        use.piece.get_absolute_url(),
        f"{YEAR}年第二季度",
        "没有数据",
        GAP,
    ):
        assert word in said, word


def test_from_the_list_to_the_page(
    people: SimpleNamespace, duty: Callable[..., Duty], signed_in: Browser
) -> None:
    turn(duty(), 1, people.officer)
    browser = signed_in(people.officer)
    assert "生成报告" in browser.get("/duties/reports/").content.decode()
    assert "上半年" in browser.get("/duties/reports/new/").content.decode()
    said = {"kind": "unit", "begins": BEGINS.isoformat(), "ends": ENDS.isoformat()}
    answer = browser.post("/duties/reports/new/", said)
    assert answer.status_code == 302
    page = browser.get(answer["Location"]).content.decode()
    for word in (f"{YEAR}年第二季度", "没有已认可的材料", "没有数据", "落实报告"):
        assert word in page, word
    answer = browser.post("/duties/reports/new/", {**said, "kind": "list"})
    assert answer.status_code == 422


def test_spans_and_their_names() -> None:
    assert [str(one) for one in spans("month", date(2026, 1, 1), date(2026, 6, 30))] == [
        "2026年第一季度", "2026年第二季度",
    ]  # fmt: skip
    assert [str(one) for one in spans("half", date(2026, 1, 1), date(2026, 12, 31))] == [
        "2026年上半年", "2026年下半年",
    ]  # fmt: skip
    assert spans("year", date(2026, 1, 2), date(2026, 12, 31)) == []
    assert spans("once", BEGINS, ENDS) == []
    assert str(half_of(date(2026, 3, 1))) == "2025年下半年"
    assert str(half_of(date(2026, 11, 30))) == "2026年上半年"
    assert period_name(date(2026, 4, 1), date(2026, 6, 30)) == "2026年第二季度"
    assert period_name(date(2026, 2, 1), date(2026, 4, 30)) == "2026-02-01至2026-04-30"
    day = date(2026, 1, 1) + timedelta(days=30)
    assert period_name(date(2026, 1, 1), day) == "2026-01-01至2026-01-31"
