"""
A town for stories: bodies, people with passwords, a ledger that was asked, a live server and a real browser.

Stories are told through the pages alone. Only time is moved from outside: what was struck off is dated back, because
nobody waits three months for a test. Key pages are kept as pictures in the folder that STORY_SHOTS names.
"""

import os
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db.models import F
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from qinglian.web.accounts.models import User
from qinglian.web.alerts.models import Alert, Competence
from qinglian.web.runs.models import Run, Upload
from qinglian.web.runs.services.loading import upload_load, upload_receive
from qinglian.web.runs.services.running import run_start
from qinglian.web.units.models import Line, Unit
from qinglian.web.units.reach import reach_rebuild
from tests.web.conftest import BEGUN
from tests.web.runs.conftest import REGISTER
from tests.web.stories.told import Teller

CHROMIUM = Path("/usr/bin/chromium")
LEDGERS = Path(__file__).parents[3] / "samples" / "ledgers"
PASSWORD = "shili-qinglian-2026"
DESKTOP = {"width": 1280, "height": 800}
POLICY = "Content Security Policy"
PHONE = {"width": 360, "height": 740}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """All of them need a browser and some seconds each; one process tells them, one after the other."""
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.slow)
            item.add_marker(pytest.mark.xdist_group("stories"))
            if not CHROMIUM.exists():
                item.add_marker(
                    pytest.mark.skip(reason="Chromium is not installed (.ci/apt chromium)")
                )


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """Debian's Chromium. Playwright's loop runs in this thread, where Django would refuse the database."""
    before = os.environ.get("DJANGO_ALLOW_ASYNC_UNSAFE")
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=str(CHROMIUM), args=["--no-sandbox", "--force-color-profile=srgb"]
        )
        yield browser
        browser.close()
    if before is None:
        del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture(autouse=True)
def _own_lake(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "CONFIG", replace(settings.CONFIG, data=tmp_path))


@pytest.fixture
def people(bodies: dict[str, Unit], person: Callable[..., User]) -> SimpleNamespace:
    """Who appears: each with a password, nobody with two roles."""
    bodies["approval"] = Unit.objects.create(
        code="9901099", name="示例县行政审批局", level="county", valid_from=BEGUN
    )
    for kind, upper, lower in (
        ("belongs", "county", "approval"),
        ("supervises", "team", "approval"),
        ("supervises", "team", "market"),
    ):
        Line.objects.create(kind=kind, upper=bodies[upper], lower=bodies[lower], valid_from=BEGUN)
    reach_rebuild()
    cast = {
        "triage": ("triage_officer", "county", "office", "示例研判甲"),
        "second_triage": ("triage_officer", "county", "office", "示例研判乙"),
        "office": ("programme_office", "county", "office", "示例清廉办"),
        "handler": ("authority_handler", "approval", "approval", "示例经办"),
        "checker": ("authority_head", "approval", "approval", "示例负责人"),
        "officer": ("unit_officer", "bureau", "bureau", "示例专员"),
        "head": ("unit_head", "bureau", "bureau", "示例局长"),
        "supervisor": ("supervisor", "team", "team", "示例监督员"),
        "chief": ("supervision_head", "team", "team", "示例组长"),
        "leader": ("unit_head", "county", "county", "示例县领导"),
        "admin": ("system_admin", "county", "office", "示例系统管理员"),
        "security": ("security_admin", "county", "office", "示例安全管理员"),
        "records": ("audit_admin", "county", "office", "示例审计管理员"),
        "auditor": ("auditor", "county", "office", "示例审计员"),
    }
    made = {}
    for key, (role, body, home, name) in cast.items():
        user = person(role, body, home=home, name=key)
        user.name = name
        user.set_password(PASSWORD)
        user.save()
        made[key] = user
    return SimpleNamespace(**made)


@pytest.fixture
def asked(people: SimpleNamespace, bodies: dict[str, Unit], transactional_db: None) -> list[Alert]:
    """The ledger of permits loaded and asked: its alerts wait in triage, their authority is the approval bureau."""
    Competence.objects.create(
        field="approval_cn",
        within=bodies["county"],
        authority=bodies["approval"],
        valid_from=date(2020, 1, 1),
    )
    ledger = LEDGERS / "行政许可办件.xlsx"
    file = SimpleUploadedFile(ledger.name, ledger.read_bytes())
    upload = upload_receive(files=[file], unit=bodies["county"], by=people.office)
    upload_load(upload=Upload.objects.get(pk=upload.pk), by=people.office, register=REGISTER)
    run_start(
        unit=bodies["county"], packs=["approval_cn"], as_of=date(2024, 12, 31), by=people.office
    )
    assert Run.objects.get().status == Run.Status.DONE, Run.objects.get().trouble
    return list(Alert.objects.order_by("anchor_id", "pk"))


@pytest.fixture
def comes(
    chromium: Browser, live_server: Any, people: SimpleNamespace
) -> Iterator[Callable[..., Teller]]:
    """Sign in as somebody: `comes("triage")`, `comes("officer", phone=True)`; more of what a browser is by name."""
    contexts: list[BrowserContext] = []
    broken: list[str] = []

    def come(who: str, *, phone: bool = False, **more: Any) -> Teller:
        said: dict[str, Any] = {"locale": "zh-CN", "viewport": DESKTOP, "reduced_motion": "reduce"}
        if phone:
            said |= {"viewport": PHONE, "has_touch": True, "is_mobile": True}
        contexts.append(chromium.new_context(**(said | more)))
        page: Page = contexts[-1].new_page()
        page.set_default_timeout(20_000)
        page.on("pageerror", lambda error: broken.append(str(error)))
        page.on("console", lambda said: broken.append(said.text) if POLICY in said.text else None)
        teller = Teller(page, live_server.url, phone)
        if who:
            teller.open("/")
            teller.writes("用户名", getattr(people, who).username)
            teller.writes("密码", PASSWORD)
            teller.press("登录", page.locator("main"))
            teller.reads("我的工作台")
            teller.clicks = 0
        return teller

    yield come
    for context in contexts:
        context.close()
    assert not broken, broken


@pytest.fixture
def months_later() -> Callable[[Alert, int], None]:
    """So many months pass after an alert was struck off: its days are moved back."""

    def pass_by(alert: Alert, months: int) -> None:
        Alert.objects.filter(pk=alert.pk).update(
            closed_at=F("closed_at") - timedelta(days=31 * months),
            opened_at=F("opened_at") - timedelta(days=31 * months),
        )

    return pass_by
