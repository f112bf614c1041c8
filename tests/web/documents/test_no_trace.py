# ruff: noqa: F811
"""Papers about a matter that was handed over, or is checked confidentially, are shown to nobody who may not see it."""

import json
from collections.abc import Callable
from types import SimpleNamespace

import pytest
from django.test import Client
from nacl.public import PrivateKey, SealedBox

from qinglian.web.accounts.models import User
from qinglian.web.alerts.models import Alert, TeamKey, Transfer
from qinglian.web.alerts.services.requests import request_decide, request_make
from qinglian.web.alerts.services.transfers import transfer_export
from qinglian.web.core.moves import NotAllowed
from qinglian.web.core.uploads import content, folder
from qinglian.web.documents.models import Batch, Document, Sheet
from qinglian.web.documents.services import batches, moving
from qinglian.web.documents.services.batches import batch_make, batch_start
from qinglian.web.documents.services.drafting import document_draft
from qinglian.web.documents.services.sheets import sheet_match
from qinglian.web.units.models import Unit
from tests.web.alerts.conftest import alert, at, people, run, signal  # noqa: F401
from tests.web.documents.test_sheets import blank, received

Browser = Callable[[User], Client]


@pytest.fixture
def key(people: SimpleNamespace, bodies: dict[str, Unit]) -> PrivateKey:
    made = PrivateKey.generate()
    TeamKey.objects.create(
        team=bodies["team"], public_key=bytes(made.public_key).hex(), by=people.keeper
    )
    return made


def hand_over(matter: Alert, people: SimpleNamespace, bodies: dict[str, Unit]) -> None:
    asked = request_make(
        alert=matter, kind="transfer", by=people.triage, reason="示例", team=bodies["team"].pk
    )
    request_decide(request=asked, by=people.chief, agree=True)


def test_papers_go_into_the_package_and_are_gone(
    alert: Alert,
    people: SimpleNamespace,
    bodies: dict[str, Unit],
    key: PrivateKey,
    signed_in: Browser,
    monkeypatch: pytest.MonkeyPatch,
    django_capture_on_commit_callbacks: Callable[..., object],
) -> None:
    monkeypatch.setattr(batches, "maker", lambda: "typst")
    other = document_draft(kind="alert_evidence", on=alert, by=people.supervisor)
    batch = batch_start(kind="alert_notice", names=[alert.public_id], by=people.triage)
    batch_make.call(batch.pk)
    paper = Document.objects.get(kind="alert_notice")
    sheet_match(
        sheet=received(people.triage, blank(), "照片.png"), by=people.triage, code=paper.code
    )
    names = [paper.public_id, other.public_id, batch.public_id, Sheet.objects.get().public_id]
    before = {
        address: signed_in(people.triage).get(address).content.decode()
        for address in (paper.get_absolute_url(), batch.get_absolute_url())
    }
    assert all(paper.public_id in text or paper.title in text for text in before.values())
    with django_capture_on_commit_callbacks(execute=True):
        hand_over(alert, people, bodies)
    assert not Document.objects.exists()
    assert not Batch.objects.exists()
    assert not Sheet.objects.exists()
    assert not [one for one in folder().rglob("*") if one.is_file()]
    pages = ("/desk/", "/documents/", f"/documents/?q={alert.public_id}", "/documents/sheets/",
             "/documents/batches/", "/documents/masters/", "/audit/", f"/audit/?q={paper.public_id}")  # fmt: skip
    for who in (
        people.triage,
        people.office,
        people.supervisor,
        people.chief,
        people.auditor,
        people.officer,
    ):
        browser = signed_in(User.objects.get(pk=who.pk))
        for address in (*before, other.get_absolute_url()):
            assert browser.get(address).status_code == 404
        for address in pages:
            text = browser.get(address).content.decode().replace(address, "")
            found = [one for one in names if one in text and f'value="{one}"' not in text]
            assert found == [], (who, address)
    package = transfer_export(transfer=Transfer.objects.get(), by=people.keeper)
    told = json.loads(SealedBox(key).decrypt(package))["documents"]
    assert {one["public_id"] for one in told} == {paper.public_id, other.public_id}
    assert "示例疑点" in str(told)


def test_other_papers_of_a_batch_stay_and_its_bundles_go(
    signal: Callable[..., object],
    alert: Alert,
    people: SimpleNamespace,
    bodies: dict[str, Unit],
    key: PrivateKey,
    signed_in: Browser,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(batches, "maker", lambda: "typst")
    second = Alert.objects.create(
        title="示例另一件", level="orange", level_computed="orange", pack="approval_cn", anchor_kind="case",
        anchor_id="示例二", unit=bodies["station"], authority_unit=bodies["bureau"],
    )  # fmt: skip
    batch = batch_start(
        kind="alert_notice", names=[alert.public_id, second.public_id], by=people.triage
    )
    batch_make.call(batch.pk)
    paths = [one.path for one in batch.files.all()]
    assert len(paths) == 2
    hand_over(alert, people, bodies)
    batch.refresh_from_db()
    assert batch.asked == [second.public_id]
    assert batch.files.count() == 0
    page = signed_in(people.triage).get(batch.get_absolute_url()).content.decode()
    assert alert.public_id not in page
    assert "1 / 1" in page
    assert content(paths[0]) is not None  # Removed once the transaction is done.


def test_a_matter_that_was_pushed_keeps_its_papers(
    at: Callable[[str], Alert],
    people: SimpleNamespace,
    bodies: dict[str, Unit],
    key: PrivateKey,
) -> None:
    matter = at("verifying")
    paper = document_draft(kind="alert_feedback", on=matter, by=people.handler)
    hand_over(matter, people, bodies)
    assert Document.objects.visible_to(people.handler).get() == paper
    package = transfer_export(transfer=Transfer.objects.get(), by=people.keeper)
    assert len(json.loads(SealedBox(key).decrypt(package))["documents"]) == 1


def test_a_confidential_check_has_papers_for_those_alone_who_see_it(
    alert: Alert,
    people: SimpleNamespace,
    bodies: dict[str, Unit],
    signed_in: Browser,
) -> None:
    Alert.objects.filter(pk=alert.pk).update(status="verifying", secret=True)
    alert.refresh_from_db()
    with pytest.raises(NotAllowed):
        document_draft(kind="alert_evidence", on=alert, by=people.officer)
    assert (
        signed_in(people.officer)
        .get(f"/documents/new/alert_evidence/{alert.public_id}/")
        .status_code
        == 404
    )
    paper = document_draft(kind="alert_evidence", on=alert, by=people.handler)
    # As if the body concerned had drafted it before, or were asked to countersign.
    Document.objects.filter(pk=paper.pk).update(unit=bodies["station"])
    assert not Document.objects.visible_to(people.officer).exists()
    assert signed_in(people.officer).get(paper.get_absolute_url()).status_code == 404
    assert paper.public_id not in signed_in(people.officer).get("/documents/").content.decode()
    Document.objects.filter(pk=paper.pk).update(unit=bodies["bureau"])
    paper.refresh_from_db()
    with pytest.raises(NotAllowed, match="会签"):
        moving.document_submit(
            document=paper, by=people.handler, countersigning=[bodies["station"]]
        )


def test_the_body_concerned_cannot_draft_before_it_is_told(
    alert: Alert,
    people: SimpleNamespace,
    signed_in: Browser,
) -> None:
    assert alert.status == "triage"
    for kind in ("alert_feedback", "alert_evidence", "alert_extension"):
        for who in (people.officer, people.handler):
            address = f"/documents/new/{kind}/{alert.public_id}/"
            assert signed_in(who).get(address).status_code == 404
