"""Rows that cannot be right are refused with row, column, value and reason; the rest is kept (design.md 9)."""

from pathlib import Path
from typing import Any

import pytest

from tests.sources.ledgers import PERMIT, as_book, as_csv, column, permit, read, refused

HEAD = [*PERMIT, "法定时限（工作日）", "收费金额（元）", "办理结果", "是否联合办理"]
GOOD = ["20", "0", "准予许可", "否"]


@pytest.mark.parametrize(
    ("at", "value", "why"),
    [
        ("收件时间", "2023-02-30", "不是真实存在的日期"),
        ("收件时间", "2023年13月1日", "不是真实存在的日期"),
        ("收件时间", "3/1/2024", "年份应写四位并在最前"),
        ("收件时间", "2024年3月", "只有年月，缺日"),
        ("收件时间", "待定日期", "读不出日期"),
        ("收件时间", "2204-03-01", "年份 2204 不合常理"),
        ("法定时限（工作日）", "-5", "不应为负数"),
        ("法定时限（工作日）", "20个自然日", "单位是自然日"),
        ("法定时限（工作日）", "若干", "不是整数"),
        ("收费金额（元）", "-10", "不应为负数"),
        ("收费金额（元）", "一些", "读不出金额"),
        ("收费金额（元）", "1,23", "读不出金额"),
        ("办理结果", "再议", "不是“办理结果”的已知取值"),
        ("是否联合办理", "也许", "应填“是”或“否”"),
        ("办件编号", "", "缺办件编号"),
    ],
)
def test_a_value_that_cannot_be_right(tmp_path: Path, at: str, value: str, why: str) -> None:
    bad: list[Any] = [*permit(2), *GOOD]
    bad[HEAD.index(at)] = value
    lines = [["示例县许可台账"], HEAD, [*permit(1), *GOOD], bad, [*permit(3), *GOOD]]
    intake = read(as_csv(tmp_path / "许可.csv", lines))
    assert column(intake, "permit", "permit_id") == ["XK1", "XK3"]
    assert refused(intake) == [(4, at, value)]
    assert why in intake.refused[0].reason.zh


def test_a_row_with_two_mistakes_is_refused_once(tmp_path: Path) -> None:
    bad = permit(1, 收件时间="2023-02-30", 决定时间="2023-02-31")
    assert refused(read(as_csv(tmp_path / "许可.csv", [PERMIT, bad, permit(2)]))) == [
        (2, "收件时间", "2023-02-30")
    ]


def test_the_row_is_the_one_a_person_counts_in_that_sheet(tmp_path: Path) -> None:
    lines = [["标题"], [], PERMIT, permit(1), permit(2, 收件时间="2023-02-29")]
    intake = read(as_book(tmp_path / "许可.xlsx", 一=lines, 二=[PERMIT, permit(3, 决定时间="x")]))
    assert [(one.sheet, one.row) for one in intake.refused] == [("一", 5), ("二", 2)]


def test_a_row_with_an_unquoted_comma_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "处罚.csv"
    path.write_text(
        "案件编号,处罚机关,处罚决定日期,罚款金额（元）\nA,示例县水利局,2024-03-01,500\nB,示例县水利局,2024-03-01,1,500\n",
        "utf-8",
    )
    intake = read(path)
    assert [one.row for one in intake.refused] == [3]
    assert "格数多于表头" in intake.refused[0].reason.zh


def test_damaged_text_is_refused_and_the_rest_kept(tmp_path: Path) -> None:
    path = as_csv(tmp_path / "许可.csv", [PERMIT, *(permit(number) for number in range(200))])
    raw = path.read_bytes()
    place = raw.index("食品".encode(), 5000)
    path.write_bytes(raw[: place + 1] + b"\xff" + raw[place + 2 :])
    intake = read(path)
    assert intake.rows_kept == 199
    assert "损坏的文字" in intake.refused[0].reason.zh


def test_a_row_pasted_twice_is_refused_once_and_names_the_first(tmp_path: Path) -> None:
    intake = read(as_csv(tmp_path / "许可.csv", [PERMIT, permit(1), permit(2), permit(1)]))
    assert [one.row for one in intake.refused] == [4]
    assert "与第 2 行完全相同" in intake.refused[0].reason.zh


def test_one_number_for_two_parties_is_no_repetition(tmp_path: Path) -> None:
    intake = read(
        as_csv(tmp_path / "许可.csv", [PERMIT, permit(1), permit(1, 申请人="示例县乙商贸有限公司")])
    )
    assert intake.rows_kept == 2


def test_refunds_may_be_negative(tmp_path: Path) -> None:
    head = ["支付凭证号", "预算单位", "收款人名称", "支付金额", "支付日期"]
    intake = read(
        as_csv(
            tmp_path / "支付.csv",
            [head, ["Z1", "示例县水利局", "示例县甲商贸有限公司", "-380.00", "2024-03-01"]],
        )
    )
    assert str(column(intake, "payment", "amount_yuan")[0]) == "-380.00"
