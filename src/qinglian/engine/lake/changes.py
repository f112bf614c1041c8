"""
两次运行之间变了什么。What changed between two runs: signals new, other or gone, and the cases to be asked again.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pyarrow as pa
from pydantic_core import to_jsonable_python

from qinglian.engine.backends.duckdb import another, literal, quoted
from qinglian.engine.lake.manifest import Manifest
from qinglian.engine.lake.opened import LakeDataset
from qinglian.engine.lake.runs import Run
from qinglian.engine.lake.visible import FILE, Carrier, carriers, listed, placed, settle, shared_key
from qinglian.engine.outcome import Outcome
from qinglian.model.signal import FIELDS
from qinglian.model.table import tables
from qinglian.model.text import Text

PASSING = ("seen_at", "as_of")
UNORDERED = ("parties", "evidence")
SIDES = ("new", "changed", "same", "gone")


@dataclass(frozen=True)
class Gone:
    """A signal of the earlier run that is no longer seen, and what changed since."""

    signal: dict[str, Any]
    why: tuple[Text, ...]


@dataclass(frozen=True)
class Compared:
    """Signals of a run beside those of an earlier one, by id. `gone` leaves out rules that were not asked again.

    `moved` are rules whose fence the data drew elsewhere, each with the words for it: their signals may be new, other
    or gone without a row of the subject having changed.
    """

    new: tuple[str, ...]
    changed: tuple[str, ...]
    same: tuple[str, ...]
    gone: tuple[Gone, ...]
    moved: tuple[tuple[str, Text], ...] = ()


def compare(before: Run, outcome: Outcome, dataset: LakeDataset) -> Compared:
    """Set the signals of a run beside those of an earlier run."""
    con = another(dataset.con)
    con.register("old_signals", before.signals)
    con.register("new_signals", outcome.signals)
    said = listed(name for name in FIELDS if name not in (*PASSING, *UNORDERED))
    content = f"({said}, {', '.join(f'list_sort({name})' for name in UNORDERED)})"
    sides = con.sql(
        f"""
        select coalesce(o.signal_id, n.signal_id) as signal_id,
            case when o.signal_id is null then 'new' when n.signal_id is null then 'gone'
                when o.content is distinct from n.content then 'changed' else 'same' end as side
        from (select signal_id, {content} as content from old_signals) as o
        full join (select signal_id, {content} as content from new_signals) as n using (signal_id)
        order by signal_id
        """
    ).fetchall()
    of_side = {side: tuple(name for name, found in sides if found == side) for side in SIDES}
    gone = con.sql(
        "select * from old_signals anti join new_signals using (signal_id) order by signal_id"
    )
    asked = {entry.rule.id: entry.rule.sha256 for entry in outcome.coverage if entry.error is None}
    why = {
        rule_id: _why(before, outcome, dataset, rule_id, card) for rule_id, card in asked.items()
    }
    lost = gone.to_arrow_table().to_pylist()
    con.close()
    return Compared(
        new=of_side["new"],
        changed=of_side["changed"],
        same=of_side["same"],
        gone=tuple(Gone(one, why[one["rule_id"]]) for one in lost if one["rule_id"] in why),
        moved=tuple(_moved(before, outcome).items()),
    )


def _moved(before: Run, outcome: Outcome) -> dict[str, Text]:
    """Rules whose fence lies elsewhere now, in words."""
    old = {entry.rule.id: entry.fence for entry in before.coverage}
    return {
        entry.rule.id: Text(
            f"界线由 {_fence(was)} 移到 {_fence(entry.fence)}",
            f"the fence moved from {_fence(was)} to {_fence(entry.fence)}",
        )
        for entry in outcome.coverage
        if (was := old.get(entry.rule.id)) and entry.fence and was != entry.fence
    }


def _fence(limits: tuple[float, float]) -> str:
    """One number, or the least and the greatest where peer groups have their own."""
    return "–".join(dict.fromkeys(f"{limit:.4g}" for limit in limits))


def changed_cases(since: Run, dataset: LakeDataset) -> pa.Table | None:
    """Ids of the cases (column `case_id`) whose events differ from those that run saw; None where all must be asked.

    Cases that vanished are among them. Events are those of `event` and of the ledgers that stand for events.
    """
    if not comparable(since, dataset):
        return None
    columns = {"event": "case_id"}
    columns |= {name: spec.case for name, spec in tables().items() if spec.process and spec.case}
    return _together(
        "case_id",
        [changed_ids(since, dataset, table, column) for table, column in columns.items()],
    )


def changed_subjects(
    since: Run, dataset: LakeDataset, column: str, among: Sequence[str]
) -> pa.Table | None:
    """The same for checks that are formulas: values of `column` (such as `tender_id`) in the tables `among`."""
    if not comparable(since, dataset):
        return None
    return _together(column, [changed_ids(since, dataset, table, column) for table in among])


def changed_ids(since: Run, dataset: LakeDataset, table: str, column: str) -> pa.Array:
    """Values of `column` whose rows in `table` are not the very rows, in number and content, that the run saw."""
    root, con = dataset.lake.root, dataset.con
    kept = {batch.id: batch for batch in dataset.lake.batches()}
    old = carriers(root, [kept[name] for name in since.record.batches], table)
    new = carriers(root, dataset.batches, table)
    every = carriers(root, _in_order(old, new), table)
    touched = _touched(old, new, table)
    if not touched or not any(column in file.batch.tables[table].columns for file in every):
        return pa.array([], pa.string())
    names = [row[0] for row in con.execute(f"describe select * from {placed(every)}").fetchall()]
    content = listed(name for name in names if name not in (FILE, "file_row_number"))
    was, is_now = _seen(dataset, old, table, "was"), _seen(dataset, new, table, "is_now")
    in_touched = ", ".join(literal(str(file.path)) for file in touched)
    found = con.sql(
        f"""
        with marked as (
            select {quoted(column)}::varchar as id, hash({content})::hugeint as content,
                {was} as was, {is_now} as is_now, {FILE} in ({in_touched}) as touched
            from {placed(every)} as r
        ),
        candidates as (select distinct id from marked where touched and id is not null)
        select id as {quoted(column)} from marked semi join candidates using (id) group by id
        having count(*) filter (was) <> count(*) filter (is_now)
            or sum(content) filter (was) is distinct from sum(content) filter (is_now)
        """
    )
    return found.to_arrow_table().column(0).cast(pa.string()).combine_chunks()


def _touched(old: Sequence[Carrier], new: Sequence[Carrier], table: str) -> list[Carrier]:
    """Files whose rows may count differently now: those of one side only, and all that share keys with others."""
    was, now = {file.batch.id for file in old}, {file.batch.id for file in new}
    if was == now:
        return []
    if shared_key(old, table) or shared_key(new, table):
        return [*old, *(file for file in new if file.batch.id not in was)]
    return [file for file in (*old, *new) if (file.batch.id in was) != (file.batch.id in now)]


def _seen(dataset: LakeDataset, files: Sequence[Carrier], table: str, side: str) -> str:
    """SQL: whether a row of `r` counts when only these files are live."""
    if not files:
        return "false"
    paths = ", ".join(literal(str(file.path)) for file in files)
    inside = f"r.{FILE} in ({paths})"
    hidden, _ = settle(dataset.con, files, table, into=side)
    if hidden is None:
        return inside
    return f"({inside} and (r.{FILE}, r.file_row_number) not in (select ({FILE}, file_row_number) from {hidden}))"


def _in_order(old: Sequence[Carrier], new: Sequence[Carrier]) -> list[Manifest]:
    """The batches of both sides, each once."""
    every = {file.batch.id: file.batch for file in (*old, *new)}
    return [every[name] for name in sorted(every)]


def _together(column: str, found: Sequence[pa.Array]) -> pa.Table:
    """All ids, each once."""
    return pa.table({column: pa.concat_arrays([pa.array([], pa.string()), *found]).unique()})


def comparable(since: Run, dataset: LakeDataset) -> bool:
    """Whether the earlier run's rows are still there and mean the same: zone, activities that could be recorded."""
    there = {batch.id for batch in dataset.lake.batches()}
    recorded = {process: sorted(names) for process, names in dataset.recorded.items()}
    return (
        there.issuperset(since.record.batches)
        and since.record.zone == dataset.zone
        and since.record.recorded == recorded
    )


def _why(
    before: Run, outcome: Outcome, dataset: LakeDataset, rule_id: str, card_sha256: str
) -> tuple[Text, ...]:
    """What changed since a signal was last seen; the day always may have."""
    said = [text for moved, text in _moved(before, outcome).items() if moved == rule_id]
    if before.rules.get(rule_id) != card_sha256:
        said.append(Text("规则卡已修改", "the rule card was changed"))
    params = to_jsonable_python(outcome.params)
    if before.record.params.get(rule_id) != params.get(rule_id):
        said.append(Text("运行参数不同", "the parameters of the run differ"))
    was, now = set(before.record.batches), {batch.id for batch in dataset.batches}
    if came := sorted(now - was):
        said.append(
            Text(f"新装载批次 {'、'.join(came)}", f"batches loaded since: {', '.join(came)}")
        )
    if went := sorted(was - now):
        said.append(
            Text(f"批次 {'、'.join(went)} 已被替换", f"batches replaced since: {', '.join(went)}")
        )
    if before.record.as_of != outcome.as_of:
        said.append(
            Text(
                f"截止日由 {before.record.as_of} 改为 {outcome.as_of}",
                f"the as-of day was {before.record.as_of} and is {outcome.as_of}",
            )
        )
    if before.record.version != outcome.version:
        said.append(Text("软件版本不同", "another version of qinglian"))
    return tuple(said)
