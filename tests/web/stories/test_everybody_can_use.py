"""
Everybody can use the main pages: axe-core finds nothing serious in light and dark, nothing scrolls sideways on a
phone, and the keyboard reaches what a mouse does, with a focus one can see.
"""

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from qinglian.web.alerts.models import Alert
from qinglian.web.alerts.services.triage import alert_push
from qinglian.web.alerts.services.verifying import alert_receive
from qinglian.web.runs.models import Run, Signal, Upload
from qinglian.web.runs.services.loading import upload_receive
from qinglian.web.tasks.services.moving import task_open
from qinglian.web.units.models import Unit
from tests.web.stories.conftest import DESKTOP, LEDGERS, PHONE
from tests.web.stories.told import Teller

GRAVE = ("serious", "critical")


@pytest.fixture
def pages(
    asked: list[Alert], people: SimpleNamespace, bodies: dict[str, Unit]
) -> dict[str, list[str]]:
    """The main pages of the site by who opens them, with something on each."""
    alert_push(alert=asked[0], by=people.triage)
    alert_receive(alert=asked[0], by=people.handler)
    ledger = LEDGERS / "合同台账.xlsx"
    file = SimpleUploadedFile(ledger.name, ledger.read_bytes())
    upload: Upload = upload_receive(files=[file], unit=bodies["county"], by=people.office)
    task = task_open(
        title="窗口一次办结率达到九成", requirement="以系统数据和抽查为准。", unit=bodies["bureau"],
        origin="agreed_item", origin_label="示例县清廉建设领导小组会议", due_on=timezone.localdate(),
        by=people.office, giver_unit=people.office.unit,
    )  # fmt: skip
    run, signal = Run.objects.get(), Signal.objects.order_by("pk")[0]
    return {
        "": ["/account/login/"],
        "triage": [
            "/desk/", "/alerts/", asked[1].get_absolute_url(), f"{asked[1].get_absolute_url()}push/",
            "/alerts/cockpit/", "/alerts/quality/", "/alerts/lookbacks/", "/units/",
        ],
        "handler": [f"{asked[0].get_absolute_url()}answer/"],
        "office": [
            "/tasks/", task.get_absolute_url(), "/runs/", run.get_absolute_url(), "/runs/batches/",
            upload.get_absolute_url(), "/runs/new/", "/runs/rules/", f"/runs/rules/{signal.rule_id}/",
            f"/runs/rules/{signal.rule_id}/propose/", "/runs/changes/", signal.get_absolute_url(),
        ],
        "admin": ["/units/people/", "/units/people/new/", f"/units/code/{bodies['bureau'].code}/", "/units/imports/"],
        "security": ["/units/roles/", "/accounts/me/"],
        "records": ["/audit/", "/audit/heads/"],
    }  # fmt: skip


@pytest.mark.parametrize(
    "readers", [("", "triage", "handler"), ("office",), ("admin", "security", "records")]
)
def test_nothing_serious_is_found_in_light_and_dark_and_nothing_scrolls_sideways(
    readers: tuple[str, ...], pages: dict[str, list[str]], comes: Callable[..., Teller]
) -> None:
    axe, found = Axe(), []
    for who in readers:
        me = comes(who)
        for address in pages[who]:
            me.open(address)
            for size, scheme in ((DESKTOP, "dark"), (PHONE, "light")):
                me.page.set_viewport_size(size)
                me.page.emulate_media(color_scheme=scheme)
                if wide := me.sideways():
                    found.append(f"{address} is {wide} px wider than {size['width']}")
                for one in axe.run(me.page).response["violations"]:
                    if one["impact"] in GRAVE:
                        where = ", ".join(node["html"][:160] for node in one["nodes"][:3])
                        found.append(f"{address} {scheme}: {one['id']}, {one['impact']}: {where}")
    assert not found, "\n".join(found)


def test_what_nobody_could_use_would_be_found(comes: Callable[..., Teller]) -> None:
    me = comes("")
    me.open("/account/login/")
    me.page.evaluate("document.querySelector('main').append(document.createElement('button'))")
    found = Axe().run(me.page).response["violations"]
    assert [one["id"] for one in found if one["impact"] in GRAVE] == ["button-name"]


SEEN = """() => {
  const one = document.activeElement;
  if (!one || one === document.body) return null;
  const style = getComputedStyle(one);
  const name = (one.innerText || one.value || one.getAttribute("aria-label") || one.name || one.tagName).trim();
  return [name, style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0];
}"""


def test_the_keyboard_reaches_the_main_actions_and_the_focus_is_seen(
    pages: dict[str, list[str]], comes: Callable[..., Teller]
) -> None:
    alert, push = pages["triage"][2:4]
    for who, address, *wanted in (
        ("", "/account/login/", "登录"),
        ("triage", "/desk/", "我的工作台", "受理后超过二十个工作日未作出决定", "另有"),
        ("triage", "/alerts/", "规则质量", "导出 Excel", "期限"),
        ("triage", alert, "推送", "其他办理"),
        ("triage", push, "推送", "取消"),
        ("leader", "/alerts/cockpit/", "示例县交通运输局", "行政审批"),
        ("office", "/runs/", "现在运行", "新的运行计划"),
        ("admin", "/units/people/", "新建人员"),
    ):
        me = comes(who)
        me.open(address)
        reached: list[str] = []
        while seen := _next(me):
            name, visible = seen
            assert visible, f"{address}: the focus on {name} cannot be seen"
            reached.append(name)
        for words in wanted:
            assert any(words in one for one in reached), f"{address}: {words} not in {reached}"


def _next(me: Teller) -> list[Any] | None:
    """Name of what the next Tab reaches, and whether one sees it; None after the last."""
    me.page.keyboard.press("Tab")
    found: list[Any] | None = me.page.evaluate(SEEN)
    return found
