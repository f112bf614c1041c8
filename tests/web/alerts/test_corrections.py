"""A conclusion that the data are wrong goes back to whoever provided them; the rule is not blamed."""

from collections.abc import Callable
from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client

from qinglian.web.accounts.models import User
from qinglian.web.alerts.models import Alert
from qinglian.web.alerts.queries import rule_quality
from qinglian.web.alerts.services.batches import batch_bind, batch_conclude, drawn_open
from qinglian.web.alerts.services.conclusion import Conclusion
from qinglian.web.alerts.services.opening import alerts_open
from qinglian.web.alerts.services.reviewing import alert_accept
from qinglian.web.alerts.services.verifying import alert_answer
from qinglian.web.core.moves import NotAllowed, Overtaken
from qinglian.web.runs.models import Batch, Correction, Run, Signal, UseRegister
from qinglian.web.runs.services.corrections import (
    correction_close,
    correction_refuse,
    corrections_close,
)
from qinglian.web.runs.services.sealing import signal_remove
from qinglian.web.units.models import Unit

DATA_ERROR = Conclusion("not_so", "data_error", ("correct_data",), "示例：受理日期整列录错。")
ROW = {"table": "event", "id": "E1", "role": "", "columns": {}}


def batch(unit: Unit, name: str) -> Batch:
    made = Batch.objects.create(
        lake_id=name, unit=unit, title=name, read=1, kept=1, refused=0, tables={"event": 1}
    )
    UseRegister.objects.create(
        batch=made, provider="示例县行政审批局", authority="示例", purpose="示例",
        destroy_by=date(2099, 1, 1),
    )  # fmt: skip
    return made


@pytest.fixture
def wrong(run: Run, bodies: dict[str, Unit]) -> Batch:
    """The batch that the run looked at."""
    made = batch(bodies["county"], "示例批次")
    run.inputs = [{"batch": made.lake_id, "files": []}]
    run.save()
    return made


@pytest.fixture
def concluded(
    wrong: Batch, signal: Callable[..., Signal], run: Run, people: SimpleNamespace
) -> Correction:
    """Six alerts from one bad import, concluded once."""
    for number in range(6):
        signal(case=f"C{number}", evidence=[{**ROW, "id": f"E{number}"}])
    alerts_open(run)
    bound = batch_bind(alerts=Alert.objects.all(), title="示例错列", by=people.triage, seed=1)
    for one in bound.drawn.all():
        drawn_open(batch=bound, alert=one.alert, by=people.triage)
    batch_conclude(batch=bound, by=people.supervisor, conclusion=DATA_ERROR)
    return Correction.objects.get()


def test_one_ticket_for_one_bad_import_and_the_rule_is_not_blamed(
    concluded: Correction, wrong: Batch
) -> None:
    assert (concluded.batch, concluded.provider) == (wrong, "示例县行政审批局")
    assert concluded.wrong == DATA_ERROR.text
    assert concluded.rows.count() == 6
    (line,) = rule_quality(Alert.objects.all())
    assert line["data_error"] == 6
    assert "rule_unfit" not in line


def test_another_cause_opens_none(
    signal: Callable[..., Signal], run: Run, people: SimpleNamespace
) -> None:
    for number in range(3):
        signal(case=f"C{number}")
    alerts_open(run)
    bound = batch_bind(alerts=Alert.objects.all(), title="示例", by=people.triage, seed=1)
    for one in bound.drawn.all():
        drawn_open(batch=bound, alert=one.alert, by=people.triage)
    unfit = Conclusion("not_so", "rule_unfit", ("file",), "示例")
    batch_conclude(batch=bound, by=people.supervisor, conclusion=unfit)
    assert not Correction.objects.exists()


def test_an_accepted_answer_opens_one(at: Callable[[str], Alert], people: SimpleNamespace) -> None:
    alert = at("verifying")
    alert_answer(alert=alert, by=people.handler, conclusion=DATA_ERROR, checker=people.checker)
    assert not Correction.objects.exists(), "nothing is wrong before it was reviewed"
    alert_accept(alert=Alert.objects.get(), by=people.triage)
    ticket = Correction.objects.get()
    assert (ticket.origin, ticket.origin_id) == ("alert", alert.public_id)
    assert (ticket.batch, ticket.wrong) == (None, DATA_ERROR.text)


def test_a_batch_that_replaces_the_wrong_one_closes_it(
    concluded: Correction, wrong: Batch, bodies: dict[str, Unit], people: SimpleNamespace
) -> None:
    better = batch(bodies["county"], "示例更正批次")
    corrections_close(wrong=batch(bodies["county"], "示例别的批次"), by=people.office, batch=better)
    concluded.refresh_from_db()
    assert concluded.status == "open"
    corrections_close(wrong=wrong, by=people.office, batch=better)
    concluded.refresh_from_db()
    assert (concluded.status, concluded.corrected_by) == ("corrected", better)
    with pytest.raises(Overtaken):
        correction_refuse(correction=concluded, by=people.office, reason="没有错")


def test_refused_with_a_reason_or_closed_by_hand_only_by_those_who_write_batches(
    concluded: Correction, bodies: dict[str, Unit], people: SimpleNamespace
) -> None:
    later = batch(bodies["county"], "示例以后的批次")
    for nobody in (people.auditor, people.officer, people.supervisor, people.stranger):
        with pytest.raises(NotAllowed):
            correction_refuse(correction=concluded, by=nobody, reason="示例")
        with pytest.raises(NotAllowed):
            correction_close(correction=concluded, by=nobody, batch=later)
    with pytest.raises(NotAllowed):
        correction_refuse(correction=concluded, by=people.office, reason=" ")
    correction_close(correction=concluded, by=people.office, batch=later)
    with pytest.raises(Overtaken):
        correction_close(correction=concluded, by=people.triage, batch=later)


def test_what_was_handed_over_leaves_no_row(concluded: Correction) -> None:
    signals = list(Signal.objects.all())
    signal_remove(signals[0])
    assert concluded.rows.count() == 5
    for one in signals[1:]:
        signal_remove(one)
    assert not Correction.objects.exists()


def test_pages_and_the_desk(
    concluded: Correction, people: SimpleNamespace, signed_in: Callable[[User], Client]
) -> None:
    office: Any = signed_in(people.office)
    page = concluded.get_absolute_url()
    assert page in office.get("/desk/").content.decode()
    assert DATA_ERROR.text in office.get(page).content.decode()
    assert concluded.public_id in office.get("/runs/corrections/").content.decode()
    assert office.get("/runs/corrections/?format=xlsx").status_code == 200
    assert signed_in(people.stranger).get(page).status_code == 404
    assert signed_in(people.auditor).get(page).status_code == 200
    assert signed_in(people.auditor).get(f"{page}refuse/").status_code == 404
    assert office.post(f"{page}refuse/", {"reason": "数据没有错"}).status_code == 302
    assert page not in office.get("/desk/").content.decode()
