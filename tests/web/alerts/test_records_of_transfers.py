"""What was handed over leaves no record that anybody reads but the keepers of sealed matters."""

from collections.abc import Callable

from django.db import transaction
from django.test import Client

from qinglian.web.accounts.models import User
from qinglian.web.alerts.models import Transfer
from qinglian.web.audit.services import record
from qinglian.web.units.models import Unit


def test_records_of_what_was_handed_over_are_not_shown(
    person: Callable[..., User], bodies: dict[str, Unit], signed_in: Callable[[User], Client]
) -> None:
    handler, auditor = person("triage_officer", "office"), person("auditor", "county")
    browser, admin = signed_in(auditor), signed_in(person("audit_admin", "county"))
    with transaction.atomic():
        record("alert.push", on=("alert", "YJ-00000-00001"), by=handler, reason="示例理由甲")
        record("page.read", on=("page", "YJ-00000-00001"), by=auditor, page="alerts:alert")
        record("alert.push", on=("alert", "YJ-00000-00002"), by=handler, reason="示例理由乙")
    assert "YJ-00000-00001" in admin.get("/audit/").content.decode()
    Transfer.objects.create(
        team=bodies["team"],
        handed_by=handler,
        approved_by=person("supervision_head", "team"),
        package=b"",
        package_sha256="0" * 64,
        hidden=[["alert", "YJ-00000-00001"]],
    )
    for one in (browser, admin):
        for query in ("", "?q=理由甲", "?object=alert"):
            page = one.get(f"/audit/{query}").content.decode()
            assert "YJ-00000-00001" not in page
            assert "示例理由甲" not in page
        asked, unknown = (one.get(f"/audit/?q=YJ-00000-0000{n}").content.decode() for n in (1, 9))
        assert asked.count("YJ-00000-00001") == unknown.count("YJ-00000-00009")
        assert "没有符合条件的记录" in asked
    assert "示例理由乙" in admin.get("/audit/").content.decode()
