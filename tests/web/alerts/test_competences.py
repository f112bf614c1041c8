"""Which body regulates what: dated, set by one administrator, from a form or a workbook; gaps are shown."""

import io
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from openpyxl import Workbook

from qinglian.web.accounts.models import User
from qinglian.web.alerts.competence import competences, gaps
from qinglian.web.alerts.models import Competence
from qinglian.web.alerts.services.competence import competence_end, competence_set
from qinglian.web.audit.models import Record
from qinglian.web.core.moves import NotAllowed
from qinglian.web.runs.models import Asked, Run
from qinglian.web.runs.words import rules_of
from qinglian.web.units.models import Unit

Bodies = dict[str, Unit]
TODAY = timezone.localdate


@pytest.fixture
def admin(person: Callable[..., User]) -> User:
    return person("system_admin", "county", name="admin")


@pytest.fixture
def asked(run: Run) -> None:
    """One pack was asked here."""
    Asked.objects.create(
        run=run, rule_id="APR-003", pack="approval_cn", name_zh="示例", name_en="Example",
        severity="red", card="", card_sha256="0" * 64, asked=1, decided=1, undecided=0, flagged=0,
    )  # fmt: skip


def settle(bodies: Bodies, by: User, authority: str = "market", **more: Any) -> Competence:
    said = {"field": "approval_cn", "within": bodies["county"], "valid_from": TODAY()}
    return competence_set(authority=bodies[authority], by=by, reason="示例", **{**said, **more})


def test_another_one_from_a_day_ends_the_first(bodies: Bodies, admin: User) -> None:
    first, day = settle(bodies, admin), TODAY() + timedelta(days=30)
    settle(bodies, admin, "school_bureau", valid_from=day)
    first.refresh_from_db()
    assert first.valid_to == day
    station = bodies["station"].pk
    assert competences(TODAY())("APR-003", "approval_cn", station) == bodies["market"].pk
    assert competences(day)("APR-003", "approval_cn", station) == bodies["school_bureau"].pk
    assert Record.objects.filter(action="competence.set").count() == 2


@pytest.mark.parametrize(
    "more",
    [
        {"valid_from": date(2020, 1, 1)},
        {"field": "nothing_cn"},
        {"field": "XYZ-999"},
        {"field": ""},
    ],
    ids=str,
)
def test_what_cannot_be(bodies: Bodies, admin: User, more: dict[str, Any]) -> None:
    with pytest.raises(NotAllowed):
        settle(bodies, admin, **more)
    assert not Competence.objects.exists()


@pytest.mark.parametrize("role", ["security_admin", "triage_officer", "programme_office"])
def test_only_the_system_administrator_sets_it(
    bodies: Bodies, admin: User, person: Callable[..., User], role: str
) -> None:
    who = person(role, "county")
    with pytest.raises(NotAllowed):
        settle(bodies, who)
    made = settle(bodies, admin)
    with pytest.raises(NotAllowed):
        competence_end(competence=made, on=TODAY(), by=who, reason="示例")


def test_one_that_began_today_is_taken_back_and_an_older_one_ends(
    bodies: Bodies, admin: User
) -> None:
    competence_end(competence=settle(bodies, admin), on=TODAY(), by=admin, reason="示例")
    assert not Competence.objects.exists()
    made = settle(bodies, admin)
    Competence.objects.update(valid_from=date(2020, 1, 1))
    competence_end(competence=made, on=TODAY(), by=admin, reason="示例")
    assert Competence.objects.get().valid_to == TODAY()
    assert competences(TODAY())("APR-003", "approval_cn", bodies["station"].pk) is None


def test_gaps_name_the_topmost_bodies_without_authority(
    bodies: Bodies, admin: User, asked: None
) -> None:
    (gap,) = gaps(TODAY())
    assert (gap.pack, gap.tops) == ("approval_cn", (bodies["county"],))
    settle(bodies, admin, within=bodies["bureau"])
    (smaller,) = gaps(TODAY())
    assert smaller.bodies == gap.bodies - 2
    settle(bodies, admin)
    assert gaps(TODAY()) == []


def test_a_pack_is_covered_where_all_its_rules_are(
    bodies: Bodies, admin: User, asked: None
) -> None:
    settle(bodies, admin, field="APR-003")
    assert gaps(TODAY())
    for rule in rules_of("approval_cn"):
        if rule != "APR-003":
            settle(bodies, admin, field=rule)
    assert gaps(TODAY()) == []


def test_pages(
    bodies: Bodies, admin: User, asked: None, signed_in: Callable[[User], Client]
) -> None:
    browser = signed_in(admin)
    assert "还没有主管部门的" in browser.get("/alerts/competences/").content.decode()
    said = {
        "field": "approval_cn", "within": bodies["county"].code, "authority": bodies["market"].code,
        "valid_from": f"{TODAY()}", "reason": "示例",
    }  # fmt: skip
    made = browser.post("/alerts/competences/new/", said)
    assert made.status_code == 302
    page = browser.get("/alerts/competences/").content.decode()
    assert bodies["market"].name in page
    assert "还没有主管部门的" not in page
    assert browser.post("/alerts/competences/new/", {**said, "rules": "XYZ"}).status_code == 422
    assert browser.post(made["Location"], {"on": f"{TODAY()}", "reason": "示例"}).status_code == 302
    assert browser.get(made["Location"]).status_code == 404


def test_changing_one_begins_with_what_it_says(
    bodies: Bodies, admin: User, signed_in: Callable[[User], Client]
) -> None:
    made = settle(bodies, admin, field="APR-003")
    browser = signed_in(admin)
    address = "/alerts/competences/new/?field=APR-003&within=" + made.within.code
    assert address.replace("&", "&amp;") in browser.get(made.get_absolute_url()).content.decode()
    page = browser.get(address).content.decode()
    assert 'value="APR-003"' in page
    assert made.within.code in page


def book(*rows: tuple[Any, ...]) -> SimpleUploadedFile:
    made = Workbook()
    made.active.append(["规则包或规则编号 *", "范围单位编号 *", "主管部门编号 *", "起始日期 *"])
    for row in rows:
        made.active.append(row)
    out = io.BytesIO()
    made.save(out)
    return SimpleUploadedFile("示例.xlsx", out.getvalue())


def test_a_workbook_is_previewed_and_then_brought_in_whole(
    bodies: Bodies, admin: User, signed_in: Callable[[User], Client]
) -> None:
    settle(bodies, admin, "school_bureau", field="bidding_cn")
    Competence.objects.update(valid_from=date(2020, 1, 1))
    county, market = bodies["county"].code, bodies["market"].code
    rows = (("approval_cn", county, market, TODAY()), ("bidding_cn", county, market, TODAY()))
    browser, address = signed_in(admin), "/alerts/competences/import/"
    wrong = book(*rows, ("approval_cn", county, "没有", TODAY()), ("x", county, market, "哪天"))
    page = browser.post(address, {"file": wrong, "reason": "示例"})
    assert "有 2 行不能导入" in page.content.decode()
    assert "packed" in page.context
    browser.post(address, {"rows": page.context["packed"]})
    assert Competence.objects.count() == 1
    page = browser.post(address, {"file": book(*rows), "reason": "示例"})
    assert f"原为{bodies['school_bureau'].name}" in page.content.decode()
    assert Competence.objects.count() == 1
    assert browser.post(address, {"rows": page.context["packed"]}).status_code == 302
    assert Competence.objects.filter(authority=bodies["market"], valid_to=None).count() == 2
    page = browser.post(address, {"file": book(*rows), "reason": "示例"})
    assert "没有要改的" in page.content.decode()
    browser.post(address, {"rows": "坏的"})
    assert Competence.objects.count() == 3


def test_a_file_that_is_no_workbook(admin: User, signed_in: Callable[[User], Client]) -> None:
    said = {"file": SimpleUploadedFile("a.xlsx", b"no"), "reason": "示例"}
    assert signed_in(admin).post("/alerts/competences/import/", said).status_code == 422
    other = Workbook()
    out = io.BytesIO()
    other.save(out)
    said = {"file": SimpleUploadedFile("a.xlsx", out.getvalue()), "reason": "示例"}
    page = signed_in(admin).post("/alerts/competences/import/", said)
    assert "没有认出表头" in page.content.decode()
