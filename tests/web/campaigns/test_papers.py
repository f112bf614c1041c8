"""Evidence of a self-check, who fetches it, and what stands in the drafts."""

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from qinglian.web.accounts.models import User
from qinglian.web.audit.models import Record
from qinglian.web.campaigns.models import Campaign, Paper
from qinglian.web.campaigns.services.checking import Said
from qinglian.web.campaigns.services.counts import counts_receive
from qinglian.web.core.drafts import Cited, Content, Grid, Paragraph, kinds_for
from tests.web.campaigns.conftest import answered

Make = Callable[..., Campaign]
PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 40


def test_evidence_is_seen_with_its_body(
    begun: Make, people: SimpleNamespace, signed_in: Callable[[User], Client]
) -> None:
    part = begun().parts.get(unit=people.officer.unit)
    sent = {
        "found": "no", "how": "查了台账", "problems": "2",
        "papers": SimpleUploadedFile("台账.png", PNG),
    }  # fmt: skip
    page = f"{part.get_absolute_url()}topics/1/"
    assert signed_in(people.officer).post(page, sent).status_code == 302
    paper = Paper.objects.get()
    address = f"/campaigns/papers/{paper.public_id}/"
    for who, status in (
        ("lead", 200),
        ("team", 200),
        ("head", 200),
        ("school", 404),
        ("admin", 404),
    ):
        assert signed_in(getattr(people, who)).get(address).status_code == status, who
    assert Record.objects.filter(action="file.downloaded", object_id=part.public_id).count() == 3


def said(content: Content) -> str:
    """All words of a draft."""
    found: list[str] = [content.title, content.addressee, content.signed]

    def words(one: Any) -> None:
        if isinstance(one, Cited):
            assert one.url.startswith("/")
            found.append(one.text)
        elif isinstance(one, tuple):
            for each in one:
                words(each)
        else:
            found.append(str(one))

    for block in content.blocks:
        if isinstance(block, Paragraph):
            words(block.words)
        elif isinstance(block, Grid):
            words((block.heads, block.rows))
        else:
            words(getattr(block, "text", "") or getattr(block, "rows", ""))
    return "".join(found)


def test_the_plan_the_circular_and_the_report(begun: Make, people: SimpleNamespace) -> None:
    made = begun()
    part = made.parts.get(unit=people.officer.unit)
    part = answered(part, people.officer, people.head, (Said("多收三户", "13800001234"),))
    month = f"{timezone.localdate():%Y-%m}"
    counts_receive(campaign=made, by=people.team, table=f"{part.unit.code} {month} 3")
    kinds = {one.code: one for one in kinds_for(made, {"lead_liaison"})}
    assert list(kinds) == ["campaign_plan", "campaign_circular"]
    plan = said(kinds["campaign_plan"].content(made, people.lead))
    assert "示例办法第三条" in plan
    assert "示例县交通运输局" in plan
    told = said(kinds["campaign_circular"].content(made, people.lead))
    assert "查处不少于1件" in told, "a small number is not written for the lead body"
    assert "查处3件" in said(kinds["campaign_circular"].content(made, people.team))
    assert kinds_for(made, {"auditor"}) == []
    report = {one.code: one for one in kinds_for(part, {"unit_officer"})}["self_check_report"]
    words = said(report.content(part, people.officer))
    assert "多收三户" in words
    assert "13800001234" not in words
