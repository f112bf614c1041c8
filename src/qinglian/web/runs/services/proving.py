"""
Whether a rule still finds something with one body since a day. 规则重跑验证。

Asked of the last run that asked the rule, as it lies in the lake: its signals, how each subject was judged, the rows it
saw. What was not run, and what had no data, is said apart from "nothing found".
"""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import pyarrow.compute as pc

from qinglian.engine.catalog import check as find_check
from qinglian.engine.lake import Lake, open_lake
from qinglian.engine.lake import Run as Kept
from qinglian.engine.lake import runs as kept_runs
from qinglian.engine.owned import Owned, owned_subjects
from qinglian.engine.process.states import UNDECIDED
from qinglian.model.errors import QinglianError
from qinglian.web.runs.cards import cards
from qinglian.web.runs.lake import lake_root
from qinglian.web.runs.models import Asked, Run
from qinglian.web.runs.sealed import sealed_signals
from qinglian.web.runs.storing import units_by_name
from qinglian.web.units.models import Unit


@dataclass(frozen=True, slots=True)
class Said:
    """
    What a run says of a rule on a body: leads of before the day, of that day or later, and of no known day; subjects of
    the body from the day on, and those of them that could be judged. `run` is None where nothing was run since.
    """

    run: Run | None
    before: int = 0
    after: int = 0
    undated: int = 0
    asked: int = 0
    decided: int = 0


def rule_said(*, rule_id: str, unit: Unit, since: date) -> Said:
    """What the last run with data up to the day or later says; only that it ran, where the lake no longer has it."""
    rows = Asked.objects.filter(
        rule_id=rule_id, trouble="", run__status=Run.Status.DONE, run__as_of__gte=since
    ).select_related("run")
    asked = rows.defer("card").order_by("-run__ended_at").first()
    if asked is None:
        return Said(None)
    try:
        kept = _kept(asked)
        rule = next((one for one in cards().rules if one.id == rule_id), None)
        if kept is None or rule is None:
            return Said(asked.run)
        dataset = open_lake(lake_root(), batches=kept.record.batches)
        check = find_check(rule.card.check)
        process = rule.card.params.get("process") if check.is_process else None
        units = units_by_name()
        owned = {one.subject_id: one for one in owned_subjects(dataset, check, process)}
    except QinglianError:
        return Said(asked.run)

    def its_own(name: str | None, subject: Owned | None) -> bool:
        names = (name, *(subject.names if subject else ()))
        return next((units[one] for one in names if one in units), None) == unit.pk

    mine = {
        one.subject_id
        for one in owned.values()
        if its_own(None, one) and one.day and since <= one.day <= kept.record.as_of
    }
    before, after, undated = _leads(kept, rule_id, owned, since, its_own)
    return Said(asked.run, before, after, undated, len(mine), _decided(kept, asked, mine))


def _kept(asked: Asked) -> Kept | None:
    """The run as it lies in the lake: same day, same batches, same rule."""
    lake = Lake(lake_root())
    batches = {one["batch"] for one in asked.run.inputs}
    for one in kept_runs(lake):
        record = one.record
        if (
            record.as_of == asked.run.as_of
            and set(record.batches) == batches
            and asked.rule_id in one.rules
        ):
            return one
    return None


def _leads(
    kept: Kept,
    rule_id: str,
    owned: dict[str, Owned],
    since: date,
    its_own: Callable[[str | None, Owned | None], bool],
) -> tuple[int, int, int]:
    """Leads with the body by the day of their subject; what was handed over is counted nowhere."""
    counts = {"before": 0, "after": 0, "undated": 0}
    handed_over = sealed_signals()
    for row in kept.signals.filter(pc.equal(kept.signals["rule_id"], rule_id)).to_pylist():
        subject = owned.get(row["subject_id"])
        if handed_over(row["signal_id"]) or not its_own(row["unit_id"], subject):
            continue
        day = _last_step(row) or (subject.day if subject else None)
        counts["undated" if day is None else "after" if day >= since else "before"] += 1
    return counts["before"], counts["after"], counts["undated"]


def _last_step(row: dict[str, Any]) -> date | None:
    """Of a process, when the last of the cited events happened: what is judged is the event, not the case."""
    days = [
        found
        for one in row["evidence"] or ()
        if one["table"] == "event"
        and (found := json.loads(one["columns"] or "{}").get("occurred_on"))
    ]
    return max((datetime.fromisoformat(str(one)).date() for one in days), default=None)


def _decided(kept: Kept, asked: Asked, mine: set[str]) -> int:
    """
    How many of these subjects could be judged. Where the run kept no verdicts of the rule, at least so many as cannot
    all be among those it left undecided.
    """
    if kept.verdicts is not None:
        rows = kept.verdicts.filter(pc.equal(kept.verdicts["rule_id"], asked.rule_id))
        if rows.num_rows:
            judged = rows.filter(pc.not_equal(rows["state"], UNDECIDED))
            return len(mine & set(judged["subject_id"].to_pylist()))
    return max(0, min(len(mine), asked.decided) - asked.undecided)
