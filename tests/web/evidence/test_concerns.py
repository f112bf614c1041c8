"""Copies, late evidence, empty self-checks: leads that people look at after the unit was heard. 待核实材料。"""

from collections.abc import Callable
from datetime import datetime, timedelta
from types import SimpleNamespace
from typing import Any

import cv2
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from bench._drawn import copied, drawn
from qinglian.web.accounts.models import User
from qinglian.web.core.moves import NotAllowed
from qinglian.web.core.uploads import Stored, upload_store
from qinglian.web.evidence.models import Concern, Piece, Use
from qinglian.web.evidence.services.comparing import pieces_compare
from qinglian.web.evidence.services.concerns import (
    bounds_set,
    concern_ask,
    concern_conclude,
    concern_explain,
    may,
)
from qinglian.web.evidence.services.noticing import late_notice, nothing_notice
from qinglian.web.evidence.services.pieces import piece_add
from qinglian.web.evidence.services.uses import use_make
from qinglian.web.units.models import Unit

Bodies = dict[str, Unit]
POSTS = (
    "采购",
    "招标",
    "计量",
    "支付",
    "审批",
    "处罚",
    "验收",
    "派车",
    "用印",
    "接待",
    "培训",
    "工资",
)
HANDBOOK = "\n".join(
    f"第{n}条 {word}岗位的风险点在于{word}环节由一人经办，防控措施是{word}事项双人复核并每季度公开一次结果。"
    for n, word in enumerate(POSTS)
)


def add(unit: Unit, by: User, file: Stored, **said: Any) -> Piece:
    return piece_add(unit=unit, by=by, file=file, **said)


def pictured(picture: Any, by: User, name: str = "示例.jpg") -> Stored:
    _done, packed = cv2.imencode(".jpg", picture, [cv2.IMWRITE_JPEG_QUALITY, 90])
    return upload_store(SimpleUploadedFile(name, packed.tobytes()), by=by)


@pytest.fixture
def pair(a_file: Callable[..., Stored], bodies: Bodies, staff: SimpleNamespace) -> Concern:
    """The handbook of the bureau, and that of the school bureau, which is the same but for its name."""
    first = add(bodies["bureau"], staff.officer, a_file(f"交通局风险防控手册\n{HANDBOOK}"))
    add(
        bodies["school_bureau"], staff.school,
        a_file(f"教育局风险防控手册（2026年）\n{HANDBOOK}", "另一份.txt", staff.school),
    )  # fmt: skip
    assert pieces_compare() == 2
    found = Concern.objects.get()
    assert (found.kind, found.unit, found.other) == ("text", bodies["school_bureau"], first)
    return found


def test_a_copied_handbook_is_found_once(pair: Concern) -> None:
    assert pieces_compare() == 0
    assert Concern.objects.count() == 1
    assert pair.data["share"] >= 80


def test_sides_see_what_they_may(
    pair: Concern, staff: SimpleNamespace, signed_in: Callable[[User], Client]
) -> None:
    address = pair.get_absolute_url()
    for who in (staff.officer, staff.school, staff.market, staff.station):
        assert signed_in(who).get(address).status_code == 404
        assert pair.title not in signed_in(who).get("/evidence/concerns/").content.decode()
    page = signed_in(staff.team).get(address).content.decode()
    assert page.count("<mark>") >= 2
    assert "示例县交通运输局" in page
    asked = concern_ask(pair, by=staff.team, reason="请说明手册的编写过程")
    page = signed_in(staff.school).get(address).content.decode()
    assert "不在您可见的范围内" in page
    assert "示例县交通运输局" not in page
    assert "交通局风险防控手册" not in page
    assert asked.due_on > timezone.localdate()
    assert "作情况说明" in signed_in(staff.school).get("/desk/").content.decode()
    assert signed_in(staff.officer).get(address).status_code == 404


def test_the_unit_is_heard_first(
    pair: Concern, a_task: Callable[..., Any], staff: SimpleNamespace
) -> None:
    use = use_make(pair.piece, a_task(unit="school_bureau"), by=staff.school)
    with pytest.raises(NotAllowed, match="先请单位说明"):
        concern_conclude(pair, by=staff.team, outcome="redo", reason="雷同")
    with pytest.raises(NotAllowed):
        concern_explain(pair, by=staff.school, text="还没有请我们说明")
    for who in (staff.auditor, staff.school, staff.market):
        with pytest.raises(NotAllowed):
            concern_ask(pair, by=who, reason="请说明")
    asked = concern_ask(pair, by=staff.team, reason="请说明手册的编写过程")
    with pytest.raises(NotAllowed, match="先请单位说明"):
        concern_conclude(asked, by=staff.team, outcome="reused", reason="雷同")
    assert may(asked, staff.school) == ["explain"]
    said = concern_explain(asked, by=staff.school, text="参考了兄弟单位的手册")
    done = concern_conclude(said, by=staff.team, outcome="redo", reason="按本单位岗位重写")
    use.refresh_from_db()
    assert (done.status, use.status, use.reason) == ("settled", "returned", "按本单位岗位重写")
    assert [step.verb for step in done.steps.all()] == ["ask", "explain", "conclude"]
    assert may(done, staff.team) == []


def test_a_unit_that_lets_its_day_pass_was_heard(pair: Concern, staff: SimpleNamespace) -> None:
    asked = concern_ask(pair, by=staff.team, reason="请说明")
    Concern.objects.filter(pk=asked.pk).update(due_on=timezone.localdate() - timedelta(days=1))
    assert concern_conclude(asked, by=staff.team, outcome="reused", reason="没有说明").outcome


@pytest.mark.parametrize(
    "wrong",
    [
        {"status": "settled"},
        {"outcome": "redo"},
        {"concluded_by": "team", "explained_by": "team"},
    ],
)
def test_the_database_keeps_the_unit_heard(
    wrong: dict[str, str], pair: Concern, staff: SimpleNamespace
) -> None:
    said = {k: getattr(staff, v) if k.endswith("_by") else v for k, v in wrong.items()}
    with pytest.raises(IntegrityError), transaction.atomic():
        Concern.objects.filter(pk=pair.pk).update(**said)


def test_the_same_file_elsewhere_is_a_hint_to_the_reviewer_alone(
    a_file: Callable[..., Stored], bodies: Bodies, staff: SimpleNamespace,
    signed_in: Callable[[User], Client],
) -> None:  # fmt: skip
    add(bodies["bureau"], staff.officer, a_file(HANDBOOK))
    later = add(bodies["market"], staff.market, a_file(HANDBOOK, by=staff.market))
    pieces_compare()
    found = Concern.objects.get()
    assert (found.kind, found.piece) == ("same", later)
    page = signed_in(staff.market).get(later.get_absolute_url()).content.decode()
    assert "示例县交通运输局" not in page
    # The team supervises neither: it sees nothing. Of the office's two bodies one would do.
    assert signed_in(staff.team).get(found.get_absolute_url()).status_code == 404
    assert signed_in(staff.office).get(found.get_absolute_url()).status_code == 200


def test_last_years_text_of_ones_own_counts_and_this_years_draft_does_not(
    a_file: Callable[..., Stored], bodies: Bodies, staff: SimpleNamespace
) -> None:
    today = timezone.localdate()
    add(bodies["bureau"], staff.officer, a_file(f"甲{HANDBOOK}"), on=today - timedelta(days=400))
    add(bodies["bureau"], staff.officer, a_file(f"乙{HANDBOOK}"), on=today)
    add(bodies["bureau"], staff.officer, a_file(f"丙{HANDBOOK}"), on=today)
    pieces_compare()
    years = {(one.piece.on.year, one.other.on.year) for one in Concern.objects.all()}
    assert years == {(today.year, (today - timedelta(days=400)).year)}


def test_what_many_units_quote_does_not_count(
    a_file: Callable[..., Stored], bodies: Bodies, staff: SimpleNamespace
) -> None:
    bounds_set(
        by=staff.office, reason="全县用同一模板", share=80, quoted=3, last_days=5, last_share=80
    )
    for key, who in (("bureau", "officer"), ("market", "market"), ("school_bureau", "school")):
        by = getattr(staff, who)
        add(bodies[key], by, a_file(f"{key}\n{HANDBOOK}", f"{key}.txt", by))
    pieces_compare()
    assert not Concern.objects.exists()


def test_a_photograph_used_again(
    bodies: Bodies, staff: SimpleNamespace, signed_in: Callable[[User], Client]
) -> None:
    first = add(bodies["bureau"], staff.officer, pictured(drawn(5), staff.officer))
    add(bodies["bureau"], staff.officer, pictured(drawn(6), staff.officer, "别的.jpg"))
    again = add(bodies["school_bureau"], staff.school, pictured(copied(drawn(5), 3), staff.school))
    pieces_compare()
    found = Concern.objects.get()
    assert (found.kind, found.piece, found.other) == ("picture", again, first)
    page = signed_in(staff.team).get(found.get_absolute_url()).content.decode()
    assert f"/evidence/look/{first.public_id}/" in page
    picture = signed_in(staff.team).get(f"/evidence/look/{first.public_id}/")
    assert picture["Content-Type"] == "image/jpeg"
    assert signed_in(staff.school).get(f"/evidence/look/{first.public_id}/").status_code == 404


def test_evidence_put_in_at_the_end_stands_out_from_the_others(
    a_task: Callable[..., Any],
    a_file: Callable[..., Stored],
    bodies: Bodies,
    staff: SimpleNamespace,
) -> None:
    due = timezone.localdate() - timedelta(days=10)
    for number, (key, days) in enumerate(
        {"bureau": 0, "market": 40, "school_bureau": 45, "station": 50}.items()
    ):
        who = {"bureau": staff.officer, "market": staff.market, "school_bureau": staff.school}
        by = who.get(key, staff.station)
        for n in range(6):
            piece = add(bodies[key], by, a_file(f"{number}-{n}", f"{number}-{n}.txt", by))
            row = use_make(piece, a_task(unit=key, due_on=due), by=by)
            at = datetime.combine(due - timedelta(days=days), datetime.min.time()).replace(hour=12)
            Use.objects.filter(pk=row.pk).update(confirmed_at=timezone.make_aware(at))
    assert late_notice() == 1
    found = Concern.objects.get()
    assert (found.kind, found.unit, found.data["share"]) == ("late", bodies["bureau"], 100)
    assert found.data["usual"] == 0
    assert late_notice() == 1
    assert Concern.objects.count() == 1


def test_self_checks_come_from_the_apps_that_have_them(staff: SimpleNamespace) -> None:
    assert nothing_notice() == 0
    assert not Concern.objects.exists()


def test_words_are_those_of_the_glossary(
    pair: Concern, staff: SimpleNamespace, signed_in: Callable[[User], Client]
) -> None:
    said = signed_in(staff.team).get(pair.get_absolute_url()).content.decode()
    said += signed_in(staff.team).get("/evidence/concerns/").content.decode()
    for word in ("判定", "造假", "走过场", "裁决", "嫌疑", "抄袭", "申辩"):
        assert word not in said
    assert "线索，不是结论" in said
