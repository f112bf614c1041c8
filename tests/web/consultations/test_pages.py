"""Asking and speaking on the pages; the register, its export, its figures and its papers."""

import io
import re
from collections.abc import Callable
from datetime import timedelta
from types import SimpleNamespace

from django.test import Client
from django.utils import timezone
from openpyxl import load_workbook

from qinglian.web.accounts.models import User
from qinglian.web.consultations.drafts import DRAFTS
from qinglian.web.consultations.models import Asked, Consultation, Point
from qinglian.web.consultations.services.opinions import Change, point_answer, silences_note
from qinglian.web.core.reporting import figures_between
from qinglian.web.units.models import Unit
from tests.web.consultations.conftest import passed

Browser = Callable[[User], Client]


def test_asked_in_order_spoken_clause_by_clause_and_answered(
    people: SimpleNamespace, bodies: dict[str, Unit], signed_in: Browser
) -> None:
    asker = signed_in(people.bureau)
    form = {
        "kind": "countersign", "subject": "示例文件", "text": "请会签", "asker": bodies["bureau"].pk,
        "way": "serial", "turn_1": bodies["market"].pk, "turn_2": bodies["school_bureau"].pk,
    }  # fmt: skip
    empty = asker.post("/consultations/new/", {**form, "turn_1": "", "turn_2": ""})
    assert empty.status_code == 422
    assert "请选被征询单位" in empty.content.decode()
    assert asker.post("/consultations/new/", form).status_code == 302
    whole = Consultation.objects.get()
    rows = list(Asked.objects.select_related("unit"))
    assert [(one.unit, one.status) for one in rows] == [
        (bodies["market"], "asked"),
        (bodies["school_bureau"], "waiting"),
    ]
    url = f"/consultations/asked/{rows[0].pk}/draft/"
    page = signed_in(people.market).get(url).content.decode()
    assert 'value="none"' not in page, "a countersign is yes or no"
    said = {
        "stance": "changes", "version": rows[0].version,
        "change1_clause": "第三条", "change1_proposed": "改为三日", "change1_reason": "", "change3_proposed": "删去",
    }  # fmt: skip
    assert signed_in(people.market).post(url, said).status_code == 302
    again = signed_in(people.market_head).get(url).content.decode()
    assert "改为三日" in again
    head = signed_in(people.market_head)
    assert head.post(f"/consultations/asked/{rows[0].pk}/sign/", {}).status_code == 302
    assert [one.proposed for one in Point.objects.all()] == ["改为三日", "删去"]
    point = Point.objects.first()
    assert point
    url = f"/consultations/points/{point.pk}/"
    assert asker.post(url, {"adopted": "partly", "answer": ""}).status_code == 422
    assert asker.post(url, {"adopted": "partly", "answer": "改为四日"}).status_code == 302
    assert "改为四日" in head.get(whole.get_absolute_url()).content.decode()
    assert signed_in(people.market).post(url, {"adopted": "yes"}).status_code == 403
    assert signed_in(people.station).get(url).status_code == 404


def test_the_register_is_whole_and_leaves_as_a_file(
    asks: Callable[..., Consultation], says: Callable[..., Asked], of: Callable[..., Asked],
    people: SimpleNamespace, signed_in: Browser,
) -> None:  # fmt: skip
    whole = asks()
    row = says(whole, "school", "changes", changes=[Change("第三条", "改为三日")])
    point_answer(point=row.points.get(), by=people.bureau, adopted="no", answer="上级有要求")
    passed(of(whole, "market"))
    silences_note()
    answer = signed_in(people.bureau).get(f"{whole.get_absolute_url()}register/?format=xlsx")
    book = load_workbook(io.BytesIO(b"".join(answer.streaming_content)))  # type: ignore[attr-defined]
    lines = [
        " ".join(map(str, line)) for line in book.active.iter_rows(min_row=3, values_only=True)
    ]
    assert len(lines) == 2
    assert "改为三日" in lines[0]
    assert "不采纳 上级有要求" in lines[0]
    assert "到期未反馈" in lines[1]
    register, sheet = DRAFTS
    whole.refresh_from_db()
    assert register.applies(whole)
    assert not sheet.applies(whole)
    said = str(register.content(whole, people.bureau))
    assert "上级有要求" in said
    assert "到期未反馈" in said
    assert "改为三日" not in str(register.content(whole, people.market)), "views are the asker's"


def test_the_sheet_leaves_room_for_what_is_missing(
    asks: Callable[..., Consultation], says: Callable[..., Asked], people: SimpleNamespace
) -> None:
    whole = asks("countersign")
    says(whole, "school", "agree")
    grid = DRAFTS[1].content(whole, people.bureau).blocks[1]
    assert [row[2] for row in grid.rows] == [str(people.school_head), ""]


def test_every_number_is_the_length_of_its_list(
    asks: Callable[..., Consultation], says: Callable[..., Asked], of: Callable[..., Asked],
    people: SimpleNamespace, signed_in: Browser,
) -> None:  # fmt: skip
    whole = asks()
    asks("countersign")
    row = says(whole, "school", "changes", changes=[Change("一", "甲"), Change("二", "乙")])
    first, second = row.points.all()
    point_answer(point=first, by=people.bureau, adopted="yes")
    point_answer(point=second, by=people.bureau, adopted="no", answer="不宜")
    passed(of(whole, "market"))
    silences_note()
    today = timezone.localdate()
    for who in (people.bureau, people.school, people.market, people.auditor):
        browser, found = signed_in(who), figures_between(who, today - timedelta(days=30), today)
        mine = [one for one in found if one.key.startswith("consultations.")]
        assert mine
        for one in mine:
            said = re.search(r"共 (\d+) 条", browser.get(one.url).content.decode())
            assert said
            assert int(said[1]) == one.number, one.key
    found = figures_between(people.bureau, today, today)
    numbers = {one.key.partition(".")[2]: one.number for one in found if "consultations" in one.key}
    assert numbers == {
        "opened_countersign": 1, "opened_opinion": 1, "closed": 0, "said": 2, "yes": 1, "partly": 0, "no": 1,
        "silent": 1,
    }  # fmt: skip
