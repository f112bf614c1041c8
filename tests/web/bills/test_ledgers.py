"""From the signed bill to a ledger that four sides signed: what is read, what is refused, who signs, what goes on."""

import io
from collections.abc import Callable
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from openpyxl import Workbook

from qinglian.roadworks.errors import SheetRefused
from qinglian.web.accounts.models import User
from qinglian.web.bills.models import Bill, Ledger, LedgerRow
from qinglian.web.bills.queries import compared, differences
from qinglian.web.bills.reading import twice
from qinglian.web.bills.services.bills import bill_confirm, bill_import
from qinglian.web.bills.services.ledgers import ledger_import, ledger_sign, ledger_submit
from qinglian.web.bills.services.rows import row_take
from qinglian.web.core.moves import NotAllowed

HEADS = ["子目号", "子目名称", "单位", "数量", "单价", "合价"]
LINES = [
    ["203-1", "路基挖方", None, None, None, None],
    ["-a", "挖土方", "m3", 12500, 12.5, 156250],
    ["清单第200章合计", None, None, None, None, 156250],
    ["304-1", "水泥稳定碎石基层", None, None, None, None],
    ["-b", "厚200mm", "m2", 8000, 68, 544000],
    ["清单第300章合计", None, None, None, None, 544000],
    ["403-1", "基础钢筋", None, None, None, None],
    ["-b", "带肋钢筋(HRB400)", "kg", 52000, 6.2, 322400],
    ["405-1", "钻孔灌注桩", None, None, None, None],
    ["-a", "φ1.2m", "m", 480, 1850, 888000],
    ["清单第400章合计", None, None, None, None, 1210400],
]
ROWS = [
    ["R1", "203-1-a", "路基工程", "K0+000～K2+000断前", "全幅", "", 7000, "S1", ""],
    ["R2", "203-1-a", "路基工程", "K2+000断前～K5+000", "全幅", "", 5200, "S1", ""],
    ["R3", "304-1-b", "", "K0+000～K1+000", "左幅", "上基层", 8000, "S2", "是"],
    ["R4", "403-1-b", "1#墩 1-2#桩", "", "", "", 30000, "S3", "是"],
    ["R5", "403-1-b", "2#墩承台", "", "", "", 22000, "S3", "是"],
    ["R6", "405-1-a", "02.01.01", "", "", "", 480, "S3", "是"],
]
COLUMNS = ["台账编号", "子目号", "部位", "桩号", "幅别", "层位", "设计量", "图号", "隐蔽"]


def book(*tables: list[list[Any]]) -> bytes:
    made = Workbook()
    made.remove(made.active)
    for number, rows in enumerate(tables):
        sheet = made.create_sheet(f"表{number}")
        for row in rows:
            sheet.append(row)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def ledger(site: SimpleNamespace, rows: list[list[Any]], *more: list[list[Any]]) -> Ledger:
    return ledger_import(
        section=site.section, content=book([COLUMNS, *rows], *more), name="台账.xlsx",
        review_number="示例复核2号", by=site.people["measurer"],
    )  # fmt: skip


def signed(site: SimpleNamespace, made: Ledger) -> Ledger:
    made = ledger_submit(ledger=made, by=site.people["measurer"])
    for post in ("chief_engineer", "measuring_supervisor", "design_agent", "contracts"):
        made = ledger_sign(ledger=made, by=site.people[post], agree=True)
    return made


def test_a_bill_is_read_whole_and_confirmed_by_the_owner(site: SimpleNamespace) -> None:
    row_take(site.rows["R4"], Decimal(100), by=None)
    made = bill_import(
        section=site.section,
        content=book([HEADS, *LINES]),
        name="清单.xlsx",
        by=site.people["measurer"],
    )
    assert made.total_fen == 191_065_000
    assert made.items.get(code="403-1-b").quantity == 52000
    assert not made.items.get(code="403-1").unit
    with pytest.raises(NotAllowed, match="合约部"):
        bill_confirm(bill=made, by=site.people["chief_engineer"])
    made = bill_confirm(bill=made, by=site.people["contracts"])
    site.bill.refresh_from_db()
    assert (made.status, site.bill.status) == ("in_force", "replaced")
    assert set(LedgerRow.objects.values_list("item__bill", flat=True)) == {made.pk}
    assert [one.code for one in compared(site.bill, made)] == ["203-1-a"]


def test_whoever_imported_does_not_confirm(site: SimpleNamespace) -> None:
    made = bill_import(
        section=site.section,
        content=book([HEADS, *LINES]),
        name="清单.xlsx",
        by=site.people["contracts"],
    )
    with pytest.raises(NotAllowed, match="另一人"):
        bill_confirm(bill=made, by=site.people["contracts"])


def test_a_price_that_was_measured_at_changes_by_variation_only(site: SimpleNamespace) -> None:
    row_take(site.rows["R6"], Decimal(10), by=None)
    lines = [[*one] for one in LINES]
    lines[9][4:], lines[10][5] = [1900, 912000], 1234400
    made = bill_import(
        section=site.section,
        content=book([HEADS, *lines]),
        name="清单.xlsx",
        by=site.people["measurer"],
    )
    with pytest.raises(NotAllowed, match="405-1-a 已经计量"):
        bill_confirm(bill=made, by=site.people["contracts"])


def test_the_page_says_by_how_much_and_in_which_row(
    site: SimpleNamespace, signed_in: Callable[[User], Client]
) -> None:
    lines = [[*one] for one in LINES]
    lines[1][5] = 156253
    browser = signed_in(site.people["measurer"])
    answer = browser.post(
        f"/bills/sections/{site.section.public_id}/bill/",
        {"file": SimpleUploadedFile("清单.xlsx", book([HEADS, *lines])), "amount_step": "100"},
    )
    said = answer.content.decode()
    assert answer.status_code == 422
    assert "数量×单价应为 156,250 元，表列 156253 元，差 -3 元" in said
    assert 'data-label="行">3<' in said
    assert Bill.objects.filter(section=site.section).count() == 1


def test_four_sides_sign_and_rows_go_on(site: SimpleNamespace) -> None:
    row_take(site.rows["R1"], Decimal(6500), by=None)
    made = ledger(site, ROWS)
    assert [(one.code, one.delta, one.delta_fen) for one in differences(made)] == [
        ("203-1-a", Decimal(200), 250_000)
    ]
    made = ledger_submit(ledger=made, by=site.people["measurer"])
    with pytest.raises(NotAllowed):
        ledger_sign(ledger=made, by=site.people["measurer"], agree=True)
    for post in ("chief_engineer", "measuring_supervisor", "design_agent"):
        made = ledger_sign(ledger=made, by=site.people[post], agree=True)
    with pytest.raises(NotAllowed, match="已经签过"):
        ledger_sign(ledger=made, by=site.people["project_manager"], agree=True)
    made = ledger_sign(ledger=made, by=site.people["contracts"], agree=True)
    site.ledger.refresh_from_db()
    row = LedgerRow.objects.get(key="R1")
    assert (made.status, site.ledger.status) == ("in_force", "replaced")
    assert (row.pk, row.measured, row.reviewed) == (site.rows["R1"].pk, 6500, 7000)
    assert site.items["203-1-a"].__class__.objects.get(code="203-1-a").reviewed == 12200
    assert LedgerRow.objects.get(key="R2").start == 2000


def test_refusing_ends_the_version(site: SimpleNamespace) -> None:
    made = ledger_submit(ledger=ledger(site, ROWS), by=site.people["measurer"])
    with pytest.raises(NotAllowed, match="理由"):
        ledger_sign(ledger=made, by=site.people["design_agent"], agree=False)
    made = ledger_sign(ledger=made, by=site.people["design_agent"], agree=False, text="图号不对")
    assert made.status == "refused"
    assert LedgerRow.objects.get(key="R2").reviewed == 5000
    assert ledger(site, ROWS).number == made.number + 1


def test_nothing_falls_below_what_is_measured(site: SimpleNamespace) -> None:
    row_take(site.rows["R1"], Decimal(6500), by=None)
    rows = [[*one] for one in ROWS]
    rows[0][6] = 6000
    with pytest.raises(SheetRefused, match="R1 新控制量 6000 低于已计量的 6500"):
        ledger(site, rows)
    with pytest.raises(SheetRefused, match="R1 已计量"):
        ledger(site, ROWS[1:])


@pytest.mark.parametrize(
    ("column", "value", "said"),
    [
        (1, "999-1", "清单里没有子目 999-1"),
        (2, "没有的桥", "工程划分里没有部位"),
        (3, "K2+050～K3+000", "断前 或 K2"),
        (3, "K9+000～K9+100", "超出"),
        (3, "K1+000～K0+500", "在起点"),
        (4, "斜幅", "不认识幅别"),
        (6, "若干", "不是数字"),
        (6, -1, "不小于零"),
    ],
)
def test_a_row_that_cannot_stand_is_named(
    site: SimpleNamespace, column: int, value: object, said: str
) -> None:
    rows = [[*one] for one in ROWS]
    rows[2][column] = value
    with pytest.raises(SheetRefused, match=said) as error:
        ledger(site, rows)
    assert [one.row for one in error.value.faults] == [4]


def test_rows_add_up_to_the_reviewed_quantity(site: SimpleNamespace) -> None:
    review = [["子目号", "子目名称", "复核数量"], ["203-1-a", "挖土方", 12000]]
    with pytest.raises(SheetRefused, match="合计 12200，清单复核量 12000，相差 200"):
        ledger(site, ROWS, review)
    review[1][2] = 12200
    assert ledger(site, ROWS, review).drawn.count() == 6


def test_two_rows_in_one_place_are_a_notice(site: SimpleNamespace) -> None:
    rows = [*ROWS, ["R7", "304-1-b", "", "K0+900～K1+200", "全幅", "上基层", 10, "", ""],
            ["R8", "304-1-b", "", "K1+000～K1+100", "右幅", "上基层", 10, "", ""],
            ["R9", "403-1-b", "2#墩承台", "", "", "", 5, "", ""]]  # fmt: skip
    made = ledger(site, rows)
    assert [(one.key, other.key, both) for one, other, both in twice(list(made.drawn.all()))] == [
        ("R3", "R7", "100 m"), ("R7", "R8", "100 m"), ("R5", "R9", ""),
    ]  # fmt: skip


def test_every_page_opens_to_its_people_alone(
    site: SimpleNamespace, signed_in: Callable[[User], Client], person: Callable[..., User]
) -> None:
    made = ledger(site, ROWS)
    pages = [
        "/bills/", f"/bills/sections/{site.section.public_id}/", f"/bills/{site.bill.public_id}/",
        f"/bills/{site.bill.public_id}/compare/", f"/bills/ledgers/{made.public_id}/",
        f"/bills/ledgers/{made.public_id}/differences/", f"/bills/ledgers/{site.ledger.public_id}/?part=02",
        f"/bills/rows/{site.rows['R3'].pk}/", f"/bills/items/{site.items['203-1-a'].pk}/",
    ]  # fmt: skip
    mine, other = (
        signed_in(site.people["measurer"]),
        signed_in(person("unit_officer", "school_bureau")),
    )
    for page in pages:
        assert mine.get(page).status_code == 200, page
        if page != "/bills/":
            assert other.get(page).status_code in (403, 404), page
    assert site.section.name not in other.get("/bills/").content.decode()
    assert "1#墩" in mine.get(pages[6]).content.decode()
    assert mine.get(f"/bills/ledgers/{site.ledger.public_id}/?format=xlsx").status_code == 200
    assert signed_in(site.people["tester"]).get(
        f"/bills/sections/{site.section.public_id}/ledger/"
    ).status_code == 403  # fmt: skip
