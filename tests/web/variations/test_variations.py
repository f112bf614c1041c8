"""A variation from the suggestion to the ledger: both axes, three prices, two approvals, urgent work, the radar."""

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from qinglian.web.accounts.models import User
from qinglian.web.bills.models import BillItem, LedgerRow
from qinglian.web.bills.services.rows import row_take
from qinglian.web.core.drafts import kinds
from qinglian.web.core.moves import NotAllowed, Overtaken
from qinglian.web.core.uploads import Stored
from qinglian.web.variations.approved import draft_for, orders_of, pending_of, within
from qinglian.web.variations.models import Approval, Variation
from qinglian.web.variations.services.lines import line_add, table_set
from qinglian.web.variations.services.moving import scheme_back, variation_move, variation_open
from qinglian.web.variations.views.radar import effect, radar_rows

PICTURE = Stored("示例/照片", "0" * 64, 10, "现场.jpg", "jpeg")
SHEET = Stored("示例/文件", "0" * 64, 10, "文件.pdf", "pdf")
FOUR = ["owner", "supervisor", "designer", "contractor"]


@pytest.fixture
def moved(site: SimpleNamespace) -> Callable[..., Variation]:
    """Say a verb as whoever says it, with what it asks."""
    said: dict[str, tuple[str, dict[str, Any]]] = {
        "register": ("site_agent", {}),
        "survey": ("resident", {"papers": [PICTURE], "number": "会勘1", "attended": FOUR}),
        "draw": ("design_agent", {"papers": [SHEET], "number": "S-变-1"}),
        "scheme": ("engineering", {"papers": [SHEET], "number": "批1", "approver": "示例项目法人"}),
        "price": ("measurer", {}),
        "approve": ("chief_supervisor", {}),
        "order": ("chief_supervisor", {"papers": [SHEET]}),
        "done": ("project_manager", {"papers": [PICTURE]}),
    }

    def move(found: Variation, *verbs: str, who: str = "", **more: Any) -> Variation:
        for verb in verbs:
            post, given = said[verb]
            found = variation_move(
                variation=found, verb=verb, by=site.people[who or post], **(given | more)
            )
        return found

    return move


def opened(site: SimpleNamespace, **more: Any) -> Variation:
    given = {"title": "示例桩长调整", "reason": "ground", "text": "地质比勘察差", **more}
    return variation_open(section=site.section, by=site.people["chief_engineer"], **given)


def test_the_whole_way_adjusts_the_ledger_once(
    site: SimpleNamespace, moved: Callable[..., Variation]
) -> None:
    found, by = opened(site), site.people["measurer"]
    line_add(variation=found, by=by, kind="vary", row=site.rows["R6"], quantity=Decimal(20))
    line_add(
        variation=found, by=by, kind="item", key="B1", code="405-1-z", name="桩 φ1.5m", unit="m",
        quantity=Decimal(10), similar=site.items["405-1-a"], factor=Decimal("1.4"), part=site.parts["02.01.01"],
        quota_fen=300000, rate=Decimal("0.1"),
    )  # fmt: skip
    assert list(pending_of(site.rows["R6"])) == [found]
    found = moved(found, "register", "survey", "draw", "scheme", "price", "approve")
    assert (found.status, found.amount_fen) == ("pricing", 20 * 185000 + 10 * 259000)
    found = moved(found, "approve", who="site_agent")
    assert found.status == "priced"
    with pytest.raises(Overtaken):
        moved(found, "approve", who="leader")
    found = moved(found, "order")
    assert found.number == "TJ1-BG-001"
    row, new = LedgerRow.objects.get(key="R6"), LedgerRow.objects.get(key="B1")
    assert (row.control, new.control, new.item.code, new.item.price_fen) == (
        500,
        10,
        "405-1-z",
        259000,
    )
    assert [(one.number, one.delta) for one in orders_of(row)] == [("TJ1-BG-001", 20)]
    computed = found.changes.get(key="B1").computed
    assert (computed["applicable"], computed["similar"], computed["quota"]) == (
        None,
        259000,
        270000,
    )
    assert moved(found, "done").status == "done"
    titles = [kinds()["variation_order"].content(found, by).title]
    assert titles == ["变更令"]


def test_an_order_that_cannot_cut_the_row_changes_nothing(
    site: SimpleNamespace, moved: Callable[..., Variation]
) -> None:
    found, by = opened(site), site.people["measurer"]
    line_add(variation=found, by=by, kind="vary", row=site.rows["R5"], quantity=Decimal(5))
    line_add(variation=found, by=by, kind="vary", row=site.rows["R6"], quantity=Decimal(-100))
    found = moved(found, "register", "survey", "draw", "scheme", "price", "approve")
    level = [post for _side, post in found.level["who"]]
    found = moved(found, "approve", who=level[1])
    row_take(site.rows["R6"], Decimal(450), by=None)
    with pytest.raises(NotAllowed, match="最多核减 30"):
        moved(found, "order")
    assert LedgerRow.objects.get(key="R5").varied == 0
    assert Variation.objects.get(pk=found.pk).status == "priced"


def test_all_four_parties_come_and_pictures_prove_it(
    site: SimpleNamespace, moved: Callable[..., Variation]
) -> None:
    found = moved(opened(site), "register")
    with pytest.raises(NotAllowed, match="缺：设计"):
        moved(found, "survey", attended=["owner", "supervisor", "contractor"])
    with pytest.raises(NotAllowed, match="照片"):
        moved(found, "survey", papers=[SHEET])
    with pytest.raises(NotAllowed, match="其他岗位"):
        moved(found, "survey", who="measurer")
    with pytest.raises(NotAllowed, match="今天之后"):
        moved(found, "survey", on=timezone.localdate() + timedelta(days=1))
    with pytest.raises(NotAllowed, match="早于上一环节"):
        moved(found, "survey", on=date(2024, 5, 1))


@pytest.mark.parametrize(
    ("features", "grade"),
    [([], "minor"), (["pavement"], "larger"), (["pavement", "toll"], "major")],
)
def test_features_make_the_grade(site: SimpleNamespace, features: list[str], grade: str) -> None:
    assert opened(site, features=features).grade == grade


def test_a_sum_that_raises_the_grade_goes_back_to_the_scheme(
    site: SimpleNamespace, moved: Callable[..., Variation]
) -> None:
    found = moved(opened(site), "register", "survey", "draw", "scheme")
    line_add(
        variation=found, by=site.people["measurer"], kind="vary", row=site.rows["R6"], quantity=Decimal(2800)
    )  # fmt: skip
    found.refresh_from_db()
    assert (found.grade, found.scheme_grade) == ("larger", "minor")
    with pytest.raises(NotAllowed, match="省级交通运输主管部门"):
        moved(found, "price")
    found = scheme_back(variation=found, by=site.people["contracts"], text="金额超过500万元")
    found = moved(found, "scheme", "price")
    assert found.level["who"][1] == ["owner", "legal_person"]


def test_the_owners_own_table_decides(
    site: SimpleNamespace, moved: Callable[..., Variation]
) -> None:
    levels = [{"most_fen": None, "who": [["owner", "contracts"]]}]
    with pytest.raises(NotAllowed, match="由小到大"):
        table_set(
            section=site.section, by=site.people["leader"], approvers={}, source="示例",
            levels=[{"most_fen": 5, "who": [["owner", "leader"]]}] * 2 + levels,
        )  # fmt: skip
    table_set(
        section=site.section, by=site.people["leader"], levels=levels, approvers={}, source="示例"
    )
    found = opened(site)
    line_add(
        variation=found,
        by=site.people["measurer"],
        kind="vary",
        row=site.rows["R6"],
        quantity=Decimal(1),
    )
    found = moved(found, "register", "survey", "draw", "scheme", "price")
    assert moved(found, "approve", who="contracts").status == "priced"


def test_a_contractors_own_fault_costs_the_owner_nothing(
    site: SimpleNamespace, moved: Callable[..., Variation]
) -> None:
    found = opened(site, reason="contractor")
    line_add(
        variation=found,
        by=site.people["measurer"],
        kind="vary",
        row=site.rows["R6"],
        quantity=Decimal(1),
    )
    found = moved(found, "register", "survey", "draw", "scheme")
    with pytest.raises(NotAllowed, match="不增加费用"):
        moved(found, "price")


def test_urgent_work_goes_ahead_with_pictures_and_a_day(site: SimpleNamespace) -> None:
    with pytest.raises(NotAllowed, match="影像"):
        opened(site, urgent=True)
    found = opened(site, urgent=True, papers=[PICTURE])
    assert found.papers_due_on > timezone.localdate()
    assert not found.late
    found.papers_due_on = timezone.localdate() - timedelta(days=1)
    found.save()
    assert within(site.section).late == [found]


def test_nobody_approves_what_they_priced(site: SimpleNamespace) -> None:
    found, by = opened(site), site.people["contracts"]
    with pytest.raises(IntegrityError), transaction.atomic():
        Approval.objects.create(
            variation=found, side="owner", post="contracts", by=by, priced_by=by
        )


def test_the_missing_paper_is_drafted_once(site: SimpleNamespace) -> None:
    found = draft_for(site.rows["R6"], Decimal("9.5"), site.people["measurer"])
    assert found.changes.get().quantity == Decimal("9.5")
    assert draft_for(site.rows["R6"], Decimal("9.5"), site.people["measurer"]) == found


def test_the_radar_says_what_a_change_of_an_uneven_bid_brings(
    site: SimpleNamespace, moved: Callable[..., Variation]
) -> None:
    """Bid at 185000 against a control price of 100000 with no discount on the whole: 85000 fen a metre."""
    BillItem.objects.filter(code="405-1-a").update(ceiling_fen=100000)
    found = opened(site)
    line_add(
        variation=found,
        by=site.people["measurer"],
        kind="vary",
        row=site.rows["R6"],
        quantity=Decimal(20),
    )
    row = radar_rows(site.section).get()
    assert (row.waiting, row.ordered, round(row.ratio, 2)) == (20, 0, 1.85)
    assert effect(row, Decimal(0)) == 1_700_000


def test_pages_open_to_their_people_alone(
    site: SimpleNamespace, signed_in: Callable[[User], Client], person: Callable[..., User],
    moved: Callable[..., Variation],
) -> None:  # fmt: skip
    found = opened(site, features=["pavement"], urgent=True, papers=[PICTURE])
    line_add(
        variation=found,
        by=site.people["measurer"],
        kind="vary",
        row=site.rows["R6"],
        quantity=Decimal(2),
    )
    found = moved(found, "register")
    BillItem.objects.filter(code="405-1-a").update(ceiling_fen=100000)
    own = f"/variations/sections/{site.section.public_id}"
    pages = ["/variations/", f"/variations/{found.public_id}/", f"{own}/radar/", f"{own}/radar/?format=xlsx",
             f"/bills/rows/{site.rows['R6'].pk}/"]  # fmt: skip
    mine = signed_in(site.people["measurer"])
    other = signed_in(person("unit_officer", "school_bureau"))
    for page in pages:
        assert mine.get(page).status_code == 200, page
        if page != "/variations/":
            assert other.get(page).status_code in (403, 404), page
    assert "示例桩长调整" not in other.get("/variations/").content.decode()
    assert mine.get(f"{own}/new/").status_code == 200
    assert "示例桩长调整" in mine.get(pages[4]).content.decode()
    assert mine.get(f"{own}/table/").status_code == 403
    leader = signed_in(site.people["leader"])
    said = {
        "source": "示例办法", "most1": "200000", "who1": ["owner:site_agent"], "most2": "", "who2": ["owner:leader"],
        "major": "示例厅", "larger": "示例厅", "minor": "示例中心",
    }  # fmt: skip
    assert leader.post(f"{own}/table/", said).status_code == 302
    answer = mine.post(
        f"/variations/{found.public_id}/line/",
        {"kind": "item", "row": "B9", "code": "203-1-x", "name": "换填", "unit": "m3", "quantity": "5",
         "quota": "30", "rate": "10", "stakes": "K0+100～K0+200", "lane": "left"},
    )  # fmt: skip
    assert answer.status_code == 302, answer.content.decode()
    assert found.changes.get(key="B9").price_fen == 2700
    assert mine.get(f"/variations/{found.public_id}/").status_code == 200
    assert (
        signed_in(site.people["resident"]).get(f"/variations/{found.public_id}/survey/").status_code
        == 200
    )
