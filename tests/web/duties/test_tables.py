"""A list in Excel becomes items; rows that cannot be taken are named. 表格导入。"""

from collections.abc import Callable
from datetime import date
from io import BytesIO
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from docx import Document
from openpyxl import Workbook

from qinglian.web.accounts.models import User
from qinglian.web.core.uploads import folder
from qinglian.web.duties.models import DutyList, Item, Programme
from qinglian.web.duties.reading.files import rows_of, rows_told, text_of, told
from qinglian.web.duties.reading.sheet import cycle_of, day_of, parted, read_rows
from qinglian.web.duties.services.lists import list_make
from qinglian.web.units.models import Unit


def book() -> bytes:
    """A title row merged over all, heads over two rows, a merged body, totals, and rows that are wrong."""
    wanted = Workbook()
    sheet = wanted.active
    for row in (
        ["2026年清廉建设任务清单"],
        ["序号", "重点任务", "目标", "责任", None, "完成时限", "备注"],
        [None, None, None, "责任单位", "监督单位", None, None],
        [1, "公布权力清单", "公布率100%", "示例县司法局", "派驻组", "2026年6月底前", ""],
        [2, "食堂盘库", "差额不超过2%", None, "派驻组", "每月", ""],
        [3, "坏日期", "零投诉", "示例县教育局", "派驻组", "2026-02-30", ""],
        [4, None, "没有事项", "示例县教育局", "派驻组", "每月", ""],
        [5, "公布权力清单", "重复", "示例县教育局", "派驻组", "每月", ""],
        [None, None, None, None, None, None, None],
        ["合计", None, None, None, None, None, "3项"],
    ):
        sheet.append(row)
    sheet.merge_cells("A1:G1")
    sheet.merge_cells("D2:E2")
    sheet.merge_cells("D4:D5")
    out = BytesIO()
    wanted.save(out)
    return out.getvalue()


def test_titles_merged_cells_and_heads_over_two_rows() -> None:
    read = read_rows(rows_of(book()))
    assert read.title == "2026年清廉建设任务清单"
    assert [(one["title"], one["principal"]) for one in read.items] == [
        ("公布权力清单", "示例县司法局"), ("食堂盘库", "示例县司法局"),
    ]  # fmt: skip
    assert (read.items[0]["due_on"], read.items[0]["cycle"]) == (date(2026, 6, 30), "once")
    assert read.items[1]["cycle"] == "month"
    assert [(one.row, one.why) for one in read.refused] == [
        (6, "due_on"),
        (7, "title"),
        (8, "twice"),
    ]
    assert read_rows(rows_told(told(rows_of(book())))).items == read.items


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("2026年6月底前", date(2026, 6, 30)), ("2026-2-3", date(2026, 2, 3)),
        ("2026年12月", date(2026, 12, 31)), ("2026年底前", date(2026, 12, 31)),
        ("2026.3.9", date(2026, 3, 9)), ("2026-02-30", None), ("下月", None), ("2026年13月", None),
    ],
)  # fmt: skip
def test_days_as_people_write_them(text: str, said: date | None) -> None:
    assert day_of(text) == said


def test_cycles_and_lines() -> None:
    assert [cycle_of(one) for one in ("每季度至少1次", "半年", "长期坚持", "随时")] == [
        "quarter", "half", "year", "",
    ]  # fmt: skip
    assert parted("受理｜窗口｜1\n审核", ("step", "post", "days")) == [
        {"step": "受理", "post": "窗口", "days": "1"}, {"step": "审核", "post": "", "days": ""},
    ]  # fmt: skip


@pytest.fixture
def made(people: SimpleNamespace, bodies: dict[str, Unit]) -> DutyList:
    return list_make(title="示例清单", kind="task", owner_unit=bodies["office"], by=people.office)


def test_preview_then_draft_and_no_file_stays(
    made: DutyList, people: SimpleNamespace, signed_in: Callable[[User], Client]
) -> None:
    browser, page = signed_in(people.office), f"{made.get_absolute_url()}table/"
    file = SimpleUploadedFile("清单.xlsx", book())
    shown = browser.post(page, {"file": file})
    assert (shown.status_code, Item.objects.count()) == (200, 0)
    assert [one for one in folder().rglob("*") if one.is_file()] == []
    said = shown.content.decode()
    for words in ("第 6 行", "第 7 行", "第 8 行", "完成时限看不懂", "拦住印发"):
        assert words in said
    text = shown.context["text"]
    assert browser.post(page, {"text": text, "keep": "yes"}).status_code == 302
    assert list(Item.objects.values_list("title", flat=True)) == ["公布权力清单", "食堂盘库"]
    again = browser.post(page, {"text": text})
    assert "不再写入" in again.content.decode()
    browser.post(page, {"text": text, "keep": "yes"})
    assert Item.objects.count() == 2
    strange = browser.post(page, {"text": "甲\t乙\n1\t2"}).content.decode()
    assert "没有认得的表头" in strange
    assert browser.post(page, {}).status_code == 422
    lied = SimpleUploadedFile("清单.xlsx", b"not a workbook at all")
    assert browser.post(page, {"file": lied}).status_code == 422


def test_a_programme_out_of_word(
    people: SimpleNamespace, bodies: dict[str, Unit], signed_in: Callable[[User], Client]
) -> None:
    word = Document()
    word.add_heading("总体要求", 1)
    word.add_paragraph("各单位应当每年报告一次。")
    table = word.add_table(1, 2)
    table.rows[0].cells[0].text, table.rows[0].cells[1].text = "甲", "乙"
    out = BytesIO()
    word.save(out)
    assert text_of(out.getvalue(), "docx").split("\n") == [
        "# 总体要求", "各单位应当每年报告一次。", "甲；乙",
    ]  # fmt: skip
    said: dict[str, Any] = {
        "title": "示例", "issued_on": "2026-01-05", "owner_unit": bodies["county"].pk,
        "file": SimpleUploadedFile("意见.docx", out.getvalue()),
    }  # fmt: skip
    shown = signed_in(people.office).post("/duties/programmes/new/", said)
    assert "各单位应当每年报告一次。" in shown.content.decode()
    secret = SimpleUploadedFile("意见.txt", "绝密★一年\n各单位应当报告。".encode())
    refused = signed_in(people.office).post("/duties/programmes/new/", {**said, "file": secret})
    assert refused.status_code == 422
    assert "国家秘密" in refused.content.decode()
    gbk = SimpleUploadedFile("意见.txt", "各单位应当报告。".encode("gb18030"))
    read = signed_in(people.office).post("/duties/programmes/new/", {**said, "file": gbk})
    assert "各单位应当报告。" in read.content.decode()
    assert Programme.objects.count() == 0
