"""The payment statement of a period, as two programs print it. 清单支付报表。"""

import pytest

from qinglian.roadworks.cells import as_rows
from qinglian.roadworks.errors import SheetRefused
from qinglian.roadworks.payment_sheet import Paid, read

LAYERED: list[list[object]] = [
    ["清单支付报表"],
    ["子目号", "子目名称", "单位", "单价", "合同", "", "变更", "", "变更后", "",
     "至上期末", "", "本期", "", "至本期末", "", ""],
    ["", "", "", "", *(["数量", "金额"] * 6), "%"],
    ["203-1", "路基挖方"],
    ["-a", "挖土方", "m³", 12.35, 1000, 12350, 100, 1235, 1100, 13585, 400, 4940, 200, 2470, 600, 7410, 54.5],
    ["-b", "挖石方", "m³", 38.6, 500, 19300, 0, 0, 500, 19300, 100, 3860, -20, -772, 80, 3088, 16],
    ["清单第200章合计", "", "", "", "", 31650, "", 1235, "", 32885, "", 8800, "", 1698, "", 10498, ""],
    ["第100章～700章清单合计", "", "", "", "", 31650, "", 1235, "", 32885, "", 8800, "", 1698, "", 10498, ""],
]  # fmt: skip
FLAT: list[list[object]] = [
    ["支付号", "项目名称", "单位", "单价", "合同数量", "上期末累计数量", "上期末累计金额",
      "本期数量", "本期金额", "本期末累计数量", "本期末累计金额"],
    ["403-1-b", "带肋钢筋（HRB400）", "kg", "5.12", "210430", "8,120", "41574", "2,310", "11827", "10430", "53401"],
]  # fmt: skip


def sheet(rows: list[list[object]]) -> list[Paid]:
    return read(as_rows(rows, "表"))


def changed(row: int, place: int, value: object) -> list[list[object]]:
    rows = [list(one) for one in LAYERED]
    rows[row][place] = value
    return rows


def test_headings_in_two_layers() -> None:
    one, other = sheet(LAYERED)
    assert one.code == "203-1-a"
    assert one.columns["changed"].quantity == 1100
    assert one.columns["to_date"].amount == 741000
    assert other.columns["now"].amount == -77200


def test_headings_in_one_layer() -> None:
    (one,) = sheet(FLAT)
    assert one.columns["before"].amount == 4157400
    assert one.columns["now"].quantity == 2310


@pytest.mark.parametrize(
    ("row", "place", "value", "says"),
    [
        (4, 14, 601, "203-1-a 数量至上期末＋本期≠至本期末，差 1"),
        (4, 15, 7411, "203-1-a 金额至上期末＋本期≠至本期末，差 1 元"),
        (5, 8, 510, "203-1-b 数量合同＋变更≠变更后，差 10"),
        (6, 13, 1700, "“清单第200章合计”本期金额与各行相加差 2 元"),
        (7, 15, 10490, "至本期末金额与各行相加差 -8 元"),
        (4, 12, "二百", "不是数字"),
    ],
)
def test_what_does_not_tie_says_where(row: int, place: int, value: object, says: str) -> None:
    with pytest.raises(SheetRefused) as refused:
        sheet(changed(row, place, value))
    assert says in refused.value.text.zh


def test_another_sheet_is_refused() -> None:
    with pytest.raises(SheetRefused):
        sheet([["姓名", "电话"]])
