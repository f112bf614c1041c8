"""
试算。What a rule would have said under other parameters: the card as it stands and as it might be, asked of the same
data in one run, and their signals side by side.

Nothing is kept of it. The answers are those of two full runs, since that is what they are.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from typing import Any

import pyarrow as pa

from qinglian.engine import catalog
from qinglian.engine.asked import Asked, constraint_of
from qinglian.engine.backends.duckdb import quoted
from qinglian.engine.dataset import Dataset
from qinglian.engine.grounds import constraints_of
from qinglian.engine.lake import LakeDataset
from qinglian.engine.outcome import Coverage
from qinglian.engine.owned import home_of
from qinglian.engine.params import is_dated, variants
from qinglian.engine.prepared import prepared_chunks
from qinglian.engine.run import answered
from qinglian.engine.verdicts import Found
from qinglian.model.check import Check
from qinglian.model.errors import BadCard, BadUsage, nearest
from qinglian.model.rule import Rule
from qinglian.model.text import Text

NEW, GONE, CHANGED, SAME = "new", "gone", "changed", "same"
WHAT = (NEW, GONE, CHANGED, SAME)
OTHER = "（试算 as simulated）"


@dataclass(frozen=True)
class Simulation:
    """Signals of a rule before and after, one row a subject flagged by either.

    `rows`: `subject_id, period, unit_id, month, what, value_before, value_after, text_zh, text_en, subject`. `what` is
    new, gone, same, or changed where only the value differs; `month` is YYYY-MM of the subject's own day, null without
    one.
    """

    rule: Rule
    changes: dict[str, Any]
    before: Coverage
    after: Coverage
    rows: pa.Table
    as_of: date

    def counts(self, column: str) -> dict[str | None, Counter[str]]:
        """How many signals are new, gone, changed and the same, by `unit_id` or `month`, in order."""
        found: dict[str | None, Counter[str]] = {}
        for key, what in zip(
            self.rows[column].to_pylist(), self.rows["what"].to_pylist(), strict=True
        ):
            found.setdefault(key, Counter())[what] += 1
        return dict(sorted(found.items(), key=lambda item: (item[0] is None, item[0] or "")))

    def stood(self, path: str) -> list[tuple[date | None, Any]]:
        """What the card says where a change was made: values, each with the day from which it holds."""
        name, *inside = path.split(".")
        stands = self.rule.card.params.get(name)
        if not isinstance(stands, list) or not is_dated(stands):
            return [(None, _at(stands, inside))]
        return [(item["from"], _at(item["value"], inside)) for item in stands]


def simulate(
    dataset: Dataset, rule: Rule, changes: Mapping[str, Any], *, as_of: date
) -> Simulation:
    """Ask a rule as it stands and with `changes`: names of parameters, or paths into one (`within.at_most`) → value.

    A dated parameter takes the new value in each of its stretches. Raises BadUsage where a change does not fit.
    """
    params = changed_params(rule, catalog.check(rule.card.check), changes)
    return replace(beside(dataset, rule, {}, params, as_of=as_of), changes=dict(changes))


def beside(
    dataset: Dataset,
    rule: Rule,
    before: Mapping[str, Any],
    after: Mapping[str, Any],
    *,
    as_of: date,
) -> Simulation:
    """Ask a rule twice over one data set: with one overlay of whole parameters on its card and with another."""
    check = catalog.check(rule.card.check)
    other = replace(rule, card=rule.card.model_copy(update={"id": rule.id + OTHER}))
    asked = [asked_with(rule, before), asked_with(other, after)]
    chunks = None
    if isinstance(dataset, LakeDataset):
        chunks = prepared_chunks(dataset, constraints_of(asked), as_of)
    found = answered(dataset, asked, as_of, datetime.now(UTC), chunks=chunks)
    first, second = Coverage(rule), Coverage(other)
    for cover in (first, second):
        found[cover.rule.id].cover(cover)
    rows = _side_by_side(dataset, check, found[rule.id], found[other.id])
    return Simulation(rule, dict(after), first, second, rows, as_of)


def changed_params(rule: Rule, check: Check, changes: Mapping[str, Any]) -> dict[str, Any]:
    """The parameters named, as they would stand on the card."""
    made: dict[str, Any] = {}
    for path, value in changes.items():
        name, *inside = path.split(".")
        if name not in check.params:
            near = nearest(name, list(check.params))
            raise BadUsage(
                Text(
                    f"规则 {rule.id} 没有参数 {name}{near.zh}",
                    f"Rule {rule.id} has no parameter {name}{near.en}",
                )
            )
        stands = made.get(name, rule.card.params.get(name, check.params[name].default))
        if is_dated(stands):
            made[name] = [{**item, "value": _put(item["value"], inside, value)} for item in stands]
        else:
            made[name] = _put(stands, inside, value)
    return made


def _at(value: Any, inside: list[str]) -> Any:
    for part in inside:
        value = value.get(part) if isinstance(value, Mapping) else None
    return value


def _put(stands: Any, inside: list[str], value: Any) -> Any:
    """The value with one part of it replaced, or the new one itself."""
    if not inside:
        return value
    if stands is not None and not isinstance(stands, Mapping):
        said = ".".join(inside)
        raise BadUsage(Text(f"参数之下没有 {said}", f"the parameter has no {said}"))
    first, *rest = inside
    parts = dict(stands or {})
    return {**parts, first: _put(parts.get(first), rest, value)}


def asked_with(rule: Rule, params: Mapping[str, Any]) -> Asked:
    """A rule as it would be asked with an overlay. Raises BadUsage where a value does not fit."""
    check = catalog.check(rule.card.check)
    stretches = variants(rule, check, params)
    try:
        parsed = [constraint_of(rule, one) for one in stretches] if check.is_process else []
    except BadCard as error:
        if params:
            raise BadUsage(error.said) from None
        raise
    return Asked(rule, check, stretches, parsed)


def _side_by_side(dataset: Dataset, check: Check, before: Found, after: Found) -> pa.Table:
    """Both tables of signals joined by subject and period."""
    con = dataset.con
    for name, found in (("before", before), ("after", after)):
        con.register(f"incoming_{name}", found.all_signals())
        con.execute(
            f"create or replace temp table simulated_{name} as select *, {_day(check)} as day"
            f" from incoming_{name} s {_dated(dataset, check)}"
        )
        con.unregister(f"incoming_{name}")
    return con.sql(
        """select coalesce(a.subject_id, b.subject_id) subject_id, coalesce(a.period, b.period) period,
            coalesce(a.unit_id, b.unit_id) unit_id, strftime(coalesce(a.day, b.day), '%Y-%m') as month,
            case when b.subject_id is null then 'new' when a.subject_id is null then 'gone'
                when a.value is distinct from b.value then 'changed' else 'same' end what,
            b.value value_before, a.value value_after,
            coalesce(a.text_zh, b.text_zh) text_zh, coalesce(a.text_en, b.text_en) text_en,
            coalesce(a.subject, b.subject) subject
        from simulated_after a full join simulated_before b
            on a.subject_id = b.subject_id and a.period is not distinct from b.period
        order by 1, 2 nulls first"""
    ).to_arrow_table()


def _day(check: Check) -> str:
    """SQL: the subject's own day. Of a process, when the last of the cited events happened."""
    if check.is_process:
        return "list_max([(e.\"columns\"::json->>'occurred_on')::date for e in s.evidence])"
    if home_of(check) is not None:
        return "d.own_day"
    return "try_cast(s.period || '-01-01' as date)"


def _dated(dataset: Dataset, check: Check) -> str:
    """SQL: the join that gives subjects of a formula the day by which they are judged."""
    home = None if check.is_process else home_of(check)
    if home is None:
        return ""
    table, column = home
    (key,) = check.key
    rows = dataset.backend.sql(dataset.bind(table, (key, column)))
    return (
        f"left join (select {quoted(key)}::varchar own_id, min({quoted(column)}) own_day from ({rows})"
        " group by 1) d on d.own_id = s.subject_id"
    )
