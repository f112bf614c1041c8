"""A fictional section with its parties, a bill and a ledger, for tests of the rooms of works."""

from datetime import date
from decimal import Decimal
from types import SimpleNamespace

from qinglian.web.accounts.models import User
from qinglian.web.bills.models import Bill, BillItem, Chapter, Ledger, LedgerRow
from qinglian.web.units.models import Unit
from qinglian.web.works.models import (
    Alignment,
    Break,
    Part,
    Participant,
    Party,
    Project,
    Section,
)
from qinglian.web.works.states import POSTS, Side

FIRMS = {
    Side.CONTRACTOR: "示例路桥建设有限公司",
    Side.SUPERVISOR: "示例工程监理有限公司",
    Side.OWNER: "示例县公路建设中心",
    Side.DESIGNER: "示例交通设计院",
    Side.LABORATORY: "示例检测有限公司",
    Side.AUDITOR: "示例造价咨询有限公司",
    Side.QUALITY: "示例县交通工程质监站",
}
BEGUN = date(2024, 1, 1)
ITEMS = (
    # code, name, unit, quantity, unit price in fen
    ("203-1-a", "挖土方", "m3", "12000", 1250),
    ("304-1-b", "水泥稳定碎石基层 厚200mm", "m2", "8000", 6800),
    ("403-1-b", "基础钢筋 带肋钢筋(HRB400)", "kg", "52000", 620),
    ("405-1-a", "钻孔灌注桩 φ1.2m", "m", "480", 185000),
)
CHAPTERS = {"200": "路基", "300": "路面", "400": "桥梁、涵洞"}


def people_of(section: Section, *, by: User, second: User) -> dict[str, User]:
    """Somebody in every post of every side: `people["measurer"]`; a tester of the laboratory is `laboratory_tester`."""
    made: dict[str, User] = {}
    for side, posts in POSTS.items():
        party = Party.objects.create(
            section=section,
            side=side,
            name=FIRMS[side],
            contract_number="示例合同1号",
            valid_from=BEGUN,
        )
        for post in posts:
            key = post if post not in made else f"{side}_{post}"
            user = User.objects.create(username=f"{section.code}-{key}", name=f"示例{key}")
            Participant.objects.create(
                party=party,
                user=user,
                post=post,
                valid_from=BEGUN,
                added_by=by,
                confirmed_by=second,
            )
            made[str(key)] = user
    return made


def works_site(
    bodies: dict[str, Unit], *, by: User, second: User, code: str = "TJ1"
) -> SimpleNamespace:
    """
    One project with one section: K0+000–K5+000 with a long break at K2+100 = K2+000, a bridge with two piers, a bill of
    four items in three chapters, a ledger in force with six rows; `rows["R3"]` and so on.
    """
    project = Project.objects.create(
        name=f"示例县道改建工程{code}", code=f"2024-990101-48-01-{code}", template="new",
        owner_unit=bodies["station"], authority_unit=bodies["bureau"], route="X001990101",
        budget_fen=60_000_000_00, by=by,
    )  # fmt: skip
    section = Section.objects.create(
        project=project, code=code, name=f"{code}标段", contract_number="示例合同1号",
        price_fen=15_000_000_00, signed_on=date(2024, 3, 1), begins_on=date(2024, 4, 1),
        ends_on=date(2025, 10, 1), by=by,
    )  # fmt: skip
    people = people_of(section, by=by, second=second)
    line = Alignment.objects.create(
        project=project, prefix="K", first=Decimal(0), last=Decimal(5000)
    )
    Break.objects.create(alignment=line, place=1, back=Decimal(2100), ahead=Decimal(2000))
    parts = {}
    for path, rank, name, kind, upper in (
        ("01", "unit", "路基工程", "", None),
        ("02", "unit", "示例大桥", "", None),
        ("02.01", "division", "基础及下部", "", "02"),
        ("02.01.01", "member", "1#墩 1-2#桩", "pile", "02.01"),
        ("02.01.02", "member", "2#墩承台", "rebar", "02.01"),
    ):
        parts[path] = Part.objects.create(
            section=section, path=path, rank=rank, name=name, kind=kind, upper=parts.get(upper)
        )
    bill = Bill.objects.create(
        section=section, status="in_force", total_fen=0, by=by, confirmed_by=second
    )
    items = {}
    for place, (number, name, unit, quantity, price) in enumerate(ITEMS, 1):
        amount = round(Decimal(quantity) * price / 100) * 100
        items[number] = BillItem.objects.create(
            bill=bill, section=section, place=place, chapter=f"{number[0]}00", code=number, name=name,
            unit=unit, quantity=Decimal(quantity), price_fen=price, amount_fen=amount,
            reviewed=Decimal(quantity),
        )  # fmt: skip
    for chapter, name in CHAPTERS.items():
        total = sum(one.amount_fen for one in items.values() if one.chapter == chapter)
        Chapter.objects.create(bill=bill, code=chapter, name=name, total_fen=total)
    Bill.objects.filter(pk=bill.pk).update(total_fen=sum(one.amount_fen for one in items.values()))
    bill.refresh_from_db()
    ledger = Ledger.objects.create(
        section=section, status="in_force", review_number="示例复核1号", by=by
    )
    rows = {}
    for key, item, design, start, end, lane, part, covers in (
        ("R1", "203-1-a", "7000", 0, 2000, "full", "01", False),
        ("R2", "203-1-a", "5000", 2000, 5100, "full", "01", False),
        ("R3", "304-1-b", "8000", 0, 1000, "left", "01", True),
        ("R4", "403-1-b", "30000", None, None, "", "02.01.01", True),
        ("R5", "403-1-b", "22000", None, None, "", "02.01.02", True),
        ("R6", "405-1-a", "480", None, None, "", "02.01.01", True),
    ):
        rows[key] = LedgerRow.objects.create(
            section=section, key=key, since=ledger, item=items[item], drawing=f"S3-{key}",
            design=Decimal(design), reviewed=Decimal(design), part=parts[part], covers=covers,
            alignment=None if start is None else line, lane=lane,
            start=None if start is None else Decimal(start), end=None if end is None else Decimal(end),
            said=parts[part].name,
        )  # fmt: skip
    return SimpleNamespace(
        project=project, section=section, people=people, line=line, parts=parts, bill=bill, items=items,
        ledger=ledger, rows=rows,
    )  # fmt: skip
