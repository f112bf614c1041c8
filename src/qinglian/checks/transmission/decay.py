"""
同一事项越往下完成得越差。The further down an item is handed, the worse it is done.

值是最下一级逾期（含到期未完成）的比例，与第一级相比。两级都够 `minimum_count` 次才问。下一级的逾期次数若与第一级同样的
机会，会有多少可能，用切诺夫与霍夫丁的界，再按 Benjamini 与 Hochberg 调整；并且至少高出 `margin`。大家都逾期的，是期限不
合理，不提示。
The value is the share of turns past their day at the lowest level, beside that of the first. Both need
`minimum_count` turns. Were the lower level late by the chance of the first, so many late ones would be as likely as the
bound of Chernoff and Hoeffding, adjusted by Benjamini and Hochberg; and the share must lie `margin` higher. Where
everybody is late the term is at fault, and nothing is flagged.
"""

from datetime import date
from typing import Any

import ibis
from ibis import Table

from qinglian.checks._discovery import RATE, adjusted, tail_bound
from qinglian.checks._peers import ENOUGH
from qinglian.checks._turns import EPOCH, HELPS, still_asked
from qinglian.model.check import Check, Param
from qinglian.model.text import Text

check = Check(
    __name__,
    title=Text(zh="责任逐级递减", en="Duties fade on their way down"),
    subject="item",
    scope="population",
    needs={"duty_turn": ("turn_id", "item_id", "level", "due_on", "done_on")},
    helps={"duty_turn": ("due_day", "done_day", *HELPS)},
    params={
        **ENOUGH,
        **RATE,
        "margin": Param(
            float, Text("逾期比例至少高出多少", "how much higher the share must be"), required=True
        ),
    },
    seen=Text(
        "事项 {subject_id} 在最下一级的逾期比例为 {value}，第一级为 {threshold}",
        "Item {subject_id}: share late at the lowest level {value}, at the first {threshold}",
    ),
)


@check
def evaluate(
    duty_turn: Table,
    *,
    minimum_count: int,
    false_discovery_rate: float,
    margin: float,
    as_of: date,
    absent: frozenset[str],
) -> Table:
    """Compare the lowest level of each item with its first."""
    counted = _levels(duty_turn, as_of, "duty_turn.done_on" in absent)
    usual = (counted.upper_late + 1).cast("float64") / (counted.upper + 2).cast("float64")
    enough = (counted.upper >= minimum_count) & (counted.lower >= minimum_count)
    bound = tail_bound(counted.lower_late, counted.lower, usual)
    rows = adjusted(
        counted.select(
            "item_id",
            value=_share(counted.lower_late, counted.lower),
            threshold=_share(counted.upper_late, counted.upper),
            p=enough.ifelse(bound, ibis.null("float64")),
        ),
        ["item_id"],
    )
    fades = (rows.q <= false_discovery_rate) & (rows.value - rows.threshold >= margin)
    return rows.select(
        "item_id", "value", "threshold", flagged=rows.q.isnull().ifelse(ibis.null("boolean"), fades)
    )


@check.evidence
def evidence(flagged: Table, duty_turn: Table, *, as_of: date) -> Table:
    """The late turns of the levels below the first."""
    rows = _judged(duty_turn, as_of, False).semi_join(flagged, "item_id")
    rows = rows.filter(rows.late, rows.level > 1)
    return rows.select(
        "item_id",
        table=ibis.literal("duty_turn"),
        row_id=rows.turn_id,
        role=ibis.literal("case"),
        party_id=ibis.null("string"),
    )


def _levels(turn: Table, as_of: date, blind: bool) -> Table:
    """One row an item: turns and late ones at the first level and at the lowest below it."""
    rows = _judged(turn, as_of, blind).filter(lambda t: t.item_id.notnull())
    deepest = rows.mutate(lowest=rows.level.max().over(ibis.window(group_by="item_id")))
    first, last = deepest.level == 1, (deepest.level == deepest.lowest) & (deepest.level > 1)
    found = deepest.group_by("item_id").aggregate(
        upper=deepest.late.count(where=first),
        upper_late=deepest.late.cast("int64").sum(where=first).fill_null(0),
        lower=deepest.late.count(where=last),
        lower_late=deepest.late.cast("int64").sum(where=last).fill_null(0),
        deep=deepest.lowest.max(),
    )
    return found.filter((found.deep > 1) | found.deep.isnull())


def _judged(turn: Table, as_of: date, blind: bool) -> Table:
    """Turns whose day has come, with `late`; null where nothing tells."""
    asked = still_asked(turn)
    today = (as_of - EPOCH).days
    due = asked.filter((asked.due < today) | asked.due.isnull())
    late = due.done_day.cast("int64").coalesce(ibis.null("int64") if blind else today) > due.due
    return due.mutate(late=late)


def _share(hits: Any, trials: Any) -> Any:
    return hits.cast("float64") / trials.nullif(0).cast("float64")
