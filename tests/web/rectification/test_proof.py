"""A system fix is proved by a real later run: clean, still seen, no data and not yet run are four things."""

import io
from collections.abc import Callable
from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from openpyxl import load_workbook

from qinglian.web.core.moves import NotAllowed
from qinglian.web.core.uploads import Stored
from qinglian.web.rectification.models import Problem, Proof, SystemFix
from qinglian.web.rectification.services.fixes import fix_add, fix_prove
from qinglian.web.runs.models import Batch, Run, Signal
from qinglian.web.runs.services.running import run_start
from qinglian.web.units.models import Unit
from tests.web.runs.conftest import LEDGER, _own_lake, loaded, received  # noqa: F401

PAPER = Stored(path="示例", sha256="0" * 64, size=8, name="办法.pdf", kind="pdf")
AS_OF = date(2026, 6, 30)


@pytest.fixture
def staff(people: SimpleNamespace) -> SimpleNamespace:
    """Who brings the ledger."""
    return people


@pytest.fixture
def ran(
    loaded: Callable[..., Batch],  # noqa: F811
    bodies: dict[str, Unit],
    people: SimpleNamespace,
    django_capture_on_commit_callbacks: Any,
) -> Run:
    """The ledger of permits, asked."""
    loaded()
    with django_capture_on_commit_callbacks(execute=True):
        run = run_start(unit=bodies["county"], packs=["approval_cn"], by=people.office, as_of=AS_OF)
    run.refresh_from_db()
    assert run.status == Run.Status.DONE, run.trouble
    return run


@pytest.fixture
def fixed(
    raised: Callable[..., Problem], bodies: dict[str, Unit], people: SimpleNamespace
) -> Callable[..., SystemFix]:
    def make(rule_id: str, effective_on: date, **said: Any) -> SystemFix:
        number = SystemFix.objects.count()
        usual = {
            "title": "示例审批办法", "doc_no": f"示例〔2024〕{number}号", "of": bodies["market"], "papers": [PAPER],
        }  # fmt: skip
        problem = Problem.objects.first() or raised()
        return fix_add(
            problem=problem,
            by=people.officer,
            rule_id=rule_id,
            effective_on=effective_on,
            **{**usual, **said},
        )

    return make


def seen_rule(bodies: dict[str, Unit]) -> str:
    """A rule that found something with the market bureau."""
    return str(Signal.objects.filter(unit=bodies["market"]).order_by("rule_id").first().rule_id)


def test_leads_before_and_after_the_day(
    ran: Run, fixed: Callable[..., SystemFix], people: SimpleNamespace, bodies: dict[str, Unit]
) -> None:
    rule = seen_rule(bodies)
    all_of_it = Signal.objects.filter(rule_id=rule, unit=bodies["market"]).count()
    proof = fix_prove(fix=fixed(rule, date(2000, 1, 1)), by=people.officer)
    assert (proof.outcome, proof.run, proof.as_of) == ("seen", ran, AS_OF)
    assert (proof.before, proof.after, proof.undated) == (0, all_of_it, 0)
    assert proof.asked >= proof.decided >= proof.after
    late = fix_prove(fix=fixed(rule, date(2026, 6, 29)), by=people.officer)
    assert (late.before, late.after) == (all_of_it, 0)
    assert (late.outcome, late.decided) == ("no_data", 0), "nothing was judged: that is not clean"


def test_a_body_without_leads_that_was_judged_is_clean(
    ran: Run, fixed: Callable[..., SystemFix], people: SimpleNamespace, bodies: dict[str, Unit]
) -> None:
    from qinglian.web.runs.models import Asked

    for rule in Asked.objects.filter(run=ran, decided__gt=0).values_list("rule_id", flat=True):
        if Signal.objects.filter(rule_id=rule, unit=bodies["market"]).exists():
            continue
        proof = fix_prove(fix=fixed(rule, date(2000, 1, 1)), by=people.officer)
        assert (proof.outcome == "clean") == (proof.decided > 0), rule
        if proof.outcome == "clean":
            assert (proof.after, proof.undated) == (0, 0)
            return
    pytest.fail("no rule judged the market bureau without a lead")


def test_not_run_and_no_data_are_not_clean(
    ran: Run, fixed: Callable[..., SystemFix], people: SimpleNamespace, bodies: dict[str, Unit]
) -> None:
    later = fix_prove(fix=fixed(seen_rule(bodies), date(2026, 7, 1)), by=people.officer)
    assert (later.outcome, later.run) == ("not_run", None)
    other = fix_prove(fix=fixed("BID-025", date(2024, 1, 1)), by=people.officer)
    assert (other.outcome, other.run) == ("not_run", None)
    nothing = fixed(seen_rule(bodies), date(2024, 1, 1), of=bodies["school_bureau"])
    assert fix_prove(fix=nothing, by=people.officer).outcome == "no_data"


def test_asked_again_after_another_run_both_answers_stay(
    ran: Run,
    fixed: Callable[..., SystemFix],
    people: SimpleNamespace,
    bodies: dict[str, Unit],
    django_capture_on_commit_callbacks: Any,
) -> None:
    fix = fixed(seen_rule(bodies), date(2026, 7, 1))
    fix_prove(fix=fix, by=people.officer)
    with django_capture_on_commit_callbacks(execute=True):
        run = run_start(
            unit=bodies["county"], packs=["approval_cn"], by=people.office, as_of=date(2026, 8, 1)
        )
    fix_prove(fix=fix, by=people.team)
    last, first = fix.proofs.all()
    assert (first.outcome, last.outcome, last.run) == ("not_run", "no_data", run)
    assert last.before > 0


def test_what_was_mended_in_the_data_is_seen_no_more(
    ran: Run,
    fixed: Callable[..., SystemFix],
    loaded: Callable[..., Batch],  # noqa: F811
    people: SimpleNamespace,
    bodies: dict[str, Unit],
    django_capture_on_commit_callbacks: Any,
) -> None:
    """A second ledger replaces the first, without the rows that gave leads: the same rule is clean."""
    rule = seen_rule(bodies)
    fix = fixed(rule, date(2000, 1, 1))
    assert fix_prove(fix=fix, by=people.officer).outcome == "seen"
    guilty = set(Signal.objects.filter(rule_id=rule).values_list("subject_id", flat=True))
    book = load_workbook(LEDGER)
    for sheet in book:
        for number in range(sheet.max_row, 1, -1):
            if guilty & {str(cell.value).strip() for cell in sheet[number]}:
                sheet.delete_rows(number)
    out = io.BytesIO()
    book.save(out)
    loaded(out.getvalue(), supersedes=Batch.objects.get())
    with django_capture_on_commit_callbacks(execute=True):
        run = run_start(unit=bodies["county"], packs=["approval_cn"], by=people.office, as_of=AS_OF)
    proof = fix_prove(fix=fix, by=people.officer)
    assert (proof.outcome, proof.run, proof.after) == ("clean", run, 0)
    assert proof.decided > 0


def test_a_fix_has_number_paper_and_a_known_rule(
    fixed: Callable[..., SystemFix], people: SimpleNamespace
) -> None:
    day = date(2024, 1, 1)
    for wrong in ({"doc_no": " "}, {"papers": []}, {"title": ""}):
        with pytest.raises(NotAllowed):
            fixed("", day, **wrong)
    with pytest.raises(NotAllowed):
        fixed("XXX-999", day)
    fix = fixed("", day, doc_no="示例〔2024〕9号")
    with pytest.raises(NotAllowed):
        fixed("", day, doc_no="示例〔2024〕9号")
    with pytest.raises(NotAllowed):
        fix_prove(fix=fix, by=people.officer)
    for who in (people.school, people.auditor, people.market):
        with pytest.raises(NotAllowed):
            fix_prove(fix=fixed("APR-001", day), by=who)


def test_nobody_writes_clean_by_hand(
    fixed: Callable[..., SystemFix], people: SimpleNamespace
) -> None:
    fix = fixed("APR-001", date(2024, 1, 1))
    with pytest.raises(IntegrityError), transaction.atomic():
        Proof.objects.create(fix=fix, outcome="clean", by=people.officer)
