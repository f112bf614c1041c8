"""Accepted; covered after the agreed time without him; proved later: each by its own steps, and nobody takes two."""

from datetime import date, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from qinglian.web.concealed.models import Acceptance
from qinglian.web.concealed.services import moving
from qinglian.web.concealed.services.terms import agreed_set
from qinglian.web.concealed.ways import covered, way_of
from qinglian.web.core.moves import NotAllowed, Overtaken
from qinglian.web.core.uploads import Stored, upload_store
from tests.web.concealed.conftest import picture


def report(by: Any) -> list[Stored]:
    return [upload_store(SimpleUploadedFile("示例报告.jpg", picture(77)), by=by)]


def noticed(row: Acceptance, site: SimpleNamespace) -> Acceptance:
    return moving.acceptance_notice(acceptance=row, by=site.people["quality_lead"])


def late(row: Acceptance) -> Acceptance:
    Acceptance.objects.filter(pk=row.pk).update(due_at=timezone.now() - timedelta(minutes=1))
    row.refresh_from_db()
    return row


def test_normal_acceptance(drafted: Acceptance, site: SimpleNamespace) -> None:
    row, people = site.rows["R4"], site.people
    sent = noticed(drafted, site)
    assert not covered(row)
    with pytest.raises(NotAllowed):
        moving.acceptance_accept(acceptance=sent, by=people["quality_lead"])
    with pytest.raises(NotAllowed, match="缺少镜头"):
        moving.acceptance_accept(acceptance=sent, by=people["specialist"], missing=["标识牌"])
    back = moving.acceptance_return(acceptance=sent, by=people["specialist"], reason="沉渣超标")
    again = noticed(back, site)
    done = moving.acceptance_accept(
        acceptance=again, by=people["specialist"], text="看过实物", missing=["标识牌"]
    )
    way = way_of(row)
    assert way is not None
    assert (way.kind, way.acceptance) == ("accepted", done)
    with pytest.raises(Overtaken):
        moving.acceptance_accept(acceptance=again, by=people["resident"], version=again.version)


def test_only_after_the_agreed_time(drafted: Acceptance, site: SimpleNamespace) -> None:
    builder, row = site.people["quality_lead"], site.rows["R4"]
    sent = noticed(drafted, site)
    with pytest.raises(NotAllowed, match="之前不能"):
        moving.acceptance_cover(acceptance=sent, by=builder, record_text="孔深 32.1 m")
    late(sent)
    with pytest.raises(NotAllowed):
        moving.acceptance_cover(acceptance=sent, by=site.people["specialist"], record_text="孔深")
    done = moving.acceptance_cover(acceptance=sent, by=builder, record_text="孔深 32.1 m")
    assert way_of(row).kind == "timed_out"  # type: ignore[union-attr]
    signed = moving.acceptance_sign(acceptance=done, by=site.people["resident"])
    # To have received the record is no acceptance: the kind stays.
    assert (signed.way, signed.status) == ("timed_out", "covered")
    with pytest.raises(Overtaken):
        moving.acceptance_sign(acceptance=signed, by=site.people["specialist"])


def test_he_may_still_come_late(drafted: Acceptance, site: SimpleNamespace) -> None:
    sent = late(noticed(drafted, site))
    done = moving.acceptance_accept(acceptance=sent, by=site.people["specialist"])
    assert done.way == "accepted"
    with pytest.raises(Overtaken):
        moving.acceptance_cover(
            acceptance=sent, by=site.people["quality_lead"], record_text="孔深 32.1 m"
        )


def test_agreed_hours_are_of_the_contract(drafted: Acceptance, site: SimpleNamespace) -> None:
    with pytest.raises(NotAllowed):
        agreed_set(
            section=site.section, amount=1, unit="hours", clause="示例13.5.2", valid_from=date(2024, 4, 1),
            by=site.people["quality_lead"],
        )  # fmt: skip
    agreed_set(
        section=site.section, amount=24, unit="hours", clause="示例13.5.2", valid_from=date(2024, 4, 1),
        by=site.people["site_agent"],
    )  # fmt: skip
    sent = noticed(drafted, site)
    assert sent.due_at - sent.noticed_at == timedelta(hours=24)


def test_private_covering_is_proved_at_the_contractors_cost(
    drafted: Acceptance, site: SimpleNamespace
) -> None:
    people, row = site.people, site.rows["R4"]
    hidden = moving.acceptance_private(
        acceptance=drafted, by=people["site_supervisor"], reason="巡视发现已灌注"
    )
    assert not covered(row)
    said = {
        "method": "ultrasound", "laboratory": "示例检测有限公司", "report_number": "示例1号", "sound": True,
        "text": "Ⅰ类桩",
    }  # fmt: skip
    builder = people["quality_lead"]
    with pytest.raises(NotAllowed, match="检测报告"):
        moving.proof_add(acceptance=hidden, by=builder, **said)
    proof = moving.proof_add(acceptance=hidden, by=builder, papers=report(builder), **said)
    assert not covered(row)
    with pytest.raises(NotAllowed):
        moving.proof_decide(proof=proof, by=builder, agree=True)
    moving.proof_decide(proof=proof, by=people["specialist"], agree=True)
    assert way_of(row).kind == "later_proof"  # type: ignore[union-attr]
    found = Acceptance.objects.get(pk=drafted.pk)
    assert found.covered_privately
    moving.uncovering_ask(
        acceptance=found, by=people["resident"], method="drilled", reason="仍有疑问"
    )
    done = moving.uncovering_done(
        acceptance=found, by=people["specialist"], sound=True, result="芯样完整"
    )
    assert done.uncoverings.get().cost_side == "contractor"
    assert done.way == "later_proof"


@pytest.mark.parametrize(("sound", "side"), [(True, "owner"), (False, "contractor")])
def test_opening_again_costs_by_result(
    drafted: Acceptance, site: SimpleNamespace, sound: bool, side: str
) -> None:
    people, row = site.people, site.rows["R4"]
    sent = noticed(drafted, site)
    moving.acceptance_accept(acceptance=sent, by=people["specialist"])
    with pytest.raises(NotAllowed):
        moving.uncovering_ask(
            acceptance=sent, by=people["quality_lead"], method="opened", reason="自查"
        )
    moving.uncovering_ask(
        acceptance=sent, by=people["site_agent"], method="opened", reason="群众反映"
    )
    assert covered(row)
    moving.uncovering_done(
        acceptance=sent, by=people["specialist"], sound=sound, result="见附件", cost_fen=12000
    )
    assert sent.uncoverings.get().cost_side == side
    assert covered(row) is sound


def test_notice_names_what_it_opens(drafted: Acceptance, site: SimpleNamespace) -> None:
    drafted.covers.all().delete()
    with pytest.raises(NotAllowed, match="台账行"):
        noticed(drafted, site)
