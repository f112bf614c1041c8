"""From approval to archive: what the law forbids is refused, what it doubts is marked, what was wrong is withdrawn."""

from collections.abc import Callable
from datetime import date, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from qinglian.web.accounts.models import User
from qinglian.web.core.moves import NotAllowed, Overtaken
from qinglian.web.core.uploads import Stored
from qinglian.web.works.lifecycle import guards, guards_of, kinds, phases
from qinglian.web.works.line import line_of
from qinglian.web.works.models import Node, Project, Section
from qinglian.web.works.services.nodes import node_reach, node_withdraw
from qinglian.web.works.states import Side, Template

PAPER = Stored("nowhere", "0" * 64, 1, "证书.pdf", "pdf")
BEFORE = ("feasibility", "prelim", "drawing", "land", "quality", "permit")


def _enter(site: SimpleNamespace, code: str, on: date, by: User, **more: Any) -> Node:
    kind = kinds()[code]
    said = {"number": "示例1号", "amount_fen": 1_000_00 if kind.amount else None} | more
    section = site.section if kind.of_section else None
    papers = [PAPER] if kind.paper else ()
    return node_reach(
        project=site.project, code=code, on=on, by=by, section=section, papers=papers, **said
    )


@pytest.fixture
def keeper(site: SimpleNamespace, person: Callable[..., User]) -> User:
    """Who keeps the register of the owner."""
    return person("unit_officer", "station")


def _until_started(site: SimpleNamespace, by: User) -> None:
    for code in BEFORE:
        _enter(site, code, date(2022, 1, 10), by)
    _enter(site, "wages", date(2024, 3, 2), by)
    _enter(site, "started", date(2024, 3, 10), by, note="许可后延期开工已备案")


def test_every_guard_is_about_nodes_that_there_are() -> None:
    for one in guards():
        assert one.at in kinds()
        assert one.other in kinds()
        assert one.kind in ("forbids", "doubts")
        assert one.law
    for template in Template.values:
        here = [kind for phase in phases(template) for kind in phase.nodes]
        assert len({kind.code for kind in here}) == len(here)
        assert all(set(kind.by) <= set(Side.values) for kind in here)
    assert not any(one.other == "trial" for one in guards_of("rural", "final"))
    assert any(one.months == 24 for one in guards_of("new", "final"))


@pytest.mark.parametrize("missing", ["drawing", "quality", "permit", "wages"])
def test_work_does_not_start_before(site: SimpleNamespace, keeper: User, missing: str) -> None:
    for code in (*BEFORE, "wages"):
        if code != missing and not (missing == "drawing" and code == "permit"):
            on = date(2024, 3, 2) if code == "wages" else date(2024, 2, 1)
            _enter(site, code, on, keeper, note="依据示例")
    with pytest.raises(NotAllowed, match=kinds()[missing].name.zh):
        _enter(site, "started", date(2024, 3, 10), keeper)
    assert not Node.objects.filter(code="started").exists()


def test_the_day_counts_not_the_entry(site: SimpleNamespace, keeper: User) -> None:
    _until_started(site, keeper)
    node_withdraw(node=Node.objects.get(code="started"), by=keeper, reason="日期有误")
    with pytest.raises(NotAllowed, match="早于"):
        _enter(site, "started", date(2024, 3, 1), keeper)
    with pytest.raises(NotAllowed, match="今天"):
        _enter(site, "started", timezone.localdate() + timedelta(days=1), keeper)


def test_what_the_law_doubts_is_entered_with_a_reason_and_marked(
    site: SimpleNamespace, keeper: User
) -> None:
    _enter(site, "feasibility", date(2022, 1, 1), keeper, amount_fen=100_00)
    with pytest.raises(NotAllowed, match="第十二条"):
        _enter(site, "prelim", date(2022, 2, 1), keeper, amount_fen=110_01)
    node = _enter(site, "prelim", date(2022, 2, 1), keeper, amount_fen=110_01, note="已重新报批")
    assert node.doubts == ["prelim.over.feasibility"]
    stop = next(
        stop for part in line_of(site.project) for stop in part.stops if stop.kind.code == "prelim"
    )
    assert stop.state == "reached"
    assert [one.law for one in stop.doubts] == ["政府投资条例 第十二条"]


def test_handover_needs_all_six_papers(site: SimpleNamespace, keeper: User) -> None:
    _until_started(site, keeper)
    six = (
        "completed",
        "self_check",
        "supervisor_rated",
        "quality_opinion",
        "documents",
        "summaries",
    )
    for at, code in enumerate(six):
        with pytest.raises(NotAllowed, match=kinds()[code].name.zh):
            _enter(site, "handover", date(2025, 3, 1), keeper)
        _enter(site, code, date(2025, 2, 1 + at), keeper)
    with pytest.raises(NotAllowed, match="证书"):
        node_reach(
            project=site.project, code="handover", on=date(2025, 3, 1), by=keeper, section=site.section, number="1"
        )  # fmt: skip
    _enter(site, "handover", date(2025, 3, 1), keeper)
    with pytest.raises(NotAllowed, match="还没有登记"):
        _enter(site, "trial", date(2025, 3, 20), keeper)
    _enter(site, "handover_filed", date(2025, 3, 10), keeper)
    with pytest.raises(NotAllowed, match="2025-03-25"):
        _enter(site, "trial", date(2025, 3, 24), keeper)
    _enter(site, "trial", date(2025, 3, 25), keeper)
    with pytest.raises(NotAllowed, match="2027-03-25") as refused:
        _enter(site, "final", timezone.localdate(), keeper)
    for code in (
        "defects_fixed",
        "account_audited",
        "archive_accepted",
        "work_reports",
        "quality_appraised",
    ):
        assert kinds()[code].name.zh in str(refused.value)


def test_a_report_waits_for_every_section(site: SimpleNamespace, keeper: User) -> None:
    other = Section.objects.create(
        project=site.project, code="TJ9", name="另一标段", price_fen=100, signed_on=date(2024, 1, 1), by=keeper
    )  # fmt: skip
    for section in (site.section, other):
        Node.objects.create(
            project=site.project, section=section, code="handover", on=date(2025, 3, 1), by=keeper
        )
        if section == site.section:
            with pytest.raises(NotAllowed, match="交工验收"):
                _enter(site, "handover_filed", date(2025, 3, 10), keeper)
    _enter(site, "handover_filed", date(2025, 3, 10), keeper)


def test_small_works_accept_once_for_both(site: SimpleNamespace, keeper: User) -> None:
    Project.objects.filter(pk=site.project.pk).update(template="rural")
    for code, on in (("approval", 1), ("drawing", 2), ("wages", 3)):
        _enter(site, code, date(2024, 3, on), keeper)
    with pytest.raises(NotAllowed, match="写明依据"):
        _enter(site, "started", date(2024, 3, 10), keeper)
    started = _enter(site, "started", date(2024, 3, 10), keeper, note="限额以下，依规免办施工许可")
    assert started.doubts == ["started.needs.permit", "started.needs.quality"]
    for code in ("completed", "self_check", "supervisor_rated", "quality_opinion", "documents"):
        _enter(site, code, date(2024, 9, 1), keeper)
    _enter(site, "joint", date(2024, 9, 10), keeper)
    with pytest.raises(NotAllowed, match="已合并"):
        _enter(site, "handover", date(2024, 9, 11), keeper)
    states = {stop.kind.code: stop.state for part in line_of(site.project) for stop in part.stops}
    assert states["handover"] == states["final"] == "passed"
    assert states["liability_end"] == states["archived"] == "open"
    _enter(site, "archived", date(2024, 12, 1), keeper)
    assert Project.objects.get().closed_at is not None


def test_a_node_is_withdrawn_from_the_end(site: SimpleNamespace, keeper: User) -> None:
    _until_started(site, keeper)
    permit = Node.objects.get(code="permit")
    with pytest.raises(NotAllowed, match="开工"):
        node_withdraw(node=permit, by=keeper, reason="误登")
    node_withdraw(node=Node.objects.get(code="started"), by=keeper, reason="误登")
    with pytest.raises(NotAllowed, match="理由"):
        node_withdraw(node=permit, by=keeper, reason=" ")
    node_withdraw(node=permit, by=keeper, reason="误登")
    with pytest.raises(Overtaken):
        node_withdraw(node=permit, by=keeper, reason="误登")
    _enter(site, "permit", date(2022, 1, 20), keeper)
    with pytest.raises(Overtaken):
        _enter(site, "permit", date(2022, 1, 21), keeper)
    assert Node.objects.filter(code="permit").count() == 2


def test_who_enters_what(site: SimpleNamespace, person: Callable[..., User]) -> None:
    day = date(2024, 3, 5)
    assert _enter(site, "wages", day, site.people["site_agent"])
    with pytest.raises(NotAllowed, match="发包人"):
        _enter(site, "feasibility", day, site.people["measurer"])
    with pytest.raises(NotAllowed, match="发包人"):
        _enter(site, "feasibility", day, person("unit_officer", "school_bureau"))
    assert _enter(site, "quality", day, site.people["quality_officer"])


def test_the_line_on_the_page(
    site: SimpleNamespace, keeper: User, signed_in: Callable[[User], Client]
) -> None:
    browser = signed_in(keeper)
    url = f"{site.project.get_absolute_url()}nodes/feasibility/new/"
    said = {"on": "2022-01-01", "number": "示例批1号", "amount": "60000000"}
    assert browser.post(url, said | {"number": ""}).status_code == 422
    paper = SimpleUploadedFile("批复.png", _png(), "image/png")
    assert (
        browser.post(url, said | {"papers": [paper]})["Location"] == site.project.get_absolute_url()
    )
    page = browser.get(site.project.get_absolute_url()).content.decode()
    assert "从立项到归档" in page
    assert "2022-01-01" in page
    kind = browser.get(f"{site.project.get_absolute_url()}nodes/feasibility/").content.decode()
    assert "示例批1号" in kind
    paper_id = Node.objects.get().papers.get().public_id
    assert browser.get(f"/works/papers/{paper_id}/").status_code == 200
    outsider = signed_in(User.objects.create(username="nobody", name="示例外人"))
    assert outsider.get(f"/works/papers/{paper_id}/").status_code == 404
    measurer = signed_in(site.people["measurer"])
    assert measurer.get(url).status_code == 403
    back = f"{site.project.get_absolute_url()}nodes/{Node.objects.get().public_id}/withdraw/"
    browser.post(back, {"reason": "误登"})
    assert (
        "误登"
        in browser.get(f"{site.project.get_absolute_url()}nodes/feasibility/").content.decode()
    )


def _png() -> bytes:
    from io import BytesIO

    from PIL import Image

    out = BytesIO()
    Image.new("RGB", (8, 8)).save(out, "PNG")
    return out.getvalue()
