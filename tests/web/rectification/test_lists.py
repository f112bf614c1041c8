"""A problem list as an office makes it: titles above, merged cells, money in words, rows that cannot be right."""

import io
from collections.abc import Callable
from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from openpyxl import Workbook, load_workbook

from qinglian.web.accounts.models import User
from qinglian.web.core.moves import NotAllowed, Overtaken
from qinglian.web.rectification.models import Problem, ProblemList, Sighting
from qinglian.web.rectification.services.lists import list_apply, list_receive
from qinglian.web.units.models import Unit

HEADS = (
    "序号",
    "整改责任单位",
    "审计发现的问题",
    "具体表现",
    "金额\n（万元）",
    "发生时间",
    "整改时限",
    "责任领导",
)


def nasty(bodies: dict[str, Unit]) -> bytes:
    """Two title rows, bodies merged downwards, a section row, days in three shapes, sums and a signature below."""
    book = Workbook()
    page = book.active
    page.append(["2025年度示例县经济责任审计发现问题整改清单"])
    page.merge_cells("A1:H1")
    page.append(["填报单位：示例县审计局", None, None, None, None, None, "单位：万元"])
    page.append(list(HEADS))
    page.append(["一、工程管理方面"])
    page.merge_cells("A4:H4")
    bureau, school = bodies["bureau"].name, bodies["school_bureau"].name
    page.append(
        [1, bureau, "养护合同超付工程款", "多计面积", 12.5, date(2024, 5, 1), "2099-12-31", "甲"]
    )
    page.append([2, None, "未按规定招标", None, "3,000元", "2025年3月", "2099年6月30日", None])
    page.append([3, None, "合同倒签", "先干后签", None, "20250105", 72686, None])
    page.merge_cells("B5:B7")
    page.append(["二、资金管理方面"])
    page.append([4, school, "食堂采购未公开", "未公示", "约五万", None, None, None])
    page.append([5, "没有这个局", "账外资金", None, None, None, None, None])
    page.append([6, school, "食堂采购未公开", "重复的一行", None, None, None, None])
    page.append([7, school, None, "只有表现", None, None, None, None])
    page.append([8, school, "=1+1 公式一样的题目", None, None, None, "2001-01-01", None])
    page.cell(page.max_row, 3).data_type = "s"
    page.append(["合计", None, None, None, 12.8])
    page.append(["填报人：示例", None, None, "审核：示例"])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


@pytest.fixture
def received(people: SimpleNamespace, bodies: dict[str, Unit]) -> Callable[..., ProblemList]:
    def make(**said: Any) -> ProblemList:
        usual = {
            "content": nasty(bodies), "name": "清单.xlsx", "origin": "audit", "document": "示例审报〔2026〕9号",
            "found_on": timezone.localdate(), "by": people.office, "body": "示例县审计局",
        }  # fmt: skip
        return list_receive(**{**usual, **said})

    return make


def test_what_is_understood_of_a_nasty_workbook(
    received: Callable[..., ProblemList], people: SimpleNamespace, bodies: dict[str, Unit]
) -> None:
    from qinglian.web.rectification.listed import lines_of

    made = received()
    assert {one["said"]: one["taken"] for one in made.heads} == {
        "序号": "序号", "整改责任单位": "责任单位", "审计发现的问题": "问题", "具体表现": "具体情形",
        "金额(万元)": "涉及金额（万元）", "发生时间": "问题发生日期", "整改时限": "整改期限", "责任领导": "",
    }  # fmt: skip
    lines = {one.row: one for one in lines_of(made, people.office)}
    assert set(lines) == {5, 6, 7, 9, 10, 11, 12, 13}, "no title, section, sum or signature"
    assert lines[5].amount_fen == 12_500_000
    assert (lines[5].unit, lines[5].act_on, lines[5].due_on) == (
        bodies["bureau"], date(2024, 5, 1), date(2099, 12, 31),
    )  # fmt: skip
    assert lines[6].unit == lines[7].unit == bodies["bureau"], "merged downwards"
    assert (lines[7].act_on, lines[7].due_on) == (date(2025, 1, 5), date(2099, 1, 1))
    wrong = {row: one.reasons for row, one in lines.items() if one.what == "refused"}
    assert set(wrong) == {6, 9, 10, 11, 12, 13}
    for row, word in (
        (6, "日期"),
        (9, "约五万"),
        (10, "没有这个局"),
        (11, "第 9 行"),
        (12, "必填"),
        (13, "期限"),
    ):
        assert word in wrong[row], (row, wrong[row])


def test_good_rows_are_made_and_the_others_come_back(
    received: Callable[..., ProblemList],
    people: SimpleNamespace,
    raised: Callable[..., Problem],
    signed_in: Callable[[User], Client],
) -> None:
    standing = raised(title="养护合同超付工程款", text="多计面积")
    made = received()
    with pytest.raises(NotAllowed, match="第 5 行"):
        list_apply(received=made, by=people.office, choices={})
    assert Problem.objects.count() == 1, "all of it or nothing"
    with pytest.raises(NotAllowed):
        list_apply(received=made, by=people.second, choices={5: "own"})
    with pytest.raises(Overtaken):
        list_apply(received=made, by=people.office, choices={5: "ZG-00000-00000"})
    done = list_apply(received=made, by=people.office, choices={5: standing.public_id})
    assert (done.opened, done.joined, done.refused) == (1, 1, 6)
    seen = standing.sightings.get(origin="audit")
    assert (seen.number, seen.body, seen.document) == ("1", "示例县审计局", "示例审报〔2026〕9号")
    fresh = Problem.objects.get(title="合同倒签")
    assert (fresh.origin, fresh.text) == ("audit", "先干后签")
    with pytest.raises(Overtaken):
        list_apply(received=made, by=people.office, choices={})
    browser = signed_in(people.office)
    back = browser.get(f"{made.get_absolute_url()}refused/")
    rows = list(load_workbook(io.BytesIO(back.content)).active.iter_rows(values_only=True))
    assert len(rows) == 7
    assert "没有认出单位" in rows[3][-2]
    assert rows[6][1] == "=1+1 公式一样的题目"
    sheet = load_workbook(io.BytesIO(back.content)).active
    assert all(cell.data_type != "f" for row in sheet for cell in row)


def test_the_same_file_again_makes_nothing_twice(
    received: Callable[..., ProblemList], people: SimpleNamespace
) -> None:
    list_apply(received=received(), by=people.office, choices={})
    again = list_apply(received=received(), by=people.office, choices={})
    assert (again.opened, again.joined, again.refused) == (0, 0, 8)
    assert Problem.objects.count() == Sighting.objects.count() == 2


def test_the_pages_from_template_to_import(
    people: SimpleNamespace, bodies: dict[str, Unit], signed_in: Callable[[User], Client]
) -> None:
    browser = signed_in(people.office)
    book = load_workbook(io.BytesIO(browser.get("/rectification/lists/template/").content))
    rules = book["问题清单"].data_validations.dataValidation
    assert len(rules) == 2
    assert bodies["bureau"].name in [cell.value for cell in book["单位"]["A"]]
    said = {
        "file": SimpleUploadedFile("清单.xlsx", nasty(bodies)), "origin": "patrol", "document": "示例巡察反馈",
        "found_on": timezone.localdate().isoformat(), "body": "",
    }  # fmt: skip
    assert browser.post("/rectification/lists/new/", said).status_code == 302
    made = ProblemList.objects.get()
    page = browser.get(made.get_absolute_url()).content.decode()
    assert "整改责任单位 → 责任单位" in page
    assert "没有认出单位" in page
    assert browser.post(made.get_absolute_url(), {}).status_code == 302
    assert Problem.objects.count() == 2
    page = browser.get(made.get_absolute_url()).content.decode()
    assert "新挂 2，并入 0，退回 6" in page
    assert signed_in(people.second).get(made.get_absolute_url()).status_code == 404
    assert signed_in(people.officer).get("/rectification/lists/new/").status_code == 403


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04broken", "不是表".encode()])
def test_what_is_no_workbook_is_said_in_one_sentence(
    content: bytes, received: Callable[..., ProblemList]
) -> None:
    with pytest.raises(NotAllowed):
        received(content=content)


def test_a_sheet_without_the_headings_names_them(received: Callable[..., ProblemList]) -> None:
    book = Workbook()
    book.active.append(["序号", "内容"])
    out = io.BytesIO()
    book.save(out)
    with pytest.raises(NotAllowed, match="责任单位"):
        received(content=out.getvalue())
