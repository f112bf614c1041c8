"""Ask rules of the lake. 运行规则。"""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone
from django_tasks import task

from qinglian import __version__
from qinglian.engine.catalog import catalog
from qinglian.engine.incremental import run_lake
from qinglian.engine.lake import compare, last_run, open_lake, save_run
from qinglian.model.errors import QinglianError
from qinglian.model.text import Text
from qinglian.web.audit.services import record
from qinglian.web.runs.lake import lake_root
from qinglian.web.runs.models import Change, Plan, Run, Signal
from qinglian.web.runs.params import given
from qinglian.web.runs.receivers import run_done
from qinglian.web.runs.storing import outcome_store
from qinglian.web.runs.words import lines
from qinglian.web.units.models import Unit

MISTAKE = Text(
    zh="程序出错，没有存下任何结果（{what}）。请告诉系统管理员。",
    en="The program failed and nothing was stored ({what}). Please tell the system administrator.",
)


@transaction.atomic
def run_start(
    *,
    unit: Unit,
    packs: list[str],
    by: Any = None,
    as_of: date | None = None,
    plan: Plan | None = None,
) -> Run:
    """Put a run in the queue; the worker takes it once this is committed."""
    run = Run.objects.create(
        unit=unit,
        packs=packs,
        by=by,
        plan=plan,
        as_of=as_of or timezone.localdate(),
        params=params_in_force(),
    )
    record("run.started", on=run, by=by, packs=packs)
    transaction.on_commit(lambda: run_execute.enqueue(run.pk))
    return run


def params_in_force() -> dict[str, Any]:
    """What two people agreed to lay over the cards."""
    agreed = Change.objects.filter(status=Change.Status.APPROVED)
    return {change.rule_id: change.params for change in agreed}


@task(queue_name="runs")
def run_execute(key: int) -> None:
    """The run itself, in the worker. Whatever goes wrong is said on the run's page; nothing is half stored."""
    run = Run.objects.get(pk=key)
    if run.status == Run.Status.DONE:
        return
    _step(run, "open", 5, status=Run.Status.RUNNING, started_at=timezone.now())
    try:
        _ask(run)
    except QinglianError as error:
        _step(
            run,
            "",
            run.percent,
            status=Run.Status.FAILED,
            trouble=error.text.zh,
            trouble_en=error.text.en,
            ended_at=timezone.now(),
        )
    except Exception as error:
        said = MISTAKE.filled(what=f"{type(error).__name__}: {error}"[:500])
        _step(
            run,
            "",
            run.percent,
            status=Run.Status.FAILED,
            trouble=said.zh,
            trouble_en=said.en,
            ended_at=timezone.now(),
        )
        raise


def _ask(run: Run) -> None:
    dataset = open_lake(lake_root())
    rules = catalog().chosen(run.packs or None, ("stable", "trial"))
    params = {rule.id: given(rule, run.params[rule.id]) for rule in rules if rule.id in run.params}
    _step(run, "ask", 15)
    outcome = run_lake(dataset, rules, run.as_of, params)
    before = last_run(dataset.lake, asked=[one.rule.id for one in outcome.coverage])
    found = compare(before, outcome, dataset) if before is not None else None
    gone = {one.signal["signal_id"]: lines(one.why) for one in found.gone} if found else {}
    _step(run, "store", 75)
    now = timezone.now()
    with transaction.atomic():
        outcome_store(run, outcome, gone, now)
        run.status, run.step, run.percent, run.ended_at = Run.Status.DONE, "", 100, now
        run.engine, run.version = outcome.engine, __version__
        run.inputs = [
            {
                "batch": batch.id,
                "files": [{"name": one.name, "sha256": one.sha256} for one in batch.sources],
            }
            for batch in dataset.batches
        ]
        run.completeness = outcome.completeness
        run.notes = [{"zh": text.zh, "en": text.en} for text in outcome.warnings]
        run.save()
        record(
            "run.done",
            on=run,
            by=run.by,
        )
    save_run(outcome, dataset)
    run_done.send(Run, run=run)


def _step(run: Run, step: str, percent: int, **fields: Any) -> None:
    """Say how far it is, at once and for everybody."""
    for name, value in {"step": step, "percent": percent, **fields}.items():
        setattr(run, name, value)
    run.save(update_fields=["step", "percent", *fields])


def signals_now() -> Any:
    """Signals that are still seen and not held back by a rule under review."""
    return Signal.objects.filter(gone_at=None, held=False)
