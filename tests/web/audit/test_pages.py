"""Who reads records, what is hidden from them, the history of one object, the page of heads, what an auditor reads."""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from django.core.cache import cache
from django.db import transaction
from django.db.models import Q
from django.template import Context, Template
from django.test import Client, RequestFactory
from django.utils import timezone
from openpyxl import load_workbook
from pytest_django import Settings

from qinglian.web.accounts.models import User
from qinglian.web.audit import hidden, words
from qinglian.web.audit.models import Record
from qinglian.web.audit.sealing import head_publish, seal_pending
from qinglian.web.audit.services import record
from qinglian.web.audit.words import actions, content
from qinglian.web.core import limits
from qinglian.web.units.models import Unit

WEB = Path(words.__file__).parents[1]
Person = Callable[..., User]
SignedIn = Callable[[User], Client]


@pytest.fixture(autouse=True)
def _folder(settings: Settings, tmp_path: Path) -> None:
    settings.CONFIG = replace(settings.CONFIG, data=tmp_path)
    cache.clear()


@pytest.fixture
def admin(person: Person, signed_in: SignedIn) -> Client:
    return signed_in(person("audit_admin", "county"))


@pytest.fixture
def written(bodies: dict[str, Unit], person: Person) -> User:
    user = person("unit_officer", "bureau")
    with transaction.atomic():
        record(
            "person.signed_in",
            on=bodies["bureau"],
            by=user,
            role="unit_officer",
            reason="示例理由甲",
        )
        record("person.signed_out", on=bodies["market"], by=user, reason="示例理由乙")
    return user


@pytest.fixture
def hiding() -> Iterator[None]:
    hidden.hide(lambda: Q(object_id="9901009"), except_roles={"sealed_keeper"})
    yield
    hidden.hidden_objects.pop()


PAGES = ("/audit/", "/audit/heads/", "/audit/heads/checked/")


@pytest.mark.parametrize(
    ("role", "status"),
    [
        ("audit_admin", 200),
        ("auditor", 200),
        ("system_admin", 403),
        ("security_admin", 403),
        ("unit_head", 403),
        ("supervisor", 403),
        ("sealed_keeper", 403),
    ],
)
def test_only_two_roles_read_records(
    role: str, status: int, person: Person, signed_in: SignedIn
) -> None:
    browser = signed_in(person(role, "county"))
    assert [browser.get(page).status_code for page in PAGES] == [status] * 3
    assert browser.post("/audit/heads/check/").status_code == (302 if status == 200 else 403)


def test_records_are_found_by_word_act_object_and_day(admin: Client, written: User) -> None:
    today = f"{timezone.localdate():%Y-%m-%d}"
    for query, shown in (
        ("", (True, True)),
        ("q=理由甲", (True, False)),
        ("q=9901009", (False, True)),
        ("action=person.signed_out", (False, True)),
        ("object=unit&q=示例理由", (True, True)),
        ("object=user&q=示例理由", (False, False)),
        (f"since={today}&until={today}&q=理由", (True, True)),
        ("until=2020-01-01", (False, False)),
        ("since=2099-01-01", (False, False)),
        ("since=nonsense&q=理由", (True, True)),
    ):
        page = admin.get(f"/audit/?{query}").content.decode()
        assert ("理由甲" in page, "理由乙" in page) == shown, query
    assert "没有符合条件的记录" in admin.get("/audit/?q=不存在的词").content.decode()


def test_no_number_of_a_record_is_shown(admin: Client, written: User) -> None:
    seal_pending()
    rows = admin.get("/audit/?q=理由甲").context["shown"]
    keys = {str(cell["text"]) for one in rows for cell in one["cells"]}
    row = rows[0]["row"]
    assert not keys & {str(row.pk), str(row.position)}


def test_the_export_is_the_same_list_and_is_recorded(admin: Client, written: User) -> None:
    answer = admin.get("/audit/?q=理由甲&format=xlsx")
    content = b"".join(answer.streaming_content)  # type: ignore[arg-type]
    sheet = load_workbook(BytesIO(content)).active
    said = [str(cell) for row in sheet.iter_rows(values_only=True) for cell in row]
    assert "示例理由甲" in said
    assert "示例理由乙" not in said
    assert Record.objects.get(action="list.exported").data["rows"] == 1


def test_too_many_exports_wait(admin: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(limits.LIMITS, "export", (1, 300))
    assert admin.get("/audit/?format=xlsx").status_code == 200
    answer = admin.get("/audit/?format=xlsx")
    assert answer.status_code == 429
    assert "频繁" in answer.content.decode()


@pytest.mark.usefixtures("hiding")
@pytest.mark.parametrize("role", ["audit_admin", "auditor"])
def test_what_is_hidden_leaves_no_trace(
    role: str, written: User, person: Person, signed_in: SignedIn
) -> None:
    user = person(role, "county")
    browser = signed_in(user)
    before = browser.get("/audit/?q=示例理由").content.decode()
    assert "理由甲" in before
    assert "理由乙" not in before
    assert "共 1 条" in before
    assert "理由乙" not in browser.get("/audit/?q=9901009").content.decode()
    keeper = person("auditor", "county", name="keeper")
    person("sealed_keeper", "team", name="keeper")
    both = signed_in(keeper).get("/audit/?q=示例理由").content.decode()
    assert "理由乙" in both


def shown(on: Unit, user: User) -> str:
    request = RequestFactory().get("/")
    request.user = User.objects.get(pk=user.pk)
    return Template("{% load history %}{% history on %}").render(
        Context({"on": on, "request": request})
    )


def test_the_history_of_one_object(written: User, bodies: dict[str, Unit]) -> None:
    said = shown(bodies["bureau"], written)
    assert "登录" in said
    assert "理由甲" in said
    assert "清廉专员" in said
    assert "理由乙" not in said
    assert "还没有办理记录" in shown(bodies["station"], written)


@pytest.mark.usefixtures("hiding")
def test_a_hidden_history_looks_like_none(written: User, bodies: dict[str, Unit]) -> None:
    assert "还没有办理记录" in shown(bodies["market"], written)


def test_the_page_of_heads(admin: Client, written: User) -> None:
    assert "还没有公布过链头" in admin.get("/audit/heads/").content.decode()
    head = head_publish()
    assert head is not None
    assert head.digest in admin.get("/audit/heads/").content.decode()
    answer = admin.get(f"/audit/heads/{head.day:%Y-%m-%d}/")
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer.json()["digest"] == head.digest
    assert admin.get("/audit/heads/1999-01-01/").status_code == 404
    assert admin.get("/audit/heads/nonsense/").status_code == 404


def test_a_check_is_made_shown_and_recorded(admin: Client, written: User) -> None:
    assert "还没有校验过" in admin.get("/audit/heads/").content.decode()
    answer = admin.post("/audit/heads/check/", follow=True)
    page = answer.content.decode()
    assert "完整" in page
    assert "不完整" not in page
    assert "正在校验" not in page
    made = Record.objects.get(action="chain.checked")
    assert made.data["whole"] is True
    later = admin.get(f"/audit/heads/?asked={timezone.now().timestamp():.6f}").content.decode()
    assert "正在校验" in later, "one that was asked for later has not ended"


def test_what_an_auditor_reads_is_recorded(
    person: Person, signed_in: SignedIn, written: User
) -> None:
    auditor = person("auditor", "county")
    signed_in(auditor).get("/audit/?q=示例理由&action=person.signed_in")
    made = Record.objects.get(action="page.read")
    assert made.actor == auditor
    assert made.data == {"page": "audit:records", "filters": {"action": "person.signed_in"}}
    signed_in(person("audit_admin", "county")).get("/audit/")
    assert Record.objects.filter(action="page.read").count() == 1


def test_every_act_that_is_recorded_has_a_name() -> None:
    told = {
        (path.parent.name, act)
        for path in WEB.rglob("*.py")
        for act in re.findall(r'\brecord\(\s*"([a-z_]+\.[a-z_]+)"', path.read_text("utf-8"))
    }
    assert len(told) > 40
    assert sorted(one for one in told if one[1] not in actions()) == []


def test_the_content_of_a_record_is_told_in_words() -> None:
    said = content({"rows": 3, "whole": True, "filters": {"status": "triage"}, "why": ""})
    assert said == "行数：3；完整：是；筛选：status=待研判"
